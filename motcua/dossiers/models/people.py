"""Who acts for whom: on what ground somebody files for the holder, and with whose consent somebody helps."""

import json
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.dossiers.models.dossier import Dossier
from motcua.foundation.accounts.models import Membership
from motcua.foundation.accounts.sealed import seal, search_hash, unseal
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Post


class Basis(models.TextChoices):
    """On what ground one who files acts for another. Whoever files for herself needs none."""

    RELATIVE = "relative"
    AUTHORISED = "authorised"
    MEMBER = "member"
    #: She filed for another elsewhere, where nobody told us on what ground: it is shown at the desk.
    ELSEWHERE = "elsewhere"


class Kinship(models.TextChoices):
    """The relatives whose paper of authorisation need not be certified (TT 04/2020/TT-BTP, art. 2.1).

    It says what the holder is to the one who files.
    """

    GRANDPARENT = "grandparent"
    PARENT = "parent"
    CHILD = "child"
    SPOUSE = "spouse"
    SIBLING = "sibling"


@dataclass(frozen=True, slots=True)
class HolderFacts:
    """The holder in the words of the one who files. `birth_date` is ISO; `residence` as addresses are stored."""

    full_name: str
    personal_id: str = ""
    birth_date: str = ""
    phone: str = ""
    residence: dict[str, str] | None = None


class Representation(models.Model):
    """Quyền nộp thay: one who files acts for another person or for an organisation. It stays as it was at filing."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="representation", primary_key=True)
    basis = models.CharField(max_length=12, choices=Basis)
    kinship = models.CharField(max_length=12, choices=Kinship, blank=True)
    #: The paper of authorisation. Its scan is a paper of the dossier.
    document_number = models.CharField(max_length=60, blank=True)
    document_on = models.DateField(null=True, blank=True)
    membership = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: What was typed about the holder, kept apart from what we know: showing it back tells nobody anything.
    holder_sealed = models.BinaryField(default=b"", editable=False)
    #: To join the dossier to its holder on the day on which we come to know her.
    holder_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="each_basis_has_its_ground",
                condition=Q(basis=Basis.RELATIVE, membership=None) & ~Q(kinship="")
                | Q(basis=Basis.AUTHORISED, membership=None, document_on__isnull=False) & ~Q(document_number="")
                | Q(basis=Basis.MEMBER, membership__isnull=False)
                | Q(basis=Basis.ELSEWHERE, membership=None, kinship="", document_number="", document_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.basis} for {self.dossier_id}"

    @property
    def holder_facts(self) -> HolderFacts | None:
        """None where an organisation is the holder."""
        return HolderFacts(**json.loads(unseal(self.holder_sealed))) if self.holder_sealed else None


def sealed_columns(facts: HolderFacts) -> dict[str, bytes | str]:
    """The two columns in which a Representation keeps them."""
    text = json.dumps({name: getattr(facts, name) for name in HolderFacts.__slots__}, ensure_ascii=False)
    return {"holder_sealed": seal(text), "holder_hash": search_hash(facts.personal_id)}


class ConsentMethod(models.TextChoices):
    """How a person who is helped said yes."""

    PAPER = "paper"
    PHONE = "phone"
    SCREEN = "screen"


class AssistanceQuerySet(models.QuerySet["Assistance"]):
    def alive(self, at: object) -> "AssistanceQuerySet":
        """Consented to, not ended, not run out."""
        return self.filter(consented_at__lte=at, ends_at__gt=at, ended_at=None)


class Assistance(models.Model):
    """Việc nộp giúp: one helper, one procedure, one person, until an hour. Nothing is shown or typed without it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    helper_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    procedure_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    method = models.CharField(max_length=8, choices=ConsentMethod)
    asked_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    #: The signed slip, photographed; or the telephone that the person named, her own or anybody's.
    proof = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    phone_sealed = models.BinaryField(default=b"", editable=False)
    #: Whom and what it came to be about: known only after the consent.
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.SET_NULL, related_name="assistances")
    #: She has read the answers on the screen and said that they are right: when, and which save of them.
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_revision = models.PositiveIntegerField(null=True, blank=True)

    objects = AssistanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="consent_on_paper_has_its_picture",
                condition=~Q(method=ConsentMethod.PAPER) | Q(proof__isnull=False),
            ),
            models.CheckConstraint(name="assistance_ends_after_it_is_asked", condition=Q(ends_at__gt=F("asked_at"))),
            models.CheckConstraint(
                name="no_dossier_without_consent", condition=Q(dossier=None) | Q(consented_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["helper_account", "ends_at"], name="assistance_of_helper")]

    def __str__(self) -> str:
        return f"assistance {self.pk}"

    @property
    def phone(self) -> str:
        return unseal(self.phone_sealed)
