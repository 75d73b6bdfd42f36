"""Each polite no, in words that say what is wrong and how to mend it."""

from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue import competence, mistakes, paperless, queries, time_limits
from motcua.blueprints.catalogue.national import queries as national_queries
from motcua.blueprints.workflows import steps
from motcua.blueprints.workflows.bpmn import reading as drawings
from motcua.dossiers.commands import (
    apologies,
    assigning,
    assistance,
    batches,
    calendar_changes,
    consulting,
    deadlines,
    delivery,
    drafting,
    fees,
    filing,
    giving_back,
    handling,
    holders,
    intake,
    interlinking,
    leasing,
    mending,
    paper_days,
    postings,
    requests,
    reusing,
    transferring,
    work,
)
from motcua.dossiers.rules import lifecycle
from motcua.effects.codes import one_time
from motcua.effects.national_portal import later_papers
from motcua.effects.payments.gateways import connection
from motcua.effects.procedure_tests import acts as acts_of_tests
from motcua.effects.ratings import surveys
from motcua.effects.registries import allowance
from motcua.effects.registries import asking as look_ups
from motcua.effects.registries import port as registers
from motcua.effects.registries.population import asking
from motcua.effects.registries.population import port as population
from motcua.effects.slips import issuing, register
from motcua.foundation.accounts import envelopes, people
from motcua.foundation.accounts.identity_card import facts as card
from motcua.foundation.accounts.identity_card import photo
from motcua.foundation.archive import using
from motcua.foundation.calendar import entering
from motcua.foundation.files import accept, assembling, images, pdf, scanning, storage
from motcua.foundation.messaging import reports as message_reports
from motcua.foundation.messaging import sms_text
from motcua.foundation.messaging.gateways.push import subscriptions
from motcua.foundation.organisations import absences
from motcua.foundation.refusals import Refusal
from motcua.sites.ui import (
    after_refusals,
    arrival_refusals,
    cashier_refusals,
    counter_refusals,
    door_refusals,
    formats,
    labels,
    message_refusals,
    money_refusals,
    portal_words,
    postal_words,
    report_refusals,
    result_refusals,
    signing_refusals,
    steering_refusals,
    system_refusals,
)

