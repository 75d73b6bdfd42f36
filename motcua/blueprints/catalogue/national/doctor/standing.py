"""What it stands on and is called by: law, codes, names, and texts that break off."""

import re
from collections.abc import Iterator

from motcua.blueprints.catalogue.national.doctor import documents
from motcua.blueprints.catalogue.national.doctor.finding import Around, Check, Seen
from motcua.blueprints.catalogue.national.entry import NationalProcedure
from motcua.foundation.text.folding import fold

PROCEDURE_CODE = re.compile(r"\d\.\d{6}")
RESULT_CODE = re.compile(r"KQ\.G\d\d\.\d{6}")
#: The portal's copies end a text here, in the midst of a word.
CUT_AT = 2000
_ENDS = (".", ";", ":", ")", "”", '"', "/")


def _no_basis(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    if not procedure.legal_basis:
        yield Seen("")


def _basis_without_number(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    yield from (Seen(basis.title) for basis in procedure.legal_basis if not basis.number)


def _odd_basis_number(procedure: NationalProcedure, around: Around) -> Iterator[Seen]:
    for basis in procedure.legal_basis:
        if basis.number and not documents.is_likely(documents.number_in(basis.number), on=around.on):
            yield Seen(basis.number)


def _dead_basis(procedure: NationalProcedure, around: Around) -> Iterator[Seen]:
    for basis in procedure.legal_basis:
        number = documents.number_in(basis.number or basis.title)
        dead = documents.successor(number, on=around.on, known=around.superseded)
        if dead is not None:
            yield Seen(f"{number} → {dead.number} ({dead.since:%d/%m/%Y})")


def _odd_code(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    if not PROCEDURE_CODE.fullmatch(procedure.code):
        yield Seen(procedure.code)


def _odd_result_code(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for result in procedure.results:
        if not RESULT_CODE.fullmatch(result.code):
            yield Seen(f"{result.code} {result.name}".strip())


def _not_in_force(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    if not procedure.is_in_force:
        yield Seen(procedure.decision)


def _no_agency(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    if not procedure.agency:
        yield Seen("")


def _name_twice(procedure: NationalProcedure, around: Around) -> Iterator[Seen]:
    others = [code for code in around.codes_by_name.get(fold(procedure.name), ()) if code != procedure.code]
    if others:
        yield Seen(", ".join(others))


def _cut(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    papers = (paper.name for case in procedure.paper_cases for paper in case.papers)
    notes = (time.note for way in procedure.ways for time in way.times)
    for text in (procedure.description, procedure.requirements, *papers, *notes):
        if len(text) in range(CUT_AT - 1, CUT_AT + 1) and not text.endswith(_ENDS):
            yield Seen(f"…{text[-60:]}")


CHECKS: tuple[Check[NationalProcedure], ...] = (
    Check("no_legal_basis", "no legal basis", _no_basis),
    Check("basis_without_number", "a legal document without a number", _basis_without_number),
    Check("odd_basis_number", "an unlikely number or year of a legal document", _odd_basis_number),
    Check("dead_basis", "a legal document that is no longer in force", _dead_basis),
    Check("odd_code", "the code has not the shape 1.234567", _odd_code),
    Check("odd_result_code", "the code of a result has not the shape KQ.G01.234567", _odd_result_code),
    Check("not_in_force", "the catalogue says that it is not in force", _not_in_force),
    Check("no_agency", "no agency is named", _no_agency),
    Check("name_twice", "another procedure has the same name", _name_twice),
    Check("cut_text", "a text breaks off", _cut),
)
