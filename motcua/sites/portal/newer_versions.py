"""A newer version of the procedure is out: what changed, in words, and the way over to it."""

from collections.abc import Callable, Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import renewing
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.portal import procedure_facts as facts
from motcua.sites.portal import words
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

Names = dict[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def newer_version(request: ActingRequest, draft: Draft) -> HttpResponse:
    version = renewing.newer_version(draft.dossier)
    if version is None:
        messages.info(request, _("Tờ khai này đang theo bản mới nhất của thủ tục."))
        return redirect("portal:draft", uuid=draft.dossier.uuid)
    if request.method == "POST":
        renewing.renew(draft.dossier, at=draft.at)
        messages.success(request, _("Đã chuyển sang bản mới của thủ tục. Phần đã điền còn phù hợp vẫn được giữ."))
        return redirect("portal:draft", uuid=draft.dossier.uuid)
    new = definition_of(version.pk)
    kept = renewing.fitting(draft.answers, was=draft.definition, now=new)
    context = {
        "draft": draft,
        "changes": list(changes(draft.definition, new, on=legal_day(draft.at))),
        "lost": [draft.definition.form.fields[key].label for key in draft.answers if key not in kept],
    }
    return render(request, "portal/newer_version.html", context)


def changes(was: Definition, now: Definition, *, on: date) -> Iterator[str]:
    """Time, fee, papers and questions, one sentence each."""
    yield from _facts(was, now, on=on)
    for said, names in _LISTS.items():
        before, after = names(was), names(now)
        for key in after.keys() - before.keys():
            yield _(said[0]) % {"name": after[key]}
        for key in before.keys() - after.keys():
            yield _(said[1]) % {"name": before[key]}


def _facts(was: Definition, now: Definition, *, on: date) -> Iterator[str]:
    times = [words.limit(each.default_limit) for each in (was, now)]
    if times[0] != times[1]:
        yield _("Thời hạn giải quyết: trước là %(before)s, nay là %(after)s.") % {"before": times[0], "after": times[1]}
    fees = [facts.fee_fact(each, on=on).value for each in (was, now)]
    if fees[0] != fees[1]:
        yield _("Phí, lệ phí: trước là %(before)s, nay là %(after)s.") % {"before": fees[0], "after": fees[1]}
    elif was.fees != now.fees:
        yield _("Mức phí, lệ phí của một số trường hợp thay đổi.")


def _papers(definition: Definition) -> Names:
    return {paper.key: paper.name for group in definition.paper_groups for paper in group.papers}


def _questions(definition: Definition) -> Names:
    return {key: field.label for key, field in definition.form.fields.items()}


_LISTS: dict[tuple[str, str], Callable[[Definition], Names]] = {
    (gettext_noop("Thêm giấy tờ: %(name)s."), gettext_noop("Không cần nữa: %(name)s.")): _papers,
    (gettext_noop("Thêm mục phải điền: %(name)s."), gettext_noop("Bỏ mục: %(name)s.")): _questions,
}
