"""What the page of the case shows agrees with what the draft will ask for, whatever is answered."""

from collections.abc import Iterator
from datetime import date
from itertools import islice, product
from typing import Any

import pytest

from motcua.blueprints.catalogue.case import Standing, answers_in, case
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.fees import fees_due
from motcua.blueprints.catalogue.papers import papers_for
from motcua.blueprints.catalogue.time_limits import applicable
from motcua.blueprints.forms.definition import AnsweredBy, Field
from tests.rules.shipped import definitions

ON, HERE = date(2026, 11, 16), "Thành phố Hải Phòng"
#: Of every combination of answers, each so many is tried: some procedures have ten questions.
STEP, MOST = 37, 120


def values_of(question: Field) -> list[Any]:
    if question.type == "boolean":
        return [True, False, None]
    if question.choices:
        return [*question.choices, None]
    return [1, 3, 2_000_000_000, None]


def answers_to(definition: Definition) -> Iterator[dict[str, Any]]:
    """Every combination where they are few, evenly spread ones where they are many; the empty one last."""
    questions = definition.form.asked_of(AnsweredBy.APPLICANT)
    combinations = list(islice(product(*(values_of(question) for question in questions)), 60_000))
    step = STEP if len(combinations) > MOST else 1
    for values in [*combinations[::step][:MOST], combinations[-1]]:
        yield {q.key: value for q, value in zip(questions, values, strict=True) if value is not None}


CASES = [(code, channel) for code in sorted(definitions()) for channel in ("online", "counter")]


@pytest.mark.parametrize(("code", "channel"), CASES)
def test_the_page_and_the_draft_agree(code: str, channel: str) -> None:
    definition = definitions()[code]
    for given in answers_to(definition):
        found = case(definition, given, channel=channel, on=ON, locality=HERE)
        known = answers_in(definition, given, on=ON, channel=channel)

        asked = {p.key for g in papers_for(definition, answers=known, channel=channel) for p in g.papers}
        limits = [limit.key for limit in applicable(definition, answers=known, channel=channel)]
        due = fees_due(definition, answers=known, channel=channel, on=ON, locality=HERE)

        assert {key for key, standing in found.papers.items() if standing is Standing.YES} == asked, given
        assert (found.limits[0], set(found.limits)) == (limits[0], set(limits)), given
        firm = {key: fee.amount for key, fee in found.fees.items() if fee.rate is not None}
        assert firm == {line.key: line.amount for line in due}, given


def test_an_answer_settles_what_was_open() -> None:
    birth = definitions()["1.001193"]

    before = case(birth, {}, channel="online", on=ON, locality=HERE)
    after = case(birth, {"tre_bo_roi": False, "co_giay_chung_sinh": True}, channel="online", on=ON, locality=HERE)

    assert before.papers["giay_chung_sinh"] is Standing.OPEN
    assert after.papers["giay_chung_sinh"] is Standing.YES
    assert after.papers["to_khai_khai_sinh"] is Standing.NO, "online the form is the page itself"
    assert case(birth, {"tre_bo_roi": True}, channel="online", on=ON, locality=HERE).limits[1:] == ("tre_bo_roi",)
