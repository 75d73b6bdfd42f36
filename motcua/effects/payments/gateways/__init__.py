"""The gateways that are set up, by the name under which their money stands in the book."""

from motcua.effects.payments.port import Gateway

GATEWAYS: dict[str, Gateway] = {}
