from django.db import models
from django.db.models import Q

from motcua.dossiers.models import Dossier


class Direction(models.TextChoices):
    """Both ways are orders of their own, each with its fee (công ích bưu chính, hai chiều)."""

    #: Papers are fetched at home and brought to the unit.
    COLLECT = "collect"
    #: The result is brought home.
    RETURN = "return"


class PostalState(models.TextChoices):
    #: To be told to the post.
    WANTED = "wanted"
    REGISTERED = "registered"
    #: The postman has it, or is on his way to it.
    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    #: The post would not take it; `problem` says why, for the officer.
    REFUSED = "refused"


#: It is under the post's hands, or will be.
ALIVE = (PostalState.WANTED, PostalState.REGISTERED, PostalState.UNDER_WAY)


class PostalOrder(models.Model):
    """Đơn gửi bưu điện: one parcel in one direction. Names and addresses are read from the dossier when it is told."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="postal_orders", db_index=False)
    direction = models.CharField(max_length=8, choices=Direction)
    #: OrderNumber of the post: the dossier's code and a suffix.
    number = models.CharField(max_length=40, unique=True)
    stage = models.CharField(max_length=12, choices=PostalState, default=PostalState.WANTED)
    #: What the post takes for its service, paid to the postman; empty until it said so.
    fee = models.PositiveIntegerField(null=True)
    #: The state's fee that the postman takes for us at the door.
    cod = models.PositiveBigIntegerField(default=0)
    #: How often it was told: the first answer may have been lost.
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "direction"], condition=Q(stage__in=ALIVE), name="one_parcel_of_a_direction"
            )
        ]
        indexes = [models.Index(fields=["dossier", "asked_at"], name="parcels_of_a_dossier")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_alive(self) -> bool:
        return self.stage in ALIVE


class TrackingRow(models.Model):
    """Chặng: what the post said of a parcel, in its own words; `stage` where we know what its code means."""

    order = models.ForeignKey(PostalOrder, on_delete=models.PROTECT, related_name="tracking", db_index=False)
    #: The row's own number at the post ($oid): said twice it is one.
    oid = models.CharField(max_length=24, unique=True)
    code = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    stage = models.CharField(max_length=12, choices=PostalState, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["order", "oid"], name="tracking_of_a_parcel")]

    def __str__(self) -> str:
        return f"{self.code} of {self.order_id}"


class Cursor(models.Model):
    """Up to which row the tracking of the post was read."""

    name = models.CharField(max_length=20, primary_key=True)
    last_id = models.CharField(max_length=24, blank=True)

    def __str__(self) -> str:
        return self.name
