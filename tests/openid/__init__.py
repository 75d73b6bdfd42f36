"""Npm's certified oidc-provider with the claims of the national providers, and whoever signs in there."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
from lxml import html

from tests import peers

CLIENT, SECRET = "one-stop", "a secret of tests"
GATEWAY_CLIENT, GATEWAY_SECRET = "gateway-client", "another-secret-of-tests"
#: Lan as the register knows her; somebody new; a company; and Lan's number from a provider that is not sure of it.
PEOPLE: Mapping[str, Mapping[str, Any]] = {
    "lan": {"HoVaTen": "Nguyễn Thị Ngọc Lan", "SoDinhDanh": "", "NgayThangNamSinh": "", "loAs": "LoA2"},
    "new": {"HoVaTen": "Trần Thị Mới", "SoDinhDanh": "001190009999", "NgayThangNamSinh": "01/02/1990", "loAs": "LoA2"},
    "company": {"LoaiTaiKhoan": "2", "HoVaTen": "Công ty A", "MaSoThue": "2901234567", "loAs": "LoA2"},
}


@contextmanager
def provider(redirects: Sequence[str], people: Mapping[str, Mapping[str, Any]], *, port: int = 0) -> Iterator[str]:
    """Its address, for as long as it is needed."""
    package = peers.node_package("oidc-provider")
    setup = {"redirects": list(redirects), "people": dict(people), "port": port}
    environment = os.environ | {"OIDC_PROVIDER": str(package), "OIDC_SETUP": json.dumps(setup)}
    running = subprocess.Popen(
        [peers.program("node"), str(Path(__file__).parent / "provider.mjs")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert running.stdout is not None
        yield f"http://127.0.0.1:{json.loads(running.stdout.readline())['port']}"
    finally:
        running.terminate()
        running.wait()
        assert running.stdout is not None
        running.stdout.close()


def sign_in(address: str, *, as_whom: str) -> str:
    """What a browser does at the provider, from where we sent it to where it sends it back."""
    with httpx.Client() as browser:
        answer = browser.get(address)
        while "location" in answer.headers:
            onward = urljoin(str(answer.url), answer.headers["location"])
            if httpx.URL(onward).port != httpx.URL(address).port:
                return onward
            answer = browser.get(onward)
            if answer.status_code == httpx.codes.OK:
                action = html.document_fromstring(answer.text).xpath("//form/@action")[0]
                answer = browser.post(action, data={"prompt": "login", "login": as_whom, "password": "any"})
    message = f"the provider kept us: {answer.status_code} {answer.text[:500]}"
    raise AssertionError(message)
