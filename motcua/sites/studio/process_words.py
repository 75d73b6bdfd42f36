"""What the studio says of a process: who has a lane, and what is wrong with a drawing and how to mend it."""

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.mistakes import Mistake
from motcua.blueprints.workflows.bpmn.diagram import Kind, Lane
from motcua.blueprints.workflows.bpmn.reading import Reason
from motcua.blueprints.workflows.steps import DECIDING_AGENCY, RECEIVING_UNIT, StepRole
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.sites.studio.words import ROLES

Word = str | Promise

UNITS: dict[str, Word] = {
    RECEIVING_UNIT: _("Nơi tiếp nhận"),
    DECIDING_AGENCY: _("Cơ quan giải quyết"),
    AgencyKind.PROVINCE_COMMITTEE: _("Ủy ban nhân dân cấp tỉnh"),
    AgencyKind.PROVINCIAL_SERVICE_CENTRE: _("Trung tâm Phục vụ hành chính công cấp tỉnh"),
    AgencyKind.DEPARTMENT: _("Sở, ngành"),
    AgencyKind.COMMUNE_COMMITTEE: _("Ủy ban nhân dân cấp xã"),
    AgencyKind.COMMUNE_SERVICE_CENTRE: _("Trung tâm Phục vụ hành chính công cấp xã"),
    AgencyKind.COMMUNE_POLICE: _("Công an cấp xã"),
    AgencyKind.PROVINCIAL_POLICE: _("Công an cấp tỉnh"),
    AgencyKind.LAND_OFFICE_BRANCH: _("Chi nhánh Văn phòng đăng ký đất đai"),
    AgencyKind.SOCIAL_INSURANCE: _("Bảo hiểm xã hội"),
    AgencyKind.TAX: _("Cơ quan thuế"),
    AgencyKind.OTHER: _("Cơ quan khác"),
}
GATEWAYS: dict[Kind, Word] = {
    Kind.EXCLUSIVE: _("Chỉ đi một đường"),
    Kind.PARALLEL: _("Đi tất cả các đường, đồng thời"),
    Kind.INCLUSIVE: _("Đi mọi đường đúng trường hợp; gặp nhau thì chờ đủ"),
}
REASONS: dict[Reason, Word] = {
    Reason.OUTSIDE: _("Hệ thống không dùng loại hình vẽ này. Vẽ lại bằng việc, cổng và mũi tên."),
    Reason.NO_END: _("Mũi tên không nối tới đâu, hoặc cổng không có đường ra. Nối lại."),
    Reason.NO_START: _("Phải có đúng một điểm bắt đầu, nối thẳng tới bước đầu tiên."),
    Reason.TWO_PROCESSES: _("Tệp có nhiều quy trình. Để lại một quy trình."),
    Reason.NO_STEPS: _("Bản vẽ không có bước nào, hoặc có quá nhiều bước, mũi tên."),
    Reason.BAD_KEY: _("Mã (id) của bước chỉ gồm chữ không dấu, số, _ và -, bắt đầu bằng chữ. Đặt lại mã."),
    Reason.OTHER_ACT: _("Loại hình vẽ không khớp với việc ghi trong bước. Đổi một trong hai."),
    Reason.TWO_GATEWAYS: _("Hai cổng rẽ đứng liền nhau. Đặt một bước ở giữa, hoặc gộp thành một cổng."),
    Reason.NO_CONDITION: _("Đường ra khỏi cổng chưa có điều kiện. Ghi điều kiện hoặc đặt làm đường mặc định."),
    Reason.CONDITION_OF_PARALLEL: _("Đường ra khỏi cổng song song không được có điều kiện. Đổi loại cổng."),
    Reason.NOT_EXCLUSIVE: _("Hai đường ra có thể cùng đúng. Đổi sang cổng bao gồm (inclusive)."),
    Reason.CONDITION: _("Điều kiện không đọc được. Viết theo cách của danh mục, dạng JSON."),
    Reason.FACTS: _("Thông tin ghi thêm của bước không đúng dạng. Xem lại số ngày, tỷ lệ, điều kiện."),
}
#: By the name with which the checks begin what they found.
MISTAKES: dict[str, Word] = {
    "an unassigned step": _("Bước chưa giao cho ai. Đặt bước vào làn của một cơ quan và một vai trò."),
    "a role that cannot do it": _("Vai trò này không làm được việc của bước. Chuyển bước sang làn khác."),
    "an undefined time": _("Bước chưa có thời gian. Ghi tỷ lệ thời hạn hoặc số ngày tối đa."),
    "shares that are not the whole": _(
        "Tổng tỷ lệ thời hạn trên đường dài nhất chưa đúng 100. Sửa tỷ lệ của các bước."
    ),
    "a step without its ground": _("Bước chờ nộp tiền phải ghi căn cứ dừng tính thời hạn."),
    "a ground of another act": _("Căn cứ dừng tính thời hạn không phải của việc này."),
    "a ground without basis": _("Dừng tính thời hạn mà chưa ghi điều luật cho phép."),
    "a flow to no step": _("Đường đi nối tới bước không có."),
    "a flow twice": _("Một đường đi ghi hai lần."),
    "no such choice": _("Đường đi theo lựa chọn mà bước không có."),
    "a choice that no flow uses": _("Có lựa chọn mà không đường nào đi theo."),
    "an otherwise that nobody takes": _("Đường “trường hợp khác” không bao giờ được đi."),
    "a branch without result": _(
        "Nhánh đi từ bước này không tới kết quả. Nối tới bước ký hoặc thêm đường cho trường hợp khác."
    ),
    "a loop without exit": _("Vòng lặp không có lối ra. Thêm lựa chọn để đi tiếp."),
    "a loop with two entries": _("Vòng lặp có hai lối vào. Chỉ để một lối vào."),
    "a step that nothing reaches": _("Không đường nào dẫn tới bước này."),
    "a way around the decision": _("Có đường tới bước này mà không qua bước ký kết quả."),
    "a step that is missing": _("Quy trình thiếu bước bắt buộc: tiếp nhận, ký kết quả hoặc trả kết quả."),
    "an act after the decision": _("Sau khi ký kết quả chỉ còn đóng dấu, việc của hệ thống và trả kết quả."),
    "a second one": _("Mỗi quy trình chỉ có một bước như thế này."),
}


def lane_name(lane: Lane) -> str:
    return f"{UNITS.get(lane.unit, lane.unit)} · {ROLES[StepRole(lane.role)]}"


def mistake_in_words(mistake: Mistake) -> tuple[str, str]:
    """What is wrong, and which step or part it is about."""
    name, _colon, about = mistake.found.partition(": ")
    if name in MISTAKES:
        return str(MISTAKES[name]), about
    return now("Cần %(expected)s, đang là %(found)s.") % {
        "expected": mistake.expected,
        "found": mistake.found,
    }, mistake.key.removeprefix("process.")
