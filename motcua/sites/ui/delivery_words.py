"""How a result reaches its person, in words for her and for the desk."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import Way
from motcua.dossiers.queries.delivery import Delivery
from motcua.sites.ui import answers

WAYS: dict[Way, str | Promise] = {
    Way.ONLINE: gettext_lazy("Bản điện tử trong tài khoản, tải về lúc nào cũng được"),
    Way.DESK: gettext_lazy("Đến nhận tại trung tâm phục vụ hành chính công"),
    Way.POST: gettext_lazy("Bưu điện gửi về nhà"),
}


def in_words(delivery: Delivery) -> str:
    if delivery.way is Way.DESK and delivery.unit:
        return _("Đến nhận tại %(unit)s") % {"unit": delivery.unit.name}
    if delivery.way is Way.POST and delivery.address:
        return _("Bưu điện gửi đến %(address)s") % {"address": _address(delivery)}
    return str(WAYS[delivery.way])


def _address(delivery: Delivery) -> str:
    parts = delivery.address or {}
    province = str(parts.get("province", ""))
    commune = answers.commune_name(str(parts.get("commune", "")), province)
    named = (str(parts.get("detail", "")), commune, dict(answers.provinces()).get(province, ""))
    return str(parts.get("old") or ", ".join(part for part in named if part))
