"""What happens here is told to the national portal: every event, in order, once, whatever the portal is like today."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.conf import LazySettings

from motcua.dossiers.commands import decision, processing
from motcua.dossiers.models import Dossier
from motcua.effects.national_portal import client, comparing, ledger, mapping, outbound, rating_totals, sending
from motcua.effects.national_portal.codes import CodeMap
from motcua.effects.national_portal.models import WAITING, Difference, Message, Operation, Stage, Standing
from motcua.effects.national_portal.picture import Picture
from motcua.effects.national_portal.stand_in import PortalStandIn
from motcua.effects.ratings.models import Rating
from motcua.effects.ratings.surveys import LEAST_ANSWERS
from motcua.foundation import breaker
from motcua.foundation.accounts.models import IdentityVerification
from motcua.foundation.audit.consulted import note_consulted
from motcua.foundation.organisations.models import Agency
from tests import portal as stand_ins
from tests.world import MONDAY, TUESDAY, WEDNESDAY, World, run_jobs

DAY = timedelta(days=1)
FEW = 100


@pytest.fixture
def portal(settings: LazySettings) -> Iterator[PortalStandIn]:
    yield from stand_ins.opened(settings)


@pytest.fixture(autouse=True)
def worker() -> None:
    import motcua.config.portal_line  # noqa: F401 - registers its jobs


def told(dossier: Dossier, *operations: Operation) -> list[Message]:
    found = Message.objects.filter(dossier=dossier).order_by("sequence")
    return list(found.filter(operation__in=operations) if operations else found)


def statuses(portal: PortalStandIn, dossier: Dossier) -> list[str]:
    return [item["TrangThaiHoSo"] for item in portal.portal.told[str(dossier.code)]]


def noted() -> None:
    """The jobs of the events alone: what the sending jobs would do, each test does at its own time."""
    from motcua.foundation.jobs.queue import JOBS

    kept = JOBS[outbound.SEND]
    JOBS[outbound.SEND] = type(kept)(kept.name, lambda **_: None)
    try:
        run_jobs()
    finally:
        JOBS[outbound.SEND] = kept


def send_all(*, at: datetime) -> int:
    """As the sweep does, from pause to pause, until nothing waits that could move."""
    sent, until = 0, at + 3 * DAY
    while at < until:
        sent += sending.send_due(at=at)
        later = Message.objects.filter(stage__in=WAITING, next_at__gt=at).order_by("next_at").first()
        at = max(later.next_at, at + breaker.REST) if later else until
    return sent


def finished(world: World, code: str = "1.013227") -> Dossier:
    dossier = world.finished(code)
    decision.deliver(dossier, actor=world.minh, at=TUESDAY)
    noted()
    return dossier


@pytest.mark.parametrize("code", ["1.001193", "1.001612", "1.013227"])
def test_a_whole_life_arrives_in_order_and_nothing_is_wrong_with_it(
    world: World, portal: PortalStandIn, code: str
) -> None:
    dossier = finished(world, code)

    send_all(at=WEDNESDAY)

    assert portal.book.complaints == []
    assert {message.stage for message in told(dossier)} == {Stage.ACCEPTED}
    assert statuses(portal, dossier)[0] == "1"
    assert statuses(portal, dossier)[-2:] == ["9", "10"]
    events = dossier.events.exclude(action__in=("note_due_soon", "note_overdue", "note_unanswered"))
    assert len(portal.portal.progress[str(dossier.code)]) == events.count()


def test_a_message_made_a_day_later_says_what_was_so_then(world: World, portal: PortalStandIn) -> None:
    dossier = finished(world)

    send_all(at=WEDNESDAY)

    first, last = portal.portal.told[str(dossier.code)][0], portal.portal.told[str(dossier.code)][-1]
    assert (first["TrangThaiHoSo"], first["NgayTiepNhan"], first["DanhSachGiayToKetQua"]) == ("1", "", [])
    assert (last["NgayTra"], len(last["DanhSachGiayToKetQua"])) == ("20261117090000", 1)


def test_the_same_job_twice_is_one_message(world: World) -> None:
    dossier = world.accepted()
    noted()
    event = dossier.events.latest("number")

    outbound.report_status.run(event_id=event.pk)

    assert len(told(dossier)) == 2 * dossier.events.count()


def test_jobs_that_overtake_each_other_leave_the_order_as_it_happened(world: World, portal: PortalStandIn) -> None:
    dossier = world.finished("1.013227")
    events = list(dossier.events.order_by("-number"))

    for event in events:
        outbound.report_status.run(event_id=event.pk)
    noted()

    numbers = [message.event.number for message in told(dossier, Operation.DOSSIER)]
    assert numbers == sorted(numbers)
    assert len(numbers) == len(set(numbers)) == len(events)


def test_every_field_follows_from_what_happened(world: World, portal: PortalStandIn) -> None:
    dossier = finished(world, "1.001612")
    send_all(at=WEDNESDAY)

    item = portal.portal.dossiers[str(dossier.code)]

    assert item["MaTTHC"] == "1.001612.000.00.00.H99"
    assert (item["KenhThucHien"], item["NoiNopHoSo"], item["LoaiDoiTuong"]) == ("2", "2", "1")
    assert item["DinhDanhCHS"] == [{"LoaiDinhDanh": "1", "SoDinhDanh": "001195000011"}]
    assert [fee["Gia"].isdigit() for fee in item["DanhSachLePhi"]] == [True]
    assert all(paper["DuongDanTaiTepTin"].startswith("http") for paper in item["TaiLieuNop"])
    assert item["NgayKetThucXuLy"] <= item["NgayTra"]
    assert item["NgayNopHoSo"] <= item["NgayTiepNhan"] < item["NgayHenTra"]


def test_rounds_of_completion_are_told_with_both_dates(world: World, portal: PortalStandIn) -> None:
    dossier = world.accepted("1.013227")
    paper = dossier.papers.first()
    assert paper is not None
    processing.request_supplement(dossier, actor=world.hoa, at=MONDAY, reason="Thiếu chữ ký", items=[paper.item])
    processing.supplement(dossier, actor=world.lan, at=TUESDAY, key="again")
    noted()

    send_all(at=WEDNESDAY)

    (round_,) = portal.portal.dossiers[str(dossier.code)]["DanhSachHoSoBoSung"]
    assert (round_["NoiDungBoSung"], round_["TrangThaiBoSung"]) == ("Thiếu chữ ký", True)
    assert round_["NgayHenTraTruoc"] < round_["NgayHenTraMoi"]
    assert "5" in statuses(portal, dossier)


def test_what_is_asked_for_is_told_by_its_name(world: World, portal: PortalStandIn) -> None:
    """Our keys say nothing to anybody there; a paper has besides the code that it has among those that were filed."""
    dossier = world.accepted("1.013227")
    items = ["gpxd_ban_chinh", "gpxd_so"]
    processing.request_supplement(dossier, actor=world.hoa, at=MONDAY, reason="Thiếu chữ ký", items=items)
    noted()

    send_all(at=WEDNESDAY)

    (round_,) = portal.portal.dossiers[str(dossier.code)]["DanhSachHoSoBoSung"]
    assert round_["DanhSachGiayToBoSung"] == [
        {"TenGiayTo": "Bản chính giấy phép xây dựng đã cấp", "MaThanhPhanHoSo": "gpxd_ban_chinh"},
        {"TenGiayTo": "Số giấy phép"},
    ]
    assert portal.book.complaints == []


def test_a_register_without_a_known_code_is_asked_and_not_told(world: World, portal: PortalStandIn) -> None:
    dossier = world.accepted("1.013227")
    hoa = world.hoa
    assert hoa.account_id
    assert hoa.post_id
    for register in ("population_db", "enterprise_db"):
        note_consulted(
            register=register, account_id=hoa.account_id, post_id=hoa.post_id, dossier_id=dossier.pk, at=MONDAY
        )
    processing.request_supplement(dossier, actor=world.hoa, at=TUESDAY, reason="Thiếu", items=["gpxd_so"])
    noted()

    send_all(at=WEDNESDAY)

    assert portal.portal.dossiers[str(dossier.code)]["DSKetNoiCSDL"] == [{"MaCSDL": "7"}]


def test_the_first_generation_has_none_of_the_flags(
    world: World, portal: PortalStandIn, settings: LazySettings
) -> None:
    settings.NATIONAL_PORTAL_VERSION = mapping.V1
    dossier = finished(world)
    send_all(at=WEDNESDAY)

    item = portal.portal.dossiers[str(dossier.code)]

    assert "KenhThucHien" not in item
    assert "DuocSoHoa" not in item["TaiLieuNop"][0]
    assert portal.book.complaints == []


def test_a_portal_down_for_a_day_ends_with_no_difference(world: World, portal: PortalStandIn) -> None:
    dossiers = [world.finished("1.013227"), world.accepted("1.001193"), world.submitted("1.001612")]
    portal.book.order("broken_gateway", 10_000)
    noted()
    for hour in range(24):
        assert sending.send_due(at=TUESDAY + timedelta(hours=hour)) == 0
    decision.deliver(dossiers[0], actor=world.minh, at=TUESDAY)
    noted()
    portal.book.order("broken_gateway", 0)

    send_all(at=TUESDAY + DAY)
    found = comparing.compare(at=TUESDAY + 2 * DAY)

    assert (found.compared, found.differing, found.under_way) == (3, [], 0)
    assert statuses(portal, dossiers[0])[-2:] == ["9", "10"]
    assert portal.book.complaints == []


@pytest.mark.parametrize(
    "fault", ["html", "half", "reset", "lost_answer", "expired_session", "plain", "busy", "refuse"]
)
def test_whatever_the_portal_does_nothing_is_lost_and_nothing_doubled(
    world: World, portal: PortalStandIn, fault: str
) -> None:
    dossier = finished(world)
    portal.book.order(fault, 3)

    send_all(at=WEDNESDAY)

    assert {message.stage for message in told(dossier)} == {Stage.ACCEPTED}
    assert comparing.compare(at=WEDNESDAY + DAY).differing == []
    lines = portal.portal.progress[str(dossier.code)]
    assert len(lines) == len({line["ThoiDiemXuLy"] + line["NoiDungXuLy"] for line in lines})


def test_what_is_there_already_becomes_an_update(world: World, portal: PortalStandIn) -> None:
    dossier = finished(world)
    send_all(at=WEDNESDAY)
    Standing.objects.update(known_since=None)

    ledger.tell_all(dossier.pk, at=WEDNESDAY + DAY)
    send_all(at=WEDNESDAY + DAY)

    assert told(dossier)[-1].stage == Stage.ACCEPTED


def test_a_session_is_kept_and_renewed_once(world: World, portal: PortalStandIn) -> None:
    finished(world)
    send_all(at=WEDNESDAY)

    logins = [entry for entry in portal.book.journal if entry["path"].endswith("mapi/login")]
    assert len(logins) == 1


def test_one_in_a_hundred_is_refused_and_all_arrive(world: World, portal: PortalStandIn) -> None:
    dossiers = [world.accepted() for _ in range(3)]
    noted()

    for minute in range(FEW):
        if minute % 5 == 0:
            portal.book.order("refuse", 1)
        sending.send_due(at=WEDNESDAY + timedelta(minutes=minute))
    portal.book.order("refuse", 0)

    assert not Message.objects.exclude(stage=Stage.ACCEPTED).exists()
    assert comparing.compare(at=WEDNESDAY + DAY).compared == len(dossiers)


def poisoned(monkeypatch: pytest.MonkeyPatch, dossier: Dossier, *, until_event: int) -> None:
    """What the portal will never take: a field that is empty in the dossier's first messages."""
    whole = mapping.dossier_item

    def broken(told: Picture, codes: CodeMap, *, version: str) -> mapping.Item:
        item = whole(told, codes, version=version)
        if told.dossier.pk == dossier.pk and told.event.number <= until_event:
            return mapping.Item({**item.content, "TenTTHC": ""}, item.cut)
        return item

    monkeypatch.setattr(mapping, "dossier_item", broken)


