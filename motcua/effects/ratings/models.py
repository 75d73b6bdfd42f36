"""Two tables that share nothing: who has answered, as a mark that cannot be turned back, and what was answered."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q


class QuestionKind(models.TextChoices):
    #: One to five.
    SCALE = "scale"
    CHOICE = "choice"
    TEXT = "text"


class Survey(models.Model):
    """Khảo sát ý kiến: up to five questions, offered while it is open. At most one is open."""

    title = models.CharField(max_length=120)
    #: [{"key": "q1", "kind": "scale" | "choice" | "text", "text": words, "options": [words]}], fixed by opening it.
    questions = models.JSONField()
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closed_after_it_was_opened",
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
            ),
            models.UniqueConstraint(
                models.Value(1), condition=Q(opened_at__isnull=False, closed_at=None), name="one_survey_open"
            ),
        ]

    def __str__(self) -> str:
        return f"survey {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class SurveyMark(models.Model):
    """Dấu đã trả lời: a keyed hash of survey, account and dossier, so that nobody answers twice. It has no time."""

    mark = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return "mark"


class SurveyAnswer(models.Model):
    """Câu trả lời: what was said, and the month; its key is drawn at random, so that it tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    #: {question key: number from 1 to 5, position of the option, or text}
    values = models.JSONField()
    month = models.DateField()

    def __str__(self) -> str:
        return f"answer to survey {self.survey_id}"
