"""What a browser says when it subscribes to news, and what somebody else says in its place."""

import json

import pytest
from django.urls import reverse

from motcua.foundation.messaging.models import PushSubscription
from tests.doors import door


@pytest.mark.usefixtures("world")
def test_a_form_instead_of_a_subscription_is_refused_in_words() -> None:
    answer = door("lan").post(reverse("portal:devices"), {"endpoint": "https://fcm.googleapis.com/x"})

    assert answer.status_code == 422
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    "body",
    ["[" * 3000, "{}", "null", json.dumps({"endpoint": "https://fcm.googleapis.com/\ud800", "keys": {}}), "\udcff"],
    ids=["nested without end", "empty", "nothing", "half a character", "no text"],
)
@pytest.mark.usefixtures("world")
def test_what_is_no_subscription_is_refused_in_words(body: str) -> None:
    content = body.encode(errors="surrogateescape")

    answer = door("lan").post(reverse("portal:devices"), content, content_type="application/json")

    assert answer.status_code == 422
    assert not PushSubscription.objects.exists()
