"""Publication: definition files become frozen versions, all of them in one transaction or none."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path as File
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.blueprints.catalogue import reading
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.mistakes import CatalogueHasMistakes
from motcua.blueprints.catalogue.models import FormerCode, LifeEvent, Procedure, ProcedureVersion, Vocabulary
from motcua.blueprints.catalogue.reading import Read
from motcua.blueprints.expressions.checking import Mistake
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.text.folding import fold


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: `published` is the number of its new version, none when nothing had changed."""

    code: str
    short_name: str
    published: int | None
    is_new: bool


#: What else must be right with a procedure before it is published: whoever publishes hands it in.
Gate = Callable[[Definition], Iterable[Mistake]]


def load(directory: File, *, at: datetime, gate: Gate, published_by: int | None = None) -> tuple[Loaded, ...]:
    """Publish what has changed and passes the gate. Raises CatalogueHasMistakes before anything is written."""
    catalogue = reading.read(directory, on=legal_day(at))
    require_passed([each for each in catalogue.definitions if _is_changed(each)], gate=gate)
    with transaction.atomic():
        _replace_life_events(catalogue.life_events)
        _replace_vocabulary(catalogue.words)
        loaded = tuple(_publish(each, at=at, published_by=published_by) for each in catalogue.definitions)
        _replace_former_codes(catalogue.definitions)
    return loaded


def require_passed(definitions: Iterable[Read], *, gate: Gate) -> None:
    """Raises CatalogueHasMistakes with what the gate found, at its lines."""
    found = [
        each.source.mistake(mistake.at, expected=mistake.expected, found=mistake.found)
        for each in definitions
        for mistake in gate(each.definition)
    ]
    if found:
        raise CatalogueHasMistakes(found)


def content_hash(document: Mapping[str, Any]) -> str:
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _is_changed(each: Read) -> bool:
    """What is published already is not judged again: a later calendar may lawfully have moved its dates."""
    in_force = Procedure.objects.filter(code=each.definition.code).values_list("current_version__content_hash")
    return (content_hash(each.document),) not in in_force


def _publish(each: Read, *, at: datetime, published_by: int | None) -> Loaded:
    definition = each.definition
    procedure, is_new = Procedure.objects.update_or_create(code=definition.code, defaults=_columns(definition))
    digest = content_hash(each.document)
    current = procedure.current_version
    if current is not None and current.content_hash == digest:
        return Loaded(definition.code, definition.short_name, published=None, is_new=False)
    last = procedure.versions.aggregate(last=Max("number"))["last"] or 0
    procedure.current_version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=last + 1,
        definition=each.document,
        content_hash=digest,
        published_at=at,
        published_by_id=published_by,
    )
    procedure.save(update_fields=["current_version"])
    return Loaded(definition.code, definition.short_name, published=last + 1, is_new=is_new)


def _columns(definition: Definition) -> dict[str, Any]:
    """The columns by which procedures are listed and searched."""
    groups = [str(event.group) for event in definition.life_events]
    return {
        "name": definition.name,
        "short_name": definition.short_name,
        "sector_code": definition.sector.code,
        "sector_name": definition.sector.name,
        "level": definition.level,
        "name_folded": fold(f"{definition.short_name} {definition.name}"),
        "life_events": [*groups, *definition.business_events],
    }


def _replace_former_codes(definitions: tuple[Read, ...]) -> None:
    """Only for the procedures that were read: another directory's codes stay."""
    codes = {each.definition.code: each.definition.former_codes for each in definitions}
    procedures = {procedure.code: procedure for procedure in Procedure.objects.filter(code__in=codes)}
    FormerCode.objects.filter(procedure__code__in=codes).delete()
    FormerCode.objects.bulk_create(
        FormerCode(
            code=entry.code, procedure=procedures[code], name=entry.name, kind=entry.kind, valid_to=entry.valid_to
        )
        for code, entries in codes.items()
        for entry in entries
    )


def _replace_vocabulary(content: Mapping[str, Any]) -> None:
    Vocabulary.objects.update_or_create(pk=1, defaults={"content": content, "content_hash": content_hash(content)})


def _replace_life_events(content: Mapping[str, Any]) -> None:
    LifeEvent.objects.all().delete()
    LifeEvent.objects.bulk_create(
        LifeEvent(key=str(group["group"]), name=group["name"], audience=audience, position=position)
        for audience in ("citizen", "business")
        for position, group in enumerate(content[audience])
    )
