from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.event import Remark
from motcua.foundation.organisations.models import Agency, Post


class WorkStatus(models.TextChoices):
    OPEN = "open"
    #: Another branch is still on its way to it.
    WAITING = "waiting"
    DONE = "done"
    #: Given back to the step before, with a reason.
    RETURNED = "returned"
    #: The dossier ended before the step was reached or finished.
    CANCELLED = "cancelled"


#: On its way between two agencies: the one that got it has not said so yet.
UNACKNOWLEDGED = Q(status=WorkStatus.OPEN, given_by__isnull=False, acknowledged_at=None)


class WorkItem(models.Model):
    """Việc cần xử lý: one step of one dossier, at one agency, in one role. Never changes the dossier's state."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="work_items")
    step = models.CharField(max_length=60)
    act = models.CharField(max_length=24)
    role = models.CharField(max_length=24)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="work_items", db_index=False)
    #: The one person responsible now; empty until somebody takes it.
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="work_items", db_index=False
    )
    #: The step after which it was opened.
    came_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    #: The step that asked another agency, where the asking is no step of the process.
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="consultations")
    #: The dossier that an interlinked step has opened elsewhere, and waits for.
    child_dossier = models.OneToOneField(
        Dossier, null=True, blank=True, on_delete=models.PROTECT, related_name="opened_by"
    )
    status = models.CharField(max_length=10, choices=WorkStatus, default=WorkStatus.OPEN)
    opened_at = models.DateTimeField()
    #: The step's own share of the legal time; it never moves the legal due date.
    due_at = models.DateTimeField(null=True, blank=True)
    #: The agency that handed it over to this one, where it is another: it answers for the step until the next moment.
    given_by = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    #: When the heads were told that nobody had acknowledged it, or that whoever was asked had not answered.
    reminded_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "step"],
                condition=Q(status__in=["open", "waiting"], parent=None),
                name="a_step_is_open_once",
            )
        ]
        indexes = [
            # Deliveries have a list of their own and wait by the thousand.
            models.Index(
                fields=["agency", "role", "due_at", "id"],
                name="work_to_do",
                condition=Q(status=WorkStatus.OPEN) & ~Q(act=Act.DELIVER),
            ),
            models.Index(
                fields=["opened_at"],
                name="drafts_to_confirm",
                condition=Q(status=WorkStatus.OPEN, act=Act.CONFIRM_DRAFT),
            ),
            models.Index(fields=["post"], name="work_in_hand", condition=Q(status=WorkStatus.OPEN, post__isnull=False)),
            models.Index(fields=["agency", "opened_at", "id"], name="work_to_acknowledge", condition=UNACKNOWLEDGED),
            models.Index(fields=["given_by", "opened_at", "id"], name="work_on_its_way", condition=UNACKNOWLEDGED),
            models.Index(
                fields=["due_at"],
                name="work_asked_of_others",
                condition=Q(status=WorkStatus.OPEN, act=Act.CONSULT, reminded_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.dossier_id}"


class HandOverKind(models.TextChoices):
    GIVEN = "given"
    #: By a superior, to one person.
    ASSIGNED = "assigned"
    RECEIVED = "received"
    RETURNED = "returned"
    FINISHED = "finished"
    #: To the agency that should have had it.
    REDIRECTED = "redirected"
    #: By whoever gave it, before anybody had taken it.
    TAKEN_BACK = "taken_back"
    #: By the one who had it, or because her post has ended: anybody in the role may take it again.
    RELEASED = "released"


class HandOver(models.Model):
    """Giao nhận: who gave which step to whom, when. Rows are only ever added; the control slip is made from them."""

    work_item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="hand_overs")
    kind = models.CharField(max_length=12, choices=HandOverKind)
    at = models.DateTimeField()
    by_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by_post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    remark = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.work_item_id}"
