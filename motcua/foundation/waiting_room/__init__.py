"""The hall of a one-stop unit: tickets, windows and appointments. It knows numbers; who stands there is known above."""
