"""Which gateway carries a message: the first that works, unless another may have it already."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from django.conf import settings

from motcua.foundation.breaker import Breaker
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.gateways.email import client as email
from motcua.foundation.messaging.gateways.esms import client as esms
from motcua.foundation.messaging.gateways.port import Answer, Gateway
from motcua.foundation.messaging.gateways.push import client as push
from motcua.foundation.messaging.gateways.vinaphone import client as vinaphone
from motcua.foundation.messaging.gateways.zalo import client as zalo

#: So long one gateway is asked again and again whether it has a message, before another is given it too. Then two may
#: arrive; longer, and a citizen waits for the gateway's repair.
IN_DOUBT = timedelta(minutes=6)

BREAKERS: defaultdict[str, Breaker] = defaultdict(Breaker)

_MADE: Mapping[str, Callable[[], Gateway | None]] = MappingProxyType(
    {
        "smtp": email.gateway,
        "vinaphone": vinaphone.gateway,
        "esms": esms.gateway,
        "zalo": zalo.gateway,
        "push": push.gateway,
    }
)


def gateways(channel: Channel) -> list[Gateway]:
    """Those that are set up, the preferred one first."""
    made = (_MADE[name]() for name in names(channel))
    return [gateway for gateway in made if gateway is not None]


def names(channel: Channel) -> Sequence[str]:
    return {
        Channel.EMAIL: ("smtp",),
        Channel.SMS: settings.SMS_GATEWAYS,
        Channel.ZALO: ("zalo",),
        Channel.PUSH: ("push",),
    }[channel]


def open_channels() -> frozenset[Channel]:
    """The channels that this installation has: pages offer no others."""
    return frozenset(channel for channel in Channel if gateways(channel))


def usable(among: Sequence[Gateway], *, at: datetime, bound_to: str = "") -> Gateway | None:
    """`bound_to`: the gateway that may have the message already. None where all of them rest just now."""
    for gateway in among:
        if (not bound_to or gateway.name == bound_to) and BREAKERS[gateway.name].lets_one_through(at):
            return gateway
    return None


def note(gateway: Gateway, answer: Answer, *, at: datetime) -> None:
    if answer.blames_gateway:
        BREAKERS[gateway.name].note_failure(at)
    else:
        BREAKERS[gateway.name].note_answer()
