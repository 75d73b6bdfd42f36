"""Stand-ins for what cannot exist here: programs of their own that speak a partner's true wire and check us.

For tests and demonstrations only. Each partner's own `stand_in.py` says what it answers; here is the door they share.
"""
