"""The browsers that show a person her news: joined and left by the browser's own script, removed also without it."""

import json
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation import legal_time
from motcua.foundation.messaging.gateways.push import subscriptions
from motcua.foundation.messaging.models import PushSubscription
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest

_WORKER = Path(__file__).parents[1] / "ui/static/js/push_worker.js"
_LONGEST = 4000
#: What the browser says of itself, from the most telling on; everything else is a device.
_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"))


@login_not_required
@require_safe
@cache_control(max_age=0, must_revalidate=True)
def push_worker(request: HttpRequest) -> HttpResponse:
    """The same program for everybody. It serves no page, so it stands in nobody's way."""
    return HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


@require_POST
def devices(request: ActingRequest) -> HttpResponse:
    """A subscription as the browser made it. Answers in words that the page shows."""
    try:
        said = _said(request)
        subscriptions.add(
            request.user.pk,
            endpoint=said["endpoint"],
            p256dh=said["keys"]["p256dh"],
            auth=said["keys"]["auth"],
            device=_device(request.headers.get("User-Agent", "")),
            at=legal_time.now(),
        )
    except (subscriptions.PushServiceUnknown, subscriptions.SubscriptionBroken) as refusal:
        return HttpResponse(refusals.sentence(refusal), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(_("Đã bật thông báo trên thiết bị này."), content_type="text/plain; charset=utf-8")


@require_POST
def device_removal(request: ActingRequest, number: int) -> HttpResponse:
    get_object_or_404(PushSubscription, pk=number, account=request.user).delete()
    messages.success(request, _("Đã tắt thông báo trên thiết bị đó."))
    return redirect("portal:channels")


def _said(request: ActingRequest) -> dict[str, Any]:
    """The body, if it has the shape of a subscription. Raises SubscriptionBroken."""
    try:
        said = json.loads(request.body[:_LONGEST])
        texts = [said["endpoint"], said["keys"]["p256dh"], said["keys"]["auth"]]
    except (RawPostDataException, JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, RecursionError):
        raise subscriptions.SubscriptionBroken from None
    if not all(isinstance(text, str) for text in texts):
        raise subscriptions.SubscriptionBroken
    return dict(said)


def _device(agent: str) -> str:
    names = [next((name for sign, name in known if sign in agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in names if name)
