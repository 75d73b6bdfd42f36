"""Send what is sealed to the security centre, in order. What has not surely arrived goes again with the next try."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from motcua.foundation.security_log.lines import FORMATS
from motcua.foundation.security_log.models import Forwarding, SecurityLink
from motcua.foundation.security_log.syslog import deliver, frame

_RECEIVER = "soc"
_AT_ONCE = 1000


@transaction.atomic
def forward(*, at: datetime) -> int:
    """Gives how many went out; without a receiver none. Raises OSError, and then nothing counts as sent."""
    if not settings.SOC_ADDRESS:
        return 0
    Forwarding.objects.get_or_create(receiver=_RECEIVER)
    forwarding = Forwarding.objects.select_for_update().get(receiver=_RECEIVER)
    links = list(
        SecurityLink.objects.filter(number__gt=forwarding.last_number)
        .select_related("event")
        .order_by("number")[:_AT_ONCE]
    )
    if not links:
        return 0
    written = FORMATS[settings.SOC_FORMAT]
    deliver(
        [frame(written(link, host=settings.SOC_NAME), link, host=settings.SOC_NAME) for link in links],
        address=settings.SOC_ADDRESS,
        trust=settings.SOC_TRUST,
        own=settings.SOC_CERTIFICATE,
    )
    forwarding.last_number, forwarding.sent_at = links[-1].number, at
    forwarding.save(update_fields=["last_number", "sent_at"])
    return len(links)
