"""Numbers of reports that are counted from procedures, petitions, messages and money, and what they open into."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import uuid4

import pytest

from motcua.blueprints.catalogue.models import Procedure, ProcedureVersion
from motcua.dossiers.commands import deadlines
from motcua.dossiers.rules.actor import Actor
from motcua.effects.national_portal import ledger
from motcua.effects.national_portal.models import Message, Operation, Stage, Standing
from motcua.effects.payments import crediting
from motcua.effects.petitions import acts, opinions
from motcua.effects.petitions.acts import Filing
from motcua.effects.petitions.models import Kind, Opinion, Petition
from motcua.effects.reporting import definitions, reading
from motcua.effects.reporting.figures import EVERYWHERE, Where
from motcua.effects.reporting.reading import Span
from motcua.effects.reporting.reports import Numbers
from motcua.foundation.organisations.models import Agency, Post
from motcua.sites.desk.reports import dossiers_counted, gathering, letters_counted
from tests.money import money, order_of
from tests.world import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, World, moment, run_jobs

NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))
OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))


def told(code: str, *, span: Span = NOVEMBER, where: Where = EVERYWHERE) -> Numbers:
    return gathering.beside(definitions.definition(code, on=NOVEMBER.last), span=span, where=where)


def names(name: str, actor: Actor, *, where: Where = EVERYWHERE) -> list[str]:
    return [each.name for each in gathering.things(name, span=NOVEMBER, where=where, actor=actor)]


def codes(name: str, *, where: Where = EVERYWHERE) -> list[str]:
    return list(dossiers_counted.page(name, span=NOVEMBER, where=where).codes)


def announced(of: str, *, shown_at: datetime, **says: Any) -> None:
    """Another version of the procedure, under a decision that says when it was made and when it holds."""
    procedure = Procedure.objects.select_related("current_version").get(code=of)
    before = procedure.current_version
    assert before is not None
    document = {
        **before.definition,
        "procedure": {**before.definition["procedure"], "publication": {"agency": "x", **says}},
    }
    procedure.current_version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=before.number + 1,
        definition=document,
        content_hash=uuid4().hex,
        published_at=shown_at,
    )
    procedure.save()


def test_without_a_day_nothing_is_said_of_announcing_and_it_is_said_how_many_lack_it(world: World) -> None:
    numbers = told("index-766")

    assert "published" not in numbers
    assert "to_be_shown" not in numbers
    assert numbers["undated_announcements"] == len(names("undated_announcements", world.head)) > 0


def test_announced_and_shown_in_time_are_shares_of_what_was_due_in_the_period(world: World) -> None:
    """A province decides five working days ahead, and shows within five."""
    days = {"announced_by": "province", "decided_on": "2026-11-02", "takes_effect_on": "2026-11-16"}
    announced("1.001193", shown_at=moment("2026-11-09T16:00"), decision="1/QĐ-UBND", **days)
    announced("1.013227", shown_at=moment("2026-11-10T08:00"), decision="2/QĐ-UBND", **days)
    announced("1.000894", shown_at=MONDAY, decision="3/QĐ-UBND", **{**days, "takes_effect_on": "2026-11-06"})

    numbers = told("index-766")

    assert [numbers[name] for name in ("published", "published_in_time")] == [3, 2]
    assert [numbers[name] for name in ("to_be_shown", "shown_in_time")] == [3, 1]
    assert [name[:8] for name in names("shown_in_time", world.head)] == ["1.001193"]
    assert {name[:8] for name in names("published_in_time", world.head)} == {"1.001193", "1.013227"}
    assert told("index-766", span=OCTOBER)["published"] == 0


def test_writing_the_days_down_later_does_not_make_it_late(world: World) -> None:
    """The days make another version; the procedure was shown with the first one of that decision."""
    days = {"announced_by": "province", "decided_on": "2026-11-02", "takes_effect_on": "2026-11-16"}
    announced("1.001193", shown_at=moment("2026-11-04T08:00"), decision="1/QĐ-UBND")
    assert "to_be_shown" not in told("index-766")

    announced("1.001193", shown_at=FRIDAY, decision="1/QĐ-UBND", **days)

    assert [told("index-766")[name] for name in ("to_be_shown", "shown_in_time")] == [1, 1]


def test_one_late_decision_makes_a_procedure_late(world: World) -> None:
    days = {"announced_by": "province", "decided_on": "2026-11-02", "takes_effect_on": "2026-11-16"}
    announced("1.001193", shown_at=moment("2026-11-03T08:00"), decision="1/QĐ-UBND", **days)
    announced("1.001193", shown_at=FRIDAY, decision="2/QĐ-UBND", **days)

    assert [told("index-766")[name] for name in ("to_be_shown", "shown_in_time")] == [1, 0]


@pytest.fixture
def petitions(world: World) -> list[Petition]:
    """Two complaints and a suggestion; two are answered, one of them to her satisfaction and one not."""
    made = [
        acts.file(Filing(kind, world.minh_tan, "x", account_id=world.lan.account_id), key=uuid4(), at=MONDAY)
        for kind in (Kind.COMPLAINT, Kind.COMPLAINT, Kind.SUGGESTION)
    ]
    for petition, level in ((made[0], Opinion.NOT_SATISFIED), (made[2], Opinion.VERY_SATISFIED)):
        acts.assign(petition, to=Post.objects.get(pk=world.hoa.post_id or 0), actor=world.head, at=TUESDAY)
        acts.answer(petition, text="x", actor=world.hoa, at=WEDNESDAY)
        opinions.judge(petition, level=level, at=FRIDAY)
    return made


def test_petitions_are_counted_by_kind_answer_and_opinion(world: World, petitions: list[Petition]) -> None:
    numbers = told("index-766")

    wanted = ("complaints", "suggestions", "petitions", "petitions_answered", "petitions_judged", "petitions_satisfied")
    assert [numbers[name] for name in wanted] == [2, 1, 3, 2, 2, 1]
    assert numbers["petitions_in_time"] == 2
    assert told("index-766", span=OCTOBER)["petitions"] == 0
    assert told("index-766", where=Where(agencies=frozenset({-1})))["petitions"] == 0
    for name in wanted:
        assert len(names(name, world.head)) == numbers[name]


def test_a_petition_is_read_by_those_who_have_it_to_answer_alone(world: World, petitions: list[Petition]) -> None:
    for_head = gathering.things("petitions", span=NOVEMBER, where=EVERYWHERE, actor=world.head)
    for_other = gathering.things("petitions", span=NOVEMBER, where=EVERYWHERE, actor=world.quy)

    assert all(each.address for each in for_head)
    assert not any(each.address for each in for_other)


def test_a_petition_of_the_last_evening_belongs_to_its_legal_day(world: World) -> None:
    """23:30 on 30 November here is still that day at Greenwich, and 00:30 on 1 December is not this month."""
    for at in ("2026-11-30T23:30", "2026-12-01T00:30"):
        acts.file(Filing(Kind.COMPLAINT, world.minh_tan, "x", account_id=1), key=uuid4(), at=moment(at))

    assert told("index-766")["petitions"] == 1


def test_what_the_national_portal_lacks_is_counted_and_named(world: World) -> None:
    there, refused = (world.accepted("1.013227") for _ in range(2))
    run_jobs()
    Standing.objects.filter(dossier=there).update(differing=2)
    Message.objects.create(
        dossier=refused,
        sequence=900,
        operation=Operation.DOSSIER,
        event=refused.events.latest("number"),
        cause="x",
        version="v2",
        code_map="x",
        stage=Stage.SET_ASIDE,
        next_at=MONDAY,
        as_of=MONDAY,
    )

    numbers = told("dti")

    for name, dossier in {"synchronising_failed": refused, "differing": there}.items():
        assert numbers[name] == 1
        assert codes(name) == [dossier.code]
        assert told("dti", span=OCTOBER)[name] == 0
        elsewhere = Where(agencies=frozenset(Agency.objects.filter(code="H99.2").values_list("pk", flat=True)))
        assert told("dti", where=elsewhere)[name] == 0
        assert codes(name, where=elsewhere) == []


@pytest.mark.parametrize("code", ["dti", "index-766"])
def test_what_the_national_portal_knows_is_counted_in_the_report(world: World, code: str) -> None:
    there, _lacking = (world.accepted("1.013227") for _ in range(2))
    run_jobs()
    message = ledger.claim(there.pk, at=WEDNESDAY)
    assert message is not None
    ledger.accepted(message, answer="", at=WEDNESDAY)
    run_jobs()

    definition = definitions.definition(code, on=NOVEMBER.last)
    beside = told(code)
    values = reading.read(definition, span=NOVEMBER, where=EVERYWHERE, beside=beside).whole.values

    shares = {"share(synchronised, received)": Fraction(50), "synchronised": 1, "not_synchronised": 1}
    found = {each.formula.text: values[each.key] for each in definition.columns if each.formula.text in shares}
    assert found
    assert found == {text: shares[text] for text in found}
    assert not beside.keys() & {"synchronised", "not_synchronised"}, "told once"


def test_money_that_was_paid_online_is_the_ledgers_and_what_was_taken_back_stands_beside(world: World) -> None:
    order = order_of(world)
    dossier = order.duty.dossier
    crediting.credit(money(order), at=TUESDAY)
    run_jobs()
    dossier.refresh_from_db()

    numbers = told("dti")
    assert (numbers["money_paid_online"], numbers["money_given_back"]) == (order.amount, 0)
    assert codes("money_paid_online") == [str(dossier.code)]
    assert told("dti", span=OCTOBER)["money_paid_online"] == 0
    assert told("dti", where=Where(agencies=frozenset({-1})))["money_paid_online"] == 0

    said = money(order)
    crediting.reverse(gateway=said.gateway, transaction_of=said.transaction, at=FRIDAY)

    numbers = told("dti")
    assert (numbers["money_paid_online"], numbers["money_given_back"]) == (order.amount, order.amount)


def test_letters_of_apology_open_into_their_dossiers_day_by_day(world: World) -> None:
    dossiers = [world.accepted("1.013227") for _ in range(3)]
    for dossier, day in zip(dossiers, (FRIDAY, WEDNESDAY, WEDNESDAY), strict=True):
        assert dossier.due_at is not None
        new_date = dossier.due_at + timedelta(days=7)
        deadlines.apologise(dossier, actor=world.head, at=day, new_due_at=new_date, reason="x")
    run_jobs()

    assert told("dti")["apologies"] == 3
    assert told("dti", span=OCTOBER)["apologies"] == 0
    assert told("dti", where=Where(agencies=frozenset({-1})))["apologies"] == 0
    first = letters_counted.page(span=NOVEMBER, where=EVERYWHERE, size=2)
    second = letters_counted.page(span=NOVEMBER, where=EVERYWHERE, size=2, after=first.after)
    assert [*first.codes, *second.codes] == [dossiers[each].code for each in (1, 2, 0)]
    assert second.after == ""


def test_a_list_comes_in_pages_that_lack_and_repeat_nothing(world: World) -> None:
    dossiers = [world.accepted("1.013227") for _ in range(3)]
    run_jobs()
    Standing.objects.filter(dossier__in=dossiers).update(differing=1)

    found: list[str] = []
    after = ""
    while True:
        page = dossiers_counted.page("differing", span=NOVEMBER, where=EVERYWHERE, after=after, size=2)
        found += page.codes
        after = page.after
        if not after:
            break

    assert sorted(found) == sorted(str(each.code) for each in dossiers)
