"""How the jobs fare: what waits, what runs, what has failed for good. Names and counts, never what they are about."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpResponse
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.sites.studio import door
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Work:
    name: str
    waiting: int
    running: int
    failed: int


@require_safe
def health(request: ActingRequest) -> HttpResponse:
    door.require_studio(request)
    found = [Work(*row) for row in _by_name()]
    totals = {name: sum(getattr(work, name) for work in found) for name in ("waiting", "running", "failed")}
    return door.page(request, "studio/health.html", {"found": found, "totals": totals})


def _by_name() -> list[tuple[str, int, int, int]]:
    counted = ProcrastinateJob.objects.values("task_name").annotate(
        waiting=Count("pk", filter=Q(status="todo")),
        running=Count("pk", filter=Q(status="doing")),
        failed=Count("pk", filter=Q(status="failed")),
    )
    rows = counted.filter(Q(waiting__gt=0) | Q(running__gt=0) | Q(failed__gt=0)).order_by("-failed", "task_name")
    return list(rows.values_list("task_name", "waiting", "running", "failed"))
