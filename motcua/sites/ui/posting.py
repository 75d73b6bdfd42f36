"""What a form page posted, ready for `blueprints.forms` to read: a commune is typed by name and kept by code."""

from django.http import HttpRequest

from motcua.foundation.text.folding import fold
from motcua.sites.ui.answers import communes

_COMMUNE = "_commune"
_KINDS = ("phuong ", "xa ", "dac khu ")


def posted(request: HttpRequest) -> dict[str, list[str]]:
    """Every value of every input. A commune that is not in its province stays as typed, for the form to speak of."""
    post = {name: [str(value) for value in values] for name, values in request.POST.lists()}
    for name in [name for name in post if name.endswith(_COMMUNE)]:
        province = post.get(f"{name.removesuffix(_COMMUNE)}_province", [""])[-1]
        post[name] = [_code(typed, province) for typed in post[name]]
    return post


def _code(typed: str, province: str) -> str:
    """By its whole name first; by its name without Xã, Phường when only one fits."""
    asked = fold(typed.strip())
    named = [(fold(name), code) for code, name in communes(province)] if asked and not asked.isdigit() else []
    exact = [code for name, code in named if name == asked]
    bare = [code for name, code in named if _bare(name) == asked]
    found = exact or bare
    return found[0] if len(found) == 1 else typed


def _bare(name: str) -> str:
    kind = next((kind for kind in _KINDS if name.startswith(kind)), "")
    return name.removeprefix(kind)
