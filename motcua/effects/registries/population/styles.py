"""How the doors to the population database differ from province to province."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """`unit`, `account` and `phone` stand in the request where the granted set of facts wants them."""

    in_seconds: bool = False
    auth_hash: bool = False
    #: JSON goes in through the gateway, and the envelope comes back as a text inside of JSON.
    is_wrapped: bool = False
    unit: str = ""
    account: str = ""
    phone: str = ""


AXIS = Style()
STYLES: Mapping[str, Style] = {
    "axis": AXIS,
    "axis_seconds": Style(in_seconds=True),
    "axis_auth_hash": Style(auth_hash=True),
    "wrapped": Style(is_wrapped=True),
}
