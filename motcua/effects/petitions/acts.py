"""File a petition and take it to its end. Each act moves it by the table, adds an event, and sets the next due day."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.effects.petitions import limits
from motcua.effects.petitions.access import party_of
from motcua.effects.petitions.models import Petition, PetitionEvent, PetitionFile, PetitionWords
from motcua.effects.petitions.moves import Act, Party, State, move_for, open_to
from motcua.foundation.accounts.sealed import seal, search_hash
from motcua.foundation.calendar.arithmetic import Period
from motcua.foundation.files.models import StoredFile
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.organisations.models import Agency, Post
from motcua.foundation.refusals import Refusal
from motcua.foundation.text.folding import fold, nfc

#: Without letters and digits that are taken for one another.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12
LONGEST, MOST_FILES = 5000, 5
_IN_ORDER = (Act.ANSWER, Act.PUBLISH, Act.ASSIGN, Act.ASK, Act.REFUSE)


class NothingSaid(Refusal):
    """An office cannot answer an empty sheet, nor a person an empty answer."""


class NoContact(Refusal):
    """Without an account and without a telephone or an address nobody could be asked or answered."""


class TooLate(Refusal):
    """Refusing has its own days, and so has asking for more; after them the office answers."""


class NamesThePerson(Refusal):
    """What everybody reads must not say who wrote: her name or telephone stands in it."""


class NotOfThisAgency(Refusal):
    """The head gives it to an officer of the same agency."""


@dataclass(frozen=True, slots=True)
class Filing:
    kind: str
    agency: Agency
    text: str
    dossier: Dossier | None = None
    account_id: int | None = None
    contact: Mapping[str, str] | None = None


@transaction.atomic
def file(filing: Filing, *, key: UUID, files: Iterable[StoredFile] = (), at: datetime) -> Petition:
    """The same key again gives the same petition. Raises NothingSaid, NoContact."""
    known = Petition.objects.filter(key=key).first()
    if known is not None:
        return known
    text, contact = _said(filing.text), dict(filing.contact or {})
    if filing.account_id is None and not (contact.get("phone") or contact.get("email")):
        raise NoContact
    code = "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))
    made = Petition(
        key=key,
        kind=filing.kind,
        agency=filing.agency,
        dossier=filing.dossier,
        account_id=filing.account_id,
        code_sealed=seal(code),
        code_hash=search_hash(code),
        text=text,
        state=State.RECEIVED,
        filed_at=at,
        counted_from=at,
        due_at=limits.end(at, limits.limits_at(at).refuse),
    )
    made.contact = contact
    made.save(force_insert=True)
    PetitionFile.objects.bulk_create(PetitionFile(petition=made, file=each) for each in files)
    _note(made, Act.FILE, party=Party.AUTHOR, post_id=None, at=at)
    return made


def assign(petition: Petition, *, to: Post, actor: Actor, at: datetime) -> None:
    """Raises NotNow, NotOfThisAgency."""
    if to.agency_id != petition.agency_id:
        raise NotOfThisAgency

    def change(held: Petition) -> None:
        held.handler = to
        held.due_at = _answer_by(held)

    _act(petition, Act.ASSIGN, party=party_of(petition, actor), actor=actor, at=at, change=change)


def refuse(petition: Petition, *, ground: str, actor: Actor, at: datetime) -> None:
    """Raises NotNow, NothingSaid, TooLate."""
    text = _said(ground)
    _require_in_time(petition, limits.limits_at(petition.filed_at).refuse, at=at)
    _act(petition, Act.REFUSE, party=party_of(petition, actor), actor=actor, at=at, change=_over, words=text)


def ask(petition: Petition, *, question: str, actor: Actor, at: datetime) -> None:
    """Raises NotNow, NothingSaid, TooLate."""
    text = _said(question)
    _require_in_time(petition, limits.limits_at(petition.filed_at).ask, at=at)
    _act(petition, Act.ASK, party=party_of(petition, actor), actor=actor, at=at, change=_over, words=text)


def supply(petition: Petition, *, text: str, at: datetime) -> None:
    """What was asked for, by the author. The period of the answer begins again. Raises NotNow, NothingSaid."""

    def change(held: Petition) -> None:
        held.counted_from = at
        held.due_at = _answer_by(held)

    _act(petition, Act.SUPPLY, party=Party.AUTHOR, actor=None, at=at, change=change, words=_said(text))


def answer(petition: Petition, *, text: str, actor: Actor, at: datetime) -> None:
    """Raises NotNow, NothingSaid."""
    said = _said(text)

    def change(held: Petition) -> None:
        held.answer, held.answered_at = said, at
        held.due_at = limits.end(at, limits.limits_at(held.filed_at).publish)

    _act(petition, Act.ANSWER, party=party_of(petition, actor), actor=actor, at=at, change=change)


def publish(petition: Petition, *, question: str, text: str, actor: Actor, at: datetime) -> None:
    """As everybody will read it. Raises NotNow, NothingSaid, NamesThePerson."""
    asked, said = _said(question), _said(text)
    _require_nameless(petition, f"{asked} {said}")

    def change(held: Petition) -> None:
        held.public_question, held.answer, held.published_at, held.due_at = asked, said, at, None

    _act(petition, Act.PUBLISH, party=party_of(petition, actor), actor=actor, at=at, change=change)


def open_now(petition: Petition, *, actor: Actor, at: datetime) -> tuple[Act, ...]:
    """What this officer may do with it now, the ways on before the ways out. Raises NotNow for whom it is not."""
    allowed = open_to(State(petition.state), party=party_of(petition, actor))
    by_law = limits.limits_at(petition.filed_at)
    late = {
        act for act, period in ((Act.REFUSE, by_law.refuse), (Act.ASK, by_law.ask)) if _is_late(petition, period, at)
    }
    return tuple(act for act in _IN_ORDER if act in allowed and act not in late)


@transaction.atomic
def _act(  # noqa: PLR0913 - one row of the table with all that stands in it
    petition: Petition,
    act: Act,
    *,
    party: Party,
    actor: Actor | None,
    at: datetime,
    change: Callable[[Petition], None],
    words: str = "",
) -> None:
    held = Petition.objects.select_for_update(of=("self",)).get(pk=petition.pk)
    held.state = move_for(State(held.state), act, party=party).target
    change(held)
    held.save()
    event = _note(held, act, party=party, post_id=actor.post_id if actor else None, at=at)
    if words:
        PetitionWords.objects.create(event=event, text=words)
    petition.refresh_from_db()


def _note(petition: Petition, act: Act, *, party: Party, post_id: int | None, at: datetime) -> PetitionEvent:
    """Who has to hear of it is looked up by the job."""
    event = PetitionEvent.objects.create(
        petition=petition,
        number=petition.events.count() + 1,
        act=act,
        to_state=petition.state,
        party=party,
        happened_at=at,
        post_id=post_id,
    )
    # In order for each petition, so that nobody hears of the answer before the question.
    enqueue("effects.petition_moved", lock=f"effects.petition_moved:{petition.pk}", event_id=event.pk)
    return event


def _over(held: Petition) -> None:
    """Nothing is due from the office."""
    held.due_at = None


def _answer_by(petition: Petition) -> datetime:
    by_law = limits.limits_at(petition.filed_at)
    period = by_law.answer_about_dossier if petition.dossier_id else by_law.answer
    return limits.end(petition.counted_from, period)


def _require_in_time(petition: Petition, period: Period, *, at: datetime) -> None:
    if _is_late(petition, period, at):
        raise TooLate(days=period.amount)


def _is_late(petition: Petition, period: Period, at: datetime) -> bool:
    return at > limits.end(petition.counted_from, period)


def _require_nameless(petition: Petition, text: str) -> None:
    """What we know of the author must not stand there, whatever its marks and case."""
    account = petition.account
    contact = petition.contact
    known = [contact.get(key, "") for key in ("name", "phone", "email")]
    if account is not None:
        known += [account.person.full_name, account.person.phone, account.person.email, account.person.personal_id]
    folded = fold(text)
    if any(each.strip() and fold(each.strip()) in folded for each in known):
        raise NamesThePerson


def _said(text: str) -> str:
    said = nfc(text).strip()[:LONGEST]
    if not said:
        raise NothingSaid
    return said