def test_a_poisonous_message_is_set_aside_and_covered_by_the_next(
    world: World, portal: PortalStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    ill, well = finished(world), finished(world)
    poisoned(monkeypatch, ill, until_event=1)

    send_all(at=WEDNESDAY)

    first, *later = told(ill, Operation.DOSSIER)
    assert (first.stage, first.refusals) == (Stage.COVERED, ledger.PATIENCE)
    assert {message.stage for message in later} == {Stage.ACCEPTED}
    assert {message.stage for message in told(well)} == {Stage.ACCEPTED}
    assert comparing.compare(at=WEDNESDAY + DAY).differing == []


def test_a_dossier_that_never_passes_holds_up_nobody_and_waits_for_a_person(
    world: World, portal: PortalStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    ill, well = finished(world), finished(world)
    poisoned(monkeypatch, ill, until_event=FEW)

    send_all(at=WEDNESDAY)

    assert {message.stage for message in told(ill, Operation.DOSSIER)} == {Stage.SET_ASIDE}
    assert {message.stage for message in told(ill, Operation.PROGRESS)} == {Stage.QUEUED}
    assert {message.stage for message in told(well)} == {Stage.ACCEPTED}

    monkeypatch.undo()
    ledger.put_back(told(ill, Operation.DOSSIER)[-1], at=WEDNESDAY + DAY)
    send_all(at=WEDNESDAY + DAY)
    assert {message.stage for message in told(ill)} == {Stage.COVERED, Stage.ACCEPTED}


def test_what_cannot_be_made_is_set_aside_like_what_is_refused(
    world: World, portal: PortalStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = finished(world)

    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Nguyễn Thị Lan")

    monkeypatch.setattr(mapping, "dossier_item", breaks)
    send_all(at=WEDNESDAY)

    assert {message.stage for message in told(dossier, Operation.DOSSIER)} == {Stage.SET_ASIDE}
    assert "Lan" not in told(dossier, Operation.DOSSIER)[0].answer


def test_two_workers_never_have_one_message(world: World, portal: PortalStandIn) -> None:
    dossier = world.accepted()
    noted()

    first = ledger.claim(dossier.pk, at=TUESDAY)
    second = ledger.claim(dossier.pk, at=TUESDAY)
    after_a_death = ledger.claim(dossier.pk, at=TUESDAY + ledger.LEASE)

    assert first is not None
    assert second is None
    assert after_a_death is not None
    assert (after_a_death.pk, after_a_death.attempts) == (first.pk, 2)


def test_the_comparison_finds_what_was_changed_or_lost_there_and_mends_it(world: World, portal: PortalStandIn) -> None:
    changed, lost = finished(world), finished(world)
    send_all(at=WEDNESDAY)
    portal.portal.dossiers[str(changed.code)] = {
        **portal.portal.dossiers[str(changed.code)],
        "NgayHenTra": "20300101170000",
        "ChuHoSo": "Người khác",
    }
    portal.portal.dossiers.pop(str(lost.code))

    found = comparing.compare(at=WEDNESDAY + DAY, everything=True, resend=True)

    assert sorted(found.differing) == sorted([str(changed.code), str(lost.code)])
    rows = {(row.dossier.code, row.field): row for row in Difference.objects.all()}
    assert rows[changed.code, "NgayHenTra"].theirs == "20300101170000"
    assert rows[changed.code, "ChuHoSo"].theirs == "Ng… (10)"
    assert (lost.code, "MaHoSo") in rows

    send_all(at=WEDNESDAY + DAY)
    again = comparing.compare(at=WEDNESDAY + 2 * DAY)
    assert (again.differing, again.compared) == ([], 2)
    assert not Difference.objects.filter(ended_at=None).exists()


def test_the_comparison_gives_up_on_a_portal_that_is_down(world: World, portal: PortalStandIn) -> None:
    for _ in range(4):
        world.submitted("1.013227")
    noted()
    send_all(at=WEDNESDAY)
    portal.book.order("html", FEW)

    found = comparing.compare(at=WEDNESDAY + DAY, everything=True)

    assert (found.compared, found.unanswered) == (0, 3)


def test_a_dossier_from_before_the_ledger_is_told_as_a_whole(world: World, portal: PortalStandIn) -> None:
    dossier = finished(world)
    Message.objects.all().delete()
    Standing.objects.all().delete()

    assert comparing.compare(at=WEDNESDAY).untold == 1
    send_all(at=WEDNESDAY)

    assert statuses(portal, dossier) == ["10"]
    assert comparing.compare(at=WEDNESDAY + DAY).differing == []


def test_without_a_line_the_ledger_fills_and_nothing_leaves(world: World) -> None:
    dossier = world.accepted()
    run_jobs()

    assert sending.send_due(at=WEDNESDAY) == 0
    assert {message.stage for message in told(dossier)} == {Stage.QUEUED}


def test_nothing_of_a_person_lies_in_the_ledger_or_in_the_log(
    world: World, portal: PortalStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    dossier = finished(world)
    portal.book.order("refuse", FEW)
    send_all(at=WEDNESDAY)
    portal.book.order("refuse", 0)
    portal.portal.dossiers[str(dossier.code)] = {"MaHoSo": str(dossier.code), "ChuHoSo": "Trần Văn Bảo"}
    comparing.compare(at=WEDNESDAY + 2 * DAY, everything=True)

    written = str([*Message.objects.values(), *Difference.objects.values()]) + caplog.text
    for canary in ("Nguyễn Thị Lan", "001195000011", "0900", "Trần Văn Bảo"):
        assert canary not in written


def test_a_session_that_ended_without_a_word_is_renewed_after_a_silence(
    world: World, portal: PortalStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = world.submitted("1.013227")
    noted()
    sending.send_due(at=TUESDAY)
    ledger.tell_all(dossier.pk, at=WEDNESDAY)
    portal.book.order("wordless_session", 1)
    monkeypatch.setattr(client, "_SURE_SECONDS", 0)

    assert sending.send_due(at=WEDNESDAY) == 1


def test_a_month_of_ratings_is_told_once_and_of_no_dossier(world: World, portal: PortalStandIn) -> None:
    from motcua.config.portal_line import rated_in

    for _ in range(LEAST_ANSWERS):
        Rating.objects.create(agency=world.minh_tan, month=date(2026, 10, 1), overall=3)
    Rating.objects.create(agency=Agency.objects.exclude(pk=world.minh_tan.pk)[0], month=date(2026, 10, 1), overall=1)
    portal.book.order("half", 1)

    told = [rating_totals.tell(rated_in(date(2026, 10, 31)), at=WEDNESDAY + days * DAY) for days in range(3)]

    assert told in ([0, 1, 0], [1, 0, 0])
    counted = {(each["MaDonVi"], each["DanhGia"]): each["SoLuong"] for each in portal.portal.ratings[:3]}
    assert counted == {("H99.1", "1"): str(LEAST_ANSWERS), ("H99.1", "2"): "0", ("H99.1", "3"): "0"}
    assert {each["MaHoSo"] for each in portal.portal.ratings} == {""}
    assert portal.book.complaints == []


def test_whoever_is_vouched_for_later_was_not_when_she_filed(world: World, portal: PortalStandIn) -> None:
    before, after = world.submitted(at=MONDAY), world.submitted("1.013227", at=WEDNESDAY)
    IdentityVerification.objects.create(account_id=world.lan.account_id or 0, provider="vneid", level=2, at=TUESDAY)
    noted()

    send_all(at=WEDNESDAY)

    said = [portal.portal.told[str(dossier.code)][-1]["TaiKhoanDuocXacThucVoiVNeID"] for dossier in (before, after)]
    assert said == ["0", "1"]
