"""What is wrong with an answer, as a sentence that says how to mend it."""

import dataclasses
from collections.abc import Mapping

from django.utils.functional import Promise

from motcua.blueprints.forms.definition import Field, Severity


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """`field` is the name of the input to go to; in a table it names row and column: `table-0-column`."""

    field: str
    rule: str
    sentence: str | Promise
    parameters: Mapping[str, object] = dataclasses.field(default_factory=dict)
    severity: Severity = Severity.ERROR

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return str(self.sentence) % self.parameters if self.parameters else str(self.sentence)


def wrong(asked: Field, rule: str, sentence: str | Promise, **parameters: object) -> list[Problem]:
    """The one problem of a value; its sentence may speak of the field as %(label)s."""
    return [Problem(asked.key, rule, sentence, {"label": in_sentence(asked.label), **parameters})]


def doubtful(asked: Field, rule: str, sentence: str | Promise, **parameters: object) -> list[Problem]:
    """The one warning of a value that may be right all the same."""
    return [dataclasses.replace(each, severity=Severity.WARNING) for each in wrong(asked, rule, sentence, **parameters)]


def in_sentence(label: str) -> str:
    """The label as it reads inside a sentence: no capital, no question mark. Abbreviations stay as they are."""
    bare = label.rstrip(" ?:*")
    return bare if bare[1:2].isupper() else bare[:1].lower() + bare[1:]
