"""A worker of the queue of messages, as a process that a test can kill.

With CARELESS it notes that a message has left before it leaves: the negative control.
"""

import os
import sys
from datetime import datetime

import django
from django.core.management import call_command

django.setup()

from motcua.foundation.messaging import sending  # noqa: E402 - models are there only after the setup
from motcua.foundation.messaging.models import Message, State  # noqa: E402


def careless(message_id: int, *, at: datetime) -> None:
    begun = sending._begin(message_id, blamed=frozenset(), at=at)
    if begun is not None:
        Message.objects.filter(pk=message_id).update(state=State.SENT)
        begun.gateway.send(begun.letter, at=at)


if os.environ.get("CARELESS"):
    sending.send = careless
call_command("procrastinate", "worker", "--queues", "messages", "--concurrency", sys.argv[1], "--one-shot")
