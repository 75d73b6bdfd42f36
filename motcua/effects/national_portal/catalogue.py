"""The national portal as a source of its catalogue: `LayDanhSachTTHC` and `LayThuTuc`."""

from collections.abc import Mapping
from typing import Any

from motcua.blueprints.catalogue.national.updates import Listed
from motcua.effects.national_portal import client

_LISTING, _DETAIL = "LayDanhSachTTHC", "LayThuTuc"


class NationalCatalogue:
    """Raises PortalDown, PortalSaysNo of the client."""

    def listing(self) -> list[Listed]:
        """A row without its code or name names nothing."""
        rows = client.fetch(_LISTING)
        texts = ((row.get("MATTHC"), row.get("TENTTHC")) for row in rows)
        return [Listed(code.strip(), name) for code, name in texts if isinstance(code, str) and isinstance(name, str)]

    def detail(self, code: str) -> Mapping[str, Any] | None:
        """None where it lists the procedure and says nothing of it."""
        return next(iter(client.fetch(_DETAIL, maTTHC=code)), None)
