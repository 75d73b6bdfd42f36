"""Mẫu 05: that handling has stopped, on whose wish or on what ground.

The official drawing of this form was not seen; its contents are the least that a person must be told. Marked so in
`layout_versions`, and changed by drawing another layout.
"""

from django.db.models import Sum

from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.slips import wording
from motcua.effects.slips.facts import StopNoticeFacts
from motcua.effects.slips.official_words import STOPS
from motcua.effects.slips.sources import Source, general

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
        ground=_ASKED if asked else STOPS.get(event.details.get("ground", ""), ""),
        reason=source.reason,
        given_back=_given_back(source.dossier),
        drawn_up_by=_officer(event),
    )


def _given_back(dossier: Dossier) -> tuple[str, ...]:
    held = dossier.originals.filter(returned_at=None, count__gt=0).aggregate(sheets=Sum("count"))["sheets"]
    papers = f"{held} bản chính đang giữ" if held else "Giấy tờ bản chính đã giữ (nếu có)"
    return (
        f"{papers} được trả lại tại nơi nộp hồ sơ.",
        "Phí, lệ phí đã nộp được xem xét hoàn trả theo quy định về phí, lệ phí.",
    )


def _officer(event: DossierEvent) -> str:
    """Where the applicant or the system ended it, somebody at the desk signs by hand when the paper is fetched."""
    return event.account.person.full_name if event.account and event.post_id else ""
