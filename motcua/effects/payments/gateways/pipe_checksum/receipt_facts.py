"""ThongTinBienLai: what the national platform writes on its receipts. Phí and lệ phí are apart in it, line by line."""

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.effects.payments import orders
from motcua.effects.payments.models import Attempt
from motcua.foundation.accounts.models import Person

_OF_A_PROCEDURE = "2"
#: Inferred: the message set names the field and not its values.
_KINDS = {"phi": "1", "le_phi": "2"}
_OTHER = "3"


def receipt_facts(attempt: Attempt) -> Mapping[str, Any]:
    """Names the payer, as a receipt must: it goes to the platform and is kept nowhere."""
    duty = attempt.order.duty
    dossier = Dossier.objects.select_related(
        "deciding_agency", "applicant", "procedure_version__procedure", "receiving_unit"
    ).get(pk=duty.dossier_id)
    lines = [line for line in duty.lines if line["amount"]]
    procedure, payee = dossier.procedure_version.procedure, orders.payee_of(attempt.order)
    return {
        "MaDichVu": _OF_A_PROCEDURE,
        "MaDVC": procedure.code,
        "TenDVC": procedure.name,
        "MaTTHC": procedure.code,
        "TenTTHC": procedure.name,
        "MaDonVi": dossier.deciding_agency.code,
        "TenDonVi": dossier.deciding_agency.name,
        "MaHoSo": dossier.code,
        "TKThuHuong": payee.account if payee else "",
        "MaNHThuHuong": payee.bank_bin if payee else "",
        "TenTKThuHuong": payee.name if payee else "",
        "NoiDungThanhToan": attempt.order.code,
        **_payer(dossier.applicant),
        "PhiLePhi": [
            {
                "LoaiPhiLePhi": _KINDS.get(line["kind"], _OTHER),
                "MaPhiLePhi": line["key"],
                "TenPhiLePhi": line["name"],
                "SoTien": str(line["amount"]),
            }
            for line in lines
        ],
        "DSKhoanNop": [{"NoiDung": line["name"], "SoTien": str(line["amount"])} for line in lines],
    }


def _payer(person: Person) -> dict[str, str]:
    """There is no district any more, and their field wants something all the same."""
    residence = person.residence or {}
    return {
        "HoTenNguoiNop": person.full_name,
        "SoCMNDNguoiNop": person.personal_id or "",
        "DiaChiNguoiNop": residence.get("detail", ""),
        "HuyenNguoiNop": residence.get("commune", ""),
        "TinhNguoiNop": residence.get("province", ""),
    }
