"""From facts to cells: the SQL is made from the table of measures, so that a new line there is counted everywhere.

`moments` says what each fact adds on which of its days; `cells` spreads it over grains and kinds of cell. The facts are
any relation named `f` with the columns of DossierFact and `sign`, which is -1 for what was counted and no longer holds.
"""

from motcua.effects.reporting.measures import COUNTED, POST_OF, Measure

COUNTERS: tuple[str, ...] = tuple(Measure)
#: What tells one cell from another, in the order in which cells are locked.
KEYS: tuple[str, ...] = ("grain", "starts_on", "agency_id", "procedure_id", "post_id", "service_level", "channel")
DURATION_KEYS: tuple[str, ...] = ("grain", "starts_on", "agency_id", "procedure_id", "channel", "working_days")
_KEYS, _DURATION_KEYS = ", ".join(KEYS), ", ".join(DURATION_KEYS)

_GRAINS = {"d": "{day}", "m": "date_trunc('month', {day})::date", "y": "date_trunc('year', {day})::date"}
#: Each kind of cell: agency, procedure, officer, level and channel. An officer's says nothing but whose it is.
_CUTS = (
    "(b.agency_id, b.procedure_id, NULL::bigint, b.service_level, b.channel)",
    "(b.agency_id, NULL, NULL, b.service_level, b.channel)",
    "(NULL, b.procedure_id, NULL, b.service_level, b.channel)",
)
_OFFICERS_CUT = "(NULL, NULL, b.post_id, '', '')"


def moments(facts: str, *, between: str = "true") -> str:
    """What each fact adds, on each of its days. `between` is a condition on `f.{on}`, the day."""
    return " UNION ALL ".join(_moment(on, facts, between) for on in POST_OF)


def cells(base: str, *, grains: str = "dmy") -> str:
    """The relation `base` of moments, summed up in every cell of these grains."""
    spread = ", ".join(f"('{grain}', {_GRAINS[grain].format(day='b.day')})" for grain in grains)
    cuts = ", ".join((*_CUTS, _OFFICERS_CUT))
    return f"""
        SELECT g.grain, g.starts_on, c.agency_id, c.procedure_id, c.post_id, c.service_level, c.channel,
            {", ".join(f"nullif(sum(b.{each}), 0) AS {each}" for each in COUNTERS)}
        FROM {base} b CROSS JOIN LATERAL (VALUES {spread}) g (grain, starts_on)
        CROSS JOIN LATERAL (VALUES {cuts}) c (agency_id, procedure_id, post_id, service_level, channel)
        WHERE c.post_id IS NOT NULL OR c.agency_id IS NOT NULL OR c.procedure_id IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6, 7
        HAVING {" OR ".join(f"sum(b.{each}) <> 0" for each in COUNTERS)}"""  # noqa: S608 - names of our own columns


def durations(facts: str, *, grains: str = "dmy", between: str = "true") -> str:
    """How many results took so many working days, in every cell of these grains."""
    spread = ", ".join(f"('{grain}', {_GRAINS[grain].format(day='f.ended_on')})" for grain in grains)
    return f"""
        SELECT g.grain, g.starts_on, c.agency_id, c.procedure_id, f.channel, f.working_days,
            sum(f.sign)::int AS dossiers
        FROM {facts} f CROSS JOIN LATERAL (VALUES {spread}) g (grain, starts_on)
        CROSS JOIN LATERAL (VALUES (f.agency_id, f.procedure_id), (f.agency_id, NULL), (NULL, f.procedure_id))
            c (agency_id, procedure_id)
        WHERE f.working_days IS NOT NULL AND {between.format(on="ended_on")}
        GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(f.sign) <> 0"""  # noqa: S608 - names of our own columns


def add_cells(differences: str) -> str:
    """Add the differences to the cells. They are locked in one order: writers wait for each other, never in a ring."""
    added = ", ".join(f"{each} = nullif(coalesce(t.{each}, 0) + coalesce(excluded.{each}, 0), 0)" for each in COUNTERS)
    columns = f"{_KEYS}, {', '.join(COUNTERS)}"
    return f"""
        INSERT INTO reporting_tally AS t ({columns})
        SELECT {columns} FROM {differences} ORDER BY {_KEYS}
        ON CONFLICT ({_KEYS}) DO UPDATE SET {added}"""  # noqa: S608 - names of our own columns


