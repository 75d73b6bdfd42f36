from django.db import models


class SecurityEvent(models.Model):
    """Sự kiện an ninh: something that whoever guards the system must be able to see. Only ever added.

    Ids are plain numbers: the log outlives what it speaks of, and holds nothing back from being deleted.
    """

    at = models.DateTimeField(db_index=True)
    event = models.CharField(max_length=30)
    account_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    address = models.GenericIPAddressField(null=True)
    #: Keys from `events.FACTS`; numbers of people are masked, names are keyed hashes.
    facts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"


class SecurityLink(models.Model):
    """Mắt xích: binds an event to all before it. Made by one job, so that writing an event waits for nobody."""

    #: Without a gap.
    number = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(SecurityEvent, on_delete=models.PROTECT, related_name="link")
    #: The legal day on which it was made; the chain goes on over midnight.
    day = models.DateField(db_index=True)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"link {self.number}"


class Forwarding(models.Model):
    """How far a receiver has got."""

    receiver = models.CharField(max_length=20, primary_key=True)
    last_number = models.BigIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.receiver} up to {self.last_number}"
