"""Officers' news by e-mail as well, for those who asked for it. What it is about, the desk says."""

from collections.abc import Iterator, Mapping

from motcua.effects.notifications import facts
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.message_kinds import Fact, MessageKind
from motcua.effects.notifications.models import OfficerNotice
from motcua.effects.notifications.telling import Occasion, Recipient, tell
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.messaging import preferences
from motcua.foundation.messaging.channels import Channel, Group
from motcua.foundation.messaging.models import ChannelChoice
from motcua.foundation.organisations.models import Post

_KINDS: Mapping[News, MessageKind] = {
    News.DUE_SOON: MessageKind.OFFICE_DUE_SOON,
    News.OVERDUE: MessageKind.OFFICE_OVERDUE,
}
#: An officer gets letters only when she asks for them: the bell of the desk is enough for most.
_CHOICE = {"channel": Channel.EMAIL, "group": Group.PROGRESS}


def wants(account_id: int) -> bool:
    return ChannelChoice.objects.filter(account=account_id, wanted=True, **_CHOICE).exists()


def want(account_id: int, *, wanted: bool) -> None:
    preferences.choose(account_id, channel=Channel.EMAIL, group=Group.PROGRESS, wanted=wanted)


def mail(notice: OfficerNotice) -> None:
    # News of no one dossier, and of a dossier that only has a code in the words of two kinds.
    kind = _KINDS.get(News(notice.kind), MessageKind.OFFICE_NEWS)
    code = str(notice.dossier.code) if notice.dossier else ""
    path = f"/desk/dossiers/{code}" if code else "/desk/news"
    said = {Fact.CODE: code, Fact.UNIT: notice.agency.name, **facts.general(path)}
    occasion = Occasion(
        kind=kind,
        cause=f"news {notice.pk}",
        about=f"dossier {notice.dossier_id}" if notice.dossier_id else "desk",
        at=notice.told_at,
        facts=lambda _language, _has_account: said,
        path=path,
        dossier=notice.dossier,
    )
    tell(_recipients(notice), occasion)


def _recipients(notice: OfficerNotice) -> Iterator[Recipient]:
    """Whoever holds the post, or that role at the agency, on the day; each once."""
    held = Post.objects.held_on(legal_day(notice.told_at))
    posts = held.filter(pk=notice.post_id) if notice.post_id else held.filter(agency=notice.agency_id, role=notice.role)
    wanting = ChannelChoice.objects.filter(wanted=True, **_CHOICE).values("account")
    for person_id, account_id in sorted(
        set(posts.filter(account__in=wanting).values_list("account__person_id", "account_id"))
    ):
        yield Recipient(person_id, account_id)
