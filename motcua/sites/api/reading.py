"""What was sent, as values of the shape that the description asks for. Everything wrong is told at once."""

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

import jsonschema_rs
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import RawPostDataException
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.sites.api.faults import Fault, Mistake

JSON = "application/json"
#: What no database takes and no person typed; U+FFFD stands where bytes were not UTF-8.
_BROKEN = re.compile("[\x00\ud800-\udfff\ufffd]")
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,15})")


def json_body(request: HttpRequest) -> Any:
    """Raises Fault. Text is brought into one spelling (NFC), so that what looks the same is the same."""
    if request.content_type != JSON:
        raise Fault("wrong-media-type", accepted=JSON)
    try:
        raw = request.body
    except RequestDataTooBig:
        raise Fault("too-large") from None
    except (RawPostDataException, OSError):
        raise Fault("request-unreadable") from None
    try:
        return _clean(json.loads(raw, parse_constant=_refuse, parse_float=_finite))
    except (ValueError, RecursionError):
        raise Fault("request-unreadable") from None


def checked(value: Any, schema: Mapping[str, Any], *, at: str = "") -> Any:
    """The value, if it has that shape. Raises Fault with every place to mend."""
    found = [_mistake(error, at) for error in _validator(json.dumps(schema, sort_keys=True)).iter_errors(value)]
    if found:
        raise Fault("request-wrong", mistakes=found)
    return value


def query(request: HttpRequest, parameters: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What stands behind the question mark, each once and known, as numbers where numbers are meant."""
    mistakes = [
        Mistake(_("Không có tham số này, hoặc gửi tham số này nhiều lần."), parameter=name[:60])
        for name, values in request.GET.lists()
        if name not in parameters or len(values) != 1
    ]
    values: dict[str, Any] = {}
    for name, parameter in parameters.items():
        if is_broken(request.GET.get(name, "")):
            mistakes.append(Mistake(_("Tham số này có ký tự không hợp lệ."), parameter=name))
        elif name in request.GET:
            values[name] = _typed(request.GET[name], parameter["schema"])
            mistakes += _mistakes_of(name, values[name], parameter["schema"])
        elif parameter.get("required"):
            mistakes.append(Mistake(_("Thiếu tham số này."), parameter=name))
        elif "default" in parameter["schema"]:
            values[name] = parameter["schema"]["default"]
    if mistakes:
        raise Fault("request-wrong", mistakes=mistakes)
    return values


def is_broken(text: object) -> bool:
    return isinstance(text, str) and _BROKEN.search(text) is not None


def _mistakes_of(name: str, value: Any, schema: Mapping[str, Any]) -> list[Mistake]:
    try:
        checked(value, schema)
    except Fault as fault:
        return [Mistake(mistake.detail, parameter=name) for mistake in fault.mistakes]
    return []


def _typed(text: str, schema: Mapping[str, Any]) -> Any:
    if schema.get("type") == "integer":
        return int(text) if _WHOLE.fullmatch(text) else text
    return unicodedata.normalize("NFC", text)


def _clean(value: Any) -> Any:
    match value:
        case str():
            if is_broken(value):
                raise ValueError
            return unicodedata.normalize("NFC", value)
        case list():
            return [_clean(each) for each in value]
        case dict():
            return {_clean(key): _clean(each) for key, each in value.items()}
        case _:
            return value


def _refuse(_constant: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


@lru_cache(maxsize=256)
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(schema), validate_formats=True)


def _mistake(error: jsonschema_rs.ValidationError, at: str) -> Mistake:
    pointer = at + "".join(f"/{_escaped(part)}" for part in (*error.instance_path, *_named(error)))
    words = next((_WORDS[kind] for kind in _kinds(error) if kind in _WORDS), _ANY)
    return Mistake(str(words(error) if callable(words) else words), pointer=pointer)


def _kinds(error: jsonschema_rs.ValidationError) -> Iterable[str]:
    yield str(error.kind.name)


def _named(error: jsonschema_rs.ValidationError) -> tuple[str, ...]:
    """What is missing, or is too much, has no place of its own in the value."""
    match str(error.kind.name):
        case "required":
            return (str(error.kind.as_dict()["property"]),)
        case "additionalProperties":
            return tuple(str(each) for each in error.kind.as_dict()["unexpected"][:1])
        case _:
            return ()


def _escaped(part: object) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def _bounded(sentence: str | Promise, error: jsonschema_rs.ValidationError) -> str:
    return str(sentence) % {"limit": error.kind.as_dict()["limit"]}


_ANY = gettext_lazy("Giá trị này chưa đúng mô tả.")
_WORDS: dict[str, Any] = {
    "required": gettext_lazy("Thiếu giá trị này."),
    "additionalProperties": gettext_lazy("Không có trường nào tên như vậy."),
    "type": gettext_lazy("Giá trị sai kiểu."),
    "enum": gettext_lazy("Giá trị này không có trong danh sách."),
    "pattern": gettext_lazy("Giá trị này chưa đúng dạng."),
    "format": gettext_lazy("Giá trị này chưa đúng dạng."),
    "minLength": partial(_bounded, gettext_lazy("Cần ít nhất %(limit)s ký tự.")),
    "maxLength": partial(_bounded, gettext_lazy("Nhiều nhất %(limit)s ký tự.")),
    "minimum": partial(_bounded, gettext_lazy("Không được nhỏ hơn %(limit)s.")),
    "maximum": partial(_bounded, gettext_lazy("Không được lớn hơn %(limit)s.")),
    "minItems": partial(_bounded, gettext_lazy("Cần ít nhất %(limit)s mục.")),
    "maxItems": partial(_bounded, gettext_lazy("Nhiều nhất %(limit)s mục.")),
}
