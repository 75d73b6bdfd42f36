"""Who need not pay, by a paper of the dossier; and what another authority found to be due, from its notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms import answers
from motcua.blueprints.forms.definition import Field, Option
from motcua.blueprints.forms.field_types.missing import missing
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.blueprints.forms.problems import Problem
from motcua.dossiers.commands import exempting, financial_duties
from motcua.dossiers.commands.financial_duties import NoticeLine
from motcua.dossiers.models import Dossier
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.foundation.files.models import StoredFile
from motcua.sites.desk import answering, filed, finding
from motcua.sites.ui import fee_words, formats
from motcua.sites.ui.acting import ActingRequest

#: What the tax office's notice of a sale of land asks for: key, kind, name.
_USUAL: tuple[tuple[str, str, str | Promise], ...] = (
    ("thue_tncn", "tax", gettext_lazy("Thuế thu nhập cá nhân")),
    ("le_phi_truoc_ba", "le_phi", gettext_lazy("Lệ phí trước bạ")),
    ("tien_su_dung_dat", "other", gettext_lazy("Tiền sử dụng đất, tiền thuê đất")),
)
_OTHER = "khoan_khac"


@dataclass(frozen=True, slots=True)
class _Asked:
    fields: tuple[Field, ...]
    typed: Mapping[str, Any]
    problems: list[Problem]


@require_http_methods(["GET", "HEAD", "POST"])
def exemption(request: ActingRequest, code: str) -> HttpResponse:
    """Which of the listed exemptions, and by which paper of the dossier."""
    dossier = finding.dossier_of(request, code)
    exempting.require(dossier, actor=request.actor)
    listed = _listed(dossier)
    papers = filed.papers(definition_of(dossier.procedure_version_id), dossier.filings.latest("number"))
    asked = (
        Field("exemption", _("Thuộc diện nào"), "radio", required=True, options=_options(listed)),
        Field(
            "paper",
            _("Giấy tờ nào trong hồ sơ chứng minh"),
            "radio",
            required=True,
            options=tuple(Option(p.file_id, f"{p.asked_as}: {p.name}") for p in papers),
        ),
    )
    typed = {field.key: request.POST.get(field.key, "") for field in asked}
    context = {
        "dossier": dossier,
        "fields": asked,
        "typed": typed,
        "duties": fee_words.duties_of(dossier),
        "nothing": not listed or not papers,
    }
    if request.method != "POST":
        return answering.page(request, "desk/fee_exemption.html", context)
    sentences = {"exemption": _("Chọn diện được miễn"), "paper": _("Chọn giấy tờ chứng minh")}
    if wrong := {field.key: sentences[field.key] for field in asked if typed[field.key] not in field.choices}:
        return answering.mend(request, "desk/fee_exemption.html", context, wrong)
    fee, key = listed[typed["exemption"]][:2]
    paper = StoredFile.objects.get(pk=typed["paper"])

    def grant() -> str:
        exempting.exempt(dossier, fee=fee, exemption=key, paper=paper, actor=request.actor, at=legal_time.now())
        return _("Đã ghi nhận miễn phí, lệ phí cho hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/fee_exemption.html", context, grant)


def _listed(dossier: Dossier) -> dict[str, tuple[str, str, str]]:
    """Fee, exemption and label by the value of the choice."""
    found = exempting.exemptions_of(dossier)
    names = {fee.key: fee.name for fee in definition_of(dossier.procedure_version_id).fees}
    granted = set(dossier.fee_exemptions.values_list("fee", flat=True))
    return {
        f"{fee}.{each.key}": (fee, each.key, f"{each.label} ({names[fee]})" if len(found) > 1 else each.label)
        for fee, exemptions in found.items()
        if fee not in granted
        for each in exemptions
    }


def _options(listed: Mapping[str, tuple[str, str, str]]) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, (_fee, _key, label) in listed.items())


@require_http_methods(["GET", "HEAD", "POST"])
def tax_notice(request: ActingRequest, code: str) -> HttpResponse:
    """The sums, number and account of the notice as it came; each notice is one duty."""
    dossier = finding.dossier_of(request, code)
    financial_duties.require(dossier, actor=request.actor)
    at = legal_time.now()
    asked = _asked(request, at=at)
    context = {
        "dossier": dossier,
        "fields": asked.fields,
        "typed": asked.typed,
        "duties": [duty for duty in fee_words.duties_of(dossier) if duty.document],
    }
    if request.method != "POST":
        return answering.page(request, "desk/tax_notice.html", context)
    if asked.problems:
        return answering.mend(request, "desk/tax_notice.html", context, answering.sentences(asked.problems))
    typed = asked.typed

    def note() -> str:
        duty = financial_duties.note_notice(
            dossier,
            lines=_lines(typed),
            document=typed["document"],
            document_date=date.fromisoformat(typed["document_date"]),
            payable_to={key: typed[f"payee_{key}"] or "" for key in ("account", "bank", "name")},
            pay_by=_end_of(typed["pay_by"]),
            actor=request.actor,
            at=at,
        )
        return _("Đã ghi thông báo, số tiền phải nộp %(amount)s.") % {"amount": formats.dong(duty.amount)}

    return answering.act(request, dossier, "desk/tax_notice.html", context, note)


def _asked(request: ActingRequest, *, at: datetime) -> _Asked:
    fields = _notice_fields()
    typed = answers.read(fields, dict(request.POST.lists()))
    context = answers.context_of(at=at, calendar=versions.calendar_of(versions.current_id()))
    problems: list[Problem] = []
    for field in fields if request.method == "POST" else ():
        value = typed[field.key]
        if value is None or value == "":
            problems += [missing(field)] if field.required else []
        else:
            problems += type_of(field).problems(field, value, context)
    if request.method == "POST" and not problems and not _lines(typed):
        problems.append(Problem(_USUAL[0][0], "missing", _("Nhập ít nhất một khoản tiền, như ghi trong thông báo")))
    return _Asked(fields, typed, problems)


def _notice_fields() -> tuple[Field, ...]:
    return (
        Field("document", _("Số thông báo"), "text", required=True, max_length=80, help=_("Như ghi trên thông báo")),
        Field("document_date", _("Ngày của thông báo"), "date", required=True, not_future=True),
        *(Field(key, str(name), "money") for key, _kind, name in _USUAL),
        Field(f"{_OTHER}_name", _("Khoản khác, nếu có"), "text", max_length=120),
        Field(_OTHER, _("Số tiền của khoản khác"), "money"),
        Field("basis", _("Căn cứ ghi trong thông báo"), "text", max_length=200),
        Field("payee_name", _("Tên tài khoản nhận tiền"), "text", required=True, max_length=120),
        Field("payee_account", _("Số tài khoản"), "bank_account", required=True),
        Field("payee_bank", _("Ngân hàng hoặc kho bạc"), "text", max_length=120),
        Field("pay_by", _("Hạn nộp ghi trong thông báo"), "date"),
    )


def _lines(typed: Mapping[str, Any]) -> list[NoticeLine]:
    basis = typed["basis"] or ""
    found = [NoticeLine(key, str(name), kind, typed[key], basis) for key, kind, name in _USUAL if typed[key]]
    if typed[_OTHER]:
        found.append(NoticeLine(_OTHER, typed[f"{_OTHER}_name"] or _("Khoản khác"), "other", typed[_OTHER], basis))
    return found


def _end_of(typed: str | None) -> datetime | None:
    calendar = versions.calendar_of(versions.current_id())
    return calendar.closes_at(date.fromisoformat(typed)) if typed else None
