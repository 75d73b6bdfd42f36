"""Why a fee has this rate and no other: kept with what is due, so that anybody can be told years later."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.blueprints.catalogue.definition import Fee, Rate, Scope


class PassedOver(StrEnum):
    """Why a rate that was looked at is not the one."""

    NOT_IN_FORCE = "not_in_force"
    OTHER_CHANNEL = "other_channel"
    OTHER_CASE = "other_case"
    LESS_SPECIFIC = "less_specific"


@dataclass(frozen=True, slots=True)
class OtherRate:
    amount: int
    per: str
    #: Whose own rate it is; empty for everybody's.
    locality: str
    #: Empty where the way of filing does not matter.
    channel: str
    when_text: str
    valid_from: date | None
    valid_to: date | None
    basis: str
    why: PassedOver


@dataclass(frozen=True, slots=True)
class RateChoice:
    """What makes the rate the most specific one, and which others of this place were looked at."""

    locality: str
    channel: str
    when_text: str
    valid_from: date | None
    valid_to: date | None
    others: tuple[OtherRate, ...]


def choice_of(
    fee: Fee, rate: Rate, *, fits: Callable[[Rate], bool], channel: str | None, on: date, locality: str
) -> RateChoice:
    """`fits` says whether the case of a rate is this one. Rates of other places say nothing here."""
    others = [each for each in fee.rates if each is not rate and is_here(each, locality)]
    return RateChoice(
        locality=rate.locality or "",
        channel=_channel(rate),
        when_text=rate.when_text,
        valid_from=rate.valid_from,
        valid_to=rate.valid_to,
        others=tuple(_other(each, why=_why(each, fits=fits, channel=channel, on=on)) for each in others),
    )


def is_here(rate: Rate, locality: str) -> bool:
    return rate.scope is Scope.NATIONAL or (rate.scope is Scope.LOCAL_SAMPLE and rate.locality == locality)


def is_in_force(rate: Rate, on: date) -> bool:
    return (rate.valid_from or date.min) <= on <= (rate.valid_to or date.max)


def specificity(rate: Rate) -> tuple[bool, bool, bool, bool, date]:
    """The locality's own, then dated, of a channel, with a condition; of two dated ones the later."""
    return (
        rate.scope is Scope.LOCAL_SAMPLE,
        rate.valid_from is not None or rate.valid_to is not None,
        rate.channel != "any",
        rate.when is not None,
        rate.valid_from or date.min,
    )


def is_of_channel(rate: Rate, channel: str | None) -> bool:
    return rate.channel in ("any", channel)


def _why(rate: Rate, *, fits: Callable[[Rate], bool], channel: str | None, on: date) -> PassedOver:
    if not is_in_force(rate, on):
        return PassedOver.NOT_IN_FORCE
    if not is_of_channel(rate, channel):
        return PassedOver.OTHER_CHANNEL
    return PassedOver.LESS_SPECIFIC if fits(rate) else PassedOver.OTHER_CASE


def _other(rate: Rate, *, why: PassedOver) -> OtherRate:
    return OtherRate(
        amount=rate.amount,
        per=rate.per,
        locality=rate.locality or "",
        channel=_channel(rate),
        when_text=rate.when_text,
        valid_from=rate.valid_from,
        valid_to=rate.valid_to,
        basis=rate.basis,
        why=why,
    )


def _channel(rate: Rate) -> str:
    return "" if rate.channel == "any" else rate.channel
