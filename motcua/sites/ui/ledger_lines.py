"""Each line of the ledger of a deadline, in words: the same for the citizen, the officer and the inspector."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.blueprints.workflows.steps import Ground
from motcua.dossiers.queries.ledger import Ledger, Recount, Skipped, Stretch
from motcua.dossiers.rules.lifecycle import Clock
from motcua.foundation.calendar.arithmetic import Counted, Unit, legal_day
from motcua.foundation.calendar.comparing import Difference
from motcua.foundation.calendar.models import DayKind
from motcua.sites.ui import formats, legal_words

Word = str | Promise

FIRST_DAY = "Bộ luật Dân sự 2015, Điều 147 và 148"
SUPPLEMENT = "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4"

#: Why the clock stands, and why it goes on afterwards.
GROUNDS: dict[str, tuple[Word, Word]] = {
    "": (gettext_lazy("chờ theo quy định"), gettext_lazy("việc phải chờ đã xong")),
    "supplement": (gettext_lazy("chờ bổ sung hồ sơ"), gettext_lazy("hồ sơ đã được bổ sung")),
    Ground.APPLICANT_CONFIRMATION: (
        gettext_lazy("chờ người nộp xem bản dự thảo"),
        gettext_lazy("người nộp đã xem bản dự thảo, hoặc đã hết thời gian xem"),
    ),
    Ground.PUBLIC_POSTING: (gettext_lazy("niêm yết công khai"), gettext_lazy("đã niêm yết xong")),
    Ground.CONSULTATION: (
        gettext_lazy("lấy ý kiến cơ quan khác theo luật"),
        gettext_lazy("cơ quan được hỏi đã trả lời, hoặc đã hết thời gian trả lời"),
    ),
    Ground.FINANCIAL_DUTY: (
        gettext_lazy("chờ thực hiện nghĩa vụ tài chính"),
        gettext_lazy("nghĩa vụ tài chính đã xong"),
    ),
}
_KINDS: dict[DayKind | None, Word] = {
    DayKind.CLOSED: gettext_lazy("nghỉ"),
    DayKind.OPENED: gettext_lazy("làm việc"),
    None: gettext_lazy("như ngày thường trong tuần"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """`stands`: the clock does not run in it. `why` names the article, `paper` the document."""

    title: str
    when: str
    why: str = ""
    paper: str = ""
    gives: str = ""
    tally: str = ""
    counted: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    stands: bool = False


def lines(found: Ledger, *, papers: Mapping[int, str]) -> tuple[Line, ...]:
    """From the moment the system had it. `papers` are the documents that went out, by the number of the event."""
    return (_received(found), *(_line(each, found, papers) for each in found.lines), *_ended(found))


def _received(found: Ledger) -> Line:
    limits = "; ".join(
        (_("cộng %(period)s") if limit.adds_to else "%(period)s")
        % {"period": legal_words.period(limit.amount, limit.unit)}
        + f" ({limit.name})"
        for limit in found.limits
    )
    return Line(
        title=_("Hệ thống nhận hồ sơ"),
        when=f"{formats.appointment(found.submitted_at)} · {legal_words.channel(found.channel)}",
        why=_("Thời hạn của trường hợp này: %(limits)s") % {"limits": limits},
        paper="; ".join(dict.fromkeys(limit.basis for limit in found.limits if limit.basis)),
    )


def _line(each: Stretch | Recount, found: Ledger, papers: Mapping[int, str]) -> Line:
    if isinstance(each, Recount):
        return _recount(each)
    paper = papers.get(each.event.number) or _document(each)
    return (_runs if each.entry.runs else _stands)(each, found, paper)


def _document(each: Stretch) -> str:
    """The letter or notice with which the clock was stopped, where the event names one."""
    number = each.event.details.get("document", "")
    return _("Văn bản số %(number)s") % {"number": number} if number else ""


def _runs(each: Stretch, found: Ledger, paper: str) -> Line:
    entry = each.entry
    title, why = _begun(each, found)
    counted = [line for line in entry.counted if line.amount]
    return Line(
        title=title,
        when=_span(entry.starts, entry.ends),
        why=" ".join(filter(None, (why, _cutoff(each, found)))),
        paper=paper,
        gives=_("Theo đó hẹn %(at)s") % {"at": formats.appointment(each.gave)} if each.gave else "",
        tally=_tally(counted),
        counted=tuple(map(_counted, counted)),
        skipped=tuple(map(_skipped, each.skipped)),
    )


def _begun(each: Stretch, found: Ledger) -> tuple[str, str]:
    match each.entry.clock:
        case Clock.RESTART:
            return _("Tính lại từ đầu"), _(
                "Hồ sơ đã được bổ sung đủ nên thời hạn tính lại từ đầu, không tính tiếp (%(article)s)."
            ) % {"article": SUPPLEMENT}
        case Clock.RESUME:
            after = str(GROUNDS.get(each.entry.ground, GROUNDS[""])[1])
            return _("Tính tiếp phần còn lại"), _("Vì %(reason)s; phần đã tính trước khi dừng giữ nguyên.") % {
                "reason": after
            }
        case Clock.EXTEND:
            article = found.definition.rule("reappointments", on=legal_day(each.entry.starts)).article
            return _("Hẹn lại bằng văn bản xin lỗi"), _("Mỗi hồ sơ chỉ được hẹn lại một lần (%(article)s).") % {
                "article": article
            }
        case _:
            return _("Tiếp nhận, bắt đầu tính thời hạn"), _first_day(each)


def _first_day(each: Stretch) -> str:
    if each.entry.counted and each.entry.counted[0].unit in (Unit.HOUR, Unit.SAME_DAY):
        return ""
    return _("Ngày nhận không tính (%(article)s).") % {"article": FIRST_DAY}


def _cutoff(each: Stretch, found: Ledger) -> str:
    """What came after the hour of its procedure, or on a rest day, counts from the next working day."""
    entry = each.entry
    if entry.counted_from is None or entry.counted_from <= entry.starts or not found.limits:
        return ""
    limit = found.limits[0]
    start = {"start": formats.appointment(entry.counted_from), "article": limit.basis or limit.name}
    if limit.cutoff and found.calendar.is_open(legal_day(entry.starts)):
        hour = {"hour": formats.hour_of_day(limit.cutoff)}
        return _("Nhận sau %(hour)s nên tính từ %(start)s (%(article)s).") % {**start, **hour}
    return _("Nhận vào ngày nghỉ nên tính từ %(start)s.") % start


def _stands(each: Stretch, found: Ledger, paper: str) -> Line:
    entry = each.entry
    reason = str(GROUNDS.get(entry.ground, GROUNDS[""])[0])
    article = SUPPLEMENT if entry.ground == "supplement" else _article(each, found)
    return Line(
        title=_("Tạm dừng tính thời hạn: %(reason)s") % {"reason": reason},
        when=_span(entry.starts, entry.ends),
        why=_("Căn cứ: %(article)s.") % {"article": article} if article else "",
        paper=paper,
        stands=True,
    )


def _article(each: Stretch, found: Ledger) -> str:
    step = each.event.details.get("step", "")
    return next((one.ground_basis for one in found.definition.steps if one.key == step), "")


def _recount(each: Recount) -> Line:
    days = [_difference(day) for day in each.days]
    hours = [_("giờ làm việc đổi từ %(day)s") % {"day": formats.day(one.valid_from)} for one in each.hours]
    dates = {"before": formats.appointment(each.before), "after": formats.appointment(each.after)}
    return Line(
        title=_("Lịch làm việc thay đổi"),
        when=formats.appointment(each.event.at),
        why="; ".join([*days, *hours]),
        gives=_("Hẹn từ %(before)s sang %(after)s") % dates if each.before and each.before != each.after else "",
    )


def _difference(day: Difference) -> str:
    named = f" ({day.name})" if day.name else ""
    return f"{formats.weekday_day(day.day)}{named}: {_KINDS[day.before]} → {_KINDS[day.after]}"


def _ended(found: Ledger) -> Iterator[Line]:
    if found.reading.stopped_at:
        yield Line(title=_("Kết thúc, thời hạn ngừng tính"), when=formats.appointment(found.reading.stopped_at))


def _tally(counted: Sequence[Counted]) -> str:
    """How many days or half days were counted; hours are told one by one."""
    if not counted:
        return ""
    count = {"n": len(counted)}
    match counted[0].unit:
        case Unit.HOUR:
            return _("Tính các giờ:")
        case Unit.HALF_DAY:
            return ngettext("Tính %(n)s buổi:", "Tính %(n)s buổi:", len(counted)) % count
        case _:
            return ngettext("Tính %(n)s ngày:", "Tính %(n)s ngày:", len(counted)) % count


def _counted(line: Counted) -> str:
    day = formats.weekday_day(line.starts)
    if line.unit in (Unit.HOUR, Unit.HALF_DAY):
        span = {"start": formats.hour(line.starts), "end": formats.hour(line.ends)}
        return f"{day}, " + _("từ %(start)s đến %(end)s") % span
    return day


def _skipped(each: Skipped) -> str:
    day = formats.weekday_day(each.day)
    return f"{day} ({each.name})" if each.name else day


def _span(starts: datetime, ends: datetime | None) -> str:
    start = {"start": formats.appointment(starts)}
    if ends is None:
        return _("Từ %(start)s") % start
    return _("Từ %(start)s đến %(end)s") % {**start, "end": formats.appointment(ends)}
