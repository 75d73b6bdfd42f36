"""Facts, reasons and steps of many more dossiers than there are: copies, set some years back, at invented agencies.

What was copied stays, so a run that was stopped goes on where it was. Only what has ended is copied: of ten million
no more are open than a year brings in. Signs are strewn in, since seeded dossiers hardly have any.
"""

from collections.abc import Callable
from itertools import chain
from typing import Any

from django.db import connection, models, transaction

from motcua.dossiers.commands import filling_times
from motcua.dossiers.models import FillingMeasure
from motcua.effects.reporting import reasons, recounting
from motcua.effects.reporting.fact_sql import COLUMNS
from motcua.effects.reporting.measures import POST_OF
from motcua.effects.reporting.models import DossierFact
from motcua.effects.reporting.report_models import ReasonFact
from motcua.foundation import legal_time

#: Above every number that a dossier or an event here has.
_COPIES = 10**10
_DAYS = {*POST_OF, "due_on", "first_due_on"}
#: One in so many has the sign.
_STREWN = {
    "returned_before_due": 4001,
    "asked_before_due": 4003,
    "received_again": 5003,
    "date_edited": 5009,
    "paused_without_ground": 6007,
    "closed_by_desk": 6011,
    "reused_papers": 7001,
    "paid_online": 31,
    "has_fee": 31,
    "delivered_by_post": 8009,
}
_OTHERWISE = {
    "dossier_id": "f.dossier_id + %(offset)s",
    "agency_id": "b.id",
    # Seeded dossiers are told to nobody.
    "known_there": "f.dossier_id %% 997 <> 0",
}

_MULTIPLIED: tuple[type[models.Model], ...] = (DossierFact, ReasonFact)

Say = Callable[[str], None]


