from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.dossiers.models import Dossier, DossierEvent
from motcua.foundation.accounts.models import Person
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.organisations.models import Agency, Post


class Notice(models.Model):
    """Thông báo: news of a dossier in the account of its applicant. One per event and account.

    No text is stored: the page says it from the event, in the reader's language.
    """

    event = models.ForeignKey(DossierEvent, on_delete=models.PROTECT, related_name="notices")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    told_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "account"], name="told_once_per_event")]
        indexes = [models.Index(fields=["account", "-id"], name="notice_of_account")]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class OfficerNotice(models.Model):
    """Tin của cán bộ: news for one post, or without a post for everybody in that role at the agency.

    Ids and a kind only: what it says, the page finds in the dossier, and only for who may see it.
    """

    #: One of `kinds.News`.
    kind = models.CharField(max_length=24)
    #: Some news is of no one dossier, such as work that lies with somebody who is away.
    dossier = models.ForeignKey(Dossier, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=24)
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: What makes it another piece of news of the same kind: an event's number, a step, a month.
    about = models.CharField(max_length=40, blank=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind", "about", "agency", "role", "post"],
                name="officers_are_told_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(fields=["agency", "role", "-id"], name="news_of_role", condition=Q(post=None)),
            models.Index(fields=["post", "-id"], name="news_of_post", condition=Q(post__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NoticeRead(models.Model):
    """Đã đọc: one officer has read a piece of news; a colleague in the same role may still have to."""

    notice = models.ForeignKey(OfficerNotice, on_delete=models.CASCADE, related_name="reads")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "account"], name="read_once_by_each")]

    def __str__(self) -> str:
        return f"{self.notice_id} by {self.account_id}"


class MessageTemplate(models.Model):
    """Mẫu tin: the words of one kind of message on one channel in one language. Rows are only ever added.

    Of those whose day has come the newest holds, so that a change can be prepared, and each message keeps its own.
    """

    #: One of `message_kinds.MessageKind`.
    kind = models.CharField(max_length=32)
    channel = models.CharField(max_length=8, choices=Channel)
    language = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    #: Of an e-mail and a push; for Zalo the number under which the template is approved there.
    subject = models.CharField(max_length=150, blank=True)
    #: With facts in braces, such as {code}; for Zalo a line for each name of the approved template.
    text = models.TextField(blank=True)
    valid_from = models.DateField()
    #: Nobody: the words came with the program.
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "channel", "language", "number"], name="template_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.language} {self.number}"


class Telling(models.Model):
    """Lượt báo tin: that one person was to be told one thing on one channel, and in which words.

    What became of it stands with the message of the same cause, person and channel. Rows are only ever added.
    """

    cause = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=8, choices=Channel)
    #: One of `message_kinds.MessageKind`.
    kind = models.CharField(max_length=32)
    #: Some news is of no one dossier, such as an appointment.
    dossier = models.ForeignKey(Dossier, null=True, on_delete=models.PROTECT, related_name="tellings")
    template = models.ForeignKey(MessageTemplate, on_delete=models.PROTECT, related_name="+", db_index=False)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cause", "person", "channel"], name="decided_once_to_tell")]

    def __str__(self) -> str:
        return f"{self.cause} by {self.channel}"


class MessageLanguage(models.Model):
    """Ngôn ngữ của tin: in which language an account is written to. Without a row it is Vietnamese."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)

    def __str__(self) -> str:
        return f"language of account {self.account_id}"
