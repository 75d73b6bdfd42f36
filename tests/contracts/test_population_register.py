"""The population database over its true wire: a program of its own answers, and misbehaves on order."""

import base64
import hashlib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from django.core.management import CommandError, call_command
from lxml import etree
from pytest_django import Settings

from motcua.effects.registries import speaking
from motcua.effects.registries.gateway import stand_in as gateway_stand_in
from motcua.effects.registries.gateway.stand_in import GatewayStandIn
from motcua.effects.registries.gateway.tokens import TOKENS
from motcua.effects.registries.population import connection, stand_in, stand_in_answers, wire, wrapper
from motcua.effects.registries.population.port import FactsDiffer, NobodyFound, Question
from motcua.effects.registries.population.stand_in import Misbehaviour, StandIn
from motcua.effects.registries.population.styles import STYLES
from motcua.effects.registries.port import Fact, RegisterDown
from motcua.foundation.accounts.models import Gender
from motcua.foundation.breaker import FAILURES, REST, Breaker
from motcua.foundation.refusals import Refusal

LAN = Question(
    request_id=UUID("00000000-0000-4000-8000-000000000001"),
    personal_id="001195000011",
    full_name="Nguyễn Thị Ngọc Lan",
    birth_date="1995-03-05",
    procedure="1.001193",
    asked_by="account-7",
)


@pytest.fixture(autouse=True)
def hung_up() -> Iterator[None]:
    yield
    speaking.forget()


@pytest.fixture
def register() -> Iterator[StandIn]:
    server = StandIn()
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    running.start()
    yield server
    server.stop()
    running.join()


def door(register: StandIn) -> wire.Door:
    return wire.Door(
        url=register.url,
        user=stand_in.USER,
        secret=stand_in.SECRET,
        member=stand_in.MEMBER,
        api_key=stand_in.API_KEY,
        data_set="037",
    )


def now() -> datetime:
    """The stand-in compares the moment of a request with its own clock, as the register does."""
    return datetime.now(tz=UTC)


def ask(register: StandIn, question: Question = LAN, *, breaker: Breaker | None = None) -> object:
    fresh = replace(question, request_id=uuid4())
    return connection.look_up(fresh, door=door(register), at=now(), breaker=breaker or Breaker())


def test_the_register_takes_what_we_send_and_we_read_what_it_says(register: StandIn) -> None:
    facts = connection.look_up(LAN, door=door(register), at=now(), breaker=Breaker())

    assert (facts.full_name, facts.birth_date, facts.gender) == ("Nguyễn Thị Ngọc Lan", "1995-03-05", Gender.FEMALE)
    assert facts.residence == {"province": "99", "commune": "99001", "detail": "Số 12, tổ 4"}
    assert register.book.asked == [str(LAN.request_id)]
    assert register.book.complaints == []


def test_a_year_alone_may_be_known(register: StandIn) -> None:
    ask(register, replace(LAN, birth_date="1995"))

    assert register.book.complaints == []


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"personal_id": "001195999999"}, NobodyFound),
        ({"full_name": "Nguyễn Thị Ngọc Liên"}, FactsDiffer),
        ({"birth_date": "1995-03-06"}, FactsDiffer),
        ({"birth_date": "1996"}, FactsDiffer),
    ],
    ids=["number", "name", "day", "year"],
)
def test_what_the_register_does_not_confirm_is_told_apart(
    register: StandIn, changed: dict[str, str], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        ask(register, replace(LAN, **changed))  # type: ignore[arg-type]  # texts alone


def test_a_name_without_its_marks_is_the_same_name(register: StandIn) -> None:
    ask(register, replace(LAN, full_name="NGUYEN THI NGOC LAN"))


@pytest.mark.parametrize("how", [each for each in Misbehaviour if each is not Misbehaviour.NONE])
def test_however_it_fails_we_know_within_the_limit(register: StandIn, how: Misbehaviour) -> None:
    register.book.misbehaviour = how
    before = time.monotonic()

    with pytest.raises(RegisterDown):
        ask(register)

    assert time.monotonic() - before < speaking.LIMIT_SECONDS + 1.5


def test_nobody_there_is_down_at_once() -> None:
    server = StandIn()
    address = door(server)
    server.server_close()

    with pytest.raises(RegisterDown):
        connection.look_up(LAN, door=address, at=now(), breaker=Breaker())


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"secret": "wrong"}, "header Authorization"),
        ({"user": "somebody"}, "header Authorization"),
        ({"api_key": "none"}, "header ApiKey"),
        ({"member": "VN/GOV/other"}, "header X-Road-Client"),
    ],
)
def test_the_stand_in_lets_nobody_in_who_is_not_let_in(
    register: StandIn, changed: dict[str, str], complaint: str
) -> None:
    """The checks above can fail: a stand-in that takes everything would prove nothing."""
    with pytest.raises(RegisterDown):
        connection.look_up(LAN, door=replace(door(register), **changed), at=now(), breaker=Breaker())  # type: ignore[arg-type]  # texts alone

    assert register.book.complaints == [complaint]


