"""Mẫu tin: what people are sent, kind by kind; edited here with a look beforehand, and no version is ever lost."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.forms.definition import Field
from motcua.effects.notifications import checking, telling, templates
from motcua.effects.notifications.message_kinds import MessageKind, channels_of, facts_of
from motcua.effects.notifications.models import MessageTemplate
from motcua.effects.notifications.wording import LANGUAGES
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.messaging import sms_text
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.refusals import Refusal
from motcua.sites.studio import door
from motcua.sites.ui import message_words, refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.short_form import answered

Address = tuple[MessageKind, Channel, str]


@require_safe
def message_templates(request: ActingRequest) -> HttpResponse:
    door.require_studio(request)
    edited = set(
        MessageTemplate.objects.exclude(edited_by=None).values_list("kind", "channel", "language").order_by().distinct()
    )
    zalo = MessageTemplate.objects.filter(channel=Channel.ZALO).exclude(subject="").values_list("kind", flat=True)
    context = {
        "kinds": [(kind, word, channels_of(kind)) for kind, word in message_words.KINDS.items()],
        "channels": message_words.CHANNELS,
        "languages": message_words.LANGUAGES,
        "edited": edited,
        "has_zalo": set(zalo),
    }
    return door.page(request, "studio/messages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def message_template(request: ActingRequest, kind: str, channel: str, language: str) -> HttpResponse:
    door.require_studio(request)
    address = _address(kind, channel, language)
    at = legal_time.now()
    if request.method != "POST":
        now = templates.current(address[0], address[1], language=language, on=legal_day(at))
        typed = {"subject": now.subject, "text": now.text} if now else {"subject": "", "text": ""}
        return _page(request, address, {**typed, "valid_from": legal_day(at).isoformat()}, {})
    given = answered(_asked(), request.POST)
    typed = {
        "subject": request.POST.get("subject", "").strip(),
        "text": request.POST.get("text", "").replace("\r\n", "\n").strip(),
        "valid_from": given.typed["valid_from"],
    }
    problems = given.problems | _problems(address, typed["subject"], typed["text"])
    if problems or request.POST.get("do") != "save":
        return _page(request, address, typed, problems)
    templates.edit(
        *address[:2],
        language=language,
        subject=typed["subject"],
        text=typed["text"],
        valid_from=date.fromisoformat(typed["valid_from"]),
        account_id=request.user.pk,
        at=at,
    )
    messages.success(request, _("Đã lưu thành phiên bản mới. Tin đã gửi trước đó vẫn giữ lời cũ."))
    return redirect("studio:message-template", kind=kind, channel=channel, language=language)


def _problems(address: Address, subject: str, text: str) -> dict[str, str]:
    """Nothing, or the sentence at the box that it speaks of; each unknown fact is named with its line."""
    kind, channel, _language = address
    try:
        checking.require_good(kind, channel, subject=subject, text=text)
    except checking.UnknownFact as refusal:
        in_subject = [one.name for one in refusal.found if not one.line]
        in_text = [one for one in refusal.found if one.line]
        said = {"subject": _("Không có thông tin tên là %(name)s.") % {"name": ", ".join(in_subject)}}
        lines = "; ".join(_("dòng %(line)s: %(name)s") % {"line": one.line, "name": one.name} for one in in_text)
        said["text"] = _("Không có thông tin tên như vậy. Sửa %(lines)s") % {"lines": lines}
        return {box: said[box] for box, found in (("subject", in_subject), ("text", in_text)) if found}
    except Refusal as refusal:
        return {"text": refusals.sentence(refusal)}
    return {}


def _page(request: ActingRequest, address: Address, typed: dict[str, str], problems: dict[str, str]) -> HttpResponse:
    kind, channel, language = address
    context = {
        "kind": kind,
        "channel": channel,
        "language": language,
        "kind_word": message_words.KINDS[kind],
        "channel_word": message_words.CHANNELS[channel],
        "languages": message_words.LANGUAGES,
        "facts": [(fact, message_words.FACTS[fact]) for fact in sorted(facts_of(kind, channel))],
        "asked": _asked(),
        "typed": typed,
        "problems": problems,
        "shown": None if problems else _shown(address, typed),
        "versions": templates.versions(kind, channel, language=language),
        "today": legal_day(legal_time.now()),
    }
    page = door.page(request, "studio/message_template.html", context)
    page.status_code = 422 if problems else 200
    return page


def _shown(address: Address, typed: dict[str, str]) -> dict[str, object]:
    """As it would arrive, with invented facts; of an SMS what it costs."""
    kind, channel, language = address
    draft = MessageTemplate(kind=kind, channel=channel, language=language, subject=typed["subject"], text=typed["text"])
    words = telling.words(draft, message_words.samples(language))
    if channel is not Channel.SMS:
        return {"words": words}
    short = sms_text.unaccented(words.short)
    return {"words": words, "short": short, "count": sms_text.count(short), "most": checking.MOST_SEGMENTS}


def _asked() -> list[Field]:
    return [Field("valid_from", _("Áp dụng từ ngày"), "date", required=True)]


def _address(kind: str, channel: str, language: str) -> Address:
    """A message that does not exist has no page."""
    if kind not in set(MessageKind) or language not in LANGUAGES:
        raise Http404
    known = MessageKind(kind)
    if channel not in channels_of(known):
        raise Http404
    return known, Channel(channel), language