def multiply(count: int, *, say: Say) -> None:
    """Until there are so many facts."""
    if DossierFact.objects.count() < count:
        with connection.cursor() as cursor:
            for index in chain.from_iterable(model._meta.indexes for model in _MULTIPLIED):  # noqa: SLF001 - the way in that Django documents
                # It only looks things up: built again at once it costs a tenth.
                cursor.execute(f"DROP INDEX IF EXISTS {index.name}")
            while (there := DossierFact.objects.count()) < count:
                say(f"{there:,} facts")
                _copy(cursor, DossierFact.objects.order_by("-pk").values_list("pk", flat=True)[0] // _COPIES + 1)
    _put_back(say=say)
    _count(say=say)
    _fill_in(say=say)


@transaction.atomic
def _copy(cursor: Any, number: int) -> None:
    suffix = f".BENCH{number}"
    cursor.execute(_AGENCIES, {"suffix": suffix})
    told = {"suffix": suffix, "offset": number * _COPIES, "years": (number + 1) // 2, "copies": _COPIES}
    for statement in (_REASONS, _STEPS, _FACTS):
        cursor.execute(statement, told)


def _count(*, say: Say) -> None:
    """The cells, where copies came in; nothing is done where they are right."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE reporting_dossierfact, reporting_reasonfact")
        cursor.execute("SELECT coalesce(sum(filed), 0) FROM reporting_tally WHERE grain = 'y' AND procedure_id IS NULL")
        (counted,) = cursor.fetchone()
        if counted == DossierFact.objects.count():
            return
    for month in recounting.months():
        recounting.mend(month)
        say(f"cells of {month:%Y-%m} counted")
    recounting.mend_years()
    reasons.count_months()
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE reporting_tally, reporting_durationtally, reporting_dossierfact, reporting_reasonfact,"
            " reporting_reasontally, reporting_steptally"
        )


def _fill_in(*, say: Say) -> None:
    """A draft of each that came online, filled in within a quarter of an hour to three days; one in nine is left."""
    with connection.cursor() as cursor:
        if not FillingMeasure.objects.exists():
            cursor.execute(_DRAFTS)
            say("drafts measured")
        # As a worker does it each night.
        counted = filling_times.count_months(at=legal_time.now())
        cursor.execute("VACUUM ANALYZE dossiers_fillingmeasure, dossiers_fillingtally")
    say(f"{len(counted)} months of drafts counted")


def _put_back(*, say: Say) -> None:
    """Those that a stopped run has left out as well."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename LIKE 'reporting_%%'")
        there = {name for (name,) in cursor.fetchall()}
    for model in _MULTIPLIED:
        for index in model._meta.indexes:  # noqa: SLF001 - the same
            if index.name not in there:
                with connection.schema_editor(atomic=False) as editor:
                    editor.add_index(model, index)
                say(f"index {index.name} built")


def _copied(column: str) -> str:
    if column in _DAYS:
        return f"(f.{column} - make_interval(years => %(years)s))::date"
    if column in _STREWN:
        return f"(f.{column} OR f.received_on IS NOT NULL AND (f.dossier_id + %(years)s) %% {_STREWN[column]} = 0)"
    return _OTHERWISE.get(column, f"f.{column}")


_AGENCIES = """
    INSERT INTO organisations_agency
        (kind, name, code, managed_by_id, province_code, commune_code, address, phone, valid_from)
    SELECT kind, name || %(suffix)s, code || %(suffix)s, managed_by_id, province_code, commune_code, '', '', valid_from
    FROM organisations_agency
    WHERE id IN (SELECT agency_id FROM reporting_tally WHERE grain = 'y') AND code NOT LIKE '%%.BENCH%%'
    ON CONFLICT DO NOTHING
"""
_INVENTED = """
    JOIN organisations_agency a ON a.id = f.agency_id JOIN organisations_agency b ON b.code = a.code || %(suffix)s
"""
_FACTS = (
    f"INSERT INTO reporting_dossierfact ({', '.join(COLUMNS)}) SELECT {', '.join(map(_copied, COLUMNS))}"  # noqa: S608 - names of our own
    f" FROM reporting_dossierfact f {_INVENTED} WHERE f.dossier_id < %(copies)s AND f.ended_on IS NOT NULL"
)
_REASONS = f"""
    INSERT INTO reporting_reasonfact (event_id, reason, items, action, "on", agency_id, post_id, procedure_id)
    SELECT f.event_id + %(offset)s, f.reason, f.items, f.action, (f.on - make_interval(years => %(years)s))::date,
        b.id, f.post_id, f.procedure_id
    FROM reporting_reasonfact f {_INVENTED} WHERE f.event_id < %(copies)s
    ON CONFLICT DO NOTHING
"""  # noqa: S608 - names of our own
_STEPS = f"""
    INSERT INTO reporting_steptally
        (month, agency_id, procedure_id, step, steps, waited_seconds, total_seconds, late, returned)
    SELECT (f.month - make_interval(years => %(years)s))::date, b.id, f.procedure_id, f.step, f.steps, f.waited_seconds,
        f.total_seconds, f.late, f.returned
    FROM reporting_steptally f {_INVENTED} WHERE a.code NOT LIKE '%%.BENCH%%'
    ON CONFLICT DO NOTHING
"""  # noqa: S608 - names of our own
_DRAFTS = """
    INSERT INTO dossiers_fillingmeasure
        (procedure_id, procedure_version_id, ended_on, channel, how, seconds, active_seconds, last_field)
    SELECT f.procedure_id, p.current_version_id, f.submitted_on, f.channel,
        CASE WHEN f.dossier_id % 9 = 0 THEN 'expired' ELSE 'filed' END,
        900 + abs(hashint8(f.dossier_id)) % (CASE WHEN f.dossier_id % 5 = 0 THEN 259200 ELSE 3600 END),
        300 + abs(hashint8(f.dossier_id)) % 1800, 'field_' || f.dossier_id % 20
    FROM reporting_dossierfact f JOIN catalogue_procedure p ON p.id = f.procedure_id
    WHERE f.channel = 'online' AND p.current_version_id IS NOT NULL
"""
