"""By which ways a person is reached, and which groups of news she may turn off on each."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models


class Channel(models.TextChoices):
    EMAIL = "email"
    SMS = "sms"
    ZALO = "zalo"
    PUSH = "push"


class Group(models.TextChoices):
    """Nhóm tin: what a person chooses about, one by one."""

    #: She has to do something, or loses something: mend, pay, come.
    ASKED = "asked"
    PROGRESS = "progress"
    RESULT = "result"
    REMINDER = "reminder"
    #: One-time codes. She asked for it this minute; it is no news and cannot be turned off.
    CODE = "code"


CODE_KIND = "code"

#: Kinds are the keys of templates. What stands here in no group is progress.
GROUP_OF: Mapping[str, Group] = MappingProxyType(
    {
        CODE_KIND: Group.CODE,
        "ask_to_complete": Group.ASKED,
        "request_supplement": Group.ASKED,
        "request_payment": Group.ASKED,
        "duty_opened": Group.ASKED,
        "submit_to_pay": Group.ASKED,
        "refuse": Group.RESULT,
        "publish": Group.RESULT,
        "deliver": Group.RESULT,
        "stop": Group.RESULT,
        "result_recalled": Group.RESULT,
        "result_replaced": Group.RESULT,
        "petition_asked": Group.ASKED,
        "petition_answered": Group.RESULT,
        "petition_refused": Group.RESULT,
    }
)
CHOOSABLE: tuple[Group, ...] = (Group.ASKED, Group.PROGRESS, Group.RESULT, Group.REMINDER)
#: These ring or light up in a pocket; an e-mail wakes nobody.
DISTURBING = frozenset({Channel.SMS, Channel.ZALO, Channel.PUSH})


def group_of(kind: str) -> Group:
    """A reminder's kind begins with its word: remind_supplement, remind_fee."""
    return GROUP_OF.get(kind) or (Group.REMINDER if kind.startswith("remind") else Group.PROGRESS)
