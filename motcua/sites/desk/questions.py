"""What the desk asks of an officer, as form fields, so that they look and read like every other question."""

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.rules.outcome import Outcome

_LONGEST_REASON = 2000


def reason(label: str, *, required: bool = True, hint: str = "") -> Field:
    hint = hint or _("Viết đủ ý để ông/bà nộp hồ sơ hiểu và làm theo được")
    return Field("reason", label, "textarea", required=required, max_length=_LONGEST_REASON, help=hint)


def new_date() -> Field:
    return Field("new_date", _("Ngày hẹn trả mới"), "date", required=True, not_past=True)


def outcome() -> Field:
    options = (
        Option(Outcome.GRANTED, _("Đồng ý giải quyết")),
        Option(Outcome.DENIED, _("Không giải quyết")),
    )
    return Field("outcome", _("Quyết định"), "radio", required=True, options=options)


def result_kind(definition: Definition) -> Field:
    options = tuple(Option(document.key, document.name) for document in definition.results)
    return Field("kind", _("Loại văn bản"), "radio", required=True, options=options)


def number() -> Field:
    return Field("number", _("Số văn bản"), "text", required=True, max_length=40, help=_("Như ghi trong sổ đăng ký"))


def first_number() -> Field:
    hint = _("Các văn bản sau lấy số tiếp theo: 12/GXN, 13/GXN…")
    return Field("number", _("Số của văn bản đầu tiên"), "text", required=True, max_length=40, help=hint)


def receiver() -> Field:
    options = (
        Option("applicant", _("Chính người nộp hồ sơ")),
        Option("representative", _("Người được ủy quyền, có giấy ủy quyền")),
    )
    return Field("receiver", _("Ai đến nhận?"), "radio", required=True, options=options)
