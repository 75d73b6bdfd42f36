"""Money is whole đồng; here is how a paper shows it, in figures and in words."""

_BILLION = 10**9
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
#: What some digits are called after "mười" and after "mươi".
_AFTER_TEN = {5: "lăm"}
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_THOUSANDS = ("", "nghìn", "triệu")


def dong(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")


def in_words(amount: int) -> str:
    """As it is read aloud and written on papers beside the figures: "mười sáu nghìn đồng"."""
    sign = ["âm"] if amount < 0 else []
    return " ".join([*sign, *(_number(abs(amount)) or ["không"]), "đồng"])


def _number(amount: int, *, follows: bool = False) -> list[str]:
    """`follows`: something was read before, so that hundreds are said even when there are none."""
    billions, rest = divmod(amount, _BILLION)
    if billions:
        return [*_number(billions, follows=follows), "tỷ", *_number(rest, follows=True)]
    words: list[str] = []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words += [*_group(group, follows=follows or bool(words)), *_THOUSANDS[power : power + 1]]
    return [word for word in words if word]


def _group(group: int, *, follows: bool) -> list[str]:
    hundreds, below = divmod(group, 100)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or follows else []
    return said + _below_hundred(below, follows=bool(said))


def _below_hundred(below: int, *, follows: bool) -> list[str]:
    tens, ones = divmod(below, 10)
    match tens:
        case 0:
            said, names = (["linh"] if follows and ones else []), {}
        case 1:
            said, names = ["mười"], _AFTER_TEN
        case _:
            said, names = [_DIGITS[tens], "mươi"], _AFTER_TENS
    return [*said, names.get(ones, _DIGITS[ones])] if ones else said
