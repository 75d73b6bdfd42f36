"""Where the system wants to be told of what, and what became of the telling."""

from typing import Any
from uuid import UUID

from motcua.effects.systems import sending
from motcua.effects.systems import subscriptions as making
from motcua.effects.systems.models import Delivery, Subscription
from motcua.sites.api.calls import Call, Said
from motcua.sites.api.faults import Fault

_MOST = 100


def subscriptions(call: Call) -> Said:
    found = call.system.subscriptions.filter(ended_at=None).order_by("made_at")
    return Said({"subscriptions": [_told(each) for each in found]})


def make(call: Call) -> Said:
    """The secret is in this answer and in no other."""
    made = making.make(call.system, url=call.body["url"], kinds=call.body["events"], at=call.at)
    told = {**_told(made.subscription), "secret": made.secret}
    return Said(told, location=f"/api/v1/subscriptions/{made.subscription.pk}")


def show(call: Call) -> Said:
    return Said(_told(_subscription_of(call)))


def end(call: Call) -> Said:
    making.end(_subscription_of(call), at=call.at)
    return Said()


def deliveries(call: Call) -> Said:
    """The newest first; `standing` picks those that wait, arrived, or that nobody took."""
    found = Delivery.objects.filter(subscription=_subscription_of(call))
    if standing := call.query.get("standing"):
        found = found.filter(standing=standing)
    return Said({"deliveries": [_delivery(each) for each in found.order_by("-made_at", "-pk")[:_MOST]]})


def send_again(call: Call) -> Said:
    """What nobody took is tried for three more days."""
    subscription = _subscription_of(call)
    delivery = Delivery.objects.filter(subscription=subscription, pk=call.path["delivery"]).first()
    if delivery is None:
        raise Fault("not-there")
    sending.send_again(delivery, at=call.at)
    delivery.refresh_from_db()
    return Said(_delivery(delivery))


def _subscription_of(call: Call) -> Subscription:
    wanted: UUID = call.path["subscription"]
    found = Subscription.objects.filter(system=call.system, ended_at=None, pk=wanted).first()
    if found is None:
        raise Fault("not-there")
    return found


def _told(subscription: Subscription) -> dict[str, Any]:
    made_at = subscription.made_at.isoformat()
    return {"id": str(subscription.pk), "url": subscription.url, "events": subscription.events, "made_at": made_at}


def _delivery(delivery: Delivery) -> dict[str, Any]:
    return {
        **delivery.told,
        "standing": delivery.standing,
        "trouble": delivery.trouble,
        "last_status": delivery.last_status,
        "tries": delivery.tries,
        "next_at": delivery.next_at.isoformat(),
    }
