from django.db import models
from django.db.models import Q

from motcua.dossiers.models import Dossier
from motcua.foundation.organisations.models import Agency, Post


class ReminderKind(models.TextChoices):
    #: By a superior, in her own words.
    GIVEN = "given"
    #: By the system, to a head: letters of apology have become many in a month.
    MANY_LETTERS = "many_letters"


class Reminder(models.Model):
    """Việc được nhắc: what a superior asks about dossiers or a unit, and by when an answer is wanted. Only ever added.

    Whether it is answered is read from its answers.
    """

    kind = models.CharField(max_length=16, choices=ReminderKind)
    #: Nobody: the system opened it.
    given_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    #: To whom: everybody in `role` at the agency, or one post of it.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=24)
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: The agency whose work it is about, where its head sits in another.
    about = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: Of a task that the system opens, so that it is opened once.
    month = models.DateField(null=True)
    words = models.TextField(blank=True)
    answer_by = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_person_who_reminds_has_words",
                condition=Q(kind="many_letters", given_by=None, month__isnull=False)
                | (Q(kind="given", given_by__isnull=False, month=None) & ~Q(words="")),
            ),
            models.UniqueConstraint(
                fields=["kind", "about", "month"],
                condition=Q(month__isnull=False),
                name="one_task_of_a_kind_and_month",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "role", "-id"], name="reminder_of_role", condition=Q(post=None)),
            models.Index(fields=["post", "-id"], name="reminder_of_post", condition=Q(post__isnull=False)),
            models.Index(fields=["given_by", "-id"], name="reminder_given", condition=Q(given_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class RemindedDossier(models.Model):
    """One of the dossiers that a reminder is about. Only ever added."""

    reminder = models.ForeignKey(Reminder, on_delete=models.PROTECT, related_name="reminded", db_index=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reminder", "dossier"], name="reminded_of_a_dossier_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} in {self.reminder_id}"


class ReminderAnswer(models.Model):
    """Trả lời việc được nhắc: only ever added; who has more to say adds another."""

    reminder = models.ForeignKey(Reminder, on_delete=models.PROTECT, related_name="answers")
    given_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    words = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(name="an_answer_has_words", condition=~Q(words=""))]

    def __str__(self) -> str:
        return f"answer {self.pk} to {self.reminder_id}"


class StepPace(models.Model):
    """Nhịp làm của một bước: how long one step of a procedure lately took at one agency, in working minutes.

    Reckoned anew each night from the steps themselves.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+", db_index=False)
    #: The procedure's row number: a step keeps its key from version to version.
    procedure_id = models.BigIntegerField()
    step = models.CharField(max_length=60)
    sample = models.PositiveIntegerField()
    median_minutes = models.PositiveIntegerField()
    p90_minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "procedure_id", "step"], name="one_pace_of_a_step")]

    def __str__(self) -> str:
        return f"{self.step} at {self.agency_id}"


class StuckStep(models.Model):
    """Bước đang chậm: how many open steps of a kind are past their own date, as it was counted within the last minute.

    Counted anew each minute from the steps themselves; whoever looks does not wait for it.
    """

    deciding_agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    procedure_id = models.BigIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    step = models.CharField(max_length=60)
    #: One in which the step has its name.
    version_id = models.BigIntegerField()
    late = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.late} at {self.step} of {self.agency_id}"


class Forecast(models.Model):
    """Dự báo trễ hẹn: that a dossier will probably miss the date that now stands, and why it looks so.

    One for each due date. What is said no more is kept with the day on which it was taken back, so that anybody can
    count how often a forecast was right.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    #: Where it lies now, for whose alert it is.
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+", db_index=False)
    deciding_agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+", db_index=False)
    step = models.CharField(max_length=60)
    #: One of `expecting.Why`.
    why = models.CharField(max_length=12)
    #: In working minutes: since when the step is open, how long it usually takes, what follows, what is left.
    spent_minutes = models.PositiveIntegerField()
    usual_minutes = models.PositiveIntegerField()
    after_minutes = models.PositiveIntegerField()
    left_minutes = models.PositiveIntegerField()
    #: From how many finished steps that is known; nought where only the shares of the process are.
    sample = models.PositiveIntegerField()
    first_said_at = models.DateTimeField()
    last_said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "due_at"], name="one_forecast_for_each_date")]
        indexes = [
            models.Index(
                fields=["deciding_agency", "due_at"], name="forecast_standing", condition=Q(taken_back_at=None)
            ),
            models.Index(fields=["due_at"], name="forecast_by_date"),
        ]

    def __str__(self) -> str:
        return f"forecast {self.pk} of {self.dossier_id}"
