from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms.definition import Field
from motcua.dossiers.commands import postings as commands
from motcua.dossiers.commands import seats
from motcua.dossiers.models import Posting
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding
from motcua.sites.ui import formats
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def posting(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """Note where the notice hangs and its number; it comes down by itself when its days have passed."""
    dossier = finding.dossier_of(request, code)
    item = finding.item_of(dossier, item_id)
    said = {key: request.POST.get(key, "").strip() for key in ("place", "number")}
    context = {
        "dossier": dossier,
        "fields": _fields(),
        "said": said,
        "step": seats.process_of(dossier).step(item.step),
        "hanging": Posting.objects.filter(work_item=item).first(),
    }
    if request.method != "POST":
        return answering.page(request, "desk/posting.html", context)
    if missing := {key: sentence for key, sentence in _sentences().items() if not said[key]}:
        return answering.mend(request, "desk/posting.html", context, missing)

    def post() -> str:
        made = commands.post(item, actor=request.actor, at=legal_time.now(), **said)
        return _("Đã ghi niêm yết, đến hết %(day)s.") % {"day": formats.weekday_day(made.ends_at)}

    return answering.act(request, dossier, "desk/posting.html", context, post)


def _fields() -> tuple[Field, ...]:
    where = _("Ví dụ: trụ sở UBND phường, nhà văn hóa khu phố")
    which = _("Như ghi trong sổ công văn")
    return (
        Field("place", _("Niêm yết ở đâu"), "text", required=True, max_length=200, help=where),
        Field("number", _("Số thông báo niêm yết"), "text", required=True, max_length=60, help=which),
    )


def _sentences() -> dict[str, str]:
    return {"place": _("Nhập nơi niêm yết"), "number": _("Nhập số thông báo niêm yết")}
