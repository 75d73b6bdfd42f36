"""Looking up where a dossier is: by its code, as anybody can, and as its applicant, who sees everything."""

from django.utils.http import urlencode

from bench import limit, sessions
from bench.database import durability, postmaster
from bench.figures import Report, machine
from bench.load import Meter
from bench.options import Options
from bench.reading import SAMPLE, looked_at, require_dossiers, sampled
from bench.web import server
from motcua.dossiers.models import Dossier
from motcua.foundation.accounts.models import Account

BY_CODE, OWN, LIMIT = "by code, not signed in", "own dossier, signed in", "pgbench, rows of a look-up by code"
#: People whose sessions are made; each looks at several of their dossiers.
PEOPLE = 300
LOOK_UP = """
\\set number random(:first, :last)
SELECT d.*, p.short_name, a.name, u.name FROM dossiers_dossier d
    JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id
    JOIN catalogue_procedure p ON p.id = v.procedure_id
    JOIN organisations_agency a ON a.id = d.deciding_agency_id
    JOIN organisations_agency u ON u.id = d.receiving_unit_id
    WHERE d.id = :number;
SELECT count(*) FROM dossiers_workitem WHERE dossier_id = :number AND status = 'done';
"""


def run(options: Options) -> Report:
    there, database = require_dossiers(options), postmaster()
    report = Report("tracking", {**machine(), **durability(), "dossiers": there, "clients": options.clients})
    codes = Dossier.objects.filter(pk__in=sampled(SAMPLE), code__isnull=False).values_list("code", flat=True)
    own = _own_pages()
    try:
        with server() as web:
            meter = Meter(web.pid, database)
            anonymous = [(f"/tracking?{urlencode({'code': str(code)})}", "") for code in codes]
            report.add(looked_at(BY_CODE, web, anonymous, meter=meter, options=options))
            report.add(looked_at(OWN, web, own, meter=meter, options=options))
    finally:
        sessions.sign_out({session for _, session in own})
    numbers = Dossier.objects.order_by("pk").values_list("pk", flat=True)
    ends = {"first": numbers[0], "last": numbers.reverse()[0]}
    seconds = max(3, round(options.seconds / 2))
    report.add(
        limit.pgbench(LIMIT, LOOK_UP, clients=options.clients, variables=ends, postmaster=database, seconds=seconds)
    )
    report.compare(BY_CODE, limit=LIMIT)
    report.compare(OWN, limit=LIMIT)
    return report


def _own_pages() -> list[tuple[str, str]]:
    """Addresses of dossiers, each with the session of its applicant."""
    filed = Dossier.objects.filter(pk__in=sampled(PEOPLE * 4), applicant_account__isnull=False, code__isnull=False)
    found = list(filed.values_list("code", "applicant_account_id")[: PEOPLE * 2])
    accounts = Account.objects.filter(pk__in={account for _, account in found})
    session_of = dict(zip([account.pk for account in accounts], sessions.sign_in(accounts), strict=True))
    return [(f"/dossiers/{code}", session_of[account]) for code, account in found if account]
