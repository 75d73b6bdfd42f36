"""Questions drawn quickly look exactly like questions drawn by their macro, and hold nobody's answer."""

from typing import Any

import pytest
from django.template import engines

from motcua.blueprints.catalogue import queries
from motcua.blueprints.forms.definition import Field
from motcua.sites.ui.filling import drawing
from tests.world import World

pytestmark = pytest.mark.django_db

ADDRESS = {"province": "79", "commune": "26740", "detail": '12 <b>Lê Lợi</b> & "Pasteur"'}
VALUES: dict[str, list[Any]] = {
    "date": ["2026-11-02", "-02-30", "2026--", "<i>"],
    "partial_date": ["1990", "1990-05", "1990-05-07"],
    "address": [ADDRESS, {"old": "Phố cổ"}, {"former": "phường Bến Nghé, quận 1"}, {"province": "79"}, "x"],
    "money": [5000000, "năm triệu"],
    "integer": [3, "ba"],
    "boolean": [True, False, "true"],
    "declaration": [True, False],
    "table": [[{}], [{"x": 1}]],
    "multiselect": [["a"]],
}
TYPED = ["Nguyễn Thị Mẫu", "<script>alert(1)</script>", "'\"&", "\ue000 \ue001", ""]


def fields() -> list[tuple[int, Field]]:
    found = []
    for procedure in queries.published():
        version = procedure.current_version_id
        assert version is not None
        found += [(version, field) for field in queries.definition_of(version).form.fields.values()]
    return found


def by_macro(field: Field, value: Any, problems: dict[str, str]) -> str:
    module = engines["jinja2"].env.get_template("ui/fields.html").module  # type: ignore[attr-defined]  # the engine's own
    return str(module.field(field, value, problems))


def test_every_field_of_every_procedure_is_drawn_the_same(world: World) -> None:
    seen: set[str] = set()
    for version, field in fields():
        if field.type in seen and field.type not in {"address", "select", "radio"}:
            continue
        seen.add(field.type)
        chosen = [option.value for option in field.options[:2]]
        for value in (None, *VALUES.get(field.type, TYPED), *chosen):
            drawn = str(drawing.drawn(field, value, {}, version_id=version))

            assert drawn == by_macro(field, value, {}), (field.key, value)
    assert len(seen) >= 28, "most of the types are in use"


def test_a_fault_is_drawn_at_its_question(world: World) -> None:
    version, field = next((v, f) for v, f in fields() if f.type == "date")
    problems = {f"{field.key}_day": "Nhập thêm ngày."}

    assert "Nhập thêm ngày." in drawing.drawn(field, "2026-11-", problems, version_id=version)


def test_what_is_kept_holds_no_answer(world: World) -> None:
    """Two people, one field: the second sees her own name and nothing of the first."""
    version, field = next((v, f) for v, f in fields() if f.type == "person_name")

    first = drawing.drawn(field, "Nguyễn Thị Ngọc Lan", {}, version_id=version)
    second = drawing.drawn(field, "Trần Văn Bình", {}, version_id=version)

    assert "Nguyễn Thị Ngọc Lan" in first
    assert "Trần Văn Bình" in second
    assert "Lan" not in second
