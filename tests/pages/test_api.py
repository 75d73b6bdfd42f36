"""Our own door: a system files for a person, follows what it filed, and learns nothing else."""

import hashlib
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from motcua.dossiers.commands import intake, processing
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.systems import keys
from motcua.effects.systems.models import Scope, SystemUse
from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Person
from motcua.foundation.files.models import ScanState
from motcua.foundation.security_log.models import SecurityEvent
from tests import samples
from tests.doors import door
from tests.systems import LAN, Caller, caller, key_of, system
from tests.world import MONDAY, TUESDAY, World, account, moment, run_jobs


def test_a_system_files_for_a_person_and_the_office_takes_it_in(world: World) -> None:
    program = caller()

    draft = program.draft()
    ready = program.get(f"/drafts/{draft['id']}").json()
    filed = program.post(f"/drafts/{draft['id']}/filing")

    assert ready["is_complete"], ready
    assert filed.status_code == 201
    dossier = Dossier.objects.get(code=filed.json()["code"])
    assert filed.headers["Location"] == f"/api/v1/dossiers/{dossier.code}"
    assert dossier.holder is not None
    assert (dossier.state, dossier.channel, dossier.holder.full_name) == (State.SUBMITTED, "online", LAN["full_name"])
    world.pay(dossier)
    intake.accept(dossier, actor=world.minh, at=legal_time.now())
    told = program.get(f"/dossiers/{dossier.code}").json()
    assert told["state"] == "in_progress"
    assert [each["action"] for each in told["timeline"]][:2] == ["submit", "accept"]
    assert told["due_at"]
    assert told["ledger"]


def test_whose_dossier_it_is_sees_it_among_her_own(world: World) -> None:
    filed = caller().filed()

    page = door("lan").get(f"/dossiers/{filed['code']}")

    assert page.status_code == 200
    assert door("binh").get(f"/dossiers/{filed['code']}").status_code == 404


def test_nobody_new_is_made_of_a_person_we_know_and_somebody_of_one_we_do_not(world: World) -> None:
    before, program = Person.objects.count(), caller()

    program.post("/drafts", {"procedure": "1.013227", "applicant": LAN})
    program.post(
        "/drafts", {"procedure": "1.013227", "applicant": {"full_name": "Lê Thị Mới", "personal_id": "001195000099"}}
    )

    assert Person.objects.count() == before + 1


def test_a_number_with_another_name_is_refused_in_words(world: World) -> None:
    answer = caller().post("/drafts", {"procedure": "1.013227", "applicant": {**LAN, "full_name": "Lê Thị Khác"}})

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["name"] == "number-of-another-person"
    assert answer.json()["type"].endswith("/api/v1/problems/number-of-another-person")
    assert "Số định danh này" in answer.json()["detail"]
    assert not Dossier.objects.exists()


def test_what_is_missing_is_named_field_by_field_and_nothing_is_filed(world: World) -> None:
    program = caller()
    draft = program.post("/drafts", {"procedure": "1.013227", "applicant": LAN}).json()

    refused = program.post(f"/drafts/{draft['id']}/filing")

    assert refused.status_code == 422
    assert refused.json()["name"] == "answers-incomplete"
    assert "/answers/ly_do" in {each["pointer"] for each in refused.json()["errors"]}
    assert {each["item"] for each in draft["missing_papers"]} == {"gpxd_ban_chinh"}
    assert Dossier.objects.get().state == State.DRAFT


def test_answers_are_judged_by_the_form_that_is_published(world: World) -> None:
    program = caller()
    draft = program.post("/drafts", {"procedure": "1.013227", "applicant": LAN}).json()

    wrong = program.patch(f"/drafts/{draft['id']}", {"answers": {"lan_gia_han": "x" * 99, "khong_co": 1}})
    good = program.patch(f"/drafts/{draft['id']}", {"answers": {"lan_gia_han": 1, "ly_do": "Mưa"}})
    taken = program.patch(f"/drafts/{draft['id']}", {"answers": {"ly_do": None}})

    assert wrong.status_code == 422
    assert {each["pointer"] for each in wrong.json()["errors"]} == {"/answers/lan_gia_han", "/answers/khong_co"}
    assert good.json()["answers"]["ly_do"] == "Mưa"
    assert "ly_do" not in taken.json()["answers"]
    assert "lan_gia_han" in taken.json()["answers"]