def add_durations(differences: str) -> str:
    columns = f"{_DURATION_KEYS}, dossiers"
    return f"""
        INSERT INTO reporting_durationtally AS t ({columns})
        SELECT {columns} FROM {differences} ORDER BY {_DURATION_KEYS}
        ON CONFLICT ({_DURATION_KEYS}) DO UPDATE SET dossiers = t.dossiers + excluded.dossiers"""  # noqa: S608 - names of our own columns


def summed(base: str) -> str:
    """The moments of many facts, summed up by day before they are spread."""
    return f"""
        (SELECT m.day, m.agency_id, m.procedure_id, m.post_id, m.service_level, m.channel,
            {", ".join(f"sum(m.{each}) AS {each}" for each in COUNTERS)}
        FROM ({base}) m GROUP BY 1, 2, 3, 4, 5, 6)"""  # noqa: S608 - names of our own columns


def years() -> str:
    """The cells of whole years, from those of their months."""
    sums = ", ".join(f"nullif(sum({each}), 0) AS {each}" for each in COUNTERS)
    return f"""
        SELECT 'y' AS grain, date_trunc('year', starts_on)::date AS starts_on, {", ".join(KEYS[2:])}, {sums}
        FROM reporting_tally WHERE grain = 'm' GROUP BY 2, {", ".join(KEYS[2:])}"""  # noqa: S608 - names of our own columns


def duration_years() -> str:
    keys = ", ".join(DURATION_KEYS[2:])
    return f"""
        SELECT 'y' AS grain, date_trunc('year', starts_on)::date AS starts_on, {keys}, sum(dossiers)::int AS dossiers
        FROM reporting_durationtally WHERE grain = 'm' GROUP BY 2, {keys}"""  # noqa: S608 - names of our own columns


def differences(*, expected: str, stored: str) -> str:
    """What is to be added to the stored cells so that they are as expected; `stored` is a condition on `t`."""
    have = ", ".join(f"-t.{each} AS {each}" for each in COUNTERS)
    return f"""
        SELECT {_KEYS}, {", ".join(f"nullif(sum({each}), 0) AS {each}" for each in COUNTERS)}
        FROM (
            SELECT {_KEYS}, {", ".join(COUNTERS)} FROM ({expected}) e
            UNION ALL SELECT {_KEYS}, {have} FROM reporting_tally t WHERE {stored}
        ) both_sides GROUP BY {_KEYS}
        HAVING {" OR ".join(f"sum({each}) <> 0" for each in COUNTERS)}"""  # noqa: S608 - names of our own columns


def duration_differences(*, expected: str, stored: str) -> str:
    return f"""
        SELECT {_DURATION_KEYS}, sum(dossiers)::int AS dossiers FROM (
            SELECT {_DURATION_KEYS}, dossiers FROM ({expected}) e
            UNION ALL SELECT {_DURATION_KEYS}, -t.dossiers FROM reporting_durationtally t WHERE {stored}
        ) both_sides GROUP BY {_DURATION_KEYS} HAVING sum(dossiers) <> 0"""  # noqa: S608 - names of our own columns


def _moment(on: str, facts: str, between: str) -> str:
    counted = ", ".join(_counted(measure, on) for measure in Measure)
    return f"""
        SELECT f.{on} AS day, f.agency_id, f.procedure_id, {POST_OF[on]} AS post_id, f.service_level, f.channel,
            {counted}
        FROM {facts} f WHERE f.{on} IS NOT NULL AND {between.format(on=on)}"""  # noqa: S608 - names of our own columns


def _counted(measure: Measure, on: str) -> str:
    counting = COUNTED[measure]
    if counting.on != on:
        return f"NULL::int AS {measure}"
    adds = f"f.sign * {counting.adds}"
    return f"CASE WHEN {counting.when} THEN {adds} END AS {measure}" if counting.when else f"{adds} AS {measure}"
