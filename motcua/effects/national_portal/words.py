"""What happened, in the words that the portal shows beside a dossier."""

from motcua.dossiers.rules.lifecycle import Action, Role

#: What the system notes for officers, and what a head allows them, is no news at the portal.
UNTOLD = frozenset({Action.NOTE_DUE_SOON, Action.NOTE_OVERDUE, Action.NOTE_UNANSWERED, Action.ALLOW_SECOND_REQUEST})

ACTIONS: dict[Action, str] = {
    Action.SUBMIT: "Nộp hồ sơ",
    Action.ASK_TO_COMPLETE: "Đề nghị hoàn thiện hồ sơ",
    Action.RESUBMIT: "Nộp lại hồ sơ đã hoàn thiện",
    Action.REFUSE: "Từ chối tiếp nhận hồ sơ",
    Action.ACCEPT: "Tiếp nhận hồ sơ",
    Action.ASSIGN: "Phân công người xử lý",
    Action.REDIRECT: "Chuyển đến đúng cơ quan giải quyết",
    Action.REQUEST_SUPPLEMENT: "Yêu cầu bổ sung hồ sơ",
    Action.SUPPLEMENT: "Bổ sung hồ sơ",
    Action.REQUEST_PAYMENT: "Yêu cầu thực hiện nghĩa vụ tài chính",
    Action.CONFIRM_PAYMENT: "Đã thực hiện nghĩa vụ tài chính",
    Action.SUSPEND: "Tạm dừng tính thời hạn",
    Action.CONTINUE: "Tính thời hạn trở lại",
    Action.APOLOGISE: "Xin lỗi và hẹn lại ngày trả kết quả",
    Action.CHANGE_CALENDAR: "Tính lại ngày hẹn theo lịch làm việc mới",
    Action.DECIDE: "Ký kết quả",
    Action.PUBLISH: "Vào sổ, đóng dấu và phát hành kết quả",
    Action.DELIVER: "Trả kết quả",
    Action.WITHDRAW: "Rút hồ sơ theo yêu cầu",
    Action.STOP: "Dừng giải quyết hồ sơ",
}

ROLES: dict[Role, str] = {
    Role.APPLICANT: "Người nộp hồ sơ",
    Role.RECEPTIONIST: "Cán bộ tiếp nhận",
    Role.PROCESSOR: "Cán bộ xử lý",
    Role.SIGNATORY: "Người ký",
    Role.CLERK: "Văn thư",
    Role.CASHIER: "Thu ngân",
    Role.CONSULTED: "Cán bộ phối hợp",
    Role.HEAD: "Lãnh đạo",
    Role.HELPER: "Người hỗ trợ",
    Role.CATALOGUE_OFFICER: "Cán bộ danh mục",
    Role.TECHNICAL_ADMINISTRATOR: "Quản trị kỹ thuật",
    Role.SYSTEM: "Hệ thống",
    Role.STRANGER: "Người có mã hồ sơ",
}