def test_what_another_device_has_saved_is_not_overwritten(world: World) -> None:
    program = caller()
    draft = program.post("/drafts", {"procedure": "1.013227", "applicant": LAN}).json()
    program.patch(f"/drafts/{draft['id']}", {"answers": {"ly_do": "Một"}})

    late = program.patch(f"/drafts/{draft['id']}", {"answers": {"ly_do": "Hai"}, "revision": draft["revision"]})

    assert late.status_code == 409
    assert late.json()["name"] == "changed-elsewhere"
    assert program.get(f"/drafts/{draft['id']}").json()["answers"]["ly_do"] == "Một"


def test_files_are_opened_and_what_carries_programs_is_refused(world: World) -> None:
    program = caller()
    draft = program.post("/drafts", {"procedure": "1.013227", "applicant": LAN}).json()
    path = f"/drafts/{draft['id']}/papers?item=gpxd_ban_chinh&name=giay.pdf"

    good = program.post(path, samples.pdf("a"), kind="application/pdf")
    lie = program.post(path, b"MZ not a document", kind="application/pdf")
    blank = program.post(path, b" ", kind="application/pdf")
    other = program.post(path, b"x", kind="text/html")
    unknown = program.post(path.replace("gpxd_ban_chinh", "khong_co"), samples.pdf("a"), kind="application/pdf")

    assert good.status_code == 201
    assert good.json()["sha256"] == hashlib.sha256(samples.pdf("a")).hexdigest()
    assert [each.status_code for each in (lie, blank, other, unknown)] == [422, 422, 415, 422]
    assert Paper.objects.count() == 1


