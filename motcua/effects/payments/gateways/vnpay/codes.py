"""The code tables of VNPAY 2.1.0, and what each means for a payment."""

from enum import StrEnum

PAID = "00"


class Answer(StrEnum):
    """What we may answer to their notice. On anything but 00 and 02 they send it again."""

    CONFIRMED = "00"
    NO_SUCH_ORDER = "01"
    ALREADY_CONFIRMED = "02"
    ADDRESS_NOT_ALLOWED = "03"
    WRONG_AMOUNT = "04"
    BAD_CHECKSUM = "97"
    UNKNOWN_ERROR = "99"


#: In their own words.
MESSAGES = {
    Answer.CONFIRMED: "Confirm Success",
    Answer.NO_SUCH_ORDER: "Order not found",
    Answer.ALREADY_CONFIRMED: "Order already confirmed",
    Answer.ADDRESS_NOT_ALLOWED: "IP prohibited",
    Answer.WRONG_AMOUNT: "Invalid amount",
    Answer.BAD_CHECKSUM: "Fail checksum",
    Answer.UNKNOWN_ERROR: "Unknown error",
}

#: vnp_ResponseCode: 07 taken but suspicious, 99 anything. The payer may have lost money, so it is never called failed.
UNCLEAR = frozenset({"07", "99"})
#: vnp_TransactionStatus that ends it without money. 04 is none of them: the payer was debited.
ENDED = frozenset({"02"})


class ApiCode(StrEnum):
    """vnp_ResponseCode of an answer to querydr and refund."""

    DONE = "00"
    BAD_SITE = "02"
    BAD_FORMAT = "03"
    NOT_FOUND = "91"
    TWICE = "94"
    REFUSED = "95"
    BAD_CHECKSUM = "97"
    OTHER = "99"
