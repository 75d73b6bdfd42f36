"""Reports at the desk: what they say, what opens, what leaves the house, and for whom none of it is there."""

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from motcua.dossiers.commands import intake, processing, requests
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.faults import Fault
from motcua.dossiers.rules.grounds import RefusalGround
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.reporting import definitions
from motcua.effects.reporting.report_models import FrozenReport
from motcua.foundation import legal_time
from motcua.foundation.audit.models import Export
from tests.doors import door
from tests.world import FRIDAY, MONDAY, TUESDAY, World, run_jobs

NOVEMBER = "from=2026-11-01&to=2026-11-30"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Friday evening of the week in which the cast works."""
    monkeypatch.setattr(legal_time, "now", lambda: FRIDAY + timedelta(hours=9))


@pytest.fixture
def head(world: World) -> Client:
    return door("tuan", Role.HEAD)


def some_dossiers(world: World) -> tuple[Dossier, Dossier, Dossier]:
    """One finished early, one in work, one sent back."""
    finished, open_, asked = world.finished(), world.accepted("1.013227"), world.accepted("1.013227")
    processing.request_supplement(
        asked,
        actor=world.hoa,
        at=TUESDAY,
        items=["gpxd_ban_chinh"],
        reason="",
        reasons={"gpxd_ban_chinh": requests.Reason(Fault.UNREADABLE)},
    )
    run_jobs()
    return finished, open_, asked


def told(client: Client, code: str = "06", query: str = NOVEMBER) -> dict[str, Any]:
    return json.loads(client.get(f"/desk/reports/{code}/table.json?{query}").content)  # type: ignore[no-any-return]


def test_report_06_counts_and_its_identity_holds(world: World, head: Client) -> None:
    some_dossiers(world)

    report = told(head)

    total = report["total"]
    assert (total["received"], total["received_online"], total["carried_over"]) == (3, 3, 0)
    assert (total["resolved_early"], total["open_in_time"], total["open_late"]) == (1, 2, 0)
    assert total["on_time_share"] == "100.00"
    assert [check["holds"] for check in report["checks"]] == [True]
    page = head.get(f"/desk/reports/06?{NOVEMBER}").text
    assert "Đẳng thức đúng" in page
    assert "Biểu 06/VPCP/KSTT" in page
    assert "Ủy ban nhân dân phường Minh Tân" in page
    assert "Phiên bản 1" in page


@pytest.mark.parametrize("code", definitions.codes())
def test_every_report_is_drawn_full_and_empty(world: World, head: Client, code: str) -> None:
    assert head.get(f"/desk/reports/{code}?{NOVEMBER}").status_code == 200

    some_dossiers(world)

    for by in definitions.versions(code)[-1].dimensions or ("",):
        page = head.get(f"/desk/reports/{code}?{NOVEMBER}&by={by}")
        assert page.status_code == 200
        assert "Dấu hiệu làm đẹp số liệu" in page.text


@pytest.mark.parametrize("address", ["", "/reasons", "/steps", "/filling", "/frozen"])
def test_the_other_pages_are_drawn_full_and_empty(world: World, head: Client, address: str) -> None:
    assert head.get(f"/desk/reports{address}").status_code == 200

    some_dossiers(world)

    assert head.get(f"/desk/reports{address}?{NOVEMBER}").status_code == 200


def test_a_number_opens_into_the_codes_that_were_counted_and_that_is_recorded(world: World, head: Client) -> None:
    finished, open_, asked = some_dossiers(world)

    resolved = head.get(f"/desk/reports/06/number?{NOVEMBER}&column=resolved_early").text
    parts = head.get(f"/desk/reports/06/number?{NOVEMBER}&column=received&row=H99.1").text
    codes = head.get(f"/desk/reports/06/dossiers/received_online?{NOVEMBER}&row=H99.1").text
    other = head.get(f"/desk/reports/06/dossiers/received_online?{NOVEMBER}&row=H99.2").text

    assert [str(each.code) in resolved for each in (finished, open_, asked)] == [True, False, False]
    assert "hồ sơ kỳ trước chuyển qua" in parts
    assert [str(each.code) in codes for each in (finished, open_, asked)] == [True, True, True]
    assert "Không có hồ sơ nào ở đây" in other
    assert list(Export.objects.order_by("pk").values_list("rows", flat=True)) == [1, 3, 0]


def test_every_number_of_the_table_is_as_large_as_its_list(world: World, head: Client) -> None:
    some_dossiers(world)
    page = head.get(f"/desk/reports/06?{NOVEMBER}").text
    links = re.findall(r'href="(/desk/reports/06/number\?[^"]+)">([\d.]+)</a>', page)
    assert len(links) > 8

    for address, shown in links:
        behind = head.get(address.replace("&amp;", "&")).text
        if "report-codes" in behind:
            assert behind.count("<li>H99") + behind.count('<li><a href="/desk/dossiers/') == int(shown)


def test_all_codes_come_as_a_file(world: World, head: Client) -> None:
    finished, *_ = some_dossiers(world)

    answer = head.get(f"/desk/reports/06/dossiers/resolved_early/codes.csv?{NOVEMBER}")

    assert str(finished.code) in answer.content.decode()
    assert Export.objects.get().rows == 1


def test_a_place_in_a_list_that_somebody_made_up_is_not_there(head: Client) -> None:
    assert head.get(f"/desk/reports/06/dossiers/received?{NOVEMBER}").status_code == 404
    assert head.get(f"/desk/reports/06/dossiers/received_online?{NOVEMBER}&after=x'").status_code == 404
    assert head.get(f"/desk/reports/06/dossiers/received_online?{NOVEMBER}&after=2026-99-99~1").status_code == 404
    assert head.get(f"/desk/reports/06/number?{NOVEMBER}&column=made_up").status_code == 404
    assert head.get(f"/desk/reports/dti/dossiers/ratings?{NOVEMBER}").status_code == 404
    assert head.get(f"/desk/reports/06/table.exe?{NOVEMBER}").status_code == 404
    assert head.get("/desk/reports/unheard-of").status_code == 404
    assert head.get(f"/desk/reports/06?{NOVEMBER}&agency=H99.2").status_code == 404


@pytest.mark.parametrize("query", ["from=2026-11-30&to=2026-11-01", "from=x&to=y", "period=2026-13", "period=x"])
def test_days_that_are_none_are_refused_in_words(head: Client, query: str) -> None:
    page = head.get(f"/desk/reports/06?{query}")

    assert page.status_code == 409
    assert "Khoảng ngày không đúng" in page.text


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-q4", "2024-10-01", "2024-12-31"),
        ("2024-h1", "2024-01-01", "2024-06-30"),
        ("2024-9m", "2024-01-01", "2024-09-30"),
        ("2024-y", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_period_can_be_chosen_by_name(head: Client, period: str, first: str, last: str) -> None:
    report = told(head, query=f"period={period}")

    assert (report["from"], report["to"]) == (first, last)


def test_a_period_that_goes_on_is_counted_as_far_as_it_has_come(head: Client) -> None:
    report = told(head, query="period=2026-y")

    assert (report["from"], report["to"]) == ("2026-01-01", "2026-11-20")


def test_a_head_sees_the_figures_of_her_agency_and_of_no_other(world: World) -> None:
    some_dossiers(world)

    report = told(door("son", Role.HEAD))

    assert report["rows"] == []


def test_for_everybody_else_there_are_no_reports(world: World) -> None:
    for who in ("minh", "hoa", "lan"):
        assert door(who).get("/desk/reports").status_code == 404
        assert door(who).get(f"/desk/reports/06?{NOVEMBER}").status_code == 404


def test_in_a_spreadsheet_numbers_are_numbers_and_no_cell_runs(world: World, head: Client) -> None:
    some_dossiers(world)
    agency = world.minh_tan
    agency.name = '=HYPERLINK("http://x")'
    agency.save()

    sheet = load_workbook(io.BytesIO(head.get(f"/desk/reports/06/table.xlsx?{NOVEMBER}").content)).active
    text = head.get(f"/desk/reports/06/table.csv?{NOVEMBER}").content.decode("utf-8-sig")

    assert sheet is not None
    row = next(row for row in sheet.iter_rows() if row[1].value == "H99.1")
    assert (row[0].value, row[0].data_type) == ('=HYPERLINK("http://x")', "s")
    assert (row[2].value, row[2].data_type) == (3, "n")
    line = next(line for line in csv.reader(io.StringIO(text)) if len(line) > 1 and line[1] == "H99.1")
    assert line[:4] == ['\'=HYPERLINK("http://x")', "H99.1", "3", "3"]


def test_figures_are_frozen_approved_and_corrected_only_by_a_new_version(world: World, head: Client) -> None:
    some_dossiers(world)
    october = "from=2026-10-01&to=2026-10-31"

    too_early = head.post(f"/desk/reports/dti/freezing?{NOVEMBER}", follow=True).text
    first = head.post(f"/desk/reports/dti/freezing?{october}", follow=True).text
    unexplained = head.post(f"/desk/reports/dti/freezing?{october}", follow=True).text
    again = head.post(f"/desk/reports/dti/freezing?{october}", {"because": "Sửa số thủ tục"}, follow=True).text
    old, new = FrozenReport.objects.order_by("version")
    outdated = head.post(f"/desk/reports/frozen/{old.pk}/approval", follow=True).text
    own = head.post(f"/desk/reports/frozen/{new.pk}/approval", follow=True).text
    above = door("dat", Role.HEAD)
    approved = above.post(f"/desk/reports/frozen/{new.pk}/approval", follow=True).text
    twice = above.post(f"/desk/reports/frozen/{new.pk}/approval", follow=True).text

    assert "Kỳ này chưa hết" in too_early
    assert "Chờ duyệt" in first
    assert "đã chốt một lần" in unexplained
    assert "Sửa số thủ tục" in again
    assert "phiên bản mới hơn" in outdated
    assert "không tự duyệt số liệu của mình" in own
    assert "Duyệt số liệu này" not in own
    assert "Đã duyệt" in approved
    assert "đã được duyệt" in twice
    for kind in ("csv", "xlsx", "json"):
        assert head.get(f"/desk/reports/frozen/{new.pk}/table.{kind}").status_code == 200
    assert json.loads(head.get(f"/desk/reports/frozen/{new.pk}/table.json").content)["approved_by"]
    assert door("son", Role.HEAD).get(f"/desk/reports/frozen/{new.pk}").status_code == 404


def test_reasons_stand_with_the_officer_who_gave_them_and_open_into_dossiers(world: World, head: Client) -> None:
    *_, asked = some_dossiers(world)
    refused = world.submitted("1.013227")
    intake.refuse(
        refused, actor=world.minh, at=MONDAY + timedelta(hours=1), reason="x", ground=RefusalGround.NOT_ELIGIBLE
    )
    run_jobs()

    page = head.get(f"/desk/reports/reasons?{NOVEMBER}").text
    links = re.findall(r'href="(/desk/reports/reasons/dossiers\?[^"]+)"', page)
    behind = "".join(head.get(each.replace("&amp;", "&")).text for each in links)

    assert "Mờ, không đọc được" in page
    assert "Không đủ điều kiện theo quy định" in page
    assert [str(each.code) in behind for each in (asked, refused)] == [True, True]
    assert Export.objects.count() == 2


def test_steps_say_where_the_time_went(world: World, head: Client) -> None:
    some_dossiers(world)

    page = head.get(f"/desk/reports/steps?{NOVEMBER}").text

    assert "Trong đó chờ người nhận" in page
    assert "1 ngày" in page
