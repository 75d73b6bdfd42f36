"""Papers are fetched from hosts that we know, and a message leads us nowhere inside our house."""

import io
from collections.abc import Callable, Iterator
from ipaddress import ip_address

import httpx
import pytest
from pytest_django import Settings

from motcua.effects.national_portal import fetching
from motcua.effects.national_portal.fetching import HostNotAllowed, PaperNotThere, Unavailable
from motcua.foundation import outgoing
from motcua.foundation.files import storage
from motcua.foundation.stand_ins.door import Answer, Book, Request, StandIn
from tests import samples
from tests.world import TUESDAY

PUBLIC = "93.184.215.14"
URL = "https://files.example.vn/papers/a.pdf?key=1"


class Wire:
    """What would have gone out, and what came back; no packet leaves."""

    def __init__(self) -> None:
        self.asked: list[httpx.Request] = []
        self.answers: list[httpx.Response] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.answers.pop(0) if self.answers else httpx.Response(200, stream=httpx.ByteStream(b"%PDF-"))


@pytest.fixture
def wire(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    settings.NATIONAL_FILES_FROM = frozenset({"files.example.vn", ".dichvucong.gov.vn"})
    found = Wire()
    client = httpx.Client(transport=httpx.MockTransport(found))
    monkeypatch.setattr(fetching, "connections", lambda: client)
    leads_to(monkeypatch, [PUBLIC])
    yield found
    client.close()


def leads_to(monkeypatch: pytest.MonkeyPatch, found: list[str]) -> None:
    """Whatever the name."""

    def looked_up(_host: str, _port: int) -> list[outgoing.Address]:
        if not found:
            raise outgoing.NameUnknown
        return [ip_address(each) for each in found]

    monkeypatch.setattr(outgoing, "_looked_up", looked_up)


def fetched(url: str = URL) -> bytes:
    with fetching.opened(url) as coming:
        return b"".join(iter(lambda: coming.read(1000), b""))


def redirect(to: str) -> httpx.Response:
    return httpx.Response(302, headers={"Location": to})


def test_the_address_that_was_looked_at_is_the_one_that_is_connected_to(wire: Wire) -> None:
    assert fetched() == b"%PDF-"

    (asked,) = wire.asked
    assert str(asked.url) == f"https://{PUBLIC}/papers/a.pdf?key=1"
    assert asked.headers["Host"] == "files.example.vn"
    assert asked.extensions["sni_hostname"] == "files.example.vn", "the certificate must be that host's"


@pytest.mark.parametrize(
    "url",
    [
        "http://files.example.vn/a.pdf",
        "https://evil.example/a.pdf",
        "https://files.example.vn.evil.example/a.pdf",
        "https://evil.example/files.example.vn",
        "https://evilfiles.example.vn/a.pdf",
        "https://files.example.vn@evil.example/a.pdf",
        "https://lan:mật@files.example.vn/a.pdf",
        "https://files.example.vn:8443/a.pdf",
        "https://127.0.0.1/a.pdf",
        "https://[::1]/a.pdf",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/a.pdf",
        "file:///etc/passwd",
        "ftp://files.example.vn/a.pdf",
        "gopher://files.example.vn/",
        "//files.example.vn/a.pdf",
        "a.pdf",
        "https://files.example.vn:port/a.pdf",
        "https://[files.example.vn/a.pdf",
        "https://files.example.vn%00.evil.example/a.pdf",
    ],
    ids=lambda url: url,
)
def test_nothing_is_fetched_from_anywhere_else(wire: Wire, url: str) -> None:
    with pytest.raises(HostNotAllowed):
        fetched(url)

    assert wire.asked == []


@pytest.mark.parametrize("url", [URL, "https://FILES.example.vn/a", "https://luutru.dichvucong.gov.vn/a"])
def test_hosts_that_are_named_are_asked(wire: Wire, url: str) -> None:
    fetched(url)

    assert len(wire.asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.9",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - nothing is bound
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:10.1.2.3",
        "::ffff:93.184.215.14",
        "2002:0a01:0203::1",
        "64:ff9b::a01:203",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)
def test_a_name_that_leads_inside_is_not_asked(wire: Wire, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    for found in ([address], [PUBLIC, address]):
        leads_to(monkeypatch, found)
        with pytest.raises(HostNotAllowed):
            fetched()

    assert wire.asked == []


def test_a_public_address_of_six_is_asked(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, ["2606:2800:21f:cb07:6820:80da:af6b:8b2c"])

    fetched()

    assert wire.asked[0].url.host == "2606:2800:21f:cb07:6820:80da:af6b:8b2c"


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:5432/",
        "https://evil.example/a.pdf",
        "http://files.example.vn/a.pdf",
        "https://169.254.169.254/",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_leads_no_further_than_the_first_address(wire: Wire, to: str) -> None:
    wire.answers.append(redirect(to))

    with pytest.raises(HostNotAllowed):
        fetched()

    assert len(wire.asked) == 1


def test_a_name_that_leads_inside_the_second_time_leads_nowhere(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    told = iter([[PUBLIC], ["127.0.0.1"]])
    monkeypatch.setattr(outgoing, "_looked_up", lambda *_: [ip_address(each) for each in next(told)])
    wire.answers.append(redirect("/elsewhere"))

    with pytest.raises(HostNotAllowed):
        fetched()

    assert [asked.url.host for asked in wire.asked] == [PUBLIC]


def test_a_redirect_inside_the_known_hosts_is_followed_and_not_for_ever(wire: Wire) -> None:
    wire.answers.append(redirect("/b.pdf"))
    assert fetched() == b"%PDF-"

    wire.answers.extend(redirect("/again") for _each in range(9))
    with pytest.raises(PaperNotThere):
        fetched()


@pytest.mark.parametrize(
    ("status", "refused"),
    [(404, PaperNotThere), (403, PaperNotThere), (204, PaperNotThere), (500, Unavailable), (429, Unavailable)],
)
def test_what_they_answer_is_a_no_or_a_later(wire: Wire, status: int, refused: type[Exception]) -> None:
    wire.answers.append(httpx.Response(status))

    with pytest.raises(refused):
        fetched()


def test_a_name_without_an_address_may_have_one_later(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, [])

    with pytest.raises(Unavailable):
        fetched()
    assert wire.asked == []


# --- with a real host on this machine, as the demonstration has one


@pytest.fixture
def host(settings: Settings) -> Iterator[Callable[[bytes], str]]:
    content = {"body": b""}

    def serve(_asked: Request) -> Answer:
        return Answer(content["body"], kind="application/octet-stream")

    opened = StandIn({("GET", "/papers/*"): serve}, book=Book()).start()
    settings.NATIONAL_FILES_FROM = frozenset({opened.url})

    def holds(body: bytes) -> str:
        content["body"] = body
        return f"{opened.url}/papers/a.pdf"

    yield holds
    fetching.forget()
    opened.stop()


@pytest.mark.django_db
def test_a_paper_comes_whole(host: Callable[[bytes], str]) -> None:
    paper = samples.pdf("giay.pdf")

    with fetching.opened(host(paper)) as coming:
        kept = storage.store(coming, name="giay.pdf", by=None, at=TUESDAY, from_outside=True)

    assert (kept.size, kept.media_type) == (len(paper), "application/pdf")


@pytest.mark.django_db
def test_a_paper_that_never_ends_is_given_up_at_the_limit(host: Callable[[bytes], str], settings: Settings) -> None:
    settings.MAX_PAPER_BYTES = 1000

    with pytest.raises(storage.FileTooLarge), fetching.opened(host(b"%PDF-" + b" " * 100_000)) as coming:
        storage.store(coming, name="giay.pdf", by=None, at=TUESDAY)


def test_outside_a_demonstration_this_machine_is_no_host(host: Callable[[bytes], str], settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(HostNotAllowed), fetching.opened(host(b"%PDF-")):
        pass


def test_what_is_read_is_read_piece_by_piece() -> None:
    coming = fetching.Coming(iter([b"abc", b"def"]), until=float("inf"))

    assert [coming.read(2) for _each in range(5)] == [b"ab", b"c", b"de", b"f", b""]
    assert io.BytesIO(b"").read(1) == b""


def test_who_drips_is_left() -> None:
    coming = fetching.Coming(iter([b"a"]), until=0.0)

    with pytest.raises(Unavailable):
        coming.read(1)
