"""Ways in to the procedures besides words: what happens in life, who decides, and the national catalogue by level."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.models import NationalEntry, Procedure
from motcua.blueprints.catalogue.national import queries as national
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.text.folding import fold

EVENT, AGENCY, LEVEL = "event", "agency", "level"
#: Fewer letters begin too many names: "sở" is every department.
SHORTEST_NAME = 4
AGENCY_KINDS: dict[AgencyKind, Promise] = {
    AgencyKind.PROVINCE_COMMITTEE: _("Ủy ban nhân dân tỉnh, thành phố"),
    AgencyKind.PROVINCIAL_SERVICE_CENTRE: _("Trung tâm Phục vụ hành chính công tỉnh, thành phố"),
    AgencyKind.DEPARTMENT: _("Sở, ban, ngành"),
    AgencyKind.COMMUNE_COMMITTEE: _("Ủy ban nhân dân xã, phường"),
    AgencyKind.COMMUNE_SERVICE_CENTRE: _("Trung tâm Phục vụ hành chính công xã, phường"),
    AgencyKind.COMMUNE_POLICE: _("Công an xã, phường"),
    AgencyKind.PROVINCIAL_POLICE: _("Công an tỉnh, thành phố"),
    AgencyKind.LAND_OFFICE_BRANCH: _("Văn phòng đăng ký đất đai"),
    AgencyKind.SOCIAL_INSURANCE: _("Bảo hiểm xã hội"),
    AgencyKind.TAX: _("Cơ quan thuế"),
    AgencyKind.OTHER: _("Cơ quan khác"),
}


@dataclass(frozen=True, slots=True)
class Level:
    """`printed` is how the national catalogue writes it."""

    printed: str
    name: Promise


#: Nearest to the citizen first.
NATIONAL_LEVELS = {
    "commune": Level("Cấp xã", _("Cấp xã")),
    "province": Level("Cấp tỉnh", _("Cấp tỉnh")),
    "ministry": Level("Cấp bộ", _("Cấp bộ")),
    "other": Level("Cơ quan khác", _("Cơ quan khác")),
}


@dataclass(frozen=True, slots=True)
class Readable:
    """A line about a procedure that only the national catalogue describes."""

    code: str
    name: str
    sector: str


@dataclass(frozen=True, slots=True)
class WayIn:
    """A line of the filter: `of` says which list it belongs to."""

    of: str
    key: str
    name: str | Promise
    count: int

    @property
    def query(self) -> str:
        return urlencode({self.of: self.key})

    @property
    def is_national(self) -> bool:
        return self.of == LEVEL


def events() -> list[WayIn]:
    return [WayIn(EVENT, group.key, group.name, len(group.procedures)) for group in queries.by_life_event()]


def agencies() -> list[WayIn]:
    return [
        WayIn(AGENCY, group.key, group.department or AGENCY_KINDS[group.kind], len(group.procedures))
        for group in queries.by_agency()
    ]


def agencies_meant(query: str) -> list[WayIn]:
    """Those that somebody names who searches for an office, not for a procedure: "công an", "ubnd xã Minh Tân"."""
    typed = fold(query).replace("ubnd", "uy ban nhan dan")
    return [way for way in agencies() if len(typed) >= SHORTEST_NAME and _is_named(fold(str(way.name)), typed)]


def _is_named(name: str, typed: str) -> bool:
    """One of its names begins with what was typed, or is where that begins."""
    return any(f"{each} ".startswith(f"{typed} ") or f"{typed} ".startswith(f"{each} ") for each in _spoken(name))


def _spoken(name: str) -> list[str]:
    """As people say it: "công an xã" and "công an phường" of "công an xã, phường"; "thuế" of "cơ quan thuế"."""
    first, *others = name.removeprefix("co quan ").split(", ")
    return [first, *(f"{first.rpartition(' ')[0]} {other}" for other in others)]


def levels() -> list[WayIn]:
    """Only those that have entries: without an import there are none."""
    at_level = {key: Count("pk", filter=Q(levels__contains=[level.printed])) for key, level in NATIONAL_LEVELS.items()}
    counted = national.readable().aggregate(**at_level)
    return [WayIn(LEVEL, key, level.name, counted[key]) for key, level in NATIONAL_LEVELS.items() if counted[key]]


def chosen(asked: Mapping[str, str]) -> WayIn | None:
    """The way in that the address names; an unknown one is none."""
    for of, ways in ((EVENT, events), (AGENCY, agencies), (LEVEL, levels)):
        if asked.get(of):
            return next((way for way in ways() if way.key == asked[of]), None)
    return None


def page(way: WayIn | None, *, after: str) -> QuerySet[Procedure]:
    """By name, beginning behind that procedure."""
    found = queries.published()
    if way is not None and way.of == EVENT:
        found = found.filter(life_events__contains=[way.key])
    elif way is not None:
        codes = [p.code for group in queries.by_agency() if group.key == way.key for p in group.procedures]
        found = found.filter(code__in=codes)
    last = Procedure.objects.filter(code=after).values("name_folded")[:1]
    return found.filter(name_folded__gt=last) if after else found


def national_page(level: str, *, after: str, size: int) -> list[Readable]:
    """By code, beginning behind that one."""
    entries = _at_level(level).filter(code__gt=after).order_by("code")
    return [Readable(*row) for row in entries.values_list("code", "name", "sector_name")[:size]]


def _at_level(key: str) -> QuerySet[NationalEntry]:
    return national.readable().filter(levels__contains=[NATIONAL_LEVELS[key].printed])
