"""A process that could not be worked is refused by the name of its mistake, and nothing is published."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.blueprints.catalogue.reading import SHARED

pytestmark = pytest.mark.django_db

BIRTH = "1_001193-dang-ky-khai-sinh.yaml"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    for name in (BIRTH, *SHARED):
        shutil.copy(settings.CATALOGUE_DIR / name, tmp_path / name)
    return tmp_path


def flows(*ways: str) -> str:
    pairs = [pair for way in ways for pair in pairwise(way.split())]
    lines = [f"    - {{from: {one}, to: {other}}}" for one, other in pairs]
    return "\n".join(["  origin: modelled", "  flows:", *lines, ""])


#: What stands in the process of the birth file, what is put there instead, and the name of the mistake.
PROCESS_MISTAKES = {
    "a loop without exit": (
        "  origin: modelled\n",
        flows("tiep_nhan tham_dinh trinh_ky ky dong_dau tra_ket_qua", "tham_dinh xac_nhan_du_thao tham_dinh"),
        "a loop without exit: xac_nhan_du_thao",
    ),
    "an unassigned step": ("      role: signatory\n", "", "an unassigned step: ky"),
    "a branch without result": (
        "  origin: modelled\n",
        flows("tiep_nhan tham_dinh trinh_ky ky dong_dau tra_ket_qua", "tiep_nhan xac_nhan_du_thao"),
        "a branch without result: xac_nhan_du_thao",
    ),
    "an undefined time": ("share_pct: 45", "share_pct: 0", "an undefined time: tham_dinh"),
}


@pytest.mark.parametrize("name", PROCESS_MISTAKES)
def test_a_process_with_a_mistake_is_refused_by_the_command_and_nothing_is_published(
    directory: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    before = ProcedureVersion.objects.count()
    here, instead, found = PROCESS_MISTAKES[name]
    text = (directory / BIRTH).read_text(encoding="utf-8")
    assert here in text
    (directory / BIRTH).write_text(text.replace(here, instead, 1), encoding="utf-8")

    with pytest.raises(SystemExit):
        call_command("load_catalogue", directory)

    assert found in capsys.readouterr().err
    assert ProcedureVersion.objects.count() == before
