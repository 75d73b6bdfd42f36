from motcua.dossiers.models.apology import ApologyDraft
from motcua.dossiers.models.calendar_change import CalendarChange, CalendarMove, Stage
from motcua.dossiers.models.delivery import DeliveryChoice, Way
from motcua.dossiers.models.desk import Batch, BatchItem, Fate, PaperCheck, SavedView
from motcua.dossiers.models.dossier import Answers, Channel, CodeCounter, Dossier, Filing
from motcua.dossiers.models.event import DossierEvent, Remark
from motcua.dossiers.models.fee import DutyKind, FeeDuty, FeeExemption, SettledHow
from motcua.dossiers.models.handing_over import HandingOver, SeenBy, ToWhom
from motcua.dossiers.models.lease import LeasedNumber, LeaseEnd, NumberLease, OfflineFlag, OfflineReception
from motcua.dossiers.models.measure import Ending, FillingMeasure, FillingTally, Taken
from motcua.dossiers.models.opinion import AGREEMENT, ANSWERS, Opinion, OpinionKind, SiteVisit
from motcua.dossiers.models.original import DigitalCopy, GivenTo, Original, Shown
from motcua.dossiers.models.paper import Paper
from motcua.dossiers.models.people import (
    Assistance,
    Basis,
    ConsentMethod,
    HolderFacts,
    Kinship,
    Representation,
)
from motcua.dossiers.models.posting import Posting
from motcua.dossiers.models.request import SecondRequestWish
from motcua.dossiers.models.result import BookNumber, Recall, Replacement, Result, ResultFile, ResultState
from motcua.dossiers.models.signing import SigningRequest, SigningStage, SigningState
from motcua.dossiers.models.visit import Deed, Visit, VisitDeed
from motcua.dossiers.models.watch import Watch, WatchFor
from motcua.dossiers.models.work_item import UNACKNOWLEDGED, HandOver, HandOverKind, WorkItem, WorkStatus

__all__ = [
    "AGREEMENT",
    "ANSWERS",
    "UNACKNOWLEDGED",
    "Answers",
    "ApologyDraft",
    "Assistance",
    "Basis",
    "Batch",
    "BatchItem",
    "BookNumber",
    "CalendarChange",
    "CalendarMove",
    "Channel",
    "CodeCounter",
    "ConsentMethod",
    "Deed",
    "DeliveryChoice",
    "DigitalCopy",
    "Dossier",
    "DossierEvent",
    "DutyKind",
    "Ending",
    "Fate",
    "FeeDuty",
    "FeeExemption",
    "Filing",
    "FillingMeasure",
    "FillingTally",
    "GivenTo",
    "HandOver",
    "HandOverKind",
    "HandingOver",
    "HolderFacts",
    "Kinship",
    "LeaseEnd",
    "LeasedNumber",
    "NumberLease",
    "OfflineFlag",
    "OfflineReception",
    "Opinion",
    "OpinionKind",
    "Original",
    "Paper",
    "PaperCheck",
    "Posting",
    "Recall",
    "Remark",
    "Replacement",
    "Representation",
    "Result",
    "ResultFile",
    "ResultState",
    "SavedView",
    "SecondRequestWish",
    "SeenBy",
    "SettledHow",
    "Shown",
    "SigningRequest",
    "SigningStage",
    "SigningState",
    "SiteVisit",
    "Stage",
    "Taken",
    "ToWhom",
    "Visit",
    "VisitDeed",
    "Watch",
    "WatchFor",
    "Way",
    "WorkItem",
    "WorkStatus",
]
