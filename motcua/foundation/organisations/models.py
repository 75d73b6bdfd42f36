"""Agencies, posts and delegations, all with dates: mergers and transfers keep their history."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.roles import PostRole


class Agency(models.Model):
    """Cơ quan, đơn vị: who manages it and where it works are two different facts.

    A police station or land-office branch works inside a commune and answers to its own province-wide body.
    """

    kind = models.CharField(max_length=32, choices=[(k, k) for k in AgencyKind])
    name = models.CharField(max_length=200)
    #: Identification code of the agency (QĐ 20/2020/QĐ-TTg, art. 4): up to 35 of A–Z, 0–9 and full stops.
    code = models.CharField(max_length=35, unique=True)
    managed_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="manages")
    #: Where its results are handed out and its dossiers received.
    one_stop_unit = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="serves")
    province_code = models.CharField(max_length=2)
    #: Empty for a body that works in the whole province.
    commune_code = models.CharField(max_length=5, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    predecessors = models.ManyToManyField("self", symmetrical=False, related_name="successors", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="agency_code_shape", condition=Q(code__regex=r"^[A-Z0-9][A-Z0-9.]{1,34}$")),
        ]
        indexes = [models.Index(fields=["kind", "commune_code"], name="agency_by_kind_and_place")]

    def __str__(self) -> str:
        return self.code


class OpeningHours(models.Model):
    """Giờ mở cửa: one stretch of a weekday in which a unit receives people, where it is not that of the calendar.

    A unit without a row keeps the hours of the calendar; one with rows is open in these alone.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="opening_hours")
    #: Monday is 0, as Python counts.
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="weekdays_are_seven", condition=Q(weekday__lte=6)),
            models.CheckConstraint(name="closes_after_it_opens", condition=Q(closes__gt=F("opens"))),
            models.UniqueConstraint(fields=["agency", "weekday", "opens"], name="one_stretch_begins_then"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} on {self.weekday} from {self.opens}"


class FormerAgencyName(models.Model):
    """Mã, tên cũ: the code and name that an agency had between dates, for papers and look-ups of that time."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="former_names")
    code = models.CharField(max_length=35, db_index=True)
    name = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField()

    def __str__(self) -> str:
        return self.code


class PostQuerySet(models.QuerySet["Post"]):
    def held_on(self, day: date) -> "PostQuerySet":
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class Post(models.Model):
    """Vị trí: an officer in one role at one agency, between dates. A person with two hats holds two posts."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=24, choices=[(r, r) for r in PostRole])
    title = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_it_begins", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
            models.UniqueConstraint(
                fields=["account", "agency", "role"], condition=Q(valid_to=None), name="one_open_post_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.agency_id}"


class Delegation(models.Model):
    """Ủy quyền xử lý thay: the holder of one post lets another account act in it, between dates."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    to_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegated")
    valid_from = models.DateField()
    valid_to = models.DateField()
    document = models.CharField(max_length=120, help_text="Number of the paper that delegates")

    class Meta:
        constraints = [
            models.CheckConstraint(name="delegation_ends_after_it_begins", condition=Q(valid_to__gte=F("valid_from"))),
        ]

    def __str__(self) -> str:
        return f"post {self.post_id} to account {self.to_account_id}"


class AbsenceKind(models.TextChoices):
    LEAVE = "leave"
    ILLNESS = "illness"
    BUSINESS_TRIP = "business_trip"
    TRAINING = "training"
    OTHER = "other"


class Absence(models.Model):
    """Vắng mặt: the days on which nobody is there in a post, so that no work waits for its holder."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=16, choices=AbsenceKind)
    valid_from = models.DateField()
    valid_to = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="absence_ends_after_it_begins", condition=Q(valid_to__gte=F("valid_from"))),
        ]

    def __str__(self) -> str:
        return f"post {self.post_id} away from {self.valid_from}"
