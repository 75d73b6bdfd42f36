"""A date written out in Vietnamese words, as certificates of civil status want it."""

from datetime import date

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
TEN = 10
HUNDRED = 100
#: April is called by the old word.
FOURTH_MONTH = 4


def date_in_words(day: date) -> str:
    month = "tư" if day.month == FOURTH_MONTH else _below_hundred(day.month)
    return f"Ngày {_below_hundred(day.day)}, tháng {month}, năm {_year(day.year)}"


def _year(year: int) -> str:
    thousands, rest = divmod(year, 1000)
    if not rest:
        return f"{DIGITS[thousands]} nghìn"
    hundreds, below = divmod(rest, HUNDRED)
    words = f"{DIGITS[thousands]} nghìn {DIGITS[hundreds]} trăm"
    if not below:
        return words
    return f"{words} {'linh ' if below < TEN else ''}{_below_hundred(below)}"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, TEN)
    if not tens:
        return DIGITS[ones]
    return f"{'mười' if tens == 1 else DIGITS[tens] + ' mươi'}{_ones_after_tens(tens, ones)}"


def _ones_after_tens(tens: int, ones: int) -> str:
    changed = {0: "", 1: " một" if tens == 1 else " mốt", 5: " lăm"}
    return changed.get(ones, f" {DIGITS[ones]}")
