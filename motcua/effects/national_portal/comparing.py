"""Both sides of a dossier, field by field: what we would tell the portal now, and what it has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.national_portal import client, ledger, sending
from motcua.effects.national_portal.masking import masked
from motcua.effects.national_portal.models import WAITING, Difference, Message, Operation, Standing
from motcua.effects.national_portal.wire import PortalDown, PortalSaysNo

#: The field that stands for the whole dossier.
WHOLE = "MaHoSo"
_CHUNK = 200
#: After so many look-ups in a row without an answer nobody is asked any more tonight.
_PATIENCE = 3
_LONGEST = 200
#: Of dossiers from before the ledger so many are queued in one night: a province is through in a week or two.
_UNTOLD = 20_000


@dataclass
class Comparison:
    """What came of comparing: how many were looked at, and what differs now."""

    compared: int = 0
    #: Messages are still on their way: they are compared when those have arrived.
    under_way: int = 0
    #: Never told at all, and now queued.
    untold: int = 0
    unanswered: int = 0
    differing: list[str] = field(default_factory=list)
    differences: int = 0


def compare(*, at: datetime, everything: bool = False, resend: bool = False) -> Comparison:
    """What has moved since it was compared last, or all of it. With `resend` what differs is told again."""
    found, failures = Comparison(), 0
    if not client.is_connected():
        return found
    found.untold = _tell_untold(at=at)
    for dossier in _to_compare(everything=everything).iterator(chunk_size=_CHUNK):
        if ledger.waiting(dossier.pk).exists():
            found.under_way += 1
            continue
        try:
            differences = differences_of(dossier, at=at)
        except (PortalDown, PortalSaysNo):
            found.unanswered, failures = found.unanswered + 1, failures + 1
            if failures >= _PATIENCE:
                break
            continue
        failures = 0
        _write(dossier, differences, at=at)
        _count(found, dossier, differences)
        if differences and resend:
            ledger.tell_all(dossier.pk, at=at)
    return found


def compare_one(dossier: Dossier, *, at: datetime) -> dict[str, tuple[str, str]]:
    """One dossier, now. Raises StillWaiting, PortalDown, PortalSaysNo."""
    if ledger.waiting(dossier.pk).exists():
        raise ledger.StillWaiting
    if ledger.last_told(dossier.pk) is None:
        raise ledger.NothingToResend
    differences = differences_of(dossier, at=at)
    _write(dossier, differences, at=at)
    return differences


def differences_of(dossier: Dossier, *, at: datetime) -> dict[str, tuple[str, str]]:
    """{field: (ours, theirs)}. Raises PortalDown, PortalSaysNo."""
    ours = sending.as_it_is(dossier.pk, at=at).content
    theirs = client.look_up(str(ours[WHOLE]))
    if theirs is None:
        return {WHOLE: (str(ours[WHOLE]), "")}
    here = dict(_flat(ours))
    # What the portal keeps besides is none of ours to compare.
    there = dict(_flat({name: value for name, value in theirs.items() if name in ours}))
    return {
        name: (here.get(name, ""), there.get(name, ""))
        for name in sorted(here.keys() | there.keys())
        if here.get(name, "") != there.get(name, "")
    }


def open_differences() -> QuerySet[Difference]:
    return Difference.objects.filter(ended_at=None)


def totals() -> Mapping[str, int]:
    """Of the ledger as a whole, for its page."""
    messages = Message.objects.aggregate(
        waiting=Count("pk", filter=Q(stage__in=WAITING)), set_aside=Count("pk", filter=Q(stage="set_aside"))
    )
    standings = Standing.objects.aggregate(
        known=Count("pk", filter=Q(known_since__isnull=False)), differing=Count("pk", filter=Q(differing__gt=0))
    )
    return {**messages, **standings}


def _to_compare(*, everything: bool) -> QuerySet[Dossier]:
    told = Dossier.objects.filter(Exists(Message.objects.filter(dossier=OuterRef("pk"), operation=Operation.DOSSIER)))
    if not everything:
        moved = Message.objects.filter(
            dossier=OuterRef("pk"), accepted_at__gte=OuterRef("portal_standing__compared_at")
        )
        told = told.filter(Q(portal_standing__compared_at=None) | Q(portal_standing__differing__gt=0) | Exists(moved))
    return told.select_related("portal_standing").order_by(
        F("portal_standing__compared_at").asc(nulls_first=True), "pk"
    )


def _tell_untold(*, at: datetime) -> int:
    """Dossiers from before there was a ledger: each is told as a whole."""
    untold = Dossier.objects.exclude(state=State.DRAFT).filter(portal_standing=None).order_by("pk")
    ids = list(untold.values_list("pk", flat=True)[:_UNTOLD])
    return sum(bool(ledger.tell_all(dossier_id, at=at)) for dossier_id in ids)


def _flat(item: Mapping[str, Any], under: str = "") -> Iterator[tuple[str, str]]:
    """Rows of a list by their place in it. Of a link its signature says nothing of the dossier."""
    for name, value in item.items():
        if isinstance(value, list):
            for number, row in enumerate(value, start=1):
                yield from _flat(row if isinstance(row, Mapping) else {"": row}, f"{under}{name}[{number}].")
        else:
            yield f"{under}{name}", _comparable(name, str(value))


def _comparable(name: str, value: str) -> str:
    return value.rpartition(".")[0] if name.startswith("DuongDan") else value


@transaction.atomic
def _write(dossier: Dossier, differences: Mapping[str, tuple[str, str]], *, at: datetime) -> None:
    """What is still so stays since when it was found; what is mended ends."""
    before = dossier.portal_differences.filter(ended_at=None)
    before.exclude(field__in=[name[:60] for name in differences]).update(ended_at=at)
    for name, (ours, theirs) in differences.items():
        Difference.objects.update_or_create(
            dossier=dossier,
            field=name[:60],
            ended_at=None,
            defaults={"ours": masked(name, ours)[:_LONGEST], "theirs": masked(name, theirs)[:_LONGEST]},
            create_defaults={
                "ours": masked(name, ours)[:_LONGEST],
                "theirs": masked(name, theirs)[:_LONGEST],
                "found_at": at,
            },
        )
    Standing.objects.update_or_create(dossier=dossier, defaults={"compared_at": at, "differing": len(differences)})


def _count(found: Comparison, dossier: Dossier, differences: Mapping[str, tuple[str, str]]) -> None:
    found.compared += 1
    found.differences += len(differences)
    if differences:
        found.differing.append(str(dossier.code))
