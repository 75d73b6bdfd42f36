"""A message from cause to delivery, each try of sending it, and what people want to get where."""

from datetime import time
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models

from motcua.foundation.accounts.models import Person
from motcua.foundation.accounts.sealed import unseal
from motcua.foundation.messaging.channels import Channel, Group
from motcua.foundation.messaging.words import Words, unsealed


class State(models.TextChoices):
    QUEUED = "queued"
    #: The gateway has taken it. It does not mean that anybody has it.
    SENT = "sent"
    DELIVERED = "delivered"
    #: It is tried again at `next_at`.
    FAILED_FOR_NOW = "failed_for_now"
    FAILED_FOR_EVER = "failed_for_ever"
    #: She does not want it, has no such address, or this installation has no such channel.
    SUPPRESSED = "suppressed"


#: From these a message may still leave.
WAITING = (State.QUEUED, State.FAILED_FOR_NOW)


class Trouble(models.TextChoices):
    """Why a message did not leave or arrive, in one table for all gateways. Their own code stands beside it."""

    NONE = ""
    NO_ADDRESS = "no_address"
    NOT_WANTED = "not_wanted"
    NO_GATEWAY = "no_gateway"
    UNSAFE_WORDS = "unsafe_words"
    EXPIRED = "expired"
    NO_SUCH_ADDRESS = "no_such_address"
    ADDRESS_REFUSES = "address_refuses"
    ADDRESS_BUSY = "address_busy"
    WORDS_REFUSED = "words_refused"
    TEMPLATE_REFUSED = "template_refused"
    TOO_LARGE = "too_large"
    NOT_REACHED = "not_reached"
    NO_ANSWER = "no_answer"
    UNREADABLE_ANSWER = "unreadable_answer"
    GATEWAY_FAILED = "gateway_failed"
    TOO_MANY = "too_many"
    NOT_LET_IN = "not_let_in"
    NO_CREDIT = "no_credit"
    NOT_DELIVERED = "not_delivered"
    OTHER = "other"


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> Self:
        return self.filter(state__in=WAITING)


class Message(models.Model):
    """Tin nhắn: one message to one person on one channel, because of one thing that happened."""

    #: By this gateways know it; the same at every try, so that those who can tell do not send it twice.
    reference = models.UUIDField(unique=True, default=uuid4, editable=False)
    #: Nobody, where an address was told for this once: the telephone that a consent names.
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="messages")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    address_sealed = models.BinaryField(default=b"", editable=False)
    #: Enough for her to know which telephone or mailbox it was: "…123", "l…@example.com".
    address_shown = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=8, choices=Channel)
    cause = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=60, db_index=True)
    words_sealed = models.BinaryField(editable=False)
    segments = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=16, choices=State, default=State.QUEUED)
    trouble = models.CharField(max_length=20, choices=Trouble, blank=True, default=Trouble.NONE)
    gateway = models.CharField(max_length=20, blank=True)
    gateway_id = models.CharField(max_length=100, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    #: When a job was last queued for it.
    woken_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    first_tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    #: Words and address have gone; what was said can still be recognised by whoever shows it.
    erased_at = models.DateTimeField(null=True, blank=True)
    words_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cause", "person", "channel"], name="told_once_on_each_channel", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="erased_says_nothing",
                condition=models.Q(erased_at=None) | models.Q(words_sealed=b"", address_sealed=b"", address_shown=""),
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="messages_with_words", condition=models.Q(erased_at=None)),
            models.Index(fields=["next_at"], name="messages_that_wait", condition=models.Q(state__in=WAITING)),
            models.Index(fields=["gateway", "gateway_id"], name="message_by_gateway"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def words(self) -> Words:
        return unsealed(self.words_sealed)


class WordsRetention(models.Model):
    """Thời hạn giữ nội dung tin: how many days the words of a message are kept, from a day on, by whose decision."""

    valid_from = models.DateField(unique=True)
    days = models.PositiveIntegerField()
    #: The document that says so.
    basis = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(name="words_are_kept_until_sent", condition=models.Q(days__gte=7))]

    def __str__(self) -> str:
        return f"{self.days} days from {self.valid_from}"


class Outcome(models.TextChoices):
    """What became of one try."""

    #: Written and committed before anything is sent. A try without another row was cut off.
    BEGUN = "begun"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    #: Certainly not sent, and perhaps later.
    NOT_NOW = "not_now"
    #: Certainly not sent, and never will be.
    NEVER = "never"
    #: Perhaps sent: no answer came, or none that can be read.
    UNKNOWN = "unknown"


class Try(models.Model):
    """Lần gửi: that a try was begun, and what the gateway said. Only ever added."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    gateway = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10, choices=Outcome)
    trouble = models.CharField(max_length=20, choices=Trouble, blank=True, default=Trouble.NONE)
    #: The gateway's own code, as it gave it.
    code = models.CharField(max_length=60, blank=True)
    ms = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"try {self.number} of message {self.message_id}: {self.outcome}"


class ChannelChoice(models.Model):
    """Lựa chọn nhận tin: whether an account wants a group of news on a channel. Without a row it does."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="channel_choices")
    channel = models.CharField(max_length=8, choices=Channel)
    group = models.CharField(max_length=10, choices=Group)
    wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "channel", "group"], name="chosen_once")]

    def __str__(self) -> str:
        return f"{self.channel} {self.group} of account {self.account_id}"


class QuietHours(models.Model):
    """Giờ yên tĩnh: when an account's telephone is not to ring. The same hour twice means never quiet."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiet_hours")
    starts = models.TimeField(default=time(21))
    ends = models.TimeField(default=time(7))

    def __str__(self) -> str:
        return f"quiet hours of account {self.account_id}"


class Relation(models.TextChoices):
    CHILD = "child"
    PARENT = "parent"
    SPOUSE = "spouse"
    SIBLING = "sibling"
    OTHER = "other"


class ContactPhone(models.Model):
    """Số điện thoại liên hệ: another's telephone, where news of this person goes because she has none of her own."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="contact_phone")
    phone_sealed = models.BinaryField(editable=False)
    relation = models.CharField(max_length=8, choices=Relation)
    named_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"contact phone of person {self.person_id}"

    @property
    def phone(self) -> str:
        return unseal(self.phone_sealed)


class PushSubscription(models.Model):
    """Thiết bị nhận tin: a browser that shows our news. Whoever knows its address could write to it: sealed."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint_hash = models.CharField(max_length=64, unique=True)
    #: {"endpoint", "keys": {"p256dh", "auth"}} as the browser gave it.
    sealed = models.BinaryField(editable=False)
    #: "Chrome trên Android", said by the browser itself; only for her to tell them apart.
    device = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"push subscription {self.pk}"


class GatewayToken(models.Model):
    """Khóa truy cập: what a gateway gave us and takes back for a new one, once. One row for each gateway."""

    gateway = models.CharField(max_length=20, unique=True)
    access_sealed = models.BinaryField(default=b"", editable=False)
    renewal_sealed = models.BinaryField(editable=False)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"token of {self.gateway}"
