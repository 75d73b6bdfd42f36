"""What the national platform would find wrong with what we send."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from motcua.effects.payments.gateways import moments
from motcua.effects.payments.gateways.pipe_checksum import wire
from motcua.effects.payments.gateways.pipe_checksum.profile import Profile, Verb

_ASKED = {
    "version": re.compile(r"1\.0\.6"),
    "partner": re.compile("[A-Z0-9]{2,20}"),
    "reference": re.compile("[A-Za-z0-9]{1,34}"),
    "moment": re.compile("[0-9]{14}"),
}
_FORMS = {
    Verb.INIT: {
        **_ASKED,
        "amount": re.compile("[1-9][0-9]{0,12}"),
        "currency": re.compile("VND"),
        "payment_kind": re.compile("PAY"),
        "locale": re.compile("vi-VN|en-US"),
        "words": re.compile("[A-Za-z0-9 .:-]{1,255}"),
        "address": re.compile("[0-9a-f.:]{7,45}"),
    },
    Verb.QUERY: _ASKED,
    Verb.GET_BILL: _ASKED,
}
_RECEIPT = (
    *("MaDichVu", "MaDVC", "TenDVC", "MaTTHC", "TenTTHC", "MaDonVi", "TenDonVi", "MaHoSo", "TKThuHuong"),
    *("MaNHThuHuong", "TenTKThuHuong", "NoiDungThanhToan", "HoTenNguoiNop", "DiaChiNguoiNop"),
)
_CLOCKS_DIFFER = timedelta(minutes=15)


def wrong_in(profile: Profile, theirs: Mapping[str, Any], verb: Verb, *, secret: str, now: datetime) -> str:
    """In a word, or empty where nothing is."""
    if theirs.get(profile.names["kind"]) != verb:
        return profile.names["kind"]
    try:
        heard = wire.checked(profile, verb, theirs, secret=secret)
    except wire.BadChecksum:
        return profile.names["checksum"]
    malformed = next((word for word, form in _FORMS[verb].items() if not form.fullmatch(heard.get(word, ""))), "")
    if malformed:
        return profile.names[malformed]
    return _off(profile, heard, now) or (_wrong_in_receipt(profile, theirs) if verb is Verb.INIT else "")


def _off(profile: Profile, heard: Mapping[str, str], now: datetime) -> str:
    try:
        said = moments.read(heard["moment"])
    except moments.Unreadable:
        return profile.names["moment"]
    return profile.names["moment"] if abs(said - now) > _CLOCKS_DIFFER else ""


def _wrong_in_receipt(profile: Profile, theirs: Mapping[str, Any]) -> str:
    """The platform writes a receipt of it: the parts must make up the whole, phí and lệ phí apart."""
    if not profile.receipt_name:
        return ""
    facts = theirs.get(profile.receipt_name)
    if not isinstance(facts, dict):
        return profile.receipt_name
    if missing := next((name for name in _RECEIPT if not facts.get(name)), ""):
        return missing
    sums = [sum(int(line["SoTien"]) for line in facts.get(name, [])) for name in ("PhiLePhi", "DSKhoanNop")]
    whole = int(theirs[profile.names["amount"]])
    kinds = {line["LoaiPhiLePhi"] for line in facts["PhiLePhi"]}
    return "" if sums == [whole, whole] and kinds <= {"1", "2", "3"} else "PhiLePhi"
