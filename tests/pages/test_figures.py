"""Public figures: right, of nobody, and the same as open data that a machine can read."""

import csv
import io
import json
import re
from datetime import date, datetime

import pytest
from django.test import Client

from motcua.blueprints.catalogue.models import Procedure
from motcua.dossiers.models import Channel, Dossier, Ending, FillingMeasure
from motcua.effects.reporting import facts
from motcua.foundation import legal_time
from tests.world import MONDAY, TUESDAY, World, moment

LATER = moment("2026-11-25T09:00")


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr(legal_time, "now", lambda: LATER)
    return LATER


def counted(*dossiers: Dossier) -> None:
    facts.note([each.pk for each in dossiers])


@pytest.fixture
def six(world: World, today: datetime) -> list[Dossier]:
    """Five finished in time and one past due, in one procedure; two of another."""
    done = [world.finished("1.013227", at=TUESDAY) for _ in range(5)]
    late, others = world.accepted("1.013227", at=MONDAY), [world.accepted("1.001193", at=MONDAY) for _ in range(2)]
    counted(*done, late, *others)
    return [*done, late]


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_anybody_reads_how_an_agency_does(world: World, six: list[Dossier]) -> None:
    page = text(Client().get("/figures").content.decode())

    assert "8 hồ sơ" in page
    assert "trong 5 hồ sơ có kết quả" in page
    assert "Ủy ban nhân dân phường Minh Tân" in page


def test_a_procedure_says_its_real_time_beside_the_limit_of_the_law(world: World, six: list[Dossier]) -> None:
    page = text(Client().get("/figures/procedures/1.013227").content.decode())

    assert "Quy định: 5 ngày làm việc . Thực tế: một nửa xong trong" in page
    assert "6 hồ sơ" in page


def test_what_few_have_done_is_said_of_nobody(world: World, six: list[Dossier]) -> None:
    """Two of one procedure: neither their number, nor when they were done, nor by subtraction from the others."""
    page = Client().get("/figures/units/H99.1").content.decode()
    rows = re.findall(r'<tr><th scope="row"><a href="/figures/procedures/([^"?]+)[^>]*>.*?</tr>', page, re.DOTALL)
    cells = {
        code: text(row) for code, row in zip(rows, re.findall(r"<tr><th.*?</tr>", page, re.DOTALL)[-2:], strict=True)
    }

    assert set(cells) == {"1.013227", "1.001193"}
    assert all("dưới 5" in cell for cell in cells.values())


def test_one_person_alone_is_not_shown(world: World, today: datetime) -> None:
    counted(world.finished("1.013227", at=TUESDAY))

    page = text(Client().get("/figures/procedures/1.013227").content.decode())

    assert "dưới 5 hồ sơ" in page
    assert "Thực tế: một nửa" not in page


def test_no_page_of_figures_names_an_officer_or_a_dossier(world: World, six: list[Dossier]) -> None:
    for address in ("/figures", "/figures/units/H99.1", "/figures/procedures/1.013227", "/figures/data"):
        page = Client().get(address).content.decode()

        assert "Đặng Thu Hoa" not in page
        assert "Phạm Anh Tuấn" not in page
        assert not any(str(each.code) in page or each.subject_name in page for each in six)


