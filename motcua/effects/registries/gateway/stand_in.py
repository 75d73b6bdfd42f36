"""A stand-in for the province's gateway and the registers behind it: tokens, paths, and everything that goes wrong.

`python -m motcua.effects.registries.gateway.stand_in --port 8120 --profile province_access`. Faults on order besides
those of every stand-in: `expired` (401), `expired_fault` (the gateway's XML with number 900901 and status 200),
`missing_fault` (900902), `fault_inside` (status 200 with a fault of the backend), `wrong_enterprise`, `no_token`.
"""

import argparse
import base64
import itertools
import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from motcua.effects.registries.business.stand_in import Businesses
from motcua.effects.registries.civil_status.stand_in import UNIT, CivilStatus
from motcua.effects.registries.gateway.profiles import PROFILES, Profile
from motcua.effects.registries.insurance.stand_in import Insurance
from motcua.effects.registries.population.stand_in_wrapper import Wrapper
from motcua.foundation.stand_ins.door import Answer, Book, Request, Route, StandIn, said

KEY, SECRET = "motcua-song-lam", "stand-in-lgsp-secret"
ACCESS = {
    "AccessKey": "stand-in-access",
    "SecretKey": "stand-in-access-secret",
    "AppName": "motcua",
    "PartnerCode": "SONGLAM",
    "PartnerCodeCus": "SONGLAM-01",
}
_VERSION = "1.0"
_SECONDS = 3600
_XML = "application/xml; charset=UTF-8"


@dataclass
class GatewayDesk:
    """Gives tokens and looks at them. `lifetime` is what it says of them, in seconds."""

    book: Book
    profile: Profile
    lifetime: int = _SECONDS
    tokens: dict[str, float] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def token(self, asked: Request) -> Answer:
        basic = "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        if asked.headers.get("authorization") != basic or asked.form() != {"grant_type": "client_credentials"}:
            return self._wrong("token request", status=401)
        if not self._has_access(asked):
            return self._wrong("header lgspaccesstoken", status=401)
        if self.book.takes("no_token"):
            return said({"error": "server_error"}, status=500)
        token = f"stand-in-token-{next(self._numbers)}"
        self.tokens[token] = time.monotonic() + self.lifetime
        return said({"access_token": token, "token_type": "Bearer", "expires_in": self.lifetime, "scope": "default"})

    def guarded(self, route: Route) -> Route:
        def looked_at(asked: Request) -> Answer:
            token = asked.headers.get("authorization", "").removeprefix("Bearer ")
            refused = next((answer() for fault, answer in _REFUSED.items() if self.book.takes(fault)), None)
            if refused is not None:
                self.tokens.pop(token, None)
                return refused
            if self.tokens.get(token, 0.0) < time.monotonic():
                return _fault("900901", status=401)
            if not self._has_access(asked):
                return self._wrong("header lgspaccesstoken", status=403)
            if self.book.takes("fault_inside"):
                return said({"fault": {"code": 101503, "message": "Error connecting to the back end"}})
            return route(asked)

        return looked_at

    def _has_access(self, asked: Request) -> bool:
        if not self.profile.wants_access_header:
            return "lgspaccesstoken" not in asked.headers
        try:
            given = json.loads(base64.b64decode(asked.headers.get("lgspaccesstoken", ""), validate=True))
        except ValueError:
            return False
        return bool(given == ACCESS)

    def _wrong(self, what: str, *, status: int) -> Answer:
        self.book.complain(what)
        return said({"error": "invalid_client"}, status=status)


def _fault(code: str, *, status: int) -> Answer:
    inside = f"<am:code>{code}</am:code><am:type>Status report</am:type>"
    body = f'<am:fault xmlns:am="http://wso2.org/apimanager">{inside}</am:fault>'
    return Answer(body.encode(), status, _XML)


_REFUSED: Mapping[str, Callable[[], Answer]] = {
    "expired": lambda: said({"error": "invalid_token"}, status=401),
    "expired_fault": lambda: _fault("900901", status=200),
    "missing_fault": lambda: _fault("900902", status=200),
}


class GatewayStandIn(StandIn):
    desk: GatewayDesk
    businesses: Businesses
    insurance: Insurance
    civil_status: CivilStatus
    wrapper: Wrapper

    @property
    def population_url(self) -> str:
        version = f"/{_VERSION}" if self.desk.profile.names_versions else ""
        return f"{self.url}/apiCSDLDC{version}/traCuu"


def stand_in(*, port: int = 0, profile: str = "ndxp", book: Book | None = None) -> GatewayStandIn:
    noted = book or Book()
    desk = GatewayDesk(noted, PROFILES[profile])
    parts = (Businesses(noted), Insurance(noted), CivilStatus(noted), Wrapper(noted))
    routes: dict[tuple[str, str], Route] = {("POST", desk.profile.token_path): desk.token}
    for part in parts:
        for (method, name), route in part.operations().items():
            api, operation = name.split("/")
            version = f"/{_VERSION}" if desk.profile.names_versions else ""
            routes[method, f"/{api}{version}/{operation}"] = desk.guarded(route)
    opened = GatewayStandIn(routes, book=noted, port=port)
    opened.desk = desk
    opened.businesses, opened.insurance, opened.civil_status, opened.wrapper = parts
    return opened


def settings(url: str, *, profile: str = "ndxp") -> dict[str, str]:
    return {
        "LGSP_URL": url,
        "LGSP_PROFILE": profile,
        "LGSP_KEY": KEY,
        "LGSP_SECRET": SECRET,
        "LGSP_ACCESS_KEY": ACCESS["AccessKey"],
        "LGSP_ACCESS_SECRET": ACCESS["SecretKey"],
        "LGSP_APP_NAME": ACCESS["AppName"],
        "LGSP_PARTNER": ACCESS["PartnerCode"],
        "LGSP_PARTNER_BRANCH": ACCESS["PartnerCodeCus"],
        "CIVIL_STATUS_UNIT": str(UNIT),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for the province's gateway and the registers behind it")
    parser.add_argument("--port", type=int, default=8120)
    parser.add_argument("--profile", choices=list(PROFILES), default="ndxp")
    given = parser.parse_args()
    opened = stand_in(port=given.port, profile=given.profile)
    sys.stdout.write(f"{opened.url}  key {KEY}, secret {SECRET}\n")
    sys.stdout.flush()
    opened.serve_forever()


if __name__ == "__main__":
    main()
