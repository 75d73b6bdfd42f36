"""Standard Webhooks: the headers by which a receiver knows that a message is ours, whole and of now.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
from datetime import datetime

_PREFIX = "whsec_"


def headers(secret: str, *, message_id: str, body: bytes, at: datetime) -> dict[str, str]:
    moment = str(int(at.timestamp()))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{_signed(secret, f'{message_id}.{moment}.'.encode() + body)}",
    }


def _signed(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    return base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
