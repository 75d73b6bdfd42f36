"""What a browser posted, read text by text. Names and words stay as typed: trimmed at the ends, in one spelling."""

from collections.abc import Mapping, Sequence

from motcua.foundation.text.folding import nfc

#: Every value of every input, as `dict(request.POST.lists())` gives them.
Posted = Mapping[str, Sequence[str]]


def text(post: Posted, name: str) -> str:
    """The last value: a tick box comes after the hidden "no" that stands for the empty box."""
    values = post.get(name) or ("",)
    return nfc(values[-1]).replace("\r\n", "\n").strip()


def texts(post: Posted, name: str) -> list[str]:
    return [value for value in (nfc(each).strip() for each in post.get(name) or ()) if value]


def answer(post: Posted, name: str) -> str | None:
    return text(post, name) or None
