"""Does it say what to bring?"""

from collections.abc import Iterator

from motcua.blueprints.catalogue.national.doctor.finding import Around, Check, Seen
from motcua.blueprints.catalogue.national.entry import NationalProcedure

_NONE = {"", "0"}


def _no_papers(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    if not any(case.papers for case in procedure.paper_cases):
        yield Seen("")


def _empty_case(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    if any(case.papers for case in procedure.paper_cases):
        yield from (Seen(case.name) for case in procedure.paper_cases if not case.papers)


def _no_copy_at_all(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for case in procedure.paper_cases:
        for paper in case.papers:
            if paper.originals in _NONE and paper.copies in _NONE:
                yield Seen(paper.name or paper.form_name)


CHECKS: tuple[Check[NationalProcedure], ...] = (
    Check("no_papers", "no papers are named", _no_papers),
    Check("empty_case", "a case without papers", _empty_case),
    Check("paper_without_count", "neither an original nor a copy is asked for", _no_copy_at_all),
)
