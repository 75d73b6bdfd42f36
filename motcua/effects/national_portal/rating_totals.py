"""Tell the national portal how satisfied people were: a month's sums of each agency, and never whose they are.

Ratings are kept here without their dossier, so that no code of a dossier goes with them. **Inferred**: only the name of
`DongBoDanhGia` is known, and the fields of a rating as another system keeps it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from motcua.effects.national_portal import client
from motcua.effects.national_portal.codes import RATING, map_on
from motcua.effects.national_portal.models import RatingTotal
from motcua.effects.national_portal.wire import PortalDown, PortalSaysNo, moment
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.organisations.models import Agency


@dataclass(frozen=True, slots=True)
class Total:
    """People by level of satisfaction, of one agency in one month; `month` is its first day."""

    agency: Agency
    month: date
    by_level: Mapping[int, int]


def tell(totals: Iterable[Total], *, at: datetime) -> int:
    """Those that were not accepted yet; gives how many were now. Who gets no answer is told again the next night."""
    accepted = 0
    for total in totals if client.is_connected() else ():
        row, _is_new = RatingTotal.objects.get_or_create(agency=total.agency, month=total.month)
        if row.accepted_at is not None:
            continue
        try:
            answered = client.call(RATING, {"data": _items(total)})
        except (PortalDown, PortalSaysNo):
            break
        row.answer, row.accepted_at = answered.masked, at if answered.is_good or answered.is_known else None
        row.save()
        accepted += row.accepted_at is not None
    return accepted


def _items(total: Total) -> list[dict[str, Any]]:
    codes = map_on(total.month)
    first = datetime.combine(total.month, time.min, VIETNAM)
    return [
        {
            "MaHoSo": "",
            "MaDonVi": total.agency.code,
            "LoaiDanhGia": "1",
            "NguoiDanhGia": "",
            "NoiDungDanhGia": "",
            "ThoiGianDanhGia": moment(first),
            "DanhGia": codes.code(RATING, "rating", str(level)),
            "SoLuong": str(count),
        }
        for level, count in total.by_level.items()
    ]
