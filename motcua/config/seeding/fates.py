"""What may become of a dossier, and how often: the shares are a guess at an ordinary year of an ordinary office."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fate:
    """One way that a dossier may go. Without any mark it is accepted, handled in time, granted and fetched."""

    per_mille: int
    refused: bool = False
    #: Asked to complete before acceptance.
    asked_first: bool = False
    #: Asked for a supplement while in hand.
    supplement: bool = False
    #: Whether what was asked for was given.
    answered: bool = True
    withdrawn: bool = False
    late: bool = False
    apologised: bool = False
    denied: bool = False
    fetched: bool = True


FATES = (
    Fate(740),
    Fate(50, late=True),
    Fate(20, late=True, apologised=True),
    Fate(60, supplement=True),
    Fate(12, supplement=True, answered=False),
    Fate(30, asked_first=True),
    Fate(15, asked_first=True, answered=False),
    Fate(20, denied=True),
    Fate(28, refused=True),
    Fate(15, withdrawn=True),
    Fate(10, fetched=False),
)
#: Those in which the dossier is received, and soon.
RECEIVED_FATES = tuple(fate for fate in FATES if not (fate.refused or fate.asked_first or fate.withdrawn))

#: What officers write, by the act that it goes with.
REASONS = {
    "refuse": "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan này.",
    "ask_to_complete": "Bản chụp bị mờ, không đọc được số và ngày cấp. Đề nghị chụp lại.",
    "request_supplement": "Giấy tờ kèm theo đã hết hiệu lực. Đề nghị bổ sung bản còn hiệu lực.",
    "apologise": "Chưa nhận được ý kiến của cơ quan phối hợp, cần thêm thời gian giải quyết.",
    "decide": "Hồ sơ không đủ điều kiện theo quy định của thủ tục.",
}