def test_the_stand_in_notices_a_request_that_is_sent_twice_or_late(register: StandIn) -> None:
    connection.look_up(LAN, door=door(register), at=now(), breaker=Breaker())

    with pytest.raises(RegisterDown):
        connection.look_up(LAN, door=door(register), at=now(), breaker=Breaker())
    with pytest.raises(RegisterDown):
        connection.look_up(LAN, door=door(register), at=now() - timedelta(hours=1), breaker=Breaker())

    assert register.book.complaints == ["MaYeuCau used twice", "header Timestamp"]


@pytest.mark.parametrize(
    ("wrong", "instead", "complaint"),
    [
        (b"001195000011", b"1195000011", "SoDinhDanh"),
        ("NGUYỄN".encode(), "Nguyễn".encode(), "HoVaTen"),
        (b"19950305", b"1995-03-05", "NgayThangNamSinh"),
        (b"dan:MaDVC", b"dan:MaDichVu", "children out of order"),
        (b"TraCuuThongTinCongDan", b"TraCuu", "no TraCuuThongTinCongDan in the body"),
        (b"</soapenv:Envelope>", b"", "not well-formed"),
    ],
)
def test_the_stand_in_reads_strictly(register: StandIn, wrong: bytes, instead: bytes, complaint: str) -> None:
    content = wire.request(LAN, data_set="037")
    assert wrong in content

    httpx.post(
        register.url, content=content.replace(wrong, instead), headers=wire.headers(door(register), at=now())
    ).raise_for_status()

    assert register.book.complaints == [complaint]


def test_a_name_goes_as_text_and_not_as_markup(register: StandIn) -> None:
    with pytest.raises(FactsDiffer):
        ask(register, replace(LAN, full_name="<x>&lan;</x>"))

    assert register.book.complaints == []


def test_the_password_is_a_digest_of_the_moment() -> None:
    at = datetime(2026, 11, 17, 2, 0, tzinfo=UTC)
    given = wire.Door("http://register/x", "u", "s", "c", "k", "037")

    sent = wire.headers(given, at=at)

    digest = hashlib.sha256(b"http://register/xu1794880800000s").hexdigest()
    assert sent["Timestamp"] == "1794880800000"
    assert base64.b64decode(sent["Authorization"].removeprefix("Basic ")).decode() == f"u:{digest}"


def test_a_dead_register_costs_nothing_after_a_while(register: StandIn) -> None:
    breaker, at = Breaker(), now()
    register.book.misbehaviour = Misbehaviour.FAULT
    for _ in range(FAILURES):
        with pytest.raises(RegisterDown):
            connection.look_up(LAN, door=door(register), at=at, breaker=breaker)
    register.book.misbehaviour = Misbehaviour.NONE

    with pytest.raises(RegisterDown):
        connection.look_up(LAN, door=door(register), at=at, breaker=breaker)
    assert register.book.asked == [], "it was not even asked"

    connection.look_up(LAN, door=door(register), at=at + REST, breaker=breaker)
    assert not breaker.is_open(at + REST)


def test_a_register_that_answers_no_is_not_down(register: StandIn) -> None:
    breaker = Breaker(failures=FAILURES - 1)

    with pytest.raises(NobodyFound):
        ask(register, replace(LAN, personal_id="001195999999"), breaker=breaker)

    assert breaker.failures == 0


def test_the_stand_in_is_a_program_of_its_own() -> None:
    """As an operator would start it to try the connection out."""
    program = [sys.executable, "-m", "motcua.effects.registries.population.stand_in", "--port", "0"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().split()[0]
        answer = httpx.post(address, content=b"<x/>")
        running.terminate()

    assert etree.fromstring(answer.content).find(".//{*}faultstring").text == "header ApiKey"


def test_an_operator_sees_whether_the_register_answers(
    register: StandIn, settings: Settings, capsys: pytest.CaptureFixture[str], db: None
) -> None:
    given = door(register)
    settings.POPULATION_URL, settings.POPULATION_USER, settings.POPULATION_SECRET = given.url, given.user, given.secret
    settings.POPULATION_MEMBER, settings.POPULATION_API_KEY = given.member, given.api_key

    call_command("check_population")

    assert capsys.readouterr().out.startswith("answers, in ")
    assert register.book.complaints == []


@pytest.mark.parametrize(("name", "value"), [("POPULATION_SECRET", "wrong"), ("POPULATION_URL", "")])
def test_an_operator_sees_what_is_wrong(register: StandIn, settings: Settings, name: str, value: str, db: None) -> None:
    settings.POPULATION_URL, settings.POPULATION_USER = register.url, stand_in.USER
    setattr(settings, name, value)

    with pytest.raises(CommandError):
        call_command("check_population")


# --- yes or no, and nothing more


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"full_name": "Nguyễn Thị Ngọc Liên"}, {Fact.FULL_NAME}),
        ({"birth_date": "1995-03-06"}, {Fact.BIRTH_DATE}),
        ({"birth_date": "1995"}, set()),
    ],
    ids=["right", "name", "day", "year-alone"],
)
def test_a_verification_says_yes_or_no_to_each_fact(
    register: StandIn, changed: dict[str, str], wrong: set[Fact]
) -> None:
    asked = replace(LAN, request_id=uuid4(), **changed)

    told = connection.verify(asked, door=door(register), at=now(), breaker=Breaker())

    assert {fact for fact, holds in told.items() if not holds} == wrong
    assert register.book.complaints == []


