"""What a person wants to be told where and when. Without a choice all reaches her, and nothing at night."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from motcua.foundation.accounts.models import Account, AccountKind
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.messaging.channels import CHOOSABLE, DISTURBING, Channel, Group, group_of
from motcua.foundation.messaging.models import ChannelChoice, ContactPhone, QuietHours, Relation


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `starts` to `ends` by legal time, usually over midnight; never, where they are the same."""

    starts: time = time(21)
    ends: time = time(7)

    def over_at(self, at: datetime) -> datetime:
        """The moment itself when it is not quiet then, or the end of that quiet time."""
        here = at.astimezone(VIETNAM)
        if not self._holds(here.time()):
            return at
        end = datetime.combine(here.date(), self.ends, tzinfo=VIETNAM)
        return end if end > here else end + timedelta(days=1)

    def _holds(self, hour: time) -> bool:
        if self.starts <= self.ends:
            return self.starts <= hour < self.ends
        return hour >= self.starts or hour < self.ends


USUAL = Quiet()


def account_of(person_id: int) -> int | None:
    """Whose choices count for a person who is told something: those of her own account."""
    hers = Account.objects.filter(person=person_id, kind=AccountKind.CITIZEN, is_active=True)
    return hers.order_by("pk").values_list("pk", flat=True).first()


def choices(account_id: int) -> Mapping[tuple[Channel, Group], bool]:
    """Every choice there is, made or not."""
    made = {
        (Channel(row.channel), Group(row.group)): row.wanted for row in ChannelChoice.objects.filter(account=account_id)
    }
    return {(channel, group): made.get((channel, group), True) for channel in Channel for group in CHOOSABLE}


def choose(account_id: int, *, channel: Channel, group: Group, wanted: bool) -> None:
    ChannelChoice.objects.update_or_create(
        account_id=account_id, channel=channel, group=group, defaults={"wanted": wanted}
    )


def is_wanted(account_id: int | None, *, channel: Channel, kind: str) -> bool:
    if account_id is None:
        return True
    turned_off = ChannelChoice.objects.filter(account=account_id, channel=channel, group=group_of(kind), wanted=False)
    return group_of(kind) is Group.CODE or not turned_off.exists()


def quiet_hours(account_id: int | None) -> Quiet:
    row = QuietHours.objects.filter(account=account_id).first() if account_id else None
    return Quiet(row.starts, row.ends) if row else USUAL


def keep_quiet(account_id: int, *, starts: time, ends: time) -> None:
    QuietHours.objects.update_or_create(account_id=account_id, defaults={"starts": starts, "ends": ends})


def may_ring_at(account_id: int | None, *, channel: Channel, kind: str, at: datetime) -> datetime:
    """The first moment from `at` on at which this may disturb her. A code that she waits for always may."""
    if channel not in DISTURBING or group_of(kind) is Group.CODE:
        return at
    return quiet_hours(account_id).over_at(at)


def contact_phone(person_id: int) -> ContactPhone | None:
    return ContactPhone.objects.filter(person=person_id).first()


def name_contact_phone(person_id: int, *, phone: str, relation: Relation, at: datetime) -> None:
    """From now on news of this person rings there, and not at the number of her own."""
    ContactPhone.objects.update_or_create(
        person_id=person_id, defaults={"phone_sealed": seal(phone), "relation": relation, "named_at": at}
    )


def drop_contact_phone(person_id: int) -> None:
    ContactPhone.objects.filter(person=person_id).delete()
