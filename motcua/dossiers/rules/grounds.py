"""On which grounds a dossier is refused or stopped: codes, so that reports can count them; words stand beside them."""

from enum import StrEnum


class RefusalGround(StrEnum):
    """Why a dossier is not taken in (Mẫu 03)."""

    #: Another agency decides this: it is named (NĐ 61/2018 art. 17.2.a).
    NOT_COMPETENT = "not_competent"
    NOT_ELIGIBLE = "not_eligible"
    #: It was asked for, and what came does not complete it.
    NOT_COMPLETE = "not_complete"
    OTHER = "other"


class StopGround(StrEnum):
    """Why a dossier that was filed is not decided (Mẫu 05). Only while there is no result (NĐ 118/2025 art. 21)."""

    #: Not completed within the days after the notice (LTK art. 6.4.a).
    NOT_COMPLETED = "not_completed"
    DUTY_NOT_FULFILLED = "duty_not_fulfilled"
    #: Filed, and its fee never paid; by the system.
    FEE_NOT_PAID = "fee_not_paid"
    #: Whose right it was has died, or the organisation is no more.
    HOLDER_GONE = "holder_gone"
    #: What it was about is gone, or in dispute before a court.
    NOTHING_TO_DECIDE = "nothing_to_decide"
    #: The dossier to which this one belongs has ended.
    PARENT_ENDED = "parent_ended"
    OTHER = "other"


class WithdrawalGround(StrEnum):
    """How the applicant took it back."""

    OWN = "own_wish"
    #: At the desk, in writing: a receptionist records it.
    WRITTEN = "written_wish"


#: Those on which an officer stops it; the others are the system's.
OF_OFFICERS = (
    StopGround.NOT_COMPLETED,
    StopGround.DUTY_NOT_FULFILLED,
    StopGround.HOLDER_GONE,
    StopGround.NOTHING_TO_DECIDE,
    StopGround.OTHER,
)
