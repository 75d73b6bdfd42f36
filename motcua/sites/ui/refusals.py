"""Each polite no, in words that say what is wrong and how to mend it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.rules import lifecycle
from motcua.foundation.refusals import Refusal
from motcua.sites.ui import labels

#: `%(name)s` takes the fact of that name from the refusal.
SENTENCES: dict[type[Refusal], str | Promise] = {
    lifecycle.NotAllowed: _(
        "Hồ sơ đang ở trạng thái “%(state)s” nên chưa làm được việc “%(action)s”. "
        "Có thể người khác vừa xử lý hồ sơ này. Tải lại trang để xem tình trạng mới nhất."
    ),
    lifecycle.AlreadyApologised: _(
        "Hồ sơ này đã được xin lỗi và hẹn lại một lần; mỗi hồ sơ chỉ hẹn lại một lần. "
        "Hãy giải quyết hồ sơ trước ngày đã hẹn lại hoặc báo cáo lãnh đạo."
    ),
    lifecycle.WorkNotDone: _("Còn bước xử lý chưa xong nên chưa ký được. Hoàn thành các bước còn mở trước."),
    lifecycle.NoResultDocument: _("Chưa có văn bản kết quả. Tải văn bản kết quả lên trước."),
}

#: For a refusal that is newer than its sentence; a test keeps this from being needed.
_ANY = _("Chưa làm được việc này. Tải lại trang rồi thử lại, hoặc gọi tổng đài để được giúp.")


def sentence(refusal: Refusal) -> str:
    words = next((SENTENCES[kind] for kind in type(refusal).mro() if kind in SENTENCES), _ANY)
    return str(words) % {name: _shown(fact) for name, fact in refusal.facts.items()}


def _shown(fact: object) -> object:
    """States, acts and roles are stored in English and never shown so."""
    if isinstance(fact, lifecycle.State):
        return labels.STATES[fact].officer
    if isinstance(fact, lifecycle.Action):
        return labels.BUTTONS[fact]
    return labels.ROLES[fact] if isinstance(fact, lifecycle.Role) else fact