def test_a_file_that_a_system_sends_waits_for_the_scanner_like_any_other(world: World, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    caller().draft()

    assert Paper.objects.get().file.scan_state == ScanState.WAITING


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(world: World, settings: Settings) -> None:
    settings.MAX_PAPER_BYTES = 1000
    program = caller()
    draft = program.post("/drafts", {"procedure": "1.013227", "applicant": LAN}).json()

    path = f"/drafts/{draft['id']}/papers?item=gpxd_ban_chinh&name=giay.pdf"
    refused = program.post(path, b"%PDF-" + b"x" * 5000, kind="application/pdf")

    assert refused.status_code == 413
    assert refused.json()["name"] == "file-too-large"


def test_a_paper_can_be_taken_out_once(world: World) -> None:
    program = caller()
    draft = program.draft()
    paper = program.get(f"/drafts/{draft['id']}").json()["papers"][0]["id"]

    first, second = (program.delete(f"/drafts/{draft['id']}/papers/{paper}") for _ in range(2))

    assert (first.status_code, second.status_code) == (204, 404)
    assert not program.get(f"/drafts/{draft['id']}").json()["papers"]
    assert program.delete(f"/drafts/{draft['id']}/papers/{'9' * 30}").status_code == 404


def test_what_an_officer_asks_for_is_filed_once_more_under_the_same_code(world: World) -> None:
    program = caller()
    draft = program.draft()
    code = program.post(f"/drafts/{draft['id']}/filing").json()["code"]
    dossier = Dossier.objects.get(code=code)
    world.pay(dossier)
    intake.accept(dossier, actor=world.minh, at=legal_time.now())
    processing.request_supplement(
        dossier, actor=world.hoa, at=legal_time.now(), items=["gpxd_ban_chinh"], reason="Thiếu trang"
    )
    path = f"/drafts/{draft['id']}/papers?item=gpxd_ban_chinh&name=trang-2.pdf"

    given = program.post(path, samples.pdf("trang 2"), kind="application/pdf")
    again = program.post(f"/drafts/{draft['id']}/filing")

    assert given.status_code == 201
    assert (again.status_code, again.json()["code"], again.json()["filing"]) == (201, code, 2)
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS


def test_a_result_is_told_and_given_only_when_it_is_out(world: World) -> None:
    program = caller(of=system(agency=world.minh_tan))
    waiting, out = world.accepted(), world.finished()

    before = program.get(f"/dossiers/{waiting.code}/results").json()
    told = program.get(f"/dossiers/{out.code}/results").json()
    code = told["results"][0]["verification_code"]
    file = program.get(f"/dossiers/{out.code}/results/{code}")
    real = program.get(f"/verifications/{code}")

    assert before == {"outcome": "", "results": []}
    assert told["outcome"] == "granted"
    assert hashlib.sha256(b"".join(file.streaming_content)).hexdigest() == told["results"][0]["sha256"]
    assert real.json()["number"] == told["results"][0]["number"]
    assert program.get(f"/dossiers/{waiting.code}/results/{code}").status_code == 404
    assert program.get("/verifications/KHONGCO").status_code == 404


def test_what_is_not_theirs_is_not_there(world: World) -> None:
    """Neither another system's drafts and dossiers, nor those of people; an agency's only where that was allowed."""
    mine, other = caller(), caller(of=system("Hệ thống khác"))
    agency = caller(of=system("Phần mềm một cửa", agency=world.minh_tan))
    draft, filed, walked_in = mine.draft(), mine.filed(), world.accepted()

    assert mine.get(f"/dossiers/{filed['code']}").status_code == 200
    assert other.get(f"/dossiers/{filed['code']}").status_code == 404
    assert other.get(f"/drafts/{draft['id']}").status_code == 404
    assert other.patch(f"/drafts/{draft['id']}", {"answers": {}}).status_code == 404
    assert other.delete(f"/drafts/{draft['id']}").status_code == 404
    assert mine.get(f"/dossiers/{walked_in.code}").status_code == 404
    assert agency.get(f"/dossiers/{walked_in.code}").status_code == 200
    # It reads what its agency has, and writes only what it began itself.
    assert agency.get(f"/drafts/{walked_in.uuid}").status_code == 404
    assert agency.get(f"/drafts/{draft['id']}").status_code == 404
    assert {each["code"] for each in mine.get("/dossiers").json()["dossiers"]} == {filed["code"]}
    assert {each["code"] for each in agency.get("/dossiers").json()["dossiers"]} == {filed["code"], walked_in.code}
    assert other.get("/dossiers").json() == {"dossiers": [], "next": None}


def test_a_list_goes_on_where_the_last_page_ended(world: World) -> None:
    program = caller()
    codes = [program.filed()["code"] for _ in range(3)]

    first = program.get("/dossiers", limit=2).json()
    second = program.get("/dossiers", limit=2, after=first["next"]).json()

    assert [each["code"] for page in (first, second) for each in page["dossiers"]] == codes
    assert second["next"] is None


def test_the_catalogue_is_read_with_and_without_tone_marks(world: World) -> None:
    program = caller()

    found = program.get("/procedures", q="khai sinh").json()["procedures"]
    one = program.get("/procedures/1.001193").json()
    form = program.get("/procedures/1.001193/form").json()

    assert "1.001193" in {each["code"] for each in found}
    assert one["takes_online"]
    assert any(each["code"] == "H99.1" for each in one["agencies"])
    assert "tre_ho_ten" in form["properties"]
    assert program.get("/procedures/9.999999").status_code == 404


def test_public_figures_are_those_of_the_facts_and_never_of_officers(world: World) -> None:
    program = caller()
    world.finished()
    run_jobs()
    november = {"from": "2026-11-01", "to": "2026-11-30"}

    whole = program.get("/figures", **november).json()
    by_agency = program.get("/figures", **november, by="agency").json()
    by_officer = program.get("/figures", **november, by="officer")
    backwards = program.get("/figures", **{"from": "2026-11-30", "to": "2026-11-01"})

    assert whole["totals"][0]["counts"]["received"] == 1
    assert {each["key"]: each["counts"]["received"] for each in by_agency["totals"]} == {"H99.1": 1}
    assert {each["median"] for each in by_agency["durations"]} == {None}, "one dossier is somebody's"
    assert (by_officer.status_code, backwards.status_code) == (422, 422)


# --- keys


@pytest.mark.parametrize("shown", ["", "x", "Bearer", "motcua_", "motcua_abc_def", "motcua__", "é" * 40])
def test_without_a_key_nobody_learns_anything(world: World, shown: str) -> None:
    answer = Caller(shown.encode().decode("latin-1")).get("/procedures")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["name"] == "no-key"


def test_a_session_of_a_person_opens_nothing(world: World) -> None:
    assert door("kien").get("/api/v1/procedures").status_code == 401
    assert door("lan").get("/api/v1/dossiers").status_code == 401


def test_the_right_name_with_a_wrong_secret_opens_nothing(world: World) -> None:
    given = key_of(system())
    forged = given.secret[:-1] + ("a" if given.secret[-1] != "a" else "b")

    assert Caller(given.secret).get("/procedures").status_code == 200
    assert Caller(forged).get("/procedures").status_code == 401
    assert given.secret.rpartition("_")[2] not in str(vars(given.key))


def test_a_key_opens_what_it_names_and_no_more(world: World) -> None:
    program = caller(Scope.CATALOGUE)

    shut = program.post("/drafts", {"procedure": "1.013227", "applicant": LAN})

    assert program.get("/procedures").status_code == 200
    assert (shut.status_code, shut.json()["name"]) == (403, "scope-shut")
    assert "filing" in shut.json()["detail"]
    assert not Dossier.objects.exists()


def test_a_key_that_is_over_or_withdrawn_opens_nothing(world: World) -> None:
    of, now = system(), legal_time.now()
    over = keys.give(of, scopes=tuple(Scope), per_minute=60, by=account("kien").pk, at=MONDAY, until=TUESDAY)
    ahead = keys.give(of, scopes=tuple(Scope), per_minute=60, by=account("kien").pk, at=moment("2099-01-01T08:00"))
    taken = key_of(of)
    keys.withdraw(taken.key, at=now)

    answers = [Caller(each.secret).get("/procedures").status_code for each in (over, ahead, taken)]

    assert answers == [401, 401, 401]


def test_the_next_key_opens_the_same_and_the_last_one_ends_a_day_later(world: World) -> None:
    last = key_of(system(), Scope.CATALOGUE)

    new = keys.replace(last.key, by=account("kien").pk, at=MONDAY)

    last.key.refresh_from_db()
    assert last.key.valid_to == MONDAY + keys.OVERLAP
    assert new.key.scopes == ["catalogue"]
    assert keys.known(last.secret, at=MONDAY) == last.key
    assert keys.known(last.secret, at=MONDAY + keys.OVERLAP) is None
    assert keys.known(new.secret, at=MONDAY + keys.OVERLAP) == new.key


def test_whoever_asks_too_fast_is_told_when_to_come_again(world: World) -> None:
    program = caller(per_minute=2)

    answers = [program.get("/procedures") for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "30"
    assert answers[2].json()["name"] == "asked-too-fast"


def test_each_use_is_written_down_without_its_content(world: World) -> None:
    program = caller()

    filed = program.filed()
    program.get(f"/dossiers/{filed['code']}")
    program.get("/dossiers/H99-000000-0000")

    told = [(each.operation, each.status) for each in SystemUse.objects.order_by("pk")]
    assert told == [
        ("begin-draft", 201),
        ("give-paper", 201),
        ("file-draft", 201),
        ("show-dossier", 200),
        ("show-dossier", 404),
    ]
    assert SystemUse.objects.get(operation="show-dossier", status=200).dossier_id == Dossier.objects.get().pk
    assert LAN["personal_id"] not in str(list(SystemUse.objects.values()))


def test_the_security_log_hears_of_wrong_keys_of_haste_and_of_changes(world: World) -> None:
    given = key_of(system(), per_minute=2)
    Caller(given.secret + "x").get("/procedures")
    Caller().get("/procedures")
    Caller(given.secret).post("/drafts", {"procedure": "1.013227", "applicant": LAN})
    for _ in range(2):
        Caller(given.secret).get("/procedures")

    told = [(each.event, each.facts.get("what")) for each in SecurityEvent.objects.order_by("pk")]

    assert told == [("api_key_refused", None), ("api_key_used", "begin-draft"), ("rate_limited", None)]
    assert given.secret.rpartition("_")[2] not in str(list(SecurityEvent.objects.values()))


# --- the same request twice


def test_the_same_key_and_request_give_the_same_answer_and_one_draft(world: World) -> None:
    program, body = caller(), {"procedure": "1.013227", "applicant": LAN}

    first, second = (program.post("/drafts", body, key="one") for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert first.headers["Location"] == second.headers["Location"]
    assert Dossier.objects.count() == 1


def test_the_same_key_for_another_request_is_refused(world: World) -> None:
    program = caller()
    program.post("/drafts", {"procedure": "1.013227", "applicant": LAN}, key="one")

    other = program.post("/drafts", {"procedure": "1.001193", "applicant": LAN}, key="one")

    assert (other.status_code, other.json()["name"]) == (422, "same-key-other-request")
    assert Dossier.objects.count() == 1


def test_another_system_may_choose_the_same_key(world: World) -> None:
    body = {"procedure": "1.013227", "applicant": LAN}

    answers = [caller(of=system(name)).post("/drafts", body, key="one") for name in ("Một", "Hai")]

    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json()["id"] != answers[1].json()["id"]


def test_a_request_that_was_refused_may_be_mended_and_sent_again(world: World) -> None:
    """Nothing had happened, so there is nothing to give again."""
    program = caller()
    draft = program.post("/drafts", {"procedure": "1.013227", "applicant": LAN}).json()
    refused = program.post(f"/drafts/{draft['id']}/filing", key="file")
    program.patch(f"/drafts/{draft['id']}", {"answers": samples.ANSWERS["1.013227"]})
    program.post(
        f"/drafts/{draft['id']}/papers?item=gpxd_ban_chinh&name=a.pdf", samples.pdf("a"), kind="application/pdf"
    )

    first, second = (program.post(f"/drafts/{draft['id']}/filing", key="file") for _ in range(2))

    assert (refused.status_code, first.status_code, second.status_code) == (422, 201, 201)
    assert first.json() == second.json()


def test_a_file_sent_twice_is_one_paper(world: World) -> None:
    program = caller()
    draft = program.post("/drafts", {"procedure": "1.013227", "applicant": LAN}).json()
    path = f"/drafts/{draft['id']}/papers?item=gpxd_ban_chinh&name=giay.pdf"

    first, second = (program.post(path, samples.pdf("a"), kind="application/pdf", key="p") for _ in range(2))
    other = program.post(path, samples.pdf("b"), kind="application/pdf", key="p")

    assert first.json() == second.json()
    assert other.status_code == 422
    assert Paper.objects.count() == 1


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "é"])
def test_a_post_without_an_idempotency_key_does_nothing(world: World, key: str) -> None:
    headers = {"Authorization": f"Bearer {caller().secret}", "Idempotency-Key": key.encode().decode("latin-1")}

    answer = Client().post(
        "/api/v1/drafts", {"procedure": "1.013227", "applicant": LAN}, content_type="application/json", headers=headers
    )

    assert (answer.status_code, answer.json()["name"]) == (400, "idempotency-key-missing")
    assert not Dossier.objects.exists()


# --- what cannot be read


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (" ", 400),
        ("{", 400),
        ("<html></html>", 400),
        ('{"procedure": "\\u0000"}', 400),
        ('{"procedure": "\\ud800"}', 400),
        (b"\xff\xfe", 400),
        ("[" * 100_000, 400),
        ('{"procedure": NaN}', 400),
        ('{"procedure": 1e999}', 400),
        ("x" * 3 * 2**20, 413),
        ("[]", 422),
        ("null", 422),
        ('{"procedure": 1, "applicant": []}', 422),
    ],
    ids=[
        "empty",
        "half",
        "html",
        "nul",
        "half-letter",
        "bytes",
        "deep",
        "nan",
        "infinite",
        "large",
        "list",
        "null",
        "x",
    ],
)
def test_what_cannot_be_read_is_refused_in_words(world: World, body: Any, status: int) -> None:
    answer = caller().post("/drafts", body)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_every_mistake_is_told_at_once_with_its_place(world: World) -> None:
    answer = caller().post("/drafts", {"applicant": {"full_name": "", "personal_id": "12"}, "more": 1})

    assert {each["pointer"] for each in answer.json()["errors"]} == {
        "/procedure",
        "/applicant/full_name",
        "/applicant/personal_id",
        "/more",
    }


