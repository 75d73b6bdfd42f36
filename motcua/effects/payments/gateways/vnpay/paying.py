"""Send a payer to VNPAY's page: nothing is asked of its server, everything stands in the address."""

from django.conf import settings

from motcua.effects.payments.gateways import moments
from motcua.effects.payments.gateways.vnpay import wire
from motcua.effects.payments.models import Attempt

KEY = "vnpay"
#: Neither person nor procedure: what the payer's bank statement will show.
_WORDS = "Nop phi le phi {code}"
_LOCALES = {"vi": "vn", "en": "en"}
_ORDER_TYPE = "other"


def is_open() -> bool:
    return bool(settings.VNPAY_URL and settings.VNPAY_TMN_CODE and settings.VNPAY_HASH_SECRET)


def address(attempt: Attempt, *, return_url: str, payer_address: str, language: str) -> str:
    fields = {
        "vnp_Version": wire.VERSION,
        "vnp_Command": "pay",
        "vnp_TmnCode": settings.VNPAY_TMN_CODE,
        "vnp_Amount": wire.amount_text(attempt.amount),
        "vnp_CurrCode": "VND",
        "vnp_TxnRef": attempt.reference,
        "vnp_OrderInfo": words(attempt),
        "vnp_OrderType": _ORDER_TYPE,
        "vnp_Locale": _LOCALES.get(language, "vn"),
        "vnp_ReturnUrl": return_url,
        "vnp_IpAddr": payer_address,
        "vnp_CreateDate": moments.written(attempt.created_at),
        "vnp_ExpireDate": moments.written(attempt.expires_at),
    }
    return wire.signed_address(settings.VNPAY_URL, fields, secret=settings.VNPAY_HASH_SECRET)


def words(attempt: Attempt) -> str:
    return _WORDS.format(code=attempt.order.code)
