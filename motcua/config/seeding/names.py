"""Invented people: names put together from parts that are common in Viet Nam, and numbers of a province that is not."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from motcua.foundation.text.folding import fold
from motcua.foundation.text.names import sort_key

_FAMILIES = tuple(
    "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Lê Phạm Phạm Hoàng Huỳnh Phan Vũ Võ Đặng "
    "Bùi Đỗ Hồ Ngô Dương Lý Đào Đinh Mai Trịnh Hà Tạ Lương Tô Lò Vàng Quách Cao Châu Thái La Đoàn Kiều".split()
)
_WOMEN_MIDDLE = tuple("Thị Thị Thị Thị Ngọc Thu Thanh Minh Phương Hồng Kim Bích Mai Diệu Khánh Quỳnh Hải Hà".split())
_WOMEN_GIVEN = tuple(
    "Lan Hoa Hương Mai Thảo Trang Linh Ngân Hà Hạnh Yến Oanh Thủy Tuyết Nga Nhung Hiền Vân Anh Ánh Chi Dung Giang Hằng "
    "Huyền Liên Loan Ly My Nguyệt Nhi Nhàn Phượng Quyên Tâm Thơm Thúy Thư Trinh Uyên Vy Xuân Ý Ngọc Bình".split()
)
_MEN_MIDDLE = tuple(
    "Văn Văn Văn Hữu Đức Minh Quang Quốc Anh Công Đình Duy Gia Hoàng Mạnh Ngọc Thanh Tiến Trung".split()
)
_MEN_GIVEN = tuple(
    "Anh Bình Cường Dũng Dương Đạt Đức Giang Hải Hiếu Hiệp Hoàng Hùng Huy Khánh Khoa Kiên Lâm Long Lộc Mạnh Minh Nam "
    "Nghĩa Phong Phúc Quân Quang Quý Sơn Tài Tâm Thành Thắng Thịnh Tiến Toàn Trung Tuấn Tùng Việt Vinh Vũ".split()
)
#: Every person's number is this times the row's number, in a space of 120 sexes-and-years by a million: no two alike.
_SPREAD, _YEARS, _SERIALS = 73_939_133, 60, 1_000_000
_OLDEST = 1945
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Invented:
    full_name: str
    is_woman: bool
    birth_date: date
    personal_id: str


def person(number: int) -> Invented:
    """The invented person of that row: the same each time, so that nobody has to read the row again."""
    place = number * _SPREAD % (2 * _YEARS * _SERIALS)
    kind, serial = divmod(place, _SERIALS)
    is_woman, years = bool(kind % 2), kind // 2
    year = _OLDEST + years
    chance = Random(number)
    middles, givens = (_WOMEN_MIDDLE, _WOMEN_GIVEN) if is_woman else (_MEN_MIDDLE, _MEN_GIVEN)
    return Invented(
        full_name=f"{_pick(_FAMILIES, chance)} {_pick(middles, chance)} {_pick(givens, chance)}",
        is_woman=is_woman,
        birth_date=date(year, 1, 1) + timedelta(days=int(chance.random() * 365)),
        # Twelve digits: province (099 is nobody's), century and sex, year of birth, six digits.
        personal_id=f"099{(2 if year >= _CENTURY else 0) + is_woman}{year % 100:02d}{serial:06d}",
    )


@lru_cache(maxsize=100_000)
def search_forms(full_name: str) -> tuple[str, str]:
    """Folded, and in the order of a Vietnamese list."""
    return fold(full_name), sort_key(full_name)


def _pick(parts: tuple[str, ...], chance: Random) -> str:
    return parts[int(chance.random() * len(parts))]
