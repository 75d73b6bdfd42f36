"""Every polite no is said in words: what is wrong, and how to mend it."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import motcua
from motcua.foundation.refusals import Refusal
from motcua.sites.ui.refusals import SENTENCES, sentence

#: A hint tells the reader to do something; these are the verbs with which ours begin.
HINTS = (
    *("tải lại", "tải văn bản", "chọn", "quay lại", "đính kèm", "ghi rõ", "nộp", "theo dõi", "dùng nút", "báo", "đổi"),
    *("ra quyết định", "giải quyết", "hoàn thành", "gọi", "thử lại", "sửa", "kiểm tra", "nhập", "chờ", "rút"),
    *("quét", "điền tiếp", "soạn", "đóng", "khóa sổ", "tải bản", "chuyển hồ sơ", "liên hệ", "bổ sung", "xuất lại"),
    *(
        "trả lời ít nhất",
        "ký bản này",
        "dùng số",
        "bấm",
        "đưa văn bản",
        "mở lại",
        "chuyển cho",
        "xem lại",
        "hủy đơn đó",
    ),
    *("tải lên lại", "lập lại"),
)


def every_refusal() -> list[type[Refusal]]:
    for module in pkgutil.walk_packages(motcua.__path__, "motcua."):
        if ".migrations" not in module.name and not module.name.endswith(("wsgi", "worker")):
            importlib.import_module(module.name)
    return sorted(set(_below(Refusal)), key=lambda refusal: f"{refusal.__module__}.{refusal.__name__}")


def _below(refusal: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in refusal.__subclasses__():
        if each.__module__.startswith("motcua."):
            yield each
            yield from _below(each)


def test_every_refusal_has_its_sentence_and_says_why() -> None:
    refusals = every_refusal()

    assert len(refusals) > 10
    assert [refusal.__qualname__ for refusal in refusals if refusal not in SENTENCES] == []
    assert [refusal.__qualname__ for refusal in refusals if not refusal.__doc__] == []


def test_every_sentence_says_how_to_mend_it() -> None:
    for refusal, words in SENTENCES.items():
        assert any(hint in str(words).lower() for hint in HINTS), refusal.__qualname__


def test_no_sentence_waits_for_a_fact_that_its_refusal_does_not_bring() -> None:
    """The file that defines a refusal raises it, and names the facts there."""
    for refusal, words in SENTENCES.items():
        source = inspect.getsource(importlib.import_module(refusal.__module__))
        missing = [fact for fact in re.findall(r"%\((\w+)\)s", str(words)) if not re.search(rf"\b{fact}=", source)]

        assert not missing, refusal.__qualname__


def test_a_refusal_without_facts_is_still_a_whole_sentence() -> None:
    for refusal, words in SENTENCES.items():
        if "%(" not in str(words) and refusal.__init__ is Refusal.__init__:
            assert sentence(refusal()) == str(words)
