"""The code as a picture that a telephone keeps and its bank's application opens."""

from io import BytesIO

import segno

#: Large enough for a photograph of a screen, small enough to be sent.
_DOTS = 8
_MARGIN = 4


def png(payload: str) -> bytes:
    out = BytesIO()
    segno.make_qr(payload, error="m").save(out, kind="png", scale=_DOTS, border=_MARGIN)
    return out.getvalue()
