"""How the desk speaks of registers: their names, why they are asked, what they say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.forms import display
from motcua.blueprints.forms.people import APPLICANT
from motcua.effects.registries.civil_status.port import Stage
from motcua.effects.registries.models import LookUpOutcome, Register
from motcua.effects.registries.port import Fact, Likeness, Line, Subject
from motcua.effects.registries.purposes import Purpose
from motcua.effects.registries.subjects import DOSSIER, FORM, HOLDER, ORGANISATION
from motcua.foundation.accounts.models import Gender
from motcua.sites.ui import formats

Word = str | Promise

REGISTERS: Mapping[str, Word] = {
    Register.POPULATION: _("Cơ sở dữ liệu quốc gia về dân cư"),
    Register.ENTERPRISE: _("Cơ sở dữ liệu đăng ký doanh nghiệp"),
    Register.SOCIAL_INSURANCE: _("Cơ sở dữ liệu bảo hiểm xã hội"),
    Register.CIVIL_STATUS: _("Hệ thống đăng ký hộ tịch"),
}
PURPOSES: Mapping[str, Word] = {
    Purpose.FILL_IN: _("Điền tờ khai theo đề nghị của người dân"),
    Purpose.VERIFY: _("Xác thực họ tên, ngày sinh, số định danh"),
    Purpose.INSTEAD_OF_PAPER: _("Thay cho giấy tờ người dân phải nộp"),
    Purpose.DECIDE: _("Xem xét điều kiện giải quyết hồ sơ"),
    Purpose.FOLLOW: _("Theo dõi hồ sơ đã chuyển"),
}
#: An enterprise has no birth date.
VERIFY_ENTERPRISE: Word = _("Xác thực tên và mã số")
FACTS: Mapping[str, Word] = {
    Fact.PERSONAL_ID: _("Số định danh cá nhân"),
    Fact.FULL_NAME: _("Họ, chữ đệm, tên"),
    Fact.BIRTH_DATE: _("Ngày sinh"),
    Fact.GENDER: _("Giới tính"),
    Fact.ETHNIC_GROUP: _("Dân tộc"),
    Fact.RESIDENCE: _("Nơi thường trú"),
    Fact.ENTERPRISE_CODE: _("Mã số doanh nghiệp"),
    Fact.ENTERPRISE_NAME: _("Tên doanh nghiệp"),
    Fact.ENTERPRISE_KIND: _("Loại hình"),
    Fact.ENTERPRISE_STATUS: _("Tình trạng hoạt động"),
    Fact.REPRESENTATIVES: _("Người đại diện theo pháp luật"),
    Fact.FOUNDED_ON: _("Ngày đăng ký lần đầu"),
    Fact.ADDRESS: _("Địa chỉ trụ sở"),
    Fact.INSURANCE_NUMBER: _("Mã số bảo hiểm xã hội"),
    Fact.INSURANCE_STATUS: _("Trạng thái tham gia"),
    Fact.CIVIL_STATUS_STAGE: _("Tình trạng hồ sơ"),
}
STAGES: Mapping[str, Word] = {
    Stage.ERROR: _("Có lỗi, cần gửi lại"),
    Stage.RECEIVED: _("Đã nhận, chờ xử lý"),
    Stage.NEEDS_SUPPLEMENT: _("Cần bổ sung"),
    Stage.ELIGIBLE: _("Đủ điều kiện đăng ký"),
    Stage.REGISTERED: _("Đã đăng ký"),
}
_GENDERS: Mapping[str, Word] = {Gender.MALE: _("Nam"), Gender.FEMALE: _("Nữ")}
_PARTS: Mapping[str, Word] = {
    APPLICANT: _("Người nộp"),
    HOLDER: _("Chủ hồ sơ"),
    ORGANISATION: _("Tổ chức"),
    DOSSIER: _("Hồ sơ này"),
}
_NAME_WORDS = re.compile(r"^(họ,? chữ đệm,?( và)? tên|họ và tên|họ tên|tên)( của)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a look-up came to: colour never speaks alone."""

    word: Word
    tone: str
    icon: str


