"""Vietnamese is written in the code; every sentence of it has an English one, with the same facts in it."""

import re

from babel.messages.catalog import Message

from motcua.sites.ui import translations

_FACT = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]")


def _said(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [str(message.string)]


def _asked(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple | list) else [str(message.id)]


def _facts(text: str) -> set[str]:
    return {match[0] for match in _FACT.finditer(text)}


def test_every_message_of_the_code_has_an_english_sentence() -> None:
    """`bin/manage extract_translations` adds what is missing to the catalogue and lists it."""
    english = translations.english()
    extracted = [message for message in translations.extracted() if message.id]
    missing = [
        message.id
        for message in extracted
        if (found := english.get(message.id, message.context)) is None or not all(_said(found))
    ]

    assert len(extracted) > 100
    assert missing == []


def test_no_english_sentence_is_left_over_from_words_that_are_gone() -> None:
    now = translations.extracted()

    assert [m.id for m in translations.english() if m.id and now.get(m.id, m.context) is None] == []


def test_a_sentence_brings_the_same_facts_in_both_languages() -> None:
    for message in translations.english():
        if message.id:
            asked = set().union(*map(_facts, _asked(message)))
            assert all(_facts(said) <= asked for said in _said(message)), message.id
            # English may leave the figure out of the singular ("one place"), never out of the plural.
            assert _facts(_said(message)[-1]) == asked, message.id


def test_nothing_is_marked_as_doubtful() -> None:
    assert [message.id for message in translations.english() if message.id and message.fuzzy] == []


def test_the_compiled_catalogue_is_written_once() -> None:
    translations.compile_english()

    assert translations.compile_english() is False
    assert translations.PO.with_suffix(".mo").exists()
