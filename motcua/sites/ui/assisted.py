"""How help is told to the person who was helped: who, with which consent, until when, and what was seen."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from motcua.dossiers.models import Assistance, ConsentMethod, Dossier, Paper
from motcua.foundation.audit.models import Look, Seen

Word = str | Promise

METHODS: dict[str, Word] = {
    ConsentMethod.PAPER: _("chữ ký trên phiếu đồng ý"),
    ConsentMethod.PHONE: _("mã gửi tới điện thoại ông/bà nêu"),
    ConsentMethod.SCREEN: _("bấm đồng ý trên màn hình tại quầy"),
}
#: The pages of a dossier that somebody who helps opens one by one.
PARTS: dict[str, Word] = {
    "": _("toàn bộ hồ sơ"),
    "answers": _("tờ khai"),
    "holder": _("trang chủ hồ sơ"),
    "check": _("trang xem lại trước khi nộp"),
    "agreement": _("trang để ông/bà đọc lại"),
    "search": _("tra cứu theo số định danh hoặc điện thoại"),
    "papers": _("danh sách giấy tờ đã nộp"),
    "originals": _("bản chính của hồ sơ"),
    "handing-over": _("biên nhận trả kết quả"),
    "fetching": _("kết quả, theo mã hồ sơ và thẻ căn cước đưa ra tại quầy"),
    "parcels": _("đơn gửi qua bưu điện"),
    "visit": _("danh sách hồ sơ của ông/bà khi ông/bà đến quầy"),
    "register": _("sổ theo dõi hồ sơ"),
    "board": _("danh sách hồ sơ để lãnh đạo đôn đốc"),
    "messages": _("tin đã gửi về hồ sơ"),
    "portal": _("sổ gửi Cổng Dịch vụ công quốc gia"),
    "money": _("tiền đã nộp của hồ sơ"),
    "cash": _("việc thu tiền mặt của hồ sơ"),
    "takings": _("các khoản đã thu trong ngày"),
    "unmatched": _("tiền chưa khớp với hồ sơ"),
    "corrections": _("việc trả lại, điều chỉnh tiền"),
    "fee_receipts": _("biên lai thu phí, lệ phí"),
    "db:population_db": _("việc kiểm tra với Cơ sở dữ liệu quốc gia về dân cư"),
    "db:enterprise_db": _("việc kiểm tra với cơ sở dữ liệu đăng ký doanh nghiệp"),
    "db:social_insurance_db": _("việc kiểm tra với cơ sở dữ liệu bảo hiểm xã hội"),
    "db:civil_status_db": _("việc hỏi tình trạng ở hệ thống hộ tịch"),
    "archive": _("danh sách giấy tờ đã lưu dùng được cho hồ sơ này"),
}
_FILE = _("tệp đính kèm")
_HALF = 4


@dataclass(frozen=True, slots=True)
class SeenThing:
    word: Word
    #: First and last time, and how often.
    first_at: datetime
    last_at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class Help:
    name: str
    unit: str
    method: Word
    consented_at: datetime | None
    ends_at: datetime
    ended_at: datetime | None
    seen: tuple[SeenThing, ...]
    attached: tuple[str, ...]


def shown(assistance: Assistance) -> Help:
    return Help(
        name=assistance.helper_account.person.full_name,
        unit=assistance.post.agency.name,
        method=METHODS[assistance.method],
        consented_at=assistance.consented_at,
        ends_at=assistance.ends_at,
        ended_at=assistance.ended_at,
        seen=_seen(assistance),
        attached=_attached(assistance),
    )


def helps(dossier: Dossier) -> list[Help]:
    """Everyone who helped with it, the last first."""
    given = Assistance.objects.filter(dossier=dossier, consented_at__isnull=False)
    return [shown(each) for each in given.select_related("helper_account__person", "post__agency").order_by("-pk")]


def receipt(dossier: Dossier | None) -> dict[str, object]:
    """What stands on the paper. The code opens the page of the secret, and says nothing about the person."""
    assert dossier is not None, "what was filed is a dossier"
    secret = dossier.tracking_secret
    where = f"{settings.PUBLIC_URL}/tracking?{urlencode({'code': dossier.code})}#{urlencode({'secret': secret})}"
    drawing = segno.make(where, error="m").svg_inline(scale=3, border=2, light="#fff", dark="#000", omitsize=True)
    return {
        "dossier": dossier,
        "secret": f"{secret[:_HALF]} {secret[_HALF:]}",
        "page": f"{settings.PUBLIC_URL}/tracking".split("://", 1)[-1],
        "qr": Markup(drawing),  # noqa: S704 - made by the library from an address of ours
    }


def _seen(assistance: Assistance) -> tuple[SeenThing, ...]:
    """Page by page, in the order in which they were opened first."""
    if assistance.dossier_id is None:
        return ()
    found: dict[str, list[datetime]] = {}
    words: dict[str, Word] = {}
    looks = Look.objects.filter(dossier_id=assistance.dossier_id, account_id=assistance.helper_account_id)
    until = assistance.ended_at or assistance.ends_at
    for look in looks.filter(at__gte=assistance.asked_at, at__lte=until).order_by("at", "pk"):
        key = str(look.file_id) if look.seen == Seen.FILE else look.part
        words[key] = _FILE if look.seen == Seen.FILE else PARTS.get(look.part, look.part)
        found.setdefault(key, []).append(look.at)
    return tuple(SeenThing(words[key], times[0], times[-1], len(times)) for key, times in found.items())


def _attached(assistance: Assistance) -> tuple[str, ...]:
    """The files that the helper put there, and so has seen."""
    given = Paper.objects.filter(dossier=assistance.dossier, added_by_id=assistance.helper_account_id)
    until = assistance.ended_at or assistance.ends_at
    named = given.filter(added_at__gte=assistance.asked_at, added_at__lte=until).order_by("pk")
    return tuple(named.values_list("file__name", flat=True))
