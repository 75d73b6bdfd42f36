"""The doctor goes round: every procedure of ours and every entry of the national catalogue, one after the other."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from motcua.blueprints.catalogue.models import NationalEntry
from motcua.blueprints.catalogue.national.doctor import documents, fees, ours, papers, standing, times
from motcua.blueprints.catalogue.national.doctor.finding import Around, Check, Finding, examine
from motcua.blueprints.catalogue.national.entry import NationalProcedure
from motcua.blueprints.catalogue.national.parsing import parse
from motcua.blueprints.catalogue.queries import definition_of, published
from motcua.foundation.text.folding import fold

CHECKS: tuple[Check[NationalProcedure], ...] = (*times.CHECKS, *fees.CHECKS, *papers.CHECKS, *standing.CHECKS)
SENTENCES: dict[str, str] = {check.key: check.sentence for check in CHECKS} | {
    check.key: check.sentence for check in ours.CHECKS
}
_AT_ONCE = 200


def around(*, on: date) -> Around:
    """What the checks know of the whole catalogue. The same code in both sets is one procedure."""
    names: dict[str, set[str]] = defaultdict(set)
    for code, name in (*published().values_list("code", "name"), *NationalEntry.objects.values_list("code", "name")):
        names[fold(name)].add(code)
    said = (documents.replaced_by_note(definition_of(pk).legal_basis) for pk in _versions())
    return Around(
        on=on,
        codes_by_name={name: tuple(sorted(codes)) for name, codes in names.items() if len(codes) > 1},
        superseded={**documents.SUPERSEDED, **{number: by for found in said for number, by in found}},
    )


def of_ours(know: Around) -> Iterator[Finding]:
    """To be mended in the definition's file."""
    for definition in map(definition_of, _versions()):
        yield from examine(definition, code=definition.code, checks=ours.CHECKS, around=know)


def of_entries(entries: QuerySet[NationalEntry], know: Around) -> Iterator[Finding]:
    for entry in entries.order_by("code").iterator(chunk_size=_AT_ONCE):
        yield from of_entry(entry, know)


def of_entry(entry: NationalEntry, know: Around) -> Iterator[Finding]:
    return examine(parse(entry.content), code=entry.code, checks=CHECKS, around=know)


def _versions() -> list[int]:
    return [pk for pk in published().values_list("current_version", flat=True) if pk is not None]
