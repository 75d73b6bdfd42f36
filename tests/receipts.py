"""Duties that are paid, for the tests of receipts: what the reaction will find."""

from motcua.dossiers.models import Dossier, DutyKind, FeeDuty, SettledHow
from tests.world import MONDAY

LE_PHI = {"key": "a", "name": "Lệ phí cấp giấy", "kind": "le_phi", "amount": 50_000, "basis": "Nghị quyết 12"}
PHI = {"key": "b", "name": "Phí thẩm định", "kind": "phi", "amount": 300_000, "basis": "Nghị quyết 12"}
TAX = {"key": "c", "name": "Thuế thu nhập", "kind": "tax", "amount": 900_000, "basis": ""}
FREE = {"key": "d", "name": "Phí bản sao", "kind": "phi", "amount": 0, "basis": ""}


def paid(dossier: Dossier, *lines: dict[str, object], how: SettledHow = SettledHow.TRANSFER) -> FeeDuty:
    """Owed and settled; the reaction has not run yet."""
    last = dossier.duties.count()
    return FeeDuty.objects.create(
        dossier=dossier,
        number=last + 1,
        kind=DutyKind.INTAKE,
        lines=list(lines),
        amount=sum(int(str(line["amount"])) for line in lines),
        opened_at=MONDAY,
        settled_at=MONDAY,
        settled_how=how,
    )
