"""Numbers, dimensions and doubts in words."""

import ast
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.effects.reporting.definitions import Confidence
from motcua.effects.reporting.formulas import Absent, Formula

Word = str | Promise

DIMENSIONS: Mapping[str, Word] = {
    "agency": _("Cơ quan giải quyết"),
    "sector": _("Lĩnh vực"),
    "level": _("Cấp"),
    "procedure": _("Thủ tục"),
    "channel": _("Cách nộp"),
}

#: Keys of rows that are codes and not names.
KEYS: Mapping[str, Mapping[str, Word]] = {
    "level": {"province": _("Cấp tỉnh"), "commune": _("Cấp xã"), "vertical": _("Ngành dọc")},
    "channel": {"online": _("Trực tuyến"), "counter": _("Trực tiếp tại quầy"), "post": _("Qua bưu chính")},
}

NUMBERS: Mapping[str, Word] = {
    "filed": _("hồ sơ đã nộp"),
    "received": _("hồ sơ tiếp nhận"),
    "received_online": _("hồ sơ tiếp nhận trực tuyến"),
    "received_at_counter": _("hồ sơ tiếp nhận tại quầy"),
    "received_by_post": _("hồ sơ tiếp nhận qua bưu chính"),
    "received_on_paper": _("hồ sơ tiếp nhận trực tiếp và qua bưu chính"),
    "received_full_online": _("hồ sơ nộp trực tuyến toàn trình"),
    "carried_over": _("hồ sơ kỳ trước chuyển qua"),
    "resolved_early": _("hồ sơ giải quyết trước hạn"),
    "resolved_on_day": _("hồ sơ giải quyết đúng ngày hẹn"),
    "resolved_late": _("hồ sơ giải quyết quá hạn"),
    "withdrawn": _("hồ sơ rút sau khi tiếp nhận"),
    "stopped": _("hồ sơ dừng giải quyết sau khi tiếp nhận"),
    "refused": _("hồ sơ bị từ chối tiếp nhận"),
    "supplemented": _("hồ sơ bị yêu cầu bổ sung"),
    "working_days": _("tổng số ngày làm việc đã dùng"),
    "open_in_time": _("hồ sơ đang giải quyết còn trong hạn"),
    "open_late": _("hồ sơ đang giải quyết đã quá hạn"),
    "index_ended_late": _("hồ sơ kết thúc quá hạn theo cách tính của Bộ chỉ số"),
    "index_open_late": _("hồ sơ đang giải quyết quá hạn theo cách tính của Bộ chỉ số"),
    "online_with_result": _("hồ sơ trực tuyến có kết quả điện tử"),
    "returning_paper": _("hồ sơ của thủ tục trả kết quả giấy"),
    "electronic_results": _("hồ sơ có kết quả điện tử"),
    "full_online_results": _("hồ sơ nộp trực tuyến toàn trình đã có kết quả điện tử"),
    "with_fee": _("hồ sơ có thu phí"),
    "paid_online": _("hồ sơ trả tiền trực tuyến"),
    "digitised": _("hồ sơ có giấy tờ và kết quả đều số hóa"),
    "papers_reused": _("hồ sơ dùng lại giấy tờ đã có"),
    "identity_verified": _("hồ sơ của tài khoản đã xác thực định danh"),
    "delivered_by_post": _("kết quả trả qua bưu chính"),
    "procedures": _("thủ tục đang công bố"),
    "procedures_complete": _("thủ tục công khai đủ các bộ phận"),
    "online_services": _("thủ tục có dịch vụ trực tuyến"),
    "partial_services": _("dịch vụ trực tuyến một phần"),
    "full_services": _("dịch vụ trực tuyến toàn trình"),
    "online_services_used": _("dịch vụ trực tuyến có phát sinh hồ sơ"),
    "fee_procedures": _("thủ tục có thu phí"),
    "paid_online_procedures": _("thủ tục có hồ sơ thu phí"),
    "ratings": _("lượt đánh giá"),
    "ratings_satisfied": _("lượt đánh giá hài lòng"),
    "ratings_unsatisfied": _("lượt đánh giá chưa hài lòng"),
    "procedures_paid_online": _("thủ tục có hồ sơ trả tiền trực tuyến"),
    "petitions": _("phản ánh, kiến nghị"),
    "complaints": _("phản ánh"),
    "suggestions": _("kiến nghị"),
    "petitions_answered": _("phản ánh, kiến nghị đã trả lời"),
    "petitions_in_time": _("phản ánh, kiến nghị trả lời đúng hạn"),
    "synchronised": _("hồ sơ đã đồng bộ với Cổng Dịch vụ công quốc gia"),
    "not_synchronised": _("hồ sơ chưa đồng bộ với Cổng Dịch vụ công quốc gia"),
    "synchronising_failed": _("hồ sơ có bản tin bị Cổng từ chối, đang để riêng"),
    "differing": _("hồ sơ còn lệch với Cổng ở lần đối chiếu gần nhất"),
    "money_paid_online": _("tiền đã trả trực tuyến, đồng"),
    "money_given_back": _("tiền trả trực tuyến đã hoàn lại, đồng"),
    "apologies": _("văn bản xin lỗi"),
    "undated_announcements": _("quyết định công bố chưa ghi ngày"),
    "published": _("thủ tục công bố trong kỳ"),
    "published_in_time": _("thủ tục công bố đúng hạn"),
    "to_be_shown": _("thủ tục phải công khai trong kỳ"),
    "shown_in_time": _("thủ tục công khai đúng hạn"),
    "national_archive_used": _("hồ sơ lấy giấy tờ từ kho quốc gia"),
    "petitions_judged": _("phản ánh có ý kiến sau trả lời"),
    "petitions_satisfied": _("phản ánh có ý kiến hài lòng"),
}

