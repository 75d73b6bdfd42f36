"""Everything that other systems can ask for. The addresses, the checks and the description follow from this table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.dossiers.rules.lifecycle import State
from motcua.effects.systems.models import Scope
from motcua.sites.api import about, dossiers, drafts, figures, papers, procedures, results, subscriptions
from motcua.sites.api.calls import Call, Said

Parameter = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """`takes` and `gives` name schemas; `refuses` are statuses beside those that follow from the rest."""

    name: str
    method: str
    path: str
    summary: str
    act: Callable[[Call], Said]
    gives: str = ""
    status: int = 200
    #: None: any key opens it.
    scope: Scope | None = None
    takes: str = ""
    takes_file: bool = False
    gives_file: bool = False
    query: Mapping[str, Parameter] = field(default_factory=dict)
    refuses: tuple[int, ...] = ()
    #: Nobody is asked for a key.
    is_open: bool = False

    @property
    def changes(self) -> bool:
        return self.method != "GET"


def _text(longest: int, what: str, **more: Any) -> dict[str, Any]:
    return {"schema": {"type": "string", "minLength": 1, "maxLength": longest}, "description": what, **more}


_LIMIT: Parameter = {
    "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 50},
    "description": "How many at most.",
}
_AFTER = _text(60, "Where the last page ended.")
_DAY = {"type": "string", "format": "date"}
_NAME = _text(200, "What the file is called.", required=True)
_STATES = [state.value for state in State if state is not State.DRAFT]

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        *("list-procedures", "GET", "/procedures", "What can be asked for", procedures.procedures, "Procedures"),
        scope=Scope.CATALOGUE,
        query={
            "q": _text(200, "Words of the name, with or without tone marks."),
            "sector": _text(200, "The name of a sector."),
            "after": _AFTER,
            "limit": _LIMIT,
        },
    ),
    Operation(
        *("show-procedure", "GET", "/procedures/{code}", "One procedure", procedures.procedure, "Procedure"),
        scope=Scope.CATALOGUE,
    ),
    Operation(
        *("show-form", "GET", "/procedures/{code}/form", "Its form as JSON Schema", procedures.form, "FormSchema"),
        scope=Scope.CATALOGUE,
    ),
    Operation(
        *("begin-draft", "POST", "/drafts", "Begin a draft for a person", drafts.begin, "Draft", 201),
        scope=Scope.FILING,
        takes="NewDraft",
        refuses=(404,),
    ),
    Operation(
        *("show-draft", "GET", "/drafts/{draft}", "A draft and what is missing", drafts.show, "Draft"),
        scope=Scope.FILING,
    ),
    Operation(
        *("save-draft", "PATCH", "/drafts/{draft}", "Save answers", drafts.change, "Draft"),
        scope=Scope.FILING,
        takes="DraftChange",
        refuses=(409,),
    ),
    Operation(
        *("discard-draft", "DELETE", "/drafts/{draft}", "Throw a draft away", drafts.discard, "", 204),
        scope=Scope.FILING,
        refuses=(409,),
    ),
    Operation(
        *("give-paper", "POST", "/drafts/{draft}/papers", "Give a file for a paper", papers.give, "Paper", 201),
        scope=Scope.FILING,
        takes_file=True,
        query={"item": _text(60, "The paper, as the procedure names it.", required=True), "name": _NAME},
        refuses=(507,),
    ),
    Operation(
        *("remove-paper", "DELETE", "/drafts/{draft}/papers/{paper}", "Take a file out", papers.remove, "", 204),
        scope=Scope.FILING,
        refuses=(409,),
    ),
    Operation(
        *("give-picture", "POST", "/drafts/{draft}/pictures", "Answer with a picture", papers.picture, "Picture", 201),
        scope=Scope.FILING,
        takes_file=True,
        query={"field": _text(60, "The field of the form.", required=True), "name": _NAME},
        refuses=(507,),
    ),
    Operation(
        *("file-draft", "POST", "/drafts/{draft}/filing", "File it, or file what was asked for", drafts.file, "Filed"),
        status=201,
        scope=Scope.FILING,
        takes="Nothing",
    ),
    Operation(
        *("list-dossiers", "GET", "/dossiers", "Filed dossiers, oldest first", dossiers.dossiers, "Dossiers"),
        scope=Scope.DOSSIERS,
        query={
            "state": {"schema": {"type": "string", "enum": _STATES}, "description": "Only those in this state."},
            "after": _AFTER,
            "limit": _LIMIT,
        },
    ),
    Operation(
        *("show-dossier", "GET", "/dossiers/{code}", "Where a dossier stands", dossiers.dossier, "Dossier"),
        scope=Scope.DOSSIERS,
    ),
    Operation(
        *("list-results", "GET", "/dossiers/{code}/results", "What was decided", results.results, "Results"),
        scope=Scope.RESULTS,
    ),
    Operation(
        *("get-result", "GET", "/dossiers/{code}/results/{verification_code}", "A document", results.file),
        scope=Scope.RESULTS,
        gives_file=True,
        refuses=(409,),
    ),
    Operation(
        *("verify", "GET", "/verifications/{verification_code}", "Is it real?", results.verification, "Verification"),
    ),
    Operation(
        *("show-figures", "GET", "/figures", "Public figures of a period", figures.figures, "Figures"),
        scope=Scope.FIGURES,
        query={
            "from": {"schema": _DAY, "required": True, "description": "The first day."},
            "to": {"schema": _DAY, "required": True, "description": "The last day."},
            "by": {
                "schema": {"type": "string", "enum": [by.value for by in figures.OPEN_TO_ALL]},
                "description": "By what to tell them apart.",
            },
        },
    ),
    Operation(
        *("list-subscriptions", "GET", "/subscriptions", "Webhooks", subscriptions.subscriptions, "Subscriptions"),
        scope=Scope.SUBSCRIPTIONS,
    ),
    Operation(
        *("subscribe", "POST", "/subscriptions", "Be told", subscriptions.make, "MadeSubscription", 201),
        scope=Scope.SUBSCRIPTIONS,
        takes="NewSubscription",
    ),
    Operation(
        *("show-subscription", "GET", "/subscriptions/{subscription}", "A webhook", subscriptions.show, "Subscription"),
        scope=Scope.SUBSCRIPTIONS,
    ),
    Operation(
        *("unsubscribe", "DELETE", "/subscriptions/{subscription}", "Be told no more", subscriptions.end, "", 204),
        scope=Scope.SUBSCRIPTIONS,
    ),
    Operation(
        *("list-deliveries", "GET", "/subscriptions/{subscription}/deliveries", "What was sent"),
        subscriptions.deliveries,
        "Deliveries",
        scope=Scope.SUBSCRIPTIONS,
        query={
            "standing": {
                "schema": {"type": "string", "enum": ["waiting", "delivered", "dead"]},
                "description": "Only those that wait, arrived, or that nobody took.",
            }
        },
    ),
    Operation(
        *(
            "send-again",
            "POST",
            "/subscriptions/{subscription}/deliveries/{delivery}/sending",
            "Try for three more days",
        ),
        subscriptions.send_again,
        "Delivery",
        scope=Scope.SUBSCRIPTIONS,
        takes="Nothing",
    ),
    Operation(
        *("list-problems", "GET", "/problems", "Every problem by name", about.all_problems, "Problems"), is_open=True
    ),
    Operation(
        *("show-problem", "GET", "/problems/{name}", "What a problem means", about.problem, "ProblemKind"), is_open=True
    ),
)