OUTCOMES: Mapping[LookUpOutcome | None, Mark] = {
    LookUpOutcome.FOUND: Mark(_("Khớp"), "good", "check"),
    LookUpOutcome.DIFFERS: Mark(_("Có thông tin khác"), "warn", "warning"),
    LookUpOutcome.NOBODY: Mark(_("Không có trong cơ sở dữ liệu"), "warn", "warning"),
    LookUpOutcome.DOWN: Mark(_("Chưa kiểm tra được, cơ sở dữ liệu không trả lời"), "grey", "pause"),
    LookUpOutcome.REFUSED: Mark(_("Cơ sở dữ liệu không nhận câu hỏi"), "grey", "info"),
    None: Mark(_("Chưa có câu trả lời"), "grey", "hourglass"),
}
#: There is nothing to compare: the other system tells what it has.
TOLD = Mark(_("Đã trả lời"), "info", "info")
NOT_ASKED = Mark(_("Chưa kiểm tra"), "grey", "info")
LIKENESSES: Mapping[str, Mark] = {
    Likeness.MATCHES: Mark(_("Khớp"), "good", "check"),
    Likeness.DIFFERS: Mark(_("Khác"), "warn", "warning"),
    Likeness.ONE_SIDED: Mark("", "", ""),
}
SENTENCES: Mapping[LookUpOutcome | None, Word] = {
    LookUpOutcome.FOUND: _("Đã kiểm tra: thông tin khớp."),
    LookUpOutcome.DIFFERS: _("Có thông tin khác với cơ sở dữ liệu. Xem từng mục rồi hỏi lại người nộp."),
    LookUpOutcome.NOBODY: _("Cơ sở dữ liệu không có thông tin này. Xem lại số trong hồ sơ, hoặc làm theo giấy tờ."),
    LookUpOutcome.DOWN: _("Cơ sở dữ liệu đang không trả lời. Cứ xử lý hồ sơ theo giấy tờ, kiểm tra lại sau."),
    LookUpOutcome.REFUSED: _("Cơ sở dữ liệu không nhận câu hỏi này. Cứ làm theo giấy tờ và báo người quản trị."),
    None: _("Chưa có câu trả lời. Kiểm tra lại sau ít phút."),
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    fact: Word
    declared: str
    registered: str
    mark: Mark


def called(subject: Subject, definition: Definition) -> Word:
    """As in "Người nộp", or as the form calls whom it asks about."""
    if not subject.about.startswith(FORM):
        return _PARTS[subject.about]
    field = definition.form.fields.get(subject.about.removeprefix(FORM))
    label = field.label if field is not None else ""
    short = _NAME_WORDS.sub("", label) or label
    return short[:1].upper() + short[1:]


def shown(line: Line, definition: Definition) -> ShownLine:
    fact = Fact(line.fact)
    return ShownLine(
        FACTS[fact],
        _value(fact, line.declared, definition),
        _value(fact, line.registered, definition),
        LIKENESSES[line.likeness],
    )


def _value(fact: Fact, value: Any, definition: Definition) -> str:
    if isinstance(value, dict):
        return display.address(value)
    words: Mapping[str, Word] = {
        Fact.GENDER: _GENDERS,
        Fact.CIVIL_STATUS_STAGE: STAGES,
        Fact.ETHNIC_GROUP: _ethnic_groups(definition) if fact is Fact.ETHNIC_GROUP else {},
    }.get(fact, {})
    if fact in (Fact.BIRTH_DATE, Fact.FOUNDED_ON):
        return _day(str(value))
    return str(words.get(str(value), value))


def _day(known: str) -> str:
    """A year or a month alone stays as it is."""
    try:
        return formats.day(date.fromisoformat(known))
    except ValueError:
        return known


def _ethnic_groups(definition: Definition) -> Mapping[str, str]:
    """Of any list of the form that asks for it: all use the same codes."""
    asked = (field for field in definition.form.fields.values() if "dan_toc" in field.key and field.options)
    return next((field.choices for field in asked), {})
