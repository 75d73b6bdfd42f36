"""What the page of papers shows: each paper that this case needs, with the files given for it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.blueprints.catalogue.definition import GroupRule, RequiredPaper
from motcua.blueprints.catalogue.papers import is_confirmed, paper_named
from motcua.dossiers.models import Paper
from motcua.foundation.files import storage
from motcua.foundation.files.models import ScanState
from motcua.sites.portal.asked import asked_of
from motcua.sites.ui.filling.draft import Draft

_RULES = {
    GroupRule.ONE_OF: gettext_lazy("Chỉ cần một trong các giấy tờ này."),
    GroupRule.ALL: "",
    GroupRule.CONDITIONAL: "",
}
_GONE = gettext_lazy("Không đọc lại được. Bỏ tệp này rồi tải lên lại.")
_SCANS: dict[str, str | Promise] = {
    ScanState.WAITING: gettext_lazy("Đã nhận, đang kiểm tra vi-rút. Ông/bà cứ làm tiếp."),
    ScanState.INFECTED: gettext_lazy("Tệp này có vi-rút nên không dùng được. Bỏ tệp này rồi tải tệp khác lên."),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A file that lies in the dossier. `note` says why it cannot be opened or does not count."""

    paper: Paper
    note: str | Promise
    may_be_opened: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that this case needs, with the files given for it."""

    paper: RequiredPaper
    given: tuple[Given, ...]
    is_missing: bool
    is_asked_for: bool
    #: A register has said what the paper would prove.
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    rule: str
    papers: tuple[Wanted, ...]


def groups_of(draft: Draft) -> list[Group]:
    """What the case needs; then what an officer asked for besides, and files whose paper is no longer needed."""
    asked = set(asked_of(draft.dossier).items)
    missing = {paper.key for paper in draft.missing_papers}
    groups = [
        Group(group.label, str(_RULES[group.rule]), tuple(_wanted(draft, p, asked, missing) for p in group.papers))
        for group in draft.paper_groups
    ]
    listed = {paper.key for group in draft.paper_groups for paper in group.papers}
    others = [paper_named(draft.definition, key=key) for key in sorted((asked | set(draft.papers)) - listed)]
    rest = tuple(_wanted(draft, paper, asked, missing) for paper in others if paper is not None)
    found = [*groups, Group(_("Giấy tờ khác"), "", rest)] if rest else groups
    return found if draft.open is None else _open_alone(found, draft.open.papers)


def _open_alone(groups: list[Group], keys: Collection[str]) -> list[Group]:
    """A dossier that was sent back shows what was asked for; the rest stays as it was filed."""
    cut = (replace(group, papers=tuple(p for p in group.papers if p.paper.key in keys)) for group in groups)
    return [group for group in cut if group.papers]


def _wanted(draft: Draft, paper: RequiredPaper, asked: set[str], missing: set[str]) -> Wanted:
    given = tuple(_given(each) for each in draft.papers.get(paper.key, []))
    return Wanted(
        paper,
        given,
        is_missing=paper.key in missing,
        is_asked_for=paper.key in asked,
        is_confirmed=is_confirmed(paper, draft.confirmed),
    )


def _given(paper: Paper) -> Given:
    note = _SCANS.get(paper.file.scan_state, "") if storage.is_there(paper.file) else _GONE
    return Given(paper, note=note, may_be_opened=not note)
