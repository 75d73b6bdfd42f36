"""What a program can do wrong at the door itself. What the rules refuse is a Refusal and has its own sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Mistake:
    """One place to mend: `pointer` leads into the body (RFC 6901), `parameter` names a part of the address."""

    detail: str
    pointer: str = ""
    parameter: str = ""


class Fault(Exception):
    """`name` is one of FAULTS."""

    def __init__(
        self, name: str, *, mistakes: Sequence[Mistake] = (), headers: Mapping[str, str] | None = None, **facts: object
    ) -> None:
        super().__init__(name)
        self.name, self.mistakes, self.headers, self.facts = name, tuple(mistakes), dict(headers or {}), facts


@dataclass(frozen=True, slots=True)
class Kind:
    status: int
    title: str | Promise
    sentence: str | Promise = field(default="")


FAULTS: dict[str, Kind] = {
    "request-unreadable": Kind(
        400,
        _("Không đọc được yêu cầu"),
        _("Yêu cầu không phải JSON mã hóa UTF-8 đọc được, hoặc có ký tự không hợp lệ. Sửa rồi gửi lại."),
    ),
    "idempotency-key-missing": Kind(
        400,
        _("Thiếu mã chống lặp"),
        _("Mỗi yêu cầu POST cần tiêu đề Idempotency-Key từ 1 đến 255 ký tự ASCII. Thêm tiêu đề này rồi gửi lại."),
    ),
    "no-key": Kind(
        401,
        _("Chưa có khóa"),
        _("Chưa có khóa, hoặc khóa không còn dùng được. Gửi khóa trong tiêu đề Authorization, sau chữ Bearer."),
    ),
    "scope-shut": Kind(
        403,
        _("Khóa không mở việc này"),
        _("Khóa này không có quyền “%(scope)s”. Đề nghị người quản trị kỹ thuật cấp khóa có quyền đó."),
    ),
    "not-there": Kind(
        404,
        _("Không tìm thấy"),
        _("Không có gì ở địa chỉ này, hoặc không thuộc hệ thống đang gọi. Kiểm tra lại địa chỉ và mã."),
    ),
    "wrong-method": Kind(
        405, _("Không có phương thức này"), _("Địa chỉ này không nhận phương thức đã gọi. Xem tiêu đề Allow.")
    ),
    "too-large": Kind(413, _("Yêu cầu quá lớn"), _("Yêu cầu lớn quá mức nhận. Gửi ít hơn trong một lần.")),
    "wrong-media-type": Kind(
        415, _("Không nhận kiểu nội dung này"), _("Địa chỉ này chỉ nhận %(accepted)s. Sửa tiêu đề Content-Type.")
    ),
    "request-wrong": Kind(
        422, _("Yêu cầu có chỗ chưa đúng"), _("Yêu cầu chưa đúng mô tả. Sửa những chỗ nêu trong errors rồi gửi lại.")
    ),
    "not-online": Kind(
        409,
        _("Thủ tục chưa nộp trực tuyến được"),
        _("Thủ tục này chưa nhận hồ sơ trực tuyến. Hướng dẫn người dân nộp theo cách khác của thủ tục."),
    ),
    "broken": Kind(
        500,
        _("Hệ thống gặp lỗi"),
        _("Hệ thống gặp lỗi và chưa làm gì. Gửi lại với cùng Idempotency-Key; nếu vẫn lỗi, báo người quản trị."),
    ),
}
