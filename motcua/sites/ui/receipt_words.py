"""How a receipt is shown, to the one who paid and to the cashier alike."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models import SettledHow
from motcua.effects.fee_receipts.facts import Facts, facts_of, numbered
from motcua.effects.fee_receipts.models import FeeReceipt, Part

TITLES: dict[str, str | Promise] = {Part.PHI: _("Biên lai thu phí"), Part.LE_PHI: _("Biên lai thu lệ phí")}
HOW: dict[str, str | Promise] = {
    SettledHow.TRANSFER: _("Chuyển khoản"),
    SettledHow.CASH: _("Tiền mặt"),
    SettledHow.POST: _("Qua bưu chính"),
}
_READ_WITH = (
    "symbol__agency",
    "duty__dossier__procedure_version__procedure",
    "replaces",
    "replaced_by",
    "cancelled_by__agency",
    "pdf",
    "crossed_pdf",
)
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}


@dataclass(frozen=True, slots=True)
class Shown:
    receipt: FeeReceipt
    facts: Facts
    title: str | Promise
    how: str | Promise
    replaced_by: FeeReceipt | None


def with_all(found: QuerySet[FeeReceipt]) -> QuerySet[FeeReceipt]:
    return found.select_related(*_READ_WITH).defer("duty__dossier__procedure_version__definition")


def shown(receipt: FeeReceipt) -> Shown:
    """`receipt` was read `with_all`."""
    return Shown(
        receipt, facts_of(receipt), TITLES[receipt.part], HOW[receipt.how], getattr(receipt, "replaced_by", None)
    )


def original(receipt: FeeReceipt) -> HttpResponse:
    """The XML, which programs check; never drawn by the browser."""
    answer = HttpResponse(receipt.xml, content_type="application/xml", headers=_HEADERS)
    name = f"bien-lai-{receipt.symbol.symbol}-{numbered(receipt)}.xml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
