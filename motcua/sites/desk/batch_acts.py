"""Which acts can be done to many dossiers of a list at once, and what each asks once for all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.definition import Field
from motcua.dossiers.rules.lifecycle import Role
from motcua.sites.desk import deliveries, questions

Word = str | Promise


@dataclass(frozen=True, slots=True)
class BatchAct:
    """`said` tells how many were done; `asks` is a question that is answered once, under its key."""

    key: str
    word: Word
    icon: str
    said: Word
    asks: Callable[[], Field] | None = None
    #: What of the answer is kept.
    reads: Callable[[str], str] = str


ACTS: dict[str, BatchAct] = {
    act.key: act
    for act in (
        BatchAct("accept", _("Tiếp nhận"), "check", _("Đã tiếp nhận %(done)s trên %(all)s hồ sơ")),
        BatchAct("take", _("Nhận việc"), "person", _("Đã nhận việc %(done)s trên %(all)s hồ sơ")),
        BatchAct("forward", _("Xong, chuyển bước sau"), "transfer", _("Đã chuyển bước %(done)s trên %(all)s hồ sơ")),
        BatchAct("sign", _("Ký đồng ý"), "sign", _("Đã ký kết quả của %(done)s trên %(all)s hồ sơ"), questions.granted),
        BatchAct("sign-again", _("Ký bản mới"), "sign", _("Đã ký bản mới của %(done)s trên %(all)s hồ sơ")),
        BatchAct(
            "reissue",
            _("Phát hành bản thay thế"),
            "file",
            _("Đã phát hành bản thay thế của %(done)s trên %(all)s hồ sơ"),
            questions.first_number,
        ),
        BatchAct(
            "publish",
            _("Vào sổ và đóng dấu"),
            "file",
            _("Đã phát hành kết quả của %(done)s trên %(all)s hồ sơ"),
            questions.first_number,
        ),
        BatchAct(
            "deliver",
            _("Trả kết quả"),
            "people",
            _("Đã trả kết quả %(done)s trên %(all)s hồ sơ"),
            questions.receiver_of_all,
            deliveries.card_number,
        ),
    )
}
_OF: Mapping[str, tuple[str, ...]] = {
    "to-receive": ("accept",),
    "my-work": ("take", "forward"),
    # Who takes a step has received it.
    "to-acknowledge": ("take",),
    "to-sign": ("sign", "take"),
    "to-sign-again": ("sign-again",),
    "to-reissue": ("reissue",),
    "to-deliver": ("deliver",),
}
#: A clerk's steps end with numbering and sealing.
_OF_ROLE: Mapping[tuple[str, Role], tuple[str, ...]] = {("my-work", Role.CLERK): ("publish",)}
#: Only the desk takes in and hands out.
_ONLY: Mapping[str, Role] = {"sign": Role.SIGNATORY, "accept": Role.RECEPTIONIST, "deliver": Role.RECEPTIONIST}


def of(queue: str, *, role: Role) -> tuple[BatchAct, ...]:
    keys = _OF_ROLE.get((queue, role), _OF.get(queue, ()))
    return tuple(ACTS[key] for key in keys if _ONLY.get(key, role) is role)