#: What makes a rate look better than it is, and how it is found.
FLAGS: Mapping[str, tuple[Word, Word]] = {
    "returned_before_due": (
        _("Kết thúc sát hạn mà không có kết quả"),
        _("Từ chối, dừng hoặc rút ngay trước ngày hẹn"),
    ),
    "asked_before_due": (_("Yêu cầu bổ sung sát hạn"), _("Yêu cầu lần đầu được gửi ngay trước ngày hẹn")),
    "received_again": (
        _("Nhận lại bằng mã mới"),
        _("Cùng người, cùng thủ tục, nộp lại sau khi hồ sơ trước bị trả hoặc rút"),
    ),
    "date_edited": (_("Đổi ngày hẹn"), _("Ngày hẹn lùi lại mà không phải vì chờ người nộp")),
    "paused_without_ground": (_("Tạm dừng không có căn cứ"), _("Đồng hồ dừng mà thủ tục không cho phép")),
    "finished_without_result": (_("Xong mà không có văn bản"), _("Ghi là đã giải quyết nhưng không có tệp kết quả")),
    "closed_by_desk": (_("Cán bộ ghi là rút hoặc dừng"), _("Không phải do người nộp tự rút")),
}

ABSENT: Mapping[Absent, Word] = {
    Absent.OF_NOTHING: _("không có"),
    Absent.NOT_MEASURED: _("chưa đo được"),
}

CONFIDENCE: Mapping[Confidence, Word] = {
    Confidence.TEXT: _("đã đọc trong văn bản"),
    Confidence.SECOND_HAND: _("đọc qua văn bản khác dẫn lại"),
    Confidence.PRACTICE: _("theo cách làm đã thấy"),
    Confidence.RECALLED: _("theo trí nhớ, cần đối chiếu văn bản"),
    Confidence.OURS: _("do hệ thống này đề ra"),
}


CALLS: Mapping[str, Word] = {"least": _("số nhỏ hơn giữa"), "greatest": _("số lớn hơn giữa")}
_SIGNS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×"}


def formula_words(formula: Formula) -> str:
    """A formula as people read it: the words of its numbers for their names, and shares as divisions."""
    return _read(formula.tree)


def _read(tree: ast.expr, *, inside: bool = False) -> str:
    match tree:
        case ast.Name(id=name):
            return str(NUMBERS.get(name, name))
        case ast.BinOp(left=left, op=op, right=right):
            both = f"{_read(left)} {_SIGNS[type(op)]} {_read(right, inside=True)}"
            return f"({both})" if inside else both
        case ast.Call(func=ast.Name(id="share"), args=[part, whole]):
            return f"{_read(part, inside=True)} ÷ {_read(whole, inside=True)} × 100"
        case ast.Call(func=ast.Name(id="ratio"), args=[part, whole]):
            return f"{_read(part, inside=True)} ÷ {_read(whole, inside=True)}"
        case ast.Call(func=ast.Name(id=name), args=[first, second]):
            return f"{CALLS[name]} {_read(first, inside=True)} " + gettext("và") + f" {_read(second, inside=True)}"
    return ast.unparse(tree).replace(".", ",")
