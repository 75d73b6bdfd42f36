"""The national portal of a test: its stand-in, open for the length of it."""

from collections.abc import Iterator

from django.conf import LazySettings

from motcua.effects.national_portal import client, sending, stand_in
from motcua.effects.national_portal.stand_in import PortalStandIn


def opened(settings: LazySettings) -> Iterator[PortalStandIn]:
    """For a fixture: with the settings that lead to it."""
    found = stand_in.stand_in()
    found.start()
    for name, value in stand_in.settings(found.adapter_url).items():
        setattr(settings, name, value)
    yield found
    client.forget()
    sending.forget()
    found.stop()
