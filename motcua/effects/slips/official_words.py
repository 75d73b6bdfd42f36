"""How the codes of events are said on official papers. Pages have words of their own, in two languages."""

from motcua.dossiers.rules.faults import Fault
from motcua.dossiers.rules.grounds import RefusalGround, StopGround

FAULTS: dict[str, str] = {
    Fault.MISSING: "chưa có trong hồ sơ",
    Fault.UNREADABLE: "mờ, không đọc được",
    Fault.EXPIRED: "đã hết thời hạn sử dụng",
    Fault.OTHER_PERSON: "là của người khác",
    Fault.DISAGREES: "không khớp với giấy tờ hoặc nội dung khai khác",
    Fault.PAGES_MISSING: "thiếu trang",
    Fault.NOT_CERTIFIED: "chưa được chứng thực",
    Fault.OTHER: "",
}
REFUSALS: dict[str, str] = {
    RefusalGround.NOT_COMPETENT: "Việc này không thuộc thẩm quyền giải quyết",
    RefusalGround.NOT_ELIGIBLE: "Không đủ điều kiện theo quy định",
    RefusalGround.NOT_COMPLETE: "Đã yêu cầu hoàn thiện nhưng hồ sơ vẫn chưa đầy đủ",
    RefusalGround.OTHER: "",
}
STOPS: dict[str, str] = {
    StopGround.NOT_COMPLETED: "Hồ sơ không được bổ sung, hoàn thiện trong thời hạn đã thông báo",
    StopGround.DUTY_NOT_FULFILLED: "Nghĩa vụ tài chính không được thực hiện trong thời hạn đã thông báo",
    StopGround.FEE_NOT_PAID: "Phí, lệ phí không được nộp nên hồ sơ chưa được tiếp nhận",
    StopGround.HOLDER_GONE: "Người có hồ sơ đã chết hoặc tổ chức không còn hoạt động",
    StopGround.NOTHING_TO_DECIDE: "Không còn căn cứ để giải quyết, hoặc việc đang được Tòa án giải quyết",
    StopGround.PARENT_ENDED: "Hồ sơ liên thông mà hồ sơ này là một phần đã kết thúc",
    StopGround.OTHER: "Theo quy định của pháp luật",
}
