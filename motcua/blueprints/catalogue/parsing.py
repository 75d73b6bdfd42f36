"""From a document (one file with the option lists and general rules it is published with) to a `Definition`.

The document has passed the schema, so keys and types are right; what the schema cannot say is in `checking`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from motcua.blueprints.catalogue import dated_rules
from motcua.blueprints.catalogue.announcing import Announcement, Announcer
from motcua.blueprints.catalogue.definition import (
    ApplicantDeadline,
    Channels,
    Competence,
    Confidence,
    Definition,
    FormerCodeEntry,
    GroupRule,
    LegalBasis,
    LifeEvent,
    PaperGroup,
    RequiredPaper,
    ResultDocument,
    Sector,
    ServiceLevel,
    TimeLimit,
)
from motcua.blueprints.catalogue.handling import Handled, Handling
from motcua.blueprints.catalogue.parsing_fees import day, fees
from motcua.blueprints.catalogue.parsing_tests import tests
from motcua.blueprints.expressions.tree import Path
from motcua.blueprints.forms import parsing as form_parsing
from motcua.blueprints.forms.parsing import condition
from motcua.blueprints.workflows import parsing as step_parsing
from motcua.foundation.calendar.arithmetic import Unit
from motcua.foundation.organisations.kinds import AgencyKind

Node = Mapping[str, Any]


def parse(document: Node) -> Definition:
    """`{"procedure": the file, "option_lists": those it uses, "general_rules": each dated value}`."""
    node = document["procedure"]
    search = node["search"]
    return Definition(
        code=node["code"],
        name=node["name"],
        short_name=node["short_name"],
        description=node["description"],
        state=node["status"]["state"],
        as_of=date.fromisoformat(node["status"]["as_of"]),
        note=node["status"].get("note", ""),
        sector=_sector(node["sector"]),
        level=node["level"]["current"],
        competence=_competence(node["competence"]),
        receiving=tuple(node["receiving"]),
        coordinating=tuple(node.get("coordinating", ())),
        applicant_types=tuple(node["applicants"]["types"]),
        applicant_note=node["applicants"].get("note", ""),
        channels=_channels(node["channels"]),
        time_limits=tuple(_time_limit(each, at=at) for each, at in _numbered(node["time_limits"], "time_limits")),
        applicant_deadline=_applicant_deadline(node.get("applicant_deadline")),
        fees=fees(node["fees"]),
        paper_sets=node["papers"]["sets"],
        paper_groups=tuple(_group(each, at=at) for each, at in _numbered(node["papers"]["groups"], "papers", "groups")),
        form=form_parsing.form(
            node["form"],
            questions=node.get("case_questions", ()),
            lists=form_parsing.option_lists(document["option_lists"]),
        ),
        results=tuple(_result(each) for each in node["results"]),
        legal_basis=tuple(_legal_basis(each) for each in node["legal_basis"]),
        interlinked=node["process"]["kind"] == "interlinked",
        process=step_parsing.process(node["process"]),
        conditions=tuple(node.get("conditions", ())),
        notices=tuple(node.get("notices", ())),
        keywords=tuple(search.get("keywords", ())),
        life_events=tuple(
            LifeEvent(each["group"], tuple(each.get("items", ()))) for each in search.get("life_events", ())
        ),
        business_events=tuple(search.get("business_events", ())),
        related=tuple(search.get("related", ())),
        former_codes=tuple(_former_code(each) for each in node.get("former_codes", ())),
        rules=dated_rules.parse(document["general_rules"], node.get("parameters", {})),
        confidence=Confidence(**node["confidence"]),
        sources=tuple(node["sources"]),
        tests=tests(node.get("tests", ())),
        handlings=tuple(_handling(each) for each in node.get("handled", ())),
        portal_url=node.get("publication", {}).get("portal_url", ""),
        announcement=_announcement(node.get("publication", {})),
    )


def _announcement(node: Node) -> Announcement:
    return Announcement(
        decision=node.get("decision", ""),
        by=Announcer(node.get("announced_by", Announcer.MINISTRY)),
        decided_on=day(node.get("decided_on")),
        takes_effect_on=day(node.get("takes_effect_on")),
    )


def _numbered(nodes: Iterable[Node], *where: str) -> Iterable[tuple[Node, Path]]:
    return ((node, (*where, number)) for number, node in enumerate(nodes))


def _sector(node: Node) -> Sector:
    return Sector(
        code=node.get("code", ""), name=node["name"], ministry=node["ministry"], confidence=node["confidence"]
    )


def _competence(node: Node) -> Competence:
    return Competence(
        kind=AgencyKind(node["kind"]),
        name=node["name"],
        rule=node["rule"],
        sector_department=node.get("sector_department", ""),
        territory_fields=tuple(node.get("territory_fields", ())),
        note=node.get("note", ""),
    )


def _channels(node: Node) -> Channels:
    return Channels(ServiceLevel(node["online"]), node["counter"], node["post"], node.get("note", ""))


def _time_limit(node: Node, *, at: Path) -> TimeLimit:
    return TimeLimit(
        key=node["key"],
        name=node["name"],
        amount=node["amount"],
        unit=Unit(node["unit"]),
        cutoff=time.fromisoformat(node["cutoff"]) if "cutoff" in node else None,
        channel=node["channel"],
        when=condition(node.get("when"), at=(*at, "when")),
        adds_to=node.get("adds_to"),
        default=node.get("default", False),
        manual=node.get("manual", False),
        basis=node.get("basis", ""),
        confidence=node["confidence"],
        note=node.get("note", ""),
    )


def _applicant_deadline(node: Node | None) -> ApplicantDeadline | None:
    if node is None:
        return None
    return ApplicantDeadline(node["amount"], Unit(node["unit"]), node["counted_from"], node["consequence"])


def _group(node: Node, *, at: Path) -> PaperGroup:
    return PaperGroup(
        key=node["key"],
        label=node["label"],
        rule=GroupRule(node["rule"]),
        papers=tuple(_paper(each, at=(*at, "papers", number)) for number, each in enumerate(node["papers"])),
        when=condition(node.get("when"), at=(*at, "when")),
        when_text=node.get("when_text", ""),
    )


def _paper(node: Node, *, at: Path) -> RequiredPaper:
    return RequiredPaper(
        key=node["key"],
        name=node["name"],
        kind=node["kind"],
        originals=node["originals"],
        copies=node["copies"],
        required=node.get("required", False),
        when=condition(node.get("when"), at=(*at, "when")),
        when_text=node.get("when_text", ""),
        replaceable_by=tuple(node.get("replaceable_by", ())),
        accept=tuple(node["accept"]),
        template=node.get("template"),
        note=node.get("note", ""),
        archive_kind=node.get("archive_kind", ""),
        valid_months=node.get("valid_months"),
        proves=tuple(node.get("proves", ())),
    )


def _result(node: Node) -> ResultDocument:
    return ResultDocument(
        key=node["key"],
        name=node["name"],
        kind=node["kind"],
        code=node.get("code"),
        electronic=node["electronic"],
        paper=node["paper"],
        validity=node.get("validity", ""),
        note=node.get("note", ""),
        archive_kind=node.get("archive_kind", ""),
        valid_months=node.get("valid_months"),
    )


def _legal_basis(node: Node) -> LegalBasis:
    return LegalBasis(
        number=node["number"],
        kind=node["kind"],
        title=node["title"],
        effective_from=day(node.get("effective_from")),
        note=node.get("note", ""),
    )


def _handling(node: Node) -> Handling:
    return Handling(Handled(node["where"]), date.fromisoformat(node["valid_from"]), node.get("basis", ""))


def _former_code(node: Node) -> FormerCodeEntry:
    return FormerCodeEntry(node["code"], node["name"], node["kind"], day(node.get("valid_to")), node.get("note", ""))
