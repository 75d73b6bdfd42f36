"""Our security events as Debian's rsyslog receives them: counted in octets, over TCP and over TLS."""

import json
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_django import Settings

from motcua.foundation.security_log import chain, forwarding, lines
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.models import Forwarding, SecurityLink
from motcua.foundation.security_log.noting import note
from tests import peers
from tests.world import MONDAY

pytestmark = pytest.mark.django_db
GNUTLS = "/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_gtls.so"
#: The message alone, and before it what rsyslog has understood of the header.
TEMPLATE = "%syslogfacility% %syslogseverity% %hostname% %app-name% %msgid% %timereported:::date-rfc3339%|%msg%\\n"


@dataclass(frozen=True, slots=True)
class Centre:
    port: int
    file: Path
    authority: Path

    def received(self, count: int) -> list[str]:
        """Waits for the disk of another program, and not for long."""
        deadline = time.monotonic() + 10
        while True:
            found = self.file.read_text(errors="replace").splitlines() if self.file.exists() else []
            if len(found) >= count or time.monotonic() > deadline:
                return found
            time.sleep(0.02)


def certificate(folder: Path) -> Path:
    """Of 127.0.0.1, signed by itself; with its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a security centre")])
    now = datetime.now(tz=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    return folder / "cert.pem"


@pytest.fixture(params=["tcp", "tls"])
def centre(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> Iterator[Centre]:
    program = peers.program("rsyslogd")
    own = certificate(tmp_path)
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    tls = ""
    if request.param == "tls":
        peers.library(GNUTLS)
        tls = f"""global(defaultNetstreamDriverCAFile="{own}" defaultNetstreamDriverCertFile="{own}"
          defaultNetstreamDriverKeyFile="{tmp_path / "key.pem"}")"""
        module = 'module(load="imtcp" StreamDriver.Name="gtls" StreamDriver.Mode="1" StreamDriver.AuthMode="anon")'
    else:
        module = 'module(load="imtcp")'
    file = tmp_path / "received"
    (tmp_path / "rsyslog.conf").write_text(
        f"""global(workDirectory="{tmp_path}" maxMessageSize="64k")
{tls}
{module}
template(name="seen" type="string" string="{TEMPLATE}")
input(type="imtcp" port="{port}" address="127.0.0.1" ruleset="keep")
ruleset(name="keep") {{ action(type="omfile" file="{file}" template="seen") }}
"""
    )
    running = subprocess.Popen(
        [program, "-n", "-f", str(tmp_path / "rsyslog.conf"), "-i", str(tmp_path / "pid")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _wait_for(port)
    settings.SOC_ADDRESS, settings.SOC_TRUST = f"127.0.0.1:{port}", str(own) if request.param == "tls" else ""
    yield Centre(port, file, own)
    running.terminate()
    running.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "rsyslogd does not open its port"
            time.sleep(0.05)
        else:
            return


def events(count: int) -> None:
    for number in range(count):
        note(Event.SIGN_IN_FAILED, at=MONDAY, address="203.0.113.5", name=f"a=b|c\\d {number}\nnext", door="sign-in")
    chain.seal(at=MONDAY)


def test_each_event_arrives_once_and_in_order_as_cef(centre: Centre) -> None:
    events(300)

    assert forwarding.forward(at=MONDAY) == 300
    received = centre.received(300)

    assert len(received) == 300
    head, message = received[0].split("|", 1)
    assert head.split()[:5] == ["13", "5", "motcua", "motcua", "sign_in_failed"]
    assert datetime.fromisoformat(head.split()[5]) == MONDAY
    assert message.strip().startswith("CEF:0|Mot Cua|motcua|1|102|Wrong name or password|5|rt=1794794400000 ")
    assert [f"externalId={number} " in line for number, line in enumerate(received, start=1)] == [True] * 300
    assert forwarding.forward(at=MONDAY) == 0


def test_the_values_that_would_break_a_line_are_escaped(centre: Centre) -> None:
    events(1)
    forwarding.forward(at=MONDAY)

    message = centre.received(1)[0]

    assert r"a\=b|c" in message
    assert "src=203.0.113.5" in message
    assert f"cs2={SecurityLink.objects.get().hash}" in message


def test_ecs_is_json_that_says_the_same(centre: Centre, settings: Settings) -> None:
    settings.SOC_FORMAT = "ecs"
    events(2)
    forwarding.forward(at=MONDAY)

    said = json.loads(centre.received(2)[1].split("|", 1)[1])

    assert said["@timestamp"] == "2026-11-16T02:00:00.000Z"
    assert said["event"]["action"] == "sign_in_failed"
    assert said["event"]["outcome"] == "failure"
    assert said["event"]["sequence"] == 2
    assert said["source"] == {"ip": "203.0.113.5"}
    assert said["labels"]["name"] == "a=b|c\\d 1\nnext"


def test_what_the_centre_did_not_take_goes_again(centre: Centre, settings: Settings) -> None:
    there = settings.SOC_ADDRESS
    events(5)
    settings.SOC_ADDRESS = "127.0.0.1:9"

    with pytest.raises(OSError, match="refused"):
        forwarding.forward(at=MONDAY)

    assert not Forwarding.objects.filter(last_number__gt=0).exists()
    settings.SOC_ADDRESS = there
    assert forwarding.forward(at=MONDAY) == 5
    assert len(centre.received(5)) == 5


def test_a_centre_that_cannot_show_who_it_is_gets_nothing(centre: Centre, tmp_path: Path, settings: Settings) -> None:
    """Also one that takes lines in the clear where we were told that it speaks TLS."""
    other = tmp_path / "other"
    other.mkdir()
    settings.SOC_TRUST = str(certificate(other))
    events(1)

    with pytest.raises((ssl.SSLError, OSError)):
        forwarding.forward(at=MONDAY)

    assert not any("CEF" in line for line in centre.received(0))
    assert not Forwarding.objects.filter(last_number__gt=0).exists()


def test_without_a_receiver_events_stay_here(settings: Settings) -> None:
    settings.SOC_ADDRESS = ""
    events(1)

    assert forwarding.forward(at=MONDAY) == 0


def test_both_formats_are_plain_ascii_in_one_line() -> None:
    events(1)
    link = SecurityLink.objects.select_related("event").get()

    for written in lines.FORMATS.values():
        assert "\n" not in written(link, host="motcua")
        assert written(link, host="motcua").isascii()