def rows_of(dataset: str, period: str = "2026-11") -> list[dict[str, str]]:
    content = Client().get(f"/figures/data/{dataset}/{period}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_open_data_says_what_the_page_says(world: World, six: list[Dossier]) -> None:
    [unit] = rows_of("units")
    as_json = json.loads(Client().get("/figures/data/units/2026-11.json").content)

    assert (unit["agency_code"], unit["received"], unit["results"], unit["results_in_time"]) == ("H99.1", "8", "5", "5")
    assert unit["past_due_at_end"] == "1" or int(unit["past_due_at_end"]) >= 1
    assert {name: "" if cell is None else str(cell) for name, cell in as_json["rows"][0].items()} == unit
    assert as_json["from"] == "2026-11-01"


def test_open_data_withholds_what_is_few(world: World, six: list[Dossier]) -> None:
    for dataset in ("procedures", "units-procedures"):
        told = {row["procedure_code"]: row["received"] for row in rows_of(dataset)}

        assert told == {"1.013227": "", "1.001193": ""}


def test_every_column_is_described_and_every_resource_is_there(world: World, six: list[Dossier]) -> None:
    package = json.loads(Client().get("/figures/data/datapackage.json").content)

    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert len({each["name"] for each in package["resources"]}) == len(package["resources"])
    for resource in (each for each in package["resources"] if "-2026-11-csv" in each["name"]):
        answer = Client().get(resource["path"].removeprefix("http://testserver"))
        [head, *rows] = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        kinds = [field["type"] for field in resource["schema"]["fields"]]

        assert head == [field["name"] for field in resource["schema"]["fields"]]
        assert rows, resource["name"]
        for row in rows:
            assert all(kind == "string" or not cell or cell.isdecimal() for kind, cell in zip(kinds, row, strict=True))


def test_what_has_not_changed_is_not_sent_again(world: World, six: list[Dossier]) -> None:
    first = Client().get("/figures/data/units/2026-11.csv")

    again = Client().get("/figures/data/units/2026-11.csv", headers={"if-none-match": first["ETag"]})
    counted(world.accepted("1.013227", at=MONDAY))
    changed = Client().get("/figures/data/units/2026-11.csv", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


@pytest.mark.parametrize(
    "address",
    ["units/2027-01.csv", "units/2026-13.csv", "units/x.csv", "x/2026.csv", "units/2026.xml", "units/2026-.csv"],
)
def test_what_is_no_table_is_not_there(world: World, today: datetime, address: str) -> None:
    assert Client().get(f"/figures/data/{address}").status_code == 404


@pytest.mark.parametrize("period", ["", "2026", "2026-q4", "2026-11", "9999-99", "-", "２０２６", "2026-q9"])
def test_any_period_makes_a_page(world: World, six: list[Dossier], period: str) -> None:
    assert Client().get("/figures", {"period": period}).status_code == 200


def test_how_long_filling_takes_and_where_people_leave_is_public(world: World, today: datetime) -> None:
    procedure = Procedure.objects.get(code="1.001193")
    facts_of = {
        "procedure": procedure,
        "procedure_version_id": procedure.current_version_id,
        "ended_on": date(2026, 11, 20),
        "channel": Channel.ONLINE,
        "active_seconds": 200,
    }
    counted(world.accepted("1.001193", at=MONDAY))
    FillingMeasure.objects.all().delete()
    for number in range(1, 7):
        FillingMeasure.objects.create(how=Ending.FILED, seconds=60 * number, **facts_of)
        FillingMeasure.objects.create(how=Ending.DISCARDED, seconds=60, last_field="ho_ten_tre", **facts_of)

    page = text(Client().get("/figures/procedures/1.001193").content.decode())

    assert "Một nửa số người điền và nộp xong trong 3 phút" in page
    assert "Bắt đầu điền rồi nộp 50 %" in page
    assert "làm tròn, lệch nhiều nhất một phần trăm" in page


def test_what_few_have_filled_is_not_said(world: World, today: datetime) -> None:
    """Negative control: four people's minutes are four people's."""
    procedure = Procedure.objects.get(code="1.001193")
    counted(world.accepted("1.001193", at=MONDAY))
    FillingMeasure.objects.all().delete()
    for _ in range(4):
        FillingMeasure.objects.create(
            procedure=procedure,
            procedure_version_id=procedure.current_version_id or 0,
            ended_on=date(2026, 11, 20),
            channel=Channel.ONLINE,
            how=Ending.FILED,
            seconds=60,
            active_seconds=60,
        )

    assert "Chưa đủ người điền" in Client().get("/figures/procedures/1.001193").content.decode()


def test_the_picture_says_in_words_what_it_draws_and_the_table_has_every_number(
    world: World, six: list[Dossier]
) -> None:
    page = Client().get("/figures").content.decode()

    picture = re.search(r'<svg[^>]*role="img"[^>]*aria-labelledby="([^"]+)"[^>]*>.*?</svg>', page, re.DOTALL)
    assert picture is not None
    for name in picture[1].split():
        assert f'id="{name}"' in picture[0]
    assert "style=" not in picture[0]
    assert page.count('<th scope="row">') >= 12


def test_an_empty_province_says_so(world: World, today: datetime) -> None:
    assert "Kỳ này chưa có hồ sơ nào." in Client().get("/figures").content.decode()
    assert rows_of("units") == []
