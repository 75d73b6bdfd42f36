from motcua.foundation.refusals import Refusal


class SigningServiceDown(Refusal):
    """The key cannot be reached now: nothing was signed, and asking again later does no harm."""
