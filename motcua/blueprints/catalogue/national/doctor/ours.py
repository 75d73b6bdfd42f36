"""The same questions asked of the procedures that can be filed here, as far as they apply to a definition."""

from collections.abc import Iterator

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.national.doctor import documents
from motcua.blueprints.catalogue.national.doctor.fees import SMALLEST_DONG
from motcua.blueprints.catalogue.national.doctor.finding import Around, Check, Seen
from motcua.blueprints.catalogue.national.doctor.standing import PROCEDURE_CODE, RESULT_CODE
from motcua.foundation.text.folding import fold


def _fee_without_rate(definition: Definition, _around: Around) -> Iterator[Seen]:
    yield from (Seen(fee.name) for fee in definition.fees if not fee.rates)


def _too_small(definition: Definition, _around: Around) -> Iterator[Seen]:
    for fee in definition.fees:
        yield from (Seen(f"{fee.name}: {rate.amount}") for rate in fee.rates if 0 < rate.amount < SMALLEST_DONG)


def _no_papers(definition: Definition, _around: Around) -> Iterator[Seen]:
    if not definition.paper_groups:
        yield Seen("")


def _no_copy_at_all(definition: Definition, _around: Around) -> Iterator[Seen]:
    for group in definition.paper_groups:
        yield from (
            Seen(paper.name) for paper in group.papers if not (paper.originals or paper.copies or paper.is_form)
        )


def _no_basis(definition: Definition, _around: Around) -> Iterator[Seen]:
    if not definition.legal_basis:
        yield Seen("")


def _odd_basis_number(definition: Definition, around: Around) -> Iterator[Seen]:
    for basis in definition.legal_basis:
        if not documents.is_likely(documents.number_in(basis.number), on=around.on):
            yield Seen(basis.number)


def _dead_basis(definition: Definition, around: Around) -> Iterator[Seen]:
    for basis in definition.legal_basis:
        dead = documents.successor(documents.number_in(basis.number), on=around.on, known=around.superseded)
        if dead is not None:
            yield Seen(f"{basis.number} → {dead.number} ({dead.since:%d/%m/%Y})")


def _odd_code(definition: Definition, _around: Around) -> Iterator[Seen]:
    if not PROCEDURE_CODE.fullmatch(definition.code):
        yield Seen(definition.code)


def _odd_result_code(definition: Definition, _around: Around) -> Iterator[Seen]:
    for result in definition.results:
        if not RESULT_CODE.fullmatch(result.code or ""):
            yield Seen(f"{result.code or ''} {result.name}".strip())


def _name_twice(definition: Definition, around: Around) -> Iterator[Seen]:
    others = [code for code in around.codes_by_name.get(fold(definition.name), ()) if code != definition.code]
    if others:
        yield Seen(", ".join(others))


CHECKS: tuple[Check[Definition], ...] = (
    Check("fee_without_amount", "a fee without an amount", _fee_without_rate),
    Check("fee_too_small", "an amount below 1,000 đồng: the thousands were dropped", _too_small),
    Check("no_papers", "no papers are named", _no_papers),
    Check("paper_without_count", "neither an original nor a copy is asked for", _no_copy_at_all),
    Check("no_legal_basis", "no legal basis", _no_basis),
    Check("odd_basis_number", "an unlikely number or year of a legal document", _odd_basis_number),
    Check("dead_basis", "a legal document that is no longer in force", _dead_basis),
    Check("odd_code", "the code has not the shape 1.234567", _odd_code),
    Check("odd_result_code", "the code of a result has not the shape KQ.G01.234567", _odd_result_code),
    Check("name_twice", "another procedure has the same name", _name_twice),
)
