"""What the studio says for the words in which definitions are stored."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.definition import FeeKind, GroupRule, Scope, ServiceLevel
from motcua.blueprints.workflows.steps import Act, Ground, StepRole

Word = str | Promise

SERVICE_LEVELS: dict[ServiceLevel, Word] = {
    ServiceLevel.FULL: _("Trực tuyến toàn trình"),
    ServiceLevel.PARTIAL: _("Trực tuyến một phần"),
    ServiceLevel.INFORMATION: _("Chỉ thông tin"),
}
FEES: dict[FeeKind, Word] = {FeeKind.PHI: _("Phí"), FeeKind.LE_PHI: _("Lệ phí")}
GROUPS: dict[GroupRule, Word] = {
    GroupRule.ALL: _("Phải có tất cả"),
    GroupRule.ONE_OF: _("Cần một trong các giấy tờ này"),
    GroupRule.CONDITIONAL: _("Tùy trường hợp"),
}
SCOPES: dict[Scope, Word] = {
    Scope.NATIONAL: _("Cả nước"),
    Scope.LOCAL_SAMPLE: _("Mẫu của một địa phương"),
    Scope.ILLUSTRATION: _("Minh họa, chưa có nghị quyết"),
}
ACTS: dict[Act, Word] = {
    Act.ACCEPT: _("Tiếp nhận"),
    Act.WORK: _("Xử lý"),
    Act.CONFIRM_DRAFT: _("Người nộp xác nhận bản dự thảo"),
    Act.CONSULT: _("Lấy ý kiến"),
    Act.POST_PUBLICLY: _("Niêm yết công khai"),
    Act.OPEN_CHILD: _("Mở hồ sơ thành phần"),
    Act.PAY: _("Nghĩa vụ tài chính"),
    Act.DECIDE: _("Ký kết quả"),
    Act.PUBLISH: _("Vào sổ, đóng dấu"),
    Act.DELIVER: _("Trả kết quả"),
    Act.AUTOMATIC: _("Hệ thống tự làm"),
}
GROUNDS: dict[Ground, Word] = {
    Ground.APPLICANT_CONFIRMATION: _("Dừng tính giờ: chờ người nộp xác nhận"),
    Ground.PUBLIC_POSTING: _("Dừng tính giờ: niêm yết công khai"),
    Ground.CONSULTATION: _("Dừng tính giờ: lấy ý kiến theo luật"),
    Ground.FINANCIAL_DUTY: _("Dừng tính giờ: nghĩa vụ tài chính"),
}
ROLES: dict[StepRole, Word] = {
    StepRole.RECEPTIONIST: _("Cán bộ tiếp nhận"),
    StepRole.PROCESSOR: _("Cán bộ xử lý"),
    StepRole.SIGNATORY: _("Người ký"),
    StepRole.CLERK: _("Văn thư"),
    StepRole.CASHIER: _("Thủ quỹ"),
    StepRole.CONSULTED: _("Cán bộ được lấy ý kiến"),
    StepRole.HEAD: _("Lãnh đạo cơ quan"),
    StepRole.APPLICANT: _("Người nộp hồ sơ"),
    StepRole.SYSTEM: _("Hệ thống"),
}
