"""Business, insurance and civil-status registers behind the gateway: their words are ours, and theirs are checked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from pytest_django import Settings

from motcua.effects.registries import speaking
from motcua.effects.registries.business import wire as business
from motcua.effects.registries.business.port import Enterprise
from motcua.effects.registries.civil_status import exchange
from motcua.effects.registries.civil_status.port import CodeList, Entry, Module, Registration, Stage
from motcua.effects.registries.civil_status.stand_in import UNIT
from motcua.effects.registries.gateway import client, stand_in
from motcua.effects.registries.gateway.client import Operation
from motcua.effects.registries.gateway.profiles import gateway
from motcua.effects.registries.gateway.stand_in import GatewayStandIn
from motcua.effects.registries.gateway.tokens import TOKENS
from motcua.effects.registries.insurance import wire as insurance
from motcua.effects.registries.insurance.port import Criteria
from motcua.effects.registries.port import NotInRegister, RegisterDown, RequestRefused

AT = datetime(2026, 11, 17, 2, 0, tzinfo=UTC)
CODE = "2901234567"
LAN = Criteria("Nguyễn Thị Ngọc Lan", "1995-03-05", "female", "99", "99001")


@pytest.fixture
def there(settings: Settings) -> Iterator[GatewayStandIn]:
    opened = stand_in.stand_in()
    opened.start()
    for name, value in stand_in.settings(opened.url).items():
        setattr(settings, name, value)
    settings.CIVIL_STATUS_UNIT = UNIT
    TOKENS.forget()
    client.BREAKERS.clear()
    yield opened
    TOKENS.forget()
    client.BREAKERS.clear()
    speaking.forget()
    opened.stop()


def ask(operation: Operation, read: Any) -> Any:
    return client.ask(operation, gateway=gateway(), at=AT, read=read)


def enterprise(code: str = CODE) -> Enterprise:
    found: Enterprise = ask(business.question(code), lambda told: business.answer(told, code=code))
    return found


# --- business


@pytest.mark.parametrize("newer", [False, True], ids=["older", "newer"])
def test_both_shapes_say_the_same_enterprise(there: GatewayStandIn, newer: bool) -> None:  # noqa: FBT001 - a parameter of the test
    there.businesses.newer = newer

    found = enterprise()

    assert (found.code, found.name) == (CODE, "Công ty TNHH Sông Lam Xanh")
    assert (found.status, found.founded_on) == ("Đang hoạt động", "2019-03-05")
    assert found.representatives == ("Lương Hải Yến",)
    assert "25 đường Hùng Vương" in found.address
    assert there.book.complaints == []


@pytest.mark.parametrize("newer", [False, True], ids=["older", "newer"])
def test_an_enterprise_that_is_not_there_is_not_down(there: GatewayStandIn, newer: bool) -> None:  # noqa: FBT001 - a parameter of the test
    there.businesses.newer = newer

    with pytest.raises(NotInRegister):
        enterprise("0100000000")


def test_an_answer_about_another_enterprise_is_no_answer(there: GatewayStandIn) -> None:
    there.book.order("wrong_enterprise")

    with pytest.raises(RegisterDown):
        enterprise()


@pytest.mark.parametrize("code", ["", "123", "29012345678", "29o1234567", "2901234567;"])
def test_what_is_no_code_is_not_sent(there: GatewayStandIn, code: str) -> None:
    with pytest.raises(RequestRefused):
        enterprise(code)

    assert list(there.book.journal) == []


def test_the_stand_in_does_not_take_what_is_no_code(there: GatewayStandIn) -> None:
    with pytest.raises(NotInRegister):
        ask(
            replace(business.question(CODE), query={"msdn": "29 01"}),
            lambda told: business.answer(told, code=CODE),
        )

    assert there.book.complaints == ["msdn"]


@pytest.mark.parametrize(
    "told",
    [None, [], {}, {"GetEntCert": "x"}, {"Status": "1", "Data": {}}, {"Status": "1", "Data": None}, {"Data": {}}],
    ids=repr,
)
def test_no_shape_is_no_enterprise(told: Any) -> None:
    with pytest.raises((RegisterDown, NotInRegister)):
        business.answer(told, code=CODE)


# --- social insurance


def test_the_three_calls_agree_about_a_person(there: GatewayStandIn) -> None:
    number = ask(insurance.by_criteria(LAN), insurance.found_number)
    found = ask(insurance.by_number(number), lambda told: insurance.insured(told, number=number))
    household = ask(insurance.household(LAN), insurance.of_household)

    assert (found.number, found.full_name, found.birth_date, found.gender) == (
        number,
        LAN.full_name,
        LAN.birth_date,
        LAN.gender,
    )
    assert (household.number, household.birth_date) == (number, LAN.birth_date)
    assert there.book.complaints == []


@pytest.mark.parametrize(
    ("born", "figures", "kind"),
    [("1995-03-05", "19950305", "0"), ("1995", "1995", "1"), ("1995-03", "199503", "2")],
)
def test_a_date_says_how_much_of_it_is_known(there: GatewayStandIn, born: str, figures: str, kind: str) -> None:
    asked = insurance.by_criteria(replace(LAN, birth_date=born))

    assert asked.body is not None
    assert (asked.body["ngaySinh"], asked.body["loaiNgaySinh"]) == (figures, kind)
    assert ask(asked, insurance.found_number)
    assert there.book.complaints == []


def test_who_is_not_insured_is_not_in_the_register(there: GatewayStandIn) -> None:
    nobody = replace(LAN, full_name="Nguyễn Thị Không Có")

    with pytest.raises(NotInRegister):
        ask(insurance.by_criteria(nobody), insurance.found_number)
    with pytest.raises(NotInRegister):
        ask(insurance.household(nobody), insurance.of_household)
    with pytest.raises(NotInRegister):
        ask(insurance.by_number("7900000000"), lambda told: insurance.insured(told, number="7900000000"))


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"ngaySinh": "19951305"}, "ngaySinh"),
        ({"ngaySinh": "05031995"}, "ngaySinh"),
        ({"loaiNgaySinh": "1"}, "ngaySinh"),
        ({"gioiTinh": "F"}, "gioiTinh"),
        ({"hoTen": " "}, "hoTen"),
        ({"isKs": ""}, "isKs"),
        ({"tuoi": "31"}, "members"),
    ],
    ids=str,
)
def test_the_stand_in_reads_strictly(there: GatewayStandIn, changed: dict[str, str], complaint: str) -> None:
    asked = insurance.by_criteria(LAN)
    assert asked.body is not None

    with pytest.raises(RequestRefused):
        ask(replace(asked, body={**asked.body, **changed}), insurance.found_number)

    assert there.book.complaints == [complaint]


def test_a_number_that_is_none_is_not_sent() -> None:
    with pytest.raises(RequestRefused):
        insurance.by_number("79")
    with pytest.raises(RequestRefused):
        insurance.by_criteria(replace(LAN, birth_date=""))


# --- civil status

BIRTH = Registration(UNIT, Module.BIRTH, "H99.1-261117-0001", date(2026, 11, 17), {"hoTen": "Trần <b> & Con"})


def test_a_registration_goes_through_its_stages(there: GatewayStandIn) -> None:
    exchange.register(BIRTH, at=AT)
    exchange.register(BIRTH, at=AT)

    assert exchange.stage(BIRTH.dossier, unit=UNIT, at=AT) is Stage.RECEIVED
    there.civil_status.stages[BIRTH.dossier] = "4"
    assert exchange.stage(BIRTH.dossier, unit=UNIT, at=AT) is Stage.REGISTERED
    assert exchange.result(BIRTH.dossier, unit=UNIT, at=AT).number == "15"
    assert exchange.changed_since(date(2026, 11, 17), module=Module.BIRTH, at=AT) == [BIRTH.dossier]
    assert there.book.complaints == []
    assert len(there.civil_status.taken) == 1


def test_what_is_said_goes_as_text_and_not_as_markup(there: GatewayStandIn) -> None:
    exchange.register(BIRTH, at=AT)

    assert there.civil_status.taken[BIRTH.dossier]["data"] == "<hoTich><hoTen>Trần &lt;b&gt; &amp; Con</hoTen></hoTich>"


def test_code_lists_are_read(there: GatewayStandIn) -> None:
    found = exchange.code_list(CodeList.ETHNIC_GROUPS, at=AT)

    assert found[0] == Entry("01", "Kinh")


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (lambda: exchange.stage("H99.1-000000-0000", unit=UNIT, at=AT), NotInRegister),
        (lambda: exchange.stage(BIRTH.dossier, unit=1, at=AT), RequestRefused),
        (lambda: exchange.result(BIRTH.dossier, unit=UNIT, at=AT), NotInRegister),
        (lambda: exchange.register(replace(BIRTH, unit=1), at=AT), RequestRefused),
    ],
    ids=["unknown", "unit", "no-result", "wrong-unit"],
)
def test_their_numbers_of_errors_mean_something_to_us(
    there: GatewayStandIn, asked: Any, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        asked()


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"status": 0, "errorCode": "999"}, RegisterDown),
        ({"status": 0, "errorCode": 201}, NotInRegister),
        ({"status": "0", "errorCode": "100"}, RequestRefused),
        ({"error_code": "0"}, RegisterDown),
        ([], RegisterDown),
        ({"status": 1, "data": {"trangThai": "9"}}, RegisterDown),
    ],
    ids=["new-error", "number", "text", "another-envelope", "list", "unknown-stage"],
)
def test_one_is_good_here_and_zero_is_not(told: Any, refusal: type[Exception]) -> None:
    from motcua.effects.registries.civil_status import wire

    with pytest.raises(refusal):
        wire.stage_of(told)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"ngayTiepNhan": "2026-11-17"}, "302"),
        ({"module": "XX"}, "302"),
        ({"data": "<x>"}, "500"),
        ({"maDonVi": 1}, "106"),
    ],
    ids=["date", "module", "xml", "unit"],
)
def test_the_civil_status_stand_in_reads_strictly(there: GatewayStandIn, changed: dict[str, Any], error: str) -> None:
    token = TOKENS.token(gateway(), at=AT)
    good = {"maDonVi": UNIT, "module": "KS", "maHoSo": "x", "ngayTiepNhan": "17/11/2026", "data": "<x/>"}
    address = f"{there.url}/apiHoTichTuPhap/1.0/dangKyHoTich"
    headers = {"Authorization": f"Bearer {token}"}

    assert httpx.post(address, json=good, headers=headers).json()["status"] == 1
    assert httpx.post(address, json={**good, **changed}, headers=headers).json()["errorCode"] == error