#: `%(name)s` takes the fact of that name from the refusal. In the order of the rings, from the heart outwards.
SENTENCES: dict[type[Refusal], str | Promise] = {
    # --- the lifecycle
    lifecycle.NotAllowed: _(
        "Hồ sơ đang ở trạng thái “%(state)s” nên chưa làm được việc “%(action)s”. "
        "Có thể người khác vừa xử lý hồ sơ này. Tải lại trang để xem tình trạng mới nhất."
    ),
    lifecycle.AlreadyApologised: _(
        "Hồ sơ này đã được xin lỗi và hẹn lại một lần; mỗi hồ sơ chỉ hẹn lại một lần. "
        "Hãy giải quyết hồ sơ trước ngày đã hẹn lại hoặc báo cáo lãnh đạo."
    ),
    lifecycle.OtherAgency: _(
        "Việc này thuộc cơ quan khác của hồ sơ: nơi tiếp nhận hoặc nơi giải quyết. "
        "Nếu ông/bà giữ vị trí ở cơ quan đó, đổi vị trí rồi làm lại."
    ),
    lifecycle.WorkNotDone: _("Còn bước xử lý chưa xong nên chưa ký được. Hoàn thành các bước còn mở trước."),
    lifecycle.NoResultDocument: _("Chưa có văn bản kết quả. Tải văn bản kết quả lên trước."),
    lifecycle.NoSuchGround: _(
        "Thủ tục này không cho dừng tính thời hạn vì lý do đó. Hồ sơ tiếp tục được tính giờ; "
        "chọn căn cứ nêu trong quy trình của thủ tục."
    ),
    lifecycle.FeeUnpaid: _(
        "Hồ sơ còn phí, lệ phí chưa nộp nên chưa làm được việc này. Đợi tiền đến, thu tiền mặt tại quầy, "
        "hoặc ghi nhận miễn phí theo giấy tờ."
    ),
    later_papers.NoPaperToFetch: _(
        "Không còn giấy tờ nào lấy lại được. Nếu thủ tục cần giấy còn thiếu, ghi vào yêu cầu bổ sung."
    ),
    later_papers.PapersOfAClosedDossier: _("Hồ sơ đã kết thúc, không thêm giấy tờ được nữa. Mở lại hồ sơ để xem."),
    fees.DutyGone: _(
        "Khoản tiền này không còn phải nộp, vì số tiền đã được tính lại. Mở lại hồ sơ để xem khoản hiện tại."
    ),
    connection.GatewayDown: _(
        "Cổng thanh toán chưa trả lời. Chưa có tiền nào bị trừ. Thử lại sau ít phút, hoặc chọn cách trả khác."
    ),
    envelopes.Unreadable: _(
        "Không mở được hồ sơ máy tại quầy gửi. Hồ sơ vẫn còn trên máy đó; nhập lại theo biên nhận đã in."
    ),
    leasing.NotAReception: _("Hồ sơ gửi lên thiếu hoặc sai thông tin. Kiểm tra lại giờ nhận, họ tên và thủ tục."),
    leasing.DayNotLeased: _(
        "Chỉ lấy trước dãy số cho ngày làm việc, từ hôm nay đến %(days)s ngày sau. Chọn ngày khác."
    ),
    leasing.TooManyNumbers: _("Mỗi lần lấy trước từ 1 đến %(most)s số. Nhập lại số lượng."),
    leasing.NotThisLease: _("Số này không thuộc dãy số mà đơn vị ông/bà đã lấy. Kiểm tra lại số trên biên nhận."),
    leasing.LeaseOver: _(
        "Dãy số này đã kết thúc trước đó, không còn số nào để hủy. Cần thêm số thì chọn Lấy trước dãy số."
    ),
    register.YearNotOver: _(
        "Năm %(year)s chưa hết nên chưa khóa sổ được. Khóa sổ từ ngày làm việc đầu tiên của năm sau."
    ),
    register.RegisterClosed: _("Sổ năm %(year)s đã khóa trước đó. Tải bản đã khóa để xem."),
    register.NotYoursToClose: _("Chỉ lãnh đạo của bộ phận một cửa hoặc cơ quan quản lý bộ phận này khóa sổ được."),
    lifecycle.NoConsent: _(
        "Người dân chưa đồng ý cho nộp giúp, hoặc sự đồng ý đã hết hạn. Xin ý kiến lại rồi làm tiếp."
    ),
    # --- work in the office
    work.AnswersAwaited: _(
        "Còn cơ quan được hỏi ý kiến chưa trả lời nên chưa chuyển được bước này. "
        "Chờ trả lời, hoặc chọn “Không chờ ý kiến nữa” và ghi lý do."
    ),
    work.StepNotOptional: _("Quy trình không cho bỏ qua bước này. Chuyển hồ sơ qua bước đó như bình thường."),
    handling.ChoiceMissing: _("Bước này có nhiều hướng đi tiếp. Chọn một hướng rồi chuyển."),
    handling.NotInTheFuture: _("Thời điểm này còn ở phía trước. Nhập ngày giờ đã diễn ra."),
    giving_back.NothingToGiveBackTo: _(
        "Trước bước này không có bước nào của cán bộ để trả lại. Nếu hồ sơ thiếu, yêu cầu người nộp bổ sung."
    ),
    giving_back.SeveralStepsBefore: _("Có nhiều bước dẫn đến đây. Chọn bước cần trả lại."),
    giving_back.AlreadyBack: _("Bước trước đang được làm lại theo yêu cầu của một nhánh khác. Chờ bước đó xong."),
    giving_back.CannotBeGivenBack: _(
        "Bước này không trả lại được: kết quả đã ký thì báo lãnh đạo, câu hỏi ý kiến thì trả lời câu hỏi đó."
    ),
    assigning.NotYoursToAssign: _(
        "Chỉ lãnh đạo hoặc người ký của cơ quan đang giữ việc mới giao được việc này. "
        "Nếu ông/bà giữ vị trí đó, đổi vị trí rồi làm lại."
    ),
    assigning.AssignedMeanwhile: _(
        "Vừa có người nhận hoặc được giao việc này. Tải lại trang để xem ai đang làm, rồi giao lại nếu cần."
    ),
    assigning.NotInThatRole: _("Người này không giữ vai trò của bước tại cơ quan này. Chọn người khác."),
    assigning.OfficerAway: _("Người này đang vắng mặt. Chọn người khác, hoặc giao người làm thay trước."),
    transferring.AcknowledgedAlready: _(
        "Không lấy lại được nữa: bước sau đã có người nhận hoặc đã làm. Liên hệ người đang giữ để họ trả lại."
    ),
    transferring.NotCompetent: _("Cơ quan này không giải quyết thủ tục này. Chọn cơ quan có thẩm quyền."),
    transferring.SameAgency: _("Hồ sơ đang ở cơ quan này rồi. Chọn cơ quan khác."),
    consulting.NobodyAsked: _("Chọn ít nhất một cơ quan để lấy ý kiến."),
    consulting.QuestionMissing: _("Ghi nội dung cần cho ý kiến với từng cơ quan đã chọn."),
    consulting.DeadlineNotAhead: _("Chọn hạn trả lời ở phía trước cho từng cơ quan đã chọn."),
    consulting.NobodyAnswersThere: _("%(agency)s chưa có người trả lời ý kiến trên hệ thống. Chọn cơ quan khác."),
    consulting.AskedAlready: _(
        "%(agency)s đang có một câu hỏi chưa trả lời về bước này. Gộp nội dung hoặc chờ trả lời."
    ),
    consulting.OpinionMissing: _("Chọn một ý kiến; nếu không đồng ý hoặc kèm điều kiện thì ghi nội dung ý kiến."),
    consulting.StillTimeToAnswer: _(
        "Cơ quan được hỏi còn thời gian trả lời. Chờ đến hết hạn rồi hãy ghi không nhận được ý kiến."
    ),
    absences.DaysInWrongOrder: _("Ngày cuối phải bằng hoặc sau ngày đầu. Sửa lại hai ngày."),
    absences.DayHasPassed: _("Những ngày này đã qua. Chọn từ hôm nay trở đi."),
    absences.AlreadyNoted: _("Đã có ghi nhận trùng một số ngày này. Kết thúc ghi nhận cũ trước, hoặc chọn ngày khác."),
    absences.PaperNumberMissing: _("Nhập số văn bản ủy quyền."),
    absences.NotToOneself: _("Không tự ủy quyền cho chính mình. Chọn người khác."),
    absences.NotOfThisAgency: _("Người làm thay phải đang giữ vị trí ở cùng cơ quan. Chọn người khác."),
    # --- people
    people.NumberOfAnotherPerson: _(
        "Số định danh này đã có trong hệ thống với họ tên khác. Xem lại thẻ căn cước, sửa số hoặc họ tên."
    ),
    card.NothingRead: _("Chưa có mã nào. Quét thẻ, dán mã, hoặc chọn ảnh chụp mã trên thẻ rồi bấm lại."),
    card.NotACard: _("Đây không phải mã trên thẻ căn cước. Quét lại mã vuông trên thẻ, hoặc điền tay các ô bên dưới."),
    card.AppCode: _(
        "Đây là mã của ứng dụng, không phải mã trên thẻ, nên không đọc được. "
        "Quét mã vuông in trên thẻ căn cước, hoặc điền tay các ô bên dưới."
    ),
    holders.NotAMemberToday: _(
        "Hôm nay ông/bà không có tên trong tổ chức này nên chưa nộp thay được. Chọn tổ chức khác, "
        "hoặc nhờ người đại diện của tổ chức ghi tên ông/bà."
    ),
    holders.AuthorisationMissing: _("Chưa có văn bản ủy quyền. Tải văn bản ủy quyền lên rồi nộp."),
    assistance.MethodNotOpen: _("Cách lấy ý kiến này không dùng được ở vị trí của ông/bà. Chọn cách khác."),
    message_reports.NotOurs: _("Không có tin nhắn nào như vậy. Kiểm tra lại mã tin do hệ thống này gửi."),
    sms_text.IdentityNumberInSms: _(
        "Tin nhắn SMS không được có số căn cước hoặc số định danh. Bỏ dãy số đó đi, chỉ để lại mã hồ sơ."
    ),
    subscriptions.PushServiceUnknown: _(
        "Chưa gửi được tin tới trình duyệt này. Dùng Chrome, Edge, Firefox hoặc Safari bản mới rồi bật lại."
    ),
    subscriptions.SubscriptionBroken: _("Trình duyệt chưa bật được nhận tin. Tải lại trang rồi bấm bật lần nữa."),
    one_time.NoChannel: _("Hệ thống chưa gửi được tin nhắn. Chọn cách lấy chữ ký trên giấy thay cho mã."),
    one_time.TooManyCodes: _(
        "Đã gửi mã nhiều lần mà chưa xong. Xin ý kiến lại từ đầu, hoặc chọn cách lấy chữ ký trên giấy."
    ),
    one_time.CodeWrong: _("Mã chưa đúng, còn %(left)s lần thử. Hỏi lại 6 chữ số trong tin nhắn mới nhất rồi nhập lại."),
    one_time.CodeSpent: _("Mã đã hết hạn hoặc không dùng được nữa. Bấm “Gửi lại mã” rồi nhập mã mới."),
    photo.NoCodeFound: _(
        "Chưa thấy mã vuông trong ảnh. Chụp gần và rõ mã trên thẻ, đủ sáng, không lóa, rồi chọn lại ảnh."
    ),
    photo.NotAPhoto: _("Tệp này không phải ảnh mở được. Chọn ảnh JPEG hoặc PNG chụp mã trên thẻ."),
    # --- registers
    registers.RegisterDown: _("Cơ sở dữ liệu đang không trả lời. Ông/bà cứ điền tiếp, không mất gì."),
    registers.NotInRegister: _(
        "Cơ sở dữ liệu không có thông tin này. Ông/bà xem lại số đã nhập, hoặc cứ làm tiếp theo giấy tờ."
    ),
    registers.RequestRefused: _(
        "Cơ sở dữ liệu không nhận câu hỏi này. Ông/bà cứ làm tiếp theo giấy tờ và báo người quản trị hệ thống."
    ),
    look_ups.NoPurpose: _("Chưa chọn mục đích tra cứu. Chọn một mục đích rồi tra cứu lại."),
    look_ups.NotAskedHere: _(
        "Cơ sở dữ liệu này không dùng cho người hoặc thủ tục này, hoặc chưa được kết nối. Ông/bà kiểm tra theo giấy tờ."
    ),
    look_ups.NoDossierInHand: _("Chỉ tra cứu được khi đang xử lý hồ sơ. Chọn một hồ sơ đang xử lý rồi tra cứu lại."),
    population.NobodyFound: _(
        "Cơ sở dữ liệu dân cư không có số định danh này. Ông/bà xem lại số, hoặc cứ điền tiếp theo giấy tờ."
    ),
    population.FactsDiffer: _(
        "Họ tên hoặc ngày sinh trong Cơ sở dữ liệu dân cư khác với thông tin của ông/bà. "
        "Ông/bà cứ điền tiếp; khi rảnh, báo công an xã để sửa cho khớp."
    ),
    allowance.AskedTooOften: _(
        "Trong một giờ qua, ông/bà đã tra cứu nhiều lần. Ông/bà cứ làm tiếp, hoặc thử lại sau một giờ."
    ),
    asking.TooLittleKnown: _(
        "Chưa tra cứu được vì thông tin của ông/bà còn thiếu số định danh hoặc ngày sinh. Ông/bà cứ điền tiếp."
    ),
    # --- drafts and filing
    drafting.ChangedElsewhere: _(
        "Bản nháp này vừa được lưu ở một trang hoặc thiết bị khác. "
        "Tải lại trang để xem bản mới nhất rồi điền tiếp phần còn thiếu."
    ),
    competence.NoSuchAgencyHere: _(
        "Nơi đã chọn không có cơ quan giải quyết thủ tục này. "
        "Chọn lại xã, phường hoặc gọi tổng đài để được chỉ nơi nộp."
    ),
    interlinking.ChildIncomplete: _(
        "Hồ sơ thành phần “%(procedure)s” còn thiếu thông tin nên chưa mở được. Bổ sung những ô được nêu rồi mở lại."
    ),
    drafting.NotChangeableNow: _(
        "Hồ sơ đã nộp nên không sửa được nữa. Cần sửa, ông/bà rút hồ sơ rồi nộp lại, hoặc chờ cơ quan đề nghị bổ sung."
    ),
    filing.AnswersIncomplete: _("Tờ khai còn %(count)s chỗ cần sửa. Quay lại bước khai thông tin để sửa từng chỗ."),
    filing.PapersMissing: _("Còn thiếu giấy tờ: %(papers)s. Đính kèm đủ rồi nộp lại."),
    filing.PaperGone: _(
        "Tệp “%(name)s” không còn đọc lại được nên hồ sơ chưa được nộp. "
        "Xóa tệp đó, đính kèm lại rồi nộp. Các phần khác vẫn còn nguyên."
    ),
    filing.SameKeyOtherContent: _(
        "Nội dung đã thay đổi so với lần bấm nộp trước. Mở lại trang xem lại, kiểm tra rồi nộp."
    ),
    mending.NotAskedFor: _(
        "Cán bộ không đề nghị sửa mục này nên nó giữ nguyên như đã nộp. Ông/bà chỉ sửa những mục nêu trong yêu cầu."
    ),
    intake.PracticeIsNotFiled: _("Đây là bản làm thử nên không nộp đi đâu cả. Muốn nộp thật, mở lại trang thủ tục."),
    delivery.DeliverySettled: _("Kết quả đã trả hoặc hồ sơ đã đóng nên không đổi được cách nhận nữa."),
    delivery.WayNotOffered: _("Kết quả này không nhận được theo cách hoặc ở nơi đã chọn. Chọn lại trong danh sách."),
    delivery.AddressMissing: _("Chưa đủ địa chỉ nhận. Chọn tỉnh, xã và ghi số nhà, đường hoặc thôn."),
    reusing.NotReusedInPractice: _("Đang làm thử nên không lấy giấy tờ đã lưu. Khi nộp thật, ông/bà sẽ dùng được."),
    using.ArchivedPaperExpired: _(
        "“%(name)s” đã hết hiệu lực từ sau ngày %(valid_to)s. Bỏ giấy tờ này rồi đính kèm bản mới."
    ),
    using.ArchivedPaperOfAnotherKind: _("Giấy tờ đã lưu này không đúng loại đang cần. Chọn giấy tờ khác hoặc tải lên."),
    using.ArchivedPaperOfAnotherOwner: _(
        "Giấy tờ đã lưu này không thuộc về người trong hồ sơ. Bỏ giấy tờ này rồi đính kèm giấy tờ đúng người."
    ),
    using.ArchivedPaperRetired: _("“%(name)s” không còn được dùng nữa. Bỏ giấy tờ này rồi đính kèm bản khác."),
    # --- reception
    intake.AlreadyFiled: _("Hồ sơ này đã được nộp, mã hồ sơ %(code)s. Không cần nộp lại; theo dõi ở trang tra cứu."),
    requests.NothingAskedFor: _("Chưa nêu giấy tờ hoặc mục nào cần hoàn thiện. Chọn ít nhất một mục rồi gửi."),
    requests.ReasonMissing: _("Chưa có lý do. Ghi rõ lý do và cách khắc phục để người nộp biết phải làm gì."),
    requests.ItemWithoutReason: _("Có mục đã đánh dấu mà chưa chọn lý do. Chọn lý do cho từng mục rồi gửi."),
    requests.WordsMissing: _("Có lý do cần ghi rõ thêm. Ghi cụ thể sai chỗ nào, sửa thế nào."),
    intake.CompetentAgencyMissing: _("Chưa chọn cơ quan có thẩm quyền. Chọn cơ quan để ông/bà biết phải đến đâu."),
    issuing.NotReceivedYet: _("Hồ sơ chưa được nộp nên chưa có giấy tiếp nhận. Nộp hồ sơ trước."),
    # --- processing
    lifecycle.SecondRequest: _(
        "Hồ sơ này đã được yêu cầu bổ sung một lần. Muốn yêu cầu thêm, bấm “Đề nghị lãnh đạo cho phép” và ghi rõ lý do."
    ),
    requests.FirstRequestOpen: _(
        "Giai đoạn này chưa yêu cầu lần nào nên không cần ai cho phép. Chọn nút yêu cầu như thường."
    ),
    requests.WishWaits: _("Đã gửi đề nghị, lãnh đạo chưa trả lời. Chờ trả lời hoặc hỏi trực tiếp lãnh đạo."),
    requests.NoWishWaits: _("Đề nghị này đã được trả lời. Tải lại trang để xem."),
    handling.WaitsForApplicant: _(
        "Hồ sơ đang chờ người nộp bổ sung nên chưa chuyển bước được. Khi người nộp bổ sung xong, việc tự mở lại."
    ),
    handling.StepNeedsItsOwnAct: _(
        "Bước này kết thúc bằng việc riêng của nó, như ký hoặc trả kết quả. Dùng nút của việc đó."
    ),
    work.NotYourStep: _("Bước này thuộc vị trí hoặc cơ quan khác. Đổi vị trí làm việc, hoặc để người được giao xử lý."),
    work.StepGone: _("Bước này vừa được người khác làm xong. Tải lại trang để xem việc tiếp theo."),
    batches.NothingChosen: _("Chưa chọn hồ sơ nào. Đánh dấu ở đầu dòng rồi bấm lại."),
    # --- decision and deadline
    **result_refusals.SENTENCES,
    **report_refusals.SENTENCES,
    deadlines.ApologyTooLate: _(
        "Văn bản xin lỗi phải gửi trước ngày hẹn ít nhất một ngày; ngày cuối là %(last_day)s nên nay đã muộn. "
        "Báo cáo lãnh đạo và giải quyết hồ sơ sớm nhất có thể."
    ),
    apologies.DraftSettled: _(
        "Dự thảo này không còn chờ ký: đã ký, đã bỏ, hoặc hồ sơ vừa chuyển tình trạng. Tải lại danh sách."
    ),
    postings.NothingToPost: _("Bước này không phải bước niêm yết có thời hạn. Dùng nút chuyển bước."),
    postings.AlreadyPosted: _("Thông báo này đã niêm yết rồi; số ngày tính từ lần đầu."),
    postings.PostingIncomplete: _("Chưa đủ nơi niêm yết hoặc số thông báo. Ghi đủ để ai cũng tìm xem được."),
    postings.PostingNotOver: _(
        "Chưa niêm yết hoặc chưa hết thời gian niêm yết nên chưa chuyển bước được. "
        "Ghi niêm yết, chờ hết thời gian; hệ thống tự chuyển."
    ),
    acts_of_tests.PeriodNotOver: _("Bài thử cho rằng thời gian đã hết, nhưng chưa hết. Sửa thời điểm trong bài thử."),
    entering.HoursOutOfOrder: _(
        "Giờ mở cửa phải trước giờ đóng cửa, và buổi sáng phải xong trước buổi chiều. Sửa lại giờ rồi lưu."
    ),
    calendar_changes.NothingChanged: _(
        "Lịch đang soạn giống hệt lịch đang dùng nên không có gì để xem trước. Thêm, sửa hoặc xóa một ngày rồi thử lại."
    ),
    calendar_changes.NotCountedYet: _(
        "Lần thay đổi lịch này chưa đếm xong hoặc đã được áp dụng. Tải lại trang để xem tình trạng mới nhất."
    ),
    calendar_changes.CalendarMovedOn: _(
        "Lịch đã được sửa hoặc công bố thêm sau khi đếm nên bảng xem trước không còn đúng. Xem trước lại rồi áp dụng."
    ),
    calendar_changes.AnotherChangeRuns: _(
        "Một lần thay đổi lịch khác đang được ghi vào các hồ sơ. Chờ lần đó ghi xong rồi làm tiếp."
    ),
    paper_days.NoPaperToday: _(
        "Hôm nay nơi tiếp nhận không nhận hồ sơ giấy của thủ tục này, theo %(basis)s. "
        "Nộp trực tuyến ngay tại quầy, cán bộ điền giúp; hoặc chọn ngày khác."
    ),
    paper_days.PaperIsReceived: _("Hôm nay vẫn nhận hồ sơ giấy của thủ tục này. Tải lại trang rồi làm tiếp."),
    paperless.NoOtherWay: _(
        "Thủ tục này chưa nộp trực tuyến được nên phải nhận hồ sơ giấy mọi ngày. Chọn thủ tục khác."
    ),
    paperless.BasisMissing: _("Chưa có căn cứ. Nhập số quyết định hoặc kế hoạch."),
    paperless.DaysBackwards: _("Ngày cuối phải từ ngày đầu trở đi và chưa qua. Sửa lại ngày cuối."),
    paperless.PaperlessDaysEnded: _("Những ngày này đã được bãi bỏ trước đó. Tải lại trang."),
    deadlines.NewDateNotLater: _("Ngày hẹn lại phải là ngày làm việc và sau ngày hẹn cũ. Chọn ngày khác."),
    # --- surveys
    surveys.AlreadyAnswered: _(
        "Ông/bà đã trả lời khảo sát về hồ sơ này, mỗi hồ sơ một lần. Muốn nói thêm, gọi số ở cuối trang."
    ),
    surveys.SurveyClosed: _("Khảo sát này đã đóng nên không nhận thêm. Nếu cần, soạn khảo sát mới."),
    surveys.AnotherIsOpen: _("Đang có khảo sát khác mở. Đóng khảo sát đó trước rồi mở khảo sát này."),
    surveys.NothingAnswered: _("Chưa có câu nào được trả lời. Trả lời ít nhất một câu rồi gửi."),
    # --- files
    accept.FileEmpty: _("Tệp này trống, thường do sao chép dở. Chọn lại tệp rồi tải lên."),
    accept.FileKindNotAccepted: _(
        "Hệ thống chỉ nhận tệp PDF, ảnh JPEG hoặc PNG. Chụp ảnh hoặc lưu thành PDF rồi chọn lại."
    ),
    assembling.NotAllPictures: _(
        "Chỉ ghép được ảnh JPEG hoặc PNG; trong các tệp đã chọn có tệp loại khác. "
        "Chọn riêng các ảnh để ghép, tệp còn lại tải lên riêng."
    ),
    assembling.TooManyPictures: _("Mỗi lần ghép tối đa %(most)s ảnh. Chọn bớt ảnh, ghép thành nhiều tệp."),
    images.ImageTooLarge: _("Ảnh quá nhiều điểm ảnh. Giảm cỡ ảnh hoặc chụp lại ở cỡ thường rồi chọn lại."),
    pdf.FileBroken: _("Tệp bị hỏng, không mở được đến cuối. Mở thử tệp trên máy, lưu lại rồi chọn lại."),
    pdf.FileCarriesPrograms: _(
        "Trong tệp có chương trình hoặc tệp khác nên không nhận được. In tệp ra PDF mới rồi chọn tệp mới."
    ),
    pdf.FileProtected: _("Tệp bị khóa hoặc có mật khẩu. Bỏ khóa, lưu lại rồi chọn lại."),
    scanning.FileInfected: _(
        "Phần mềm diệt vi-rút báo tệp “%(name)s” có vi-rút nên không ai được mở tệp này. "
        "Bỏ tệp, chụp ảnh hoặc quét lại giấy tờ rồi chọn tệp mới."
    ),
    scanning.FileNotScannedYet: _(
        "Tệp “%(name)s” đang chờ kiểm tra vi-rút nên chưa mở được. Tệp đã được giữ; thử lại sau vài phút."
    ),
    storage.FileChanged: _("Tệp “%(name)s” không còn đúng như lúc tải lên. Tải lại tệp này."),
    storage.FileGone: _("Không tìm thấy tệp “%(name)s” trong kho. Tải lại tệp này hoặc báo người quản trị."),
    storage.FileTooLarge: _("Tệp quá lớn; mỗi tệp tối đa %(most)s. Giảm cỡ ảnh hoặc chia nhỏ tệp rồi chọn lại."),
    storage.StorageFull: _(
        "Kho lưu trữ đã đầy nên tệp chưa được lưu; các tệp trước vẫn còn. Thử lại sau hoặc gọi tổng đài."
    ),
    # --- procedures
    mistakes.CatalogueHasMistakes: _(
        "Tệp định nghĩa thủ tục có %(count)s lỗi nên chưa nạp gì. Sửa các lỗi rồi nạp lại."
    ),
    queries.ProcedureUnknown: _("Không có thủ tục nào mang mã “%(code)s”. Kiểm tra lại mã, hoặc tìm theo tên."),
    time_limits.LimitUnknown: _("Thủ tục không có trường hợp thời hạn này. Chọn lại trường hợp giải quyết."),
    national_queries.ContentMovedOn: _(
        "Mục %(code)s vừa được nạp nội dung mới nên chưa ghi gì. Xem lại nội dung mới rồi ghi cách giải quyết."
    ),
    national_queries.NoteMissing: _("Chưa ghi cách giải quyết. Viết giải quyết thế nào và theo văn bản nào."),
    steps.StepUnknown: _("Quy trình không có bước này. Tải lại trang rồi chọn bước khác."),
    drawings.DrawingUnreadable: _(
        "Tệp này không phải là bản vẽ quy trình BPMN, hoặc lớn hơn 2 MB. Xuất lại bản vẽ dạng BPMN 2.0 rồi tải lên."
    ),
    drawings.DrawingNotOurs: _(
        "Bản vẽ có %(count)s chỗ mà hệ thống không đọc được. Sửa các chỗ nêu dưới đây rồi tải lên lại."
    ),
    # --- the hall and the counter
    **counter_refusals.SENTENCES,
    **message_refusals.SENTENCES,
    **money_refusals.SENTENCES,
    **postal_words.SENTENCES,
    **portal_words.SENTENCES,
    **cashier_refusals.SENTENCES,
    **signing_refusals.SENTENCES,
    **after_refusals.SENTENCES,
    **steering_refusals.SENTENCES,
    **system_refusals.SENTENCES,
    # --- the door
    **arrival_refusals.SENTENCES,
    **door_refusals.SENTENCES,
}

#: For a refusal that is newer than its sentence; a test keeps this from being needed.
_ANY = _("Chưa làm được việc này. Tải lại trang rồi thử lại, hoặc gọi tổng đài để được giúp.")
_IN_BYTES: dict[type[Refusal], str] = {storage.FileTooLarge: "most"}


def sentence(refusal: Refusal) -> str:
    words = next((SENTENCES[kind] for kind in type(refusal).mro() if kind in SENTENCES), _ANY)
    facts = {name: _shown(fact) for name, fact in refusal.facts.items()}
    if name := _IN_BYTES.get(type(refusal)):
        facts[name] = formats.size(int(str(refusal.facts[name])))
    return str(words) % facts


def _shown(fact: object) -> object:
    """States, acts and roles are stored in English and never shown so."""
    return next((show(fact) for kind, show in _SHOWN.items() if isinstance(fact, kind)), fact)


_SHOWN: dict[type, Callable[..., object]] = {
    lifecycle.State: lambda state: labels.STATES[state].officer,
    lifecycle.Action: lambda action: labels.BUTTONS[action],
    lifecycle.Role: lambda role: labels.ROLES[role],
    date: formats.day,
}
