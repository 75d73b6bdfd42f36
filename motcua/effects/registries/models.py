from django.conf import settings
from django.db import models

from motcua.effects.registries.purposes import Purpose
from motcua.foundation.organisations.models import Post


class Register(models.TextChoices):
    """As the definitions name them in `replaceable_by`."""

    POPULATION = "population_db"
    ENTERPRISE = "enterprise_db"
    SOCIAL_INSURANCE = "social_insurance_db"
    CIVIL_STATUS = "civil_status_db"


class LookUpOutcome(models.TextChoices):
    FOUND = "found"
    NOBODY = "nobody"
    DIFFERS = "differs"
    DOWN = "down"
    #: The register says that we may not ask, or not so.
    REFUSED = "refused"


class LookUp(models.Model):
    """Lượt tra cứu: somebody asks a register, for one dossier and one purpose. Written before the register is asked.

    What was asked stands here as a keyed hash, and what was answered not at all. Only ever added.
    """

    register = models.CharField(max_length=20, choices=Register)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: A plain number: a draft may be thrown away, and that it was asked about stays.
    dossier_id = models.BigIntegerField(db_index=True)
    #: Whom of the dossier it is about, by a name of ours such as "applicant".
    about = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=24, choices=Purpose)
    #: The number that was asked about, as `search_hash` keeps it: who was asked about can be found again by us alone.
    query_hash = models.CharField(max_length=64, blank=True, db_index=True)
    #: The number under which the register has it in its own books.
    request_id = models.UUIDField(unique=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # How often an account has asked within the hour.
            models.Index(fields=["account", "at"], name="look_up_of_account"),
        ]

    def __str__(self) -> str:
        return f"look-up {self.pk} in {self.register}"


class LookUpAnswer(models.Model):
    """Kết quả tra cứu: how a look-up ended. Without one, nobody knows: we died while it was asked. Only ever added."""

    look_up = models.OneToOneField(LookUp, on_delete=models.PROTECT, related_name="answer", primary_key=True)
    outcome = models.CharField(max_length=8, choices=LookUpOutcome)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look-up {self.look_up_id}: {self.outcome}"


class RegisterAnswer(models.Model):
    """Câu trả lời giữ tạm: what a register said, sealed, until an hour; a job erases it. Registers are not copied."""

    look_up = models.OneToOneField(LookUp, on_delete=models.PROTECT, related_name="kept", primary_key=True)
    sealed = models.BinaryField(editable=False)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"answer of look-up {self.look_up_id}"


class Asker(models.TextChoices):
    CITIZEN = "citizen"
    OFFICER = "officer"


class LookUpAllowance(models.Model):
    """Mức tra cứu: how often one account may ask within an hour, from a day on, by whose decision."""

    asker = models.CharField(max_length=8, choices=Asker)
    valid_from = models.DateField()
    per_hour = models.PositiveIntegerField()
    #: The document that says so.
    basis = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asker", "valid_from"], name="one_allowance_per_asker_and_day"),
            models.CheckConstraint(name="an_allowance_allows_something", condition=models.Q(per_hour__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.per_hour} an hour for each {self.asker} from {self.valid_from}"