@pytest.mark.parametrize("query", ["?limit=0", "?limit=x", "?limit=1&limit=2", "?no=1", "?q=", "?limit=9" + "9" * 30])
def test_parameters_that_are_not_described_are_refused(world: World, query: str) -> None:
    answer = caller().get(f"/procedures{query}")

    assert (answer.status_code, answer.json()["name"]) == (422, "request-wrong")
    assert answer.json()["errors"][0]["parameter"] in {"limit", "no", "q"}


def test_broken_text_in_an_address_is_answered_as_json(world: World) -> None:
    for path in ("/procedures?q=%00", "/procedures?q=%ff", "/procedures/%00", "/dossiers/a%00b"):
        answer = caller(of=system(path)).get(path)

        assert answer.status_code in {404, 422}, path
        assert answer.headers["Content-Type"] == "application/problem+json", path


def test_a_method_or_address_that_is_not_there_is_answered_as_json(world: World) -> None:
    wrong = caller().patch("/procedures", {})
    gone = Caller().get("/no/such/thing")

    assert (wrong.status_code, wrong.headers["Allow"]) == (405, "GET")
    assert (gone.status_code, gone.json()["name"]) == (404, "not-there")


def test_a_fault_of_ours_is_a_problem_too_and_not_a_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Patched, because we know of none."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("motcua.blueprints.catalogue.queries.published", broken)
    answer = caller().get("/procedures")

    assert (answer.status_code, answer.json()["name"]) == (500, "broken")
    assert SystemUse.objects.get().status == 500


def test_problems_speak_the_language_that_was_asked_for(world: World) -> None:
    vietnamese, english = Caller().get("/procedures"), Caller(language="en").get("/procedures")

    assert vietnamese.headers["Content-Language"] == "vi"
    assert english.headers["Content-Language"] == "en"
    assert "Chưa có khóa" in vietnamese.json()["title"]
    assert vietnamese.json()["name"] == english.json()["name"]


def test_every_problem_can_be_looked_up_without_a_key(world: World) -> None:
    every = Caller().get("/problems").json()["problems"]
    one = Caller().get("/problems/answers-incomplete").json()

    names = [each["name"] for each in every]
    assert {"no-key", "answers-incomplete", "asked-too-fast"} <= set(names)
    assert len(names) == len(set(names))
    assert one["status"] == 422
    assert Caller().get("/problems/none-of-ours").status_code == 404
