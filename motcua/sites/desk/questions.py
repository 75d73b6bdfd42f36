"""What the desk asks of an officer, as form fields, so that they look and read like every other question."""

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.models import SeenBy, ToWhom
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


def granted() -> Field:
    """Asked once for many: whoever denies one writes the reason in its own dossier."""
    options = (Option(Outcome.GRANTED, _("Đồng ý giải quyết tất cả các hồ sơ này")),)
    hint = _("Hồ sơ không giải quyết thì bỏ ra, ký riêng và ghi lý do")
    return Field("outcome", _("Quyết định"), "radio", required=True, options=options, help=hint)


def result_kind(definition: Definition) -> Field:
    options = tuple(Option(document.key, document.name) for document in definition.results)
    return Field("kind", _("Loại văn bản"), "radio", required=True, options=options)


def number() -> Field:
    return Field("number", _("Số văn bản"), "text", required=True, max_length=40, help=_("Như ghi trong sổ đăng ký"))


def first_number() -> Field:
    hint = _("Các văn bản sau lấy số tiếp theo: 12/GXN, 13/GXN…")
    return Field("number", _("Số của văn bản đầu tiên"), "text", required=True, max_length=40, help=hint)


def receiver_of_all() -> Field:
    """One person fetches all of them: whoever comes for another is served in that dossier, with her paper."""
    hint = _(
        "Chỉ trả những hồ sơ do chính người này nộp hoặc đứng tên. Người khác đến nhận thay thì mở từng hồ sơ để ghi "
        "giấy ủy quyền. Có máy quét thì bấm vào ô rồi quét mã trên thẻ"
    )
    return Field("proof", _("Số thẻ căn cước của người đến nhận"), "text", required=True, max_length=500, help=hint)


def receiver_in_person() -> Field:
    options = (
        Option(ToWhom.HERSELF, _("Chính người nộp hồ sơ hoặc người có hồ sơ")),
        Option(ToWhom.REPRESENTATIVE, _("Người được ủy quyền, có giấy ủy quyền")),
        Option(ToWhom.OTHER, _("Người khác, có giấy giới thiệu hoặc giấy tờ chứng minh")),
    )
    return Field("receiver", _("Ai đến nhận?"), "radio", required=True, options=options)


def seen_by() -> Field:
    options = (
        Option(SeenBy.CARD_READ, _("Đọc mã trên thẻ căn cước")),
        Option(SeenBy.ID_TYPED, _("Xem thẻ căn cước, nhập số")),
        Option(SeenBy.RECEIPT_SHOWN, _("Có giấy hẹn: nhập mã tra cứu in trên giấy")),
    )
    return Field("seen_by", _("Nhận biết người nhận bằng cách nào?"), "radio", required=True, options=options)
