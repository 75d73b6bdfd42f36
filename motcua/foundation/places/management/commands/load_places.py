"""Load provinces and communes of today from the data of the vietnamadminunits package (MIT)."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from motcua.foundation.places import package
from motcua.foundation.places.models import Commune, Province
from motcua.foundation.text.folding import fold

#: Đồng Nai has been a city under the central government since 30 April 2026; the package still says province.
NAMES_SINCE = {"75": "Thành phố Đồng Nai"}


class Command(BaseCommand):
    help = "Load provinces and communes (two levels, since 1 July 2025)"

    @transaction.atomic
    def handle(self, *_: Any, **__: Any) -> None:
        rows = _rows()
        provinces = {code: NAMES_SINCE.get(code, name) for code, name, _, _ in rows}
        Province.objects.bulk_create(
            [Province(code=code, name=name, name_folded=fold(name)) for code, name in provinces.items()],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "name_folded"],
        )
        Commune.objects.bulk_create(
            [Commune(code=code, province_id=p, name=name, name_folded=fold(name)) for p, _, code, name in rows],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["province", "name", "name_folded"],
        )
        self.stdout.write(f"{len(provinces)} provinces, {len(rows)} communes")


def _rows() -> list[tuple[str, str, str, str]]:
    """Province code and name, commune code and name."""
    return package.rows("SELECT provinceCode, province, wardCode, ward FROM admin_units ORDER BY wardCode")
