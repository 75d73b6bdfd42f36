"""Who is served before others. The unit chooses among these which ones it keeps, by its own rules for the hall."""

from enum import StrEnum


class Priority(StrEnum):
    #: From sixty years on (Luật Người cao tuổi 39/2009/QH12, art. 2).
    ELDERLY = "elderly"
    #: Luật Người khuyết tật 51/2010/QH12, art. 4.
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    #: With a child under thirty-six months, as working law counts small children (BLLĐ 45/2019/QH14).
    SMALL_CHILD = "small_child"
    #: Pháp lệnh Ưu đãi người có công với cách mạng 02/2020/UBTVQH14.
    MERITORIOUS = "meritorious"
    ILL = "ill"
