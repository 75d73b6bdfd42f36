"""How a rating is asked for and counted, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.models import Dossier
from motcua.effects.ratings.models import Level
from motcua.effects.ratings.rating import aspects_of

Word = str | Promise

LEVELS: dict[int, Word] = {
    Level.VERY_SATISFIED: _("Rất hài lòng"),
    Level.SATISFIED: _("Hài lòng"),
    Level.NOT_SATISFIED: _("Chưa hài lòng"),
}
ASPECTS: dict[str, Word] = {
    "time": _("Thời gian giải quyết so với quy định"),
    "contacts": _("Số nơi và số lần phải đến, phải liên hệ"),
    "information": _("Thông tin, hướng dẫn công khai đúng và dễ thấy"),
    "attitude": _("Thái độ của cán bộ"),
    "legality": _("Kết quả và khoản thu đúng quy định"),
    "explanations": _("Lời giải thích khi ông/bà hỏi hoặc phản ánh"),
    "online": _("Việc nộp và theo dõi hồ sơ trên mạng"),
}
#: As TT 01/2018/TT-VPCP counts them.
INDICES: dict[int, Word] = {
    1: _("Thời gian giải quyết (sớm hẹn 2, đúng ngày 1, trễ 0 điểm)"),
    3: _("Số lần phải bổ sung (không 2, một lần 1, nhiều hơn 0 điểm)"),
    6: _("Công khai thông tin (theo đánh giá)"),
    7: _("Thái độ (theo đánh giá)"),
}


def fields(dossier: Dossier) -> list[Field]:
    """The overall level first, which is the one that must be given."""
    options = tuple(Option(str(level), str(word)) for level, word in LEVELS.items())
    overall = Field("overall", _now("Nói chung, ông/bà thấy thế nào?"), "radio", required=True, options=options)
    others = [Field(each.key, str(ASPECTS[each.key]), "radio", options=options) for each in aspects_of(dossier)]
    return [overall, *others]
