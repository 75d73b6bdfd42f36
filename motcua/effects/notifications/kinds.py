"""What officers are told of. Its sentences stand at the desk."""

from enum import StrEnum
from uuid import UUID


class News(StrEnum):
    #: A filing has not been answered: two working hours, then the whole time (LTK art. 6.4).
    UNANSWERED = "unanswered"
    ANSWER_OVERDUE = "answer_overdue"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    APOLOGY_DRAFTED = "apology_drafted"
    #: Three letters of apology in a month at one agency: its head has a task.
    APOLOGIES_LATE = "apologies_late"
    #: A superior reminds, and is answered.
    REMINDED = "reminded"
    REMINDER_ANSWERED = "reminder_answered"
    #: A dossier will probably miss its date; so will several of an agency.
    FORESEEN_LATE = "foreseen_late"
    MANY_FORESEEN_LATE = "many_foreseen_late"
    SECOND_REQUEST_WISHED = "second_request_wished"
    SECOND_REQUEST_ALLOWED = "second_request_allowed"
    SECOND_REQUEST_DISALLOWED = "second_request_denied"
    COMPLETED = "completed"
    REDIRECTED = "redirected"
    DRAFT_OBJECTED = "draft_objected"
    DRAFT_UNANSWERED = "draft_unanswered"
    POSTING_ENDED = "posting_ended"
    CONSULTATION_ASKED = "consultation_asked"
    OPINION_GIVEN = "opinion_given"
    CONSULTATION_SILENT = "consultation_silent"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    GIVEN_BACK = "given_back"
    ASSIGNED = "assigned"
    LIES_WITH_ABSENT = "lies_with_absent"
    #: The paper of a result lies here, and its person waits for it at another desk.
    RESULT_WANTED = "result_wanted"
    #: A petition has come, was given to an officer, has what was asked of its author, and its next day by law.
    PETITION_FILED = "petition_filed"
    PETITION_GIVEN = "petition_given"
    PETITION_SUPPLIED = "petition_supplied"
    PETITION_DUE_SOON = "petition_due_soon"
    PETITION_OVERDUE = "petition_overdue"


#: Of these `about` begins with the number of the petition.
OF_PETITIONS = frozenset(
    {
        News.PETITION_FILED,
        News.PETITION_GIVEN,
        News.PETITION_SUPPLIED,
        News.PETITION_DUE_SOON,
        News.PETITION_OVERDUE,
    }
)


def about_petition(petition_id: UUID, number: int) -> str:
    """`about` of its news: which petition, and after which of its events."""
    return f"{petition_id} {number}"


def petition_of(about: str) -> UUID:
    return UUID(about.partition(" ")[0])
