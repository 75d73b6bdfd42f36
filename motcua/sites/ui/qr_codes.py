"""Addresses that a telephone reads from a screen or a paper."""

from io import BytesIO

import segno
from markupsafe import Markup


def svg(address: str) -> Markup:
    """Dark on white whatever the theme, with the margin that readers want."""
    out = BytesIO()
    segno.make_qr(address, error="m").save(
        out,
        kind="svg",
        border=3,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        light="#fff",
        dark="#000",
        omitsize=True,
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - drawn by us from an address of ours
