"""Cách nhận tin: by which ways news reaches a person, in which language, and when her telephone is left in peace."""

from collections.abc import Mapping
from datetime import time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.blueprints.forms.definition import Field, Option
from motcua.effects.notifications import telling
from motcua.foundation import legal_time
from motcua.foundation.messaging import preferences
from motcua.foundation.messaging.channels import CHOOSABLE, Channel, Group
from motcua.foundation.messaging.gateways.push.public_key import public_key
from motcua.foundation.messaging.models import PushSubscription, Relation
from motcua.sites.ui import formats, message_words
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.short_form import Answered, answered

_HOURS = range(24)


@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: ActingRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    account_id = request.user.pk
    for (channel, group), name in _boxes().items():
        preferences.choose(account_id, channel=channel, group=group, wanted=name in request.POST)
    starts, ends = _hour(request, "starts"), _hour(request, "ends")
    if starts is not None and ends is not None:
        preferences.keep_quiet(account_id, starts=starts, ends=ends)
    if (language := request.POST.get("language", "")) in message_words.LANGUAGES:
        telling.speak(account_id, language)
    messages.success(request, _("Đã lưu. Tin gửi từ bây giờ theo lựa chọn này."))
    return redirect("portal:channels")


@require_POST
def contact_phone(request: ActingRequest) -> HttpResponse:
    """Another's telephone, for somebody who has none of her own."""
    person_id = request.user.person_id
    if request.POST.get("do") == "drop":
        preferences.drop_contact_phone(person_id)
        messages.success(request, _("Đã bỏ. Tin lại gửi đến số của ông/bà."))
        return redirect("portal:channels")
    given = answered(_asked(), request.POST)
    if given.problems:
        return _page(request, given)
    relation = Relation(given.text("relation"))
    preferences.name_contact_phone(person_id, phone=given.text("phone"), relation=relation, at=legal_time.now())
    messages.success(request, _("Đã lưu. Tin nhắn và Zalo về hồ sơ của ông/bà gửi đến số này."))
    return redirect("portal:channels")


def _page(request: ActingRequest, given: Answered | None = None) -> HttpResponse:
    account_id, person = request.user.pk, request.user.person
    named = preferences.contact_phone(person.pk)
    now = {"phone": named.phone, "relation": named.relation} if named else {"phone": "", "relation": ""}
    chosen = preferences.choices(account_id)
    context = {
        "columns": list(message_words.CHANNELS.items()),
        "rows": [(message_words.GROUPS[group], _row(group, chosen)) for group in CHOOSABLE],
        "quiet": preferences.quiet_hours(account_id),
        "hours": [(number, formats.hour_of_day(time(number))) for number in _HOURS],
        "languages": message_words.LANGUAGES,
        "language_of_messages": telling.language_of(account_id),
        "person": person,
        "named": named,
        "relation": message_words.RELATIONS[Relation(named.relation)] if named else "",
        "asked": _asked(),
        "values": given.typed if given else now,
        "problems": given.problems if given else {},
        "push_key": public_key(),
        "devices": list(PushSubscription.objects.filter(account=account_id).order_by("-added_at")),
    }
    return render(request, "portal/channels.html", context, status=422 if given else 200)


def _row(group: Group, chosen: Mapping[tuple[Channel, Group], bool]) -> list[tuple[Channel, str, bool]]:
    return [(channel, _boxes()[channel, group], chosen[channel, group]) for channel in Channel]


def _boxes() -> dict[tuple[Channel, Group], str]:
    return {(channel, group): f"{channel}-{group}" for group in CHOOSABLE for channel in Channel}


def _hour(request: ActingRequest, name: str) -> time | None:
    sent = request.POST.get(name, "")
    return time(int(sent)) if sent in {str(number) for number in _HOURS} else None


def _asked() -> list[Field]:
    relations = tuple(Option(relation, str(word)) for relation, word in message_words.RELATIONS.items())
    return [
        Field("phone", _("Số điện thoại của người nhận tin giúp"), "phone", required=True),
        Field("relation", _("Người ấy là gì của ông/bà"), "select", required=True, options=relations),
    ]
