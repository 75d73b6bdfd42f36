"""From the words in the code to the English catalogue, and from there to what the server reads."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1]
PO = HERE / "locale/en/LC_MESSAGES/django.po"
#: The default ones know nothing of Django's lazy sort.
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}


def extracted() -> Catalog:
    """Every message that the code and the templates say today."""
    with (HERE / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]  # Babel's own
    catalog = Catalog(project="motcua", charset="utf-8")
    messages = extract_from_dir(PACKAGE, methods, options, keywords=KEYWORDS)
    for path, _line, message, comments, context in sorted(messages, key=lambda found: found[:2]):
        catalog.add(message, None, [(path, 0)], auto_comments=comments, context=context)
    return catalog


def english() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def update_english() -> list[str]:
    """Bring the catalogue up to date; returns the messages that still want an English sentence."""
    catalog = english() if PO.exists() else Catalog(locale="en", project="motcua", charset="utf-8")
    written = catalog.creation_date
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    # Two people who add words at once should not quarrel over a date.
    catalog.creation_date, catalog.fuzzy, catalog.header_comment = (
        written,
        False,
        "# English, for those who read it better.",
    )
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=110, include_lineno=False, omit_header=False, sort_output=True)
    return untranslated(catalog)


def untranslated(catalog: Catalog) -> list[str]:
    return [str(message.id) for message in catalog if message.id and not _is_said(message.string)]


def compile_english() -> bool:
    """Write the file that the server reads, unless it is newer than its source. Says whether it did."""
    compiled = PO.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= PO.stat().st_mtime:
        return False
    partial = compiled.with_suffix(".partial")
    with partial.open("wb") as file:
        write_mo(file, english())
    partial.replace(compiled)
    return True


def _is_said(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)
