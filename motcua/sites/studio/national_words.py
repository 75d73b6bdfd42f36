"""What the studio says of the national catalogue: the doctor's findings, and the parts in which entries differ."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.national.comparing import Lasting, Said
from motcua.foundation.calendar.arithmetic import Unit
from motcua.sites.ui import formats, legal_words

Word = str | Promise

FINDINGS: dict[str, Word] = {
    "no_channel": _("Không có cách nộp nào"),
    "no_time": _("Cách nộp không ghi thời hạn"),
    "time_is_text": _("Chỗ ghi số ngày lại là chữ"),
    "time_not_whole": _("Thời hạn là số lẻ"),
    "time_without_unit": _("Có số mà không có đơn vị"),
    "several_times": _("Một cách nộp có nhiều thời hạn"),
    "times_differ_by_channel": _("Thời hạn khác nhau theo cách nộp"),
    "time_differs_from_text": _("Số ngày khác với lời ghi kèm"),
    "unit_differs_from_text": _("Đơn vị khác với lời ghi kèm"),
    "fee_without_amount": _("Phí không có số tiền"),
    "fee_too_small": _("Số tiền dưới 1.000 đồng, thiếu hàng nghìn"),
    "free_with_amount": _("Ghi miễn phí mà lời kèm có số tiền"),
    "free_but_province_sets_it": _("Ghi miễn phí mà mức thu do tỉnh quy định"),
    "no_papers": _("Không có giấy tờ nào"),
    "empty_case": _("Trường hợp không có giấy tờ"),
    "paper_without_count": _("Giấy tờ 0 bản chính và 0 bản sao"),
    "no_legal_basis": _("Không có căn cứ pháp lý"),
    "basis_without_number": _("Căn cứ không có số hiệu"),
    "odd_basis_number": _("Số hiệu hoặc năm của căn cứ bất thường"),
    "dead_basis": _("Căn cứ đã hết hiệu lực"),
    "odd_code": _("Mã thủ tục sai mẫu"),
    "odd_result_code": _("Mã kết quả sai mẫu"),
    "not_in_force": _("Danh mục ghi không còn hiệu lực"),
    "no_agency": _("Không ghi cơ quan thực hiện"),
    "name_twice": _("Trùng tên với thủ tục khác"),
    "cut_text": _("Đoạn chữ bị cắt giữa chừng"),
}
PARTS: dict[str, Word] = {
    "name": _("Tên"),
    "sector": _("Lĩnh vực"),
    "agency": _("Cơ quan giải quyết"),
    "time": _("Thời hạn"),
    "fee": _("Mức thu"),
    "papers": _("Giấy tờ"),
    "results": _("Kết quả"),
    "legal_basis": _("Căn cứ pháp lý"),
    "applicants": _("Ai được nộp"),
    "steps": _("Các bước làm"),
    "requirements": _("Yêu cầu, điều kiện"),
    "decision": _("Quyết định công bố"),
}
_UNITS = frozenset(unit.value for unit in Unit)


def said(part: str, values: tuple[Said, ...]) -> list[str]:
    """Texts as they stand, amounts as money; of times, each once with the channels that have it."""
    texts = [_money(value) if part == "fee" else value for value in values if isinstance(value, str)]
    channels: dict[str, list[str]] = {}
    for value in values:
        if isinstance(value, Lasting):
            channels.setdefault(_period(value), []).append(str(legal_words.channel(value.channel)))
    return texts + [f"{period} ({', '.join(names)})" for period, names in channels.items()]


def _money(amount: str) -> str:
    return formats.dong(int(amount)) if amount.isdecimal() else amount


def _period(value: Lasting) -> str:
    if value.unit in _UNITS and value.amount.isdecimal():
        return legal_words.period(int(value.amount), Unit(value.unit))
    return f"{value.amount} {value.unit}".strip()
