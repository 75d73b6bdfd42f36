"""The command that says how well people are understood, on a list of its own and on any that is given."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

LIST = (
    "id\tquery\texpected\tmatch\tkind",
    "1\tkhai sinh\t1.001193\ttop1\tplain",
    "2\tsổ đỏ\t1.012783|1.012786\tclarify\tvague",
    '3\t  "khai tử  \t1.000656\ttop3\tplain',
    "4\tlàm hộ chiếu\tNONE\tnone\tother",
    "5\tkết hôn\t1.012289\ttop3\twrong",
    "6\tkhai sinh\tNONE\tnone\twrong",
)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    (tmp_path / "list.tsv").write_text("\n".join(LIST), encoding="utf-8")
    return tmp_path / "list.tsv"


def told(*arguments: str) -> str:
    out = io.StringIO()
    call_command("search_quality", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def test_it_counts_what_is_right_and_what_is_wrongly_sure(questions: Path) -> None:
    """The last two lines are wrong on purpose: a command that finds everything right measures nothing."""
    figures = json.loads(told(str(questions), "--json", "--misses"))

    assert (figures["queries"], figures["answerable"], figures["in_top_3"]) == (6, 4, 3)
    assert (figures["without_answer"], figures["wrong_confident_answers"]) == (2, 1)
    assert figures["kinds"]["wrong"] == {"queries": 2, "right": 0}
    assert [miss["query"] for miss in figures["misses"]] == ["kết hôn", "khai sinh"]
    assert 0 < figures["p50_ms"] <= figures["p95_ms"]


def test_it_tells_the_same_to_people(questions: Path) -> None:
    text = told(str(questions), "--misses")

    assert "in the top 3:            3 of 4 (75.0%)" in text
    assert "wrong confident answers: 1 of 2" in text
    assert "'khai sinh': NONE, found 1.001193" in text


@pytest.mark.parametrize("content", ["", "a\tb\nc\td", "query\texpected"])
def test_what_is_no_list_of_questions_is_said_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "other.tsv").write_text(content, encoding="utf-8")

    with pytest.raises(CommandError):
        told(str(tmp_path / "other.tsv"))


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        told(str(tmp_path / "nowhere.tsv"))
