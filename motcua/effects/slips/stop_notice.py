"""Mẫu 05: that handling has stopped, on whose wish or on what ground.

The official drawing of this form was not seen; its contents are the least that a person must be told. Marked so in
`layout_versions`, and changed by drawing another layout.
"""

from motcua.dossiers.models import DossierEvent
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.slips import wording
from motcua.effects.slips.facts import StopNoticeFacts
from motcua.effects.slips.sources import Source, general

#: Why handling has stopped, where the event names it.
_GROUNDS: dict[str, str] = {
    "not_completed": "Hồ sơ không được bổ sung, hoàn thiện trong thời hạn đã thông báo",
    "not_paid": "Nghĩa vụ tài chính không được thực hiện trong thời hạn đã thông báo",
    "parent_ended": "Hồ sơ liên thông mà hồ sơ này là một phần đã kết thúc",
    "no_longer_possible": "Không còn căn cứ để tiếp tục giải quyết theo quy định của pháp luật",
}
_ASKED = "Theo đề nghị của người nộp hồ sơ"
_STAGES: dict[str, str] = {
    "submitted": "đã nộp, chưa tiếp nhận",
    "incomplete": "đang chờ người nộp hoàn thiện",
    "in_progress": "đang giải quyết, chưa có kết quả",
    "supplement_requested": "đang chờ người nộp bổ sung",
    "awaiting_payment": "đang chờ thực hiện nghĩa vụ tài chính",
    "suspended": "đang tạm dừng tính thời hạn, chưa có kết quả",
}


def stop_notice_facts(source: Source) -> StopNoticeFacts:
    event = source.event
    asked = event.action == Action.WITHDRAW
    submitted = source.dossier.submitted_at
    assert submitted is not None, "only filed dossiers are stopped"
    return StopNoticeFacts(
        general=general(source),
        received_on=wording.hour_and_day(submitted),
        asked_on=wording.hour_and_day(event.happened_at) if asked else "",
        stopped_at=wording.hour_and_day(event.happened_at),
        stage=_STAGES[event.from_state],
        ground=_ASKED if asked else _GROUNDS.get(event.details.get("ground", ""), ""),
        reason=source.reason,
        given_back=_given_back(),
        drawn_up_by=_officer(event),
    )


def _given_back() -> tuple[str, ...]:
    return (
        "Giấy tờ bản chính đã giữ được trả lại tại nơi nộp hồ sơ.",
        "Phí, lệ phí đã nộp được xem xét hoàn trả theo quy định về phí, lệ phí.",
    )


def _officer(event: DossierEvent) -> str:
    """Where the applicant or the system ended it, somebody at the desk signs by hand when the paper is fetched."""
    return event.account.person.full_name if event.account and event.post_id else ""
