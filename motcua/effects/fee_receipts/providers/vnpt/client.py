"""Ask VNPT over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from uuid import UUID

from motcua.effects.fee_receipts.providers.port import Hindered, Issued, Obstacle, Order
from motcua.effects.fee_receipts.providers.vnpt import wire
from motcua.effects.fee_receipts.providers.vnpt.wire import Refused
from motcua.foundation.partner_line import NoAnswer, PartnerLine

#: It signs while we wait.
LIMIT_SECONDS = 20.0
_LONGEST_ANSWER = 8_000_000
_OK = 200
_SERVICES: dict[str, str] = {
    "ImportAndPublishInv": "PublishService.asmx",
    "listInvByCusFkey": "PortalService.asmx",
    "downloadInvPDFFkeyNoPay": "PortalService.asmx",
    "cancelInv": "BusinessService.asmx",
}


@dataclass(frozen=True, slots=True)
class Vnpt:
    """With `account` receipts are issued and cancelled; with `username` the service is called."""

    url: str
    account: str
    account_password: str
    username: str
    password: str

    def issue(self, order: Order) -> Issued:
        """A refusal may be of the second try only: a receipt of this key is looked for before it is believed."""
        method = "ImportAndPublishInv"
        try:
            said = self._said(
                method,
                {
                    "Account": self.account,
                    "ACpass": self.account_password,
                    "xmlInvData": wire.written(order),
                    "username": self.username,
                    "password": self.password,
                    "pattern": order.facts.form,
                    "serial": order.facts.symbol,
                    "convert": "0",
                },
            )
        except Refused as refused:
            found = self._found(order) if refused.code in (wire.KNOWN, wire.TOO_EARLY) else None
            if found is None:
                raise wire.hindered(refused, method=method) from None
            return found
        return wire.published(said, order)

    def cancel(self, key: UUID) -> None:
        method = "cancelInv"
        account = {"Account": self.account, "ACpass": self.account_password}
        try:
            said = self._said(method, {**account, "fkey": wire.fkey(key), **self._user})
        except Refused as refused:
            if refused.code == wire.CANCELLED:
                return
            raise wire.hindered(refused, method=method) from None
        if not said.startswith("OK:"):
            raise Hindered(Obstacle.DOWN)

    def paper(self, key: UUID) -> bytes:
        return wire.paper(self._read("downloadInvPDFFkeyNoPay", {"fkey": wire.fkey(key), **self._user}))

    def _found(self, order: Order) -> Issued | None:
        asked = {"key": wire.fkey(order.key), "fromDate": "", "toDate": "", **self._user}
        return wire.listed(self._read("listInvByCusFkey", asked), order)

    @property
    def _user(self) -> dict[str, str]:
        return {"userName": self.username, "userPass": self.password}

    def _read(self, method: str, arguments: Mapping[str, str]) -> str:
        try:
            return self._said(method, arguments)
        except Refused as refused:
            raise wire.hindered(refused, method=method) from None

    def _said(self, method: str, arguments: Mapping[str, str]) -> str:
        """Raises Refused, Hindered."""
        body = _sent(f"{self.url.rstrip('/')}/{_SERVICES[method]}", method, wire.envelope(method, arguments))
        return wire.answer(body, method=method)


def issuer(access: Mapping[str, str]) -> Vnpt:
    """Raises KeyError where one is missing."""
    return Vnpt(**{each.name: str(access[each.name]) for each in fields(Vnpt)})


def _sent(url: str, method: str, envelope: bytes) -> bytes:
    headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{wire.NAMESPACE}{method}"'}
    try:
        said = _line.ask("POST", url, seconds=LIMIT_SECONDS, longest=_LONGEST_ANSWER, content=envelope, headers=headers)
    except NoAnswer:
        raise Hindered(Obstacle.DOWN) from None
    if said.status != _OK:
        raise Hindered(Obstacle.DOWN)
    return said.body


_line = PartnerLine()
forget = _line.forget
