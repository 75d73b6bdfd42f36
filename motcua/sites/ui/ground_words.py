"""Why a dossier was refused, stopped or taken back: what officers choose and applicants read."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.rules.grounds import RefusalGround, StopGround, WithdrawalGround
from motcua.dossiers.rules.lifecycle import Action

Word = str | Promise

REFUSALS: dict[RefusalGround, Word] = {
    RefusalGround.NOT_COMPETENT: _("Việc này do cơ quan khác giải quyết"),
    RefusalGround.NOT_ELIGIBLE: _("Không đủ điều kiện theo quy định"),
    RefusalGround.NOT_COMPLETE: _("Đã yêu cầu hoàn thiện mà hồ sơ vẫn chưa đủ"),
    RefusalGround.OTHER: _("Lý do khác"),
}
STOPS: dict[StopGround, Word] = {
    StopGround.NOT_COMPLETED: _("Quá thời hạn mà hồ sơ không được hoàn thiện, bổ sung"),
    StopGround.DUTY_NOT_FULFILLED: _("Quá thời hạn mà nghĩa vụ tài chính chưa thực hiện"),
    StopGround.FEE_NOT_PAID: _("Quá thời hạn mà phí, lệ phí chưa được nộp nên hồ sơ chưa được tiếp nhận"),
    StopGround.HOLDER_GONE: _("Người có hồ sơ đã mất, hoặc tổ chức không còn hoạt động"),
    StopGround.NOTHING_TO_DECIDE: _("Không còn căn cứ để giải quyết, hoặc đang tranh chấp"),
    StopGround.PARENT_ENDED: _("Hồ sơ liên thông mà hồ sơ này là một phần đã kết thúc"),
    StopGround.OTHER: _("Căn cứ khác theo pháp luật"),
}
WITHDRAWALS: dict[WithdrawalGround, Word] = {
    WithdrawalGround.OWN: _("Người nộp rút hồ sơ"),
    WithdrawalGround.WRITTEN: _("Người nộp đề nghị rút bằng văn bản"),
}
_OF: dict[Action, Mapping[str, Word]] = {
    Action.REFUSE: {ground.value: word for ground, word in REFUSALS.items()},
    Action.STOP: {ground.value: word for ground, word in STOPS.items()},
    Action.WITHDRAW: {ground.value: word for ground, word in WITHDRAWALS.items()},
}


def of_event(action: Action, ground: str) -> str:
    """The ground in words; empty where the act has none, or an older event says none."""
    return str(_OF.get(action, {}).get(ground, ""))
