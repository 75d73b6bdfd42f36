"""What gateways of the WSO2 kind say instead of an answer: a fault in XML or in JSON, with a number."""

import json

from lxml import etree

from motcua.foundation.partner_line import Answer

_UNAUTHORISED = 401
#: Invalid or expired credentials, missing credentials.
_TOKEN_ENDED = frozenset({"900901", "900902"})
_LONGEST_FAULT = 10_000


def is_token_ended(answer: Answer) -> bool:
    """Answer as 401, or as a fault with whatever status."""
    return answer.status == _UNAUTHORISED or code_in(answer.body) in _TOKEN_ENDED


def code_in(body: bytes) -> str:
    """The number of the fault; empty where this is none."""
    start = body[:_LONGEST_FAULT].lstrip()
    if start.startswith(b"<"):
        return _in_xml(start)
    return _in_json(start) if start.startswith(b"{") and b"fault" in start else ""


def _in_xml(body: bytes) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return ""
    if etree.QName(root).localname != "fault":
        return ""
    return (root.findtext("{*}code") or "").strip()


def _in_json(body: bytes) -> str:
    try:
        told = json.loads(body)
    except ValueError:
        return ""
    fault = told.get("fault")
    return str(fault.get("code", "")) if isinstance(fault, dict) else ""
