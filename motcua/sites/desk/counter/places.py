"""Nơi giải quyết at the counter: worked out from the answers, shown before filing, changed only with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.competence import territory_of
from motcua.blueprints.forms.definition import Field, Option
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk import questions
from motcua.sites.ui.filling import deciding_agencies
from motcua.sites.ui.filling.draft import Draft

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Which agency decides, from which answer that follows, and the two questions with which to change it."""

    agency: Agency
    because: str
    #: The unit is not that of the agency: the dossier is handed over, and the result comes back.
    is_elsewhere: bool
    choice: Field
    reason: Field
    typed: Mapping[str, str]
    problems: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """`agency` is none where the officer leaves it as it was worked out."""

    agency: Agency | None = None
    reason: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


def placed(draft: Draft, *, problems: Mapping[str, str], post: QueryDict) -> Place:
    agency = draft.dossier.deciding_agency
    agencies = deciding_agencies.deciding(draft.definition, on=legal_day(draft.at))
    options = tuple(Option(each.code, each.name) for each in agencies)
    return Place(
        agency=agency,
        because=_because(draft, agency),
        is_elsewhere=draft.dossier.receiving_unit_id not in (agency.pk, agency.one_stop_unit_id),
        choice=Field("agency", _("Nơi giải quyết khác"), "select", options=options),
        reason=questions.reason(_("Vì sao đổi"), required=False, hint=_("Chỉ khi chọn nơi khác. Lý do được ghi lại.")),
        typed={"agency": post.get("agency", ""), "reason": post.get("reason", "")},
        problems=problems,
    )


def chosen(draft: Draft, post: QueryDict) -> Choice:
    code, reason = post.get("agency", ""), post.get("reason", "").strip()[:_LONGEST_REASON]
    if code in ("", draft.dossier.deciding_agency.code):
        return Choice()
    agencies = deciding_agencies.deciding(draft.definition, on=legal_day(draft.at))
    agency = next((each for each in agencies if each.code == code), None)
    if agency is None:
        return Choice(problems={"agency": _("Chọn nơi giải quyết trong danh sách.")})
    if not reason:
        return Choice(problems={"reason": _("Ghi lý do đổi nơi giải quyết.")})
    return Choice(agency, reason)


def _because(draft: Draft, agency: Agency) -> str:
    """The label of the answer that named the place."""
    for key in draft.definition.competence.territory_fields:
        named = territory_of(draft.definition, {key: draft.known.get(key)})
        if named is not None and named == agency.commune_code:
            return draft.definition.form.fields[key].label
    return ""
