"""What every template can say without asking for it."""

from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static as static_path
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from motcua.foundation.accounts.openid import profiles
from motcua.sites.ui import answers, demonstration, formats, labels, legal_words, navigation, people_words


def environment(**options: Any) -> Environment:
    """A misspelt name in a template is an error and not an empty place on the page."""
    env = Environment(  # noqa: S701 - Django hands in autoescape=True
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)  # type: ignore[attr-defined]  # the i18n extension adds it
    env.globals |= answers.GLOBALS | {
        "url": url,
        "static": static,
        "icon": icon,
        "state_label": labels.state_label,
        "due_label": labels.due_label,
        "action_word": labels.action_word,
        "role_word": labels.role_word,
        "channel_word": legal_words.channel,
        "period_word": legal_words.period,
        "navigation": navigation.PORTAL,
        "demo_cast": demonstration.cast,
        "sign_in_providers": profiles.offered,
        "holder_name": people_words.holder_name,
        "DEMO": settings.DEMO,
        "PROVINCE_NAME": settings.PROVINCE_NAME,
        "HOTLINE": settings.HOTLINE,
        "MAX_PAPER_BYTES": settings.MAX_PAPER_BYTES,
    }
    env.filters |= formats.FILTERS
    return env


def url(name: str, **arguments: object) -> str:
    return _address(name, tuple(arguments.items()))


@lru_cache(maxsize=10_000)
def _address(name: str, arguments: tuple[tuple[str, object], ...]) -> str:
    """A list draws a hundred addresses, and most of them again when it is looked at again."""
    return reverse(name, kwargs=dict(arguments) or None)


@cache
def static(path: str) -> str:
    """The same for as long as the process lives: a new file comes with a new version of the program."""
    return static_path(path)


@cache
def icon(name: str, extra: str = "") -> Markup:
    """A drawing beside a word; it never stands alone, so it is hidden from those who listen."""
    return Markup('<svg class="mc-icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>').format(
        f" {extra}" if extra else "", static("img/icons.svg"), name
    )


def page_context(request: HttpRequest) -> dict[str, Any]:
    account = request.user if request.user.is_authenticated else None
    return {
        **bare_context(),
        "account": account,
        "actor": request.actor,  # type: ignore[attr-defined]  # middleware.WhoActs
        "post": request.post,  # type: ignore[attr-defined]  # middleware.WhoActs
        "messages": get_messages(request),
        "path": request.get_full_path(),
        "look": navigation.look(request),
    }


def bare_context() -> dict[str, Any]:
    """Enough to draw a page when the database or the request itself cannot be trusted."""
    return {
        "account": None,
        "actor": None,
        "post": None,
        "messages": (),
        "path": "/",
        "look": navigation.DEFAULT_LOOK,
        "language": get_language() or settings.LANGUAGE_CODE,
    }
