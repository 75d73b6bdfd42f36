"""VNeID of a demonstration: a page on which one says who one is, and the wire of OpenID Connect behind it.

    python -m motcua.foundation.accounts.openid.stand_in --port 8110

It looks at what we send as a real one does: client and secret, the address to come back to, state, nonce, PKCE.
"""

import argparse
import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils.crypto import constant_time_compare, get_random_string

from motcua.foundation.accounts.demo import PEOPLE, DemoPerson
from motcua.foundation.stand_ins.door import Answer, Book, Request, StandIn, page, said, sent_to

CLIENT, SECRET = "one-stop", "a secret of the demonstration"
_LIFE_SECONDS = 1800
_KEY_NAME = "demonstration"
_BACK = "/sign-in/from/vneid"
_ASKED = ("response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge")
_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Đăng nhập VNeID (MẪU)</title><style>
body{{font:1.1rem/1.5 system-ui;max-width:34rem;margin:2rem auto;padding:0 1rem}}
h1{{color:#a11}}fieldset{{border:1px solid #888;border-radius:8px;margin:1rem 0}}label{{display:block;padding:.4rem}}
button{{font:inherit;padding:.7rem 1.4rem;border:0;border-radius:8px;background:#a11;color:#fff}}</style>
<h1>Đăng nhập VNeID (MẪU)</h1><p>Trang này đóng vai VNeID trong bản thử. Không có người thật nào ở đây.</p>
<form method="post"><input type="hidden" name="asked" value="{asked}">
<fieldset><legend>Ông/bà là ai?</legend>{people}</fieldset>
<fieldset><legend>Mức định danh</legend>
<label><input type="radio" name="level" value="2" checked> Mức 2 (đã đến công an)
</label><label><input type="radio" name="level" value="1"> Mức 1 (chỉ đăng ký trên điện thoại)</label></fieldset>
<p><button>Đồng ý và tiếp tục</button></p></form></html>"""


@dataclass
class _Provider:
    book: Book
    url: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    #: Codes that were given out and not fetched yet, and whom an access token is about.
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)

    def discovery(self, _: Request) -> Answer:
        paths = {"authorization": "auth", "token": "token", "userinfo": "userinfo"}
        found = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in paths.items()}
        return said({"issuer": self.url, **found, "jwks_uri": f"{self.url}/certs"})

    def certs(self, _: Request) -> Answer:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return said({"keys": [{**key, "kid": _KEY_NAME, "use": "sig", "alg": "RS256"}]})

    def ask(self, asked: Request) -> Answer:
        if missing := [name for name in _ASKED if not asked.query.get(name)]:
            return self._refused(f"missing {', '.join(missing)}")
        # The demonstration is opened under several names of one machine: the path alone is registered.
        if asked.query["client_id"] != CLIENT or urlsplit(asked.query["redirect_uri"]).path != _BACK:
            return self._refused("unknown client or address to come back to")
        people = "".join(_choice(person, first=place == 0) for place, person in enumerate(_citizens()))
        asked_for = escape(json.dumps(dict(asked.query)))
        return page(_PAGE.format(asked=asked_for, people=people))

    def consent(self, answered: Request) -> Answer:
        given = answered.form()
        asked, code = json.loads(given["asked"]), get_random_string(32)
        self.codes[code] = {**asked, "person": given["person"], "level": given["level"]}
        back = urlencode({"code": code, "state": asked["state"], "iss": self.url})
        return sent_to(f"{asked['redirect_uri']}?{back}")

    def token(self, asked: Request) -> Answer:
        given = asked.form()
        found = self.codes.pop(given.get("code", ""), None)
        if given.get("client_id") != CLIENT or not constant_time_compare(given.get("client_secret", ""), SECRET):
            return self._refused("invalid_client", status=401)
        if found is None or given.get("redirect_uri") != found["redirect_uri"]:
            return self._refused("invalid_grant")
        if _challenge(given.get("code_verifier", "")) != found["code_challenge"]:
            return self._refused("invalid_grant: the verifier is not that of the challenge")
        access = get_random_string(32)
        self.tokens[access] = _claims(found)
        return said(
            {"access_token": access, "token_type": "Bearer", "expires_in": _LIFE_SECONDS, **self._signed(found)}
        )

    def userinfo(self, asked: Request) -> Answer:
        found = self.tokens.get(asked.headers.get("authorization", "").removeprefix("Bearer "))
        return said(found) if found else said({"error": "invalid_token"}, status=401)

    def _signed(self, found: dict[str, str]) -> dict[str, str]:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "sub": found["person"], "nonce": found["nonce"]}
        life = {"iat": now, "exp": now + _LIFE_SECONDS}
        return {"id_token": jwt.encode({**claims, **life}, self.key, algorithm="RS256", headers={"kid": _KEY_NAME})}

    def _refused(self, why: str, *, status: int = 400) -> Answer:
        self.book.complain(why)
        return said({"error": why.partition(":")[0], "error_description": why}, status=status)


def stand_in(*, port: int = 0, book: Book | None = None) -> StandIn:
    provider = _Provider(book or Book())
    routes = {
        ("GET", "/.well-known/openid-configuration"): provider.discovery,
        ("GET", "/certs"): provider.certs,
        ("GET", "/auth"): provider.ask,
        ("POST", "/auth"): provider.consent,
        ("POST", "/token"): provider.token,
        ("GET", "/userinfo"): provider.userinfo,
    }
    opened = StandIn(routes, book=provider.book, port=port)
    provider.url = opened.url
    return opened


def settings(url: str) -> dict[str, str]:
    """What leads a portal here."""
    return {"VNEID_URL": url, "VNEID_ID": CLIENT, "VNEID_SECRET": SECRET}


def _citizens() -> list[DemoPerson]:
    return [person for person in PEOPLE if not person.posts]


def _choice(person: DemoPerson, *, first: bool) -> str:
    checked = " checked" if first else ""
    return (
        f'<label><input type="radio" name="person" value="{escape(person.sign_in)}"{checked}> '
        f"{escape(person.full_name)}</label>"
    )


def _claims(found: dict[str, str]) -> dict[str, Any]:
    person = next(one for one in _citizens() if one.sign_in == found["person"])
    return {
        "sub": person.sign_in,
        "LoaiTaiKhoan": "1",
        "SoDinhDanh": person.personal_id,
        "HoVaTen": person.full_name.upper(),
        "NgayThangNamSinh": f"{person.birth_date:%d/%m/%Y}",
        "TechID": hashlib.sha256(person.sign_in.encode()).hexdigest()[:16],
        "loAs": f"LoA{found['level']}",
    }


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def main() -> None:
    parser = argparse.ArgumentParser(description="VNeID of the demonstration")
    parser.add_argument("--port", type=int, default=8110)
    given = parser.parse_args()
    stand_in(port=given.port).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
