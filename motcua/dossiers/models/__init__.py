from motcua.dossiers.models.delivery import DeliveryChoice, Way
from motcua.dossiers.models.dossier import Answers, Channel, CodeCounter, Dossier, Filing
from motcua.dossiers.models.event import DossierEvent, Remark
from motcua.dossiers.models.measure import Ending, FillingMeasure
from motcua.dossiers.models.opinion import AGREEMENT, ANSWERS, Opinion, OpinionKind, SiteVisit
from motcua.dossiers.models.paper import Paper, Result
from motcua.dossiers.models.people import (
    Assistance,
    Basis,
    ConsentMethod,
    HolderFacts,
    Kinship,
    Representation,
)
from motcua.dossiers.models.work_item import UNACKNOWLEDGED, HandOver, HandOverKind, WorkItem, WorkStatus

__all__ = [
    "AGREEMENT",
    "ANSWERS",
    "UNACKNOWLEDGED",
    "Answers",
    "Assistance",
    "Basis",
    "Channel",
    "CodeCounter",
    "ConsentMethod",
    "DeliveryChoice",
    "Dossier",
    "DossierEvent",
    "Ending",
    "Filing",
    "FillingMeasure",
    "HandOver",
    "HandOverKind",
    "HolderFacts",
    "Kinship",
    "Opinion",
    "OpinionKind",
    "Paper",
    "Remark",
    "Representation",
    "Result",
    "SiteVisit",
    "Way",
    "WorkItem",
    "WorkStatus",
]