def test_a_verification_of_a_number_that_nobody_has(register: StandIn) -> None:
    with pytest.raises(NobodyFound):
        connection.verify(replace(LAN, personal_id="001195999999"), door=door(register), at=now(), breaker=Breaker())


def test_what_is_said_neither_yes_nor_no_to_is_no_answer() -> None:
    half = "<ns:KetQuaXacThuc><ns:TonTai>true</ns:TonTai><ns:HoVaTen>maybe</ns:HoVaTen></ns:KetQuaXacThuc>"

    with pytest.raises(RegisterDown):
        wire.verified(stand_in_answers.envelope(half))


def test_a_number_of_before_the_twelve_digits_has_its_own_element(register: StandIn) -> None:
    register.book.citizens["012345678"] = replace(register.book.citizens[LAN.personal_id], personal_id="012345678")

    ask(register, replace(LAN, personal_id="012345678"))

    assert register.book.complaints == []


# --- other doors to the same register


@pytest.mark.parametrize("style", ["axis_seconds", "axis_auth_hash"])
def test_each_province_has_its_own_headers(style: str) -> None:
    server = StandIn(style=STYLES[style]).start()
    try:
        found = connection.look_up(
            replace(LAN, request_id=uuid4()),
            door=replace(door(server), style=STYLES[style]),
            at=now(),
            breaker=Breaker(),
        )
        assert found.personal_id == LAN.personal_id
        with pytest.raises(RegisterDown):
            ask(server)
    finally:
        server.stop()

    assert server.book.complaints == [{"axis_seconds": "header Timestamp", "axis_auth_hash": "header AuthHash"}[style]]


def test_some_sets_of_facts_want_to_know_the_unit(register: StandIn) -> None:
    style = replace(STYLES["axis"], unit="000.00.01.H99", account="song-lam", phone="0238000000")

    connection.look_up(LAN, door=replace(door(register), style=style), at=now(), breaker=Breaker())

    assert register.book.complaints == []


@pytest.fixture
def wrapped(settings: Settings) -> Iterator[GatewayStandIn]:
    opened = gateway_stand_in.stand_in(profile="province_access")
    opened.start()
    for name, value in gateway_stand_in.settings(opened.url, profile="province_access").items():
        setattr(settings, name, value)
    TOKENS.forget()
    yield opened
    TOKENS.forget()
    opened.stop()


def test_the_wrapper_takes_json_and_gives_the_envelope_as_a_text(wrapped: GatewayStandIn) -> None:
    behind = replace(wire.Door("", "", "", "", "", "037"), url=wrapped.population_url, style=STYLES["wrapped"])

    facts = connection.look_up(LAN, door=behind, at=now(), breaker=Breaker())
    told = connection.verify(replace(LAN, request_id=uuid4()), door=behind, at=now(), breaker=Breaker())

    assert (facts.full_name, facts.residence["commune"]) == (LAN.full_name, "99001")
    assert all(told.values())
    assert wrapped.book.complaints == []


@pytest.mark.parametrize("fault", ["html", "fault_inside", "timeout", "expired_fault"])
def test_the_wrapper_fails_as_the_gateway_does(wrapped: GatewayStandIn, fault: str) -> None:
    behind = replace(wire.Door("", "", "", "", "", "037"), url=wrapped.population_url, style=STYLES["wrapped"])
    wrapped.book.order(fault, 2)

    with pytest.raises(RegisterDown):
        connection.look_up(LAN, door=behind, at=now(), breaker=Breaker())


@pytest.mark.parametrize(
    "told",
    [None, [], {}, {"error_code": "1", "message": "x"}, {"error_code": 0}, {"error_code": 0, "message": {}}],
    ids=str,
)
def test_what_the_wrapper_says_otherwise_is_no_answer(told: object) -> None:
    with pytest.raises(RegisterDown):
        wrapper.envelope(told)
