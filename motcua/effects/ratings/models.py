"""Tables that share nothing: that somebody has answered, as a mark that leads back nowhere, and what was answered."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from motcua.foundation.organisations.models import Agency


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


class Level(models.IntegerChoices):
    """The three levels of the law (TT 32/2017/TT-BTTTT art. 12; NĐ 61/2018 art. 31 for what is rated)."""

    VERY_SATISFIED = 3
    SATISFIED = 2
    NOT_SATISFIED = 1


class RatingMark(models.Model):
    """Dấu đã đánh giá: a keyed hash of the dossier, so that it is rated once. It has no time."""

    mark = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return "mark"


class Rating(models.Model):
    """Đánh giá: what was thought of one dossier's handling, of which agency, and the month; not of which dossier."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    overall = models.PositiveSmallIntegerField(choices=Level)
    #: {aspect: level}
    aspects = models.JSONField(default=dict)

    class Meta:
        constraints = [models.CheckConstraint(name="rating_has_three_levels", condition=Q(overall__in=(1, 2, 3)))]
        indexes = [models.Index(fields=["agency", "month"], name="ratings_of_a_month")]

    def __str__(self) -> str:
        return f"rating of agency {self.agency_id}"
