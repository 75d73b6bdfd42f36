from motcua.dossiers.models.dossier import Answers, Channel, CodeCounter, Dossier, Filing
from motcua.dossiers.models.event import DossierEvent, Remark
from motcua.dossiers.models.paper import Paper, Result
from motcua.dossiers.models.work_item import HandOver, HandOverKind, WorkItem, WorkStatus

__all__ = [
    "Answers",
    "Channel",
    "CodeCounter",
    "Dossier",
    "DossierEvent",
    "Filing",
    "HandOver",
    "HandOverKind",
    "Paper",
    "Remark",
    "Result",
    "WorkItem",
    "WorkStatus",
]
