"""Words and addresses of old messages go; what was sent, and what became of it, stays."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from motcua.config import messages as jobs
from motcua.foundation import legal_time
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.messaging import erasing
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.models import Message, Outcome, State, Try, WordsRetention
from motcua.foundation.messaging.words import Words, sealed
from tests.doors import door
from tests.world import FRIDAY, World, account

KEPT = timedelta(days=erasing.BEFORE_ANY_DECISION)
WORDS = Words(text="Hồ sơ đã có kết quả", short="Da co ket qua")


def message(*, at: datetime, about: str = "dossier 1", state: State = State.DELIVERED, cause: str = "") -> Message:
    made = Message.objects.create(
        person=account("lan").person,
        account=account("lan"),
        channel=Channel.SMS,
        cause=cause or f"event {at:%Y%m%d%H%M%S}",
        kind="publish",
        about=about,
        address_sealed=seal("0912345678"),
        address_shown="…678",
        words_sealed=sealed(WORDS),
        segments=2,
        state=state,
        gateway="esms",
        gateway_id="G1",
        tries=1,
        next_at=at,
        created_at=at,
        sent_at=at,
        delivered_at=at,
    )
    Try.objects.create(message=made, number=1, gateway="esms", outcome=Outcome.ACCEPTED, at=at)
    return made


def has_words(found: Message) -> bool:
    found.refresh_from_db()
    return found.words == WORDS and bytes(found.address_sealed) != b"" and found.address_shown != ""


def test_only_what_is_old_enough_loses_its_words_and_everything_else_of_it_stays(world: World) -> None:
    old = message(at=FRIDAY - KEPT - timedelta(seconds=1))
    fresh = message(at=FRIDAY - KEPT + timedelta(seconds=1))

    assert erasing.erase(at=FRIDAY) == 1
    assert erasing.erase(at=FRIDAY) == 0, "once"

    assert has_words(fresh)
    old.refresh_from_db()
    assert (old.words, bytes(old.address_sealed), old.address_shown) == (Words(), b"", "")
    assert (old.erased_at, len(old.words_hash)) == (FRIDAY, 64)
    assert (old.state, old.segments, old.tries, old.gateway_id) == (State.DELIVERED, 2, 1, "G1")
    assert (old.attempts.count(), old.cause != "", old.person_id) == (1, True, account("lan").person.pk)


def test_what_still_waits_to_leave_keeps_its_words(world: World) -> None:
    waiting = message(at=FRIDAY - KEPT * 2, state=State.FAILED_FOR_NOW)

    assert erasing.erase(at=FRIDAY) == 0
    assert has_words(waiting)


def test_they_go_in_batches_until_none_is_left(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "_SOME", 2)
    for n in range(5):
        message(at=FRIDAY - KEPT - timedelta(days=1), cause=f"event {n}")

    assert erasing.erase(at=FRIDAY) == 5
    monkeypatch.setattr(erasing, "_MOST", 0)
    message(at=FRIDAY - KEPT - timedelta(days=1))
    assert erasing.erase(at=FRIDAY) == 0, "one night does not take all"


def test_how_long_is_a_decision_with_a_date(world: World) -> None:
    WordsRetention.objects.create(valid_from=date(2026, 11, 19), days=30, basis="12/QĐ-UBND")
    WordsRetention.objects.create(valid_from=date(2026, 11, 21), days=9000, basis="13/QĐ-UBND")
    old = message(at=FRIDAY - timedelta(days=31))

    assert erasing.erase(at=FRIDAY - timedelta(days=2)) == 0, "before the first of them"
    assert erasing.erase(at=FRIDAY) == 1
    old.refresh_from_db()
    assert old.erased_at == FRIDAY


def test_the_command_decides_and_shows_what_holds(world: World) -> None:
    told = io.StringIO()
    call_command("words_retention", "180", "--from", "2026-12-01", "--basis", "12/QĐ-UBND", stdout=told)

    assert told.getvalue().splitlines() == [
        f"{erasing.BEFORE_ANY_DECISION} days before any decision",
        "180 days from 2026-12-01, 12/QĐ-UBND",
    ]
    for wrong in (["180"], ["3", "--from", "2026-12-01", "--basis", "x"]):
        with pytest.raises(CommandError):
            call_command("words_retention", *wrong)


def test_the_database_lets_nothing_be_called_erased_that_is_not(world: World) -> None:
    kept = message(at=FRIDAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=kept.pk).update(erased_at=FRIDAY)


def test_each_night_and_the_trace_says_so(world: World) -> None:
    dossier, now = world.finished("1.013227"), legal_time.now()
    old = message(at=now - KEPT - timedelta(days=1), about=f"dossier {dossier.pk}")
    fresh = message(at=now, about=f"dossier {dossier.pk}")

    jobs.erase_words(timestamp=0)

    old.refresh_from_db()
    assert old.erased_at is not None
    assert has_words(fresh)
    page = door("minh").get(f"/desk/dossiers/{dossier.code}/messages").text
    assert page.count("Đã xóa nội dung và địa chỉ nhận ngày") == 1
    assert "Đã đến nơi" in page
    hers = door("lan").get(f"/dossiers/{dossier.code}/messages").text
    assert hers.count("Đã xóa nội dung và địa chỉ nhận ngày") == 1
    assert hers.count("Xem lời của tin") == 1
