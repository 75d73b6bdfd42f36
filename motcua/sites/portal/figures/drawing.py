"""The picture of twelve months: what came in and what came out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.sites.portal.figures.lines import Line, count
from motcua.sites.ui import formats, pictures
from motcua.sites.ui.pictures import Drawn, Series


def of_months(lines: Sequence[Line]) -> Drawn | None:
    """None where nothing has come in at all, or all of it is withheld."""
    received = [line.told.received for line in lines]
    results = [line.told.results for line in lines]
    most = max((value for value in (*received, *results) if value is not None), default=0)
    if not most:
        return None
    top = pictures.rounded_up(most)
    said = _(
        "Đã nhận %(first)s hồ sơ trong tháng %(from)s, %(last)s trong tháng %(to)s. Số từng tháng ở bảng bên dưới."
    )
    return Drawn(
        key="months",
        title=_("Hồ sơ đã nhận và đã giải quyết từng tháng"),
        description=said
        % {
            "first": count(received[0]),
            "from": lines[0].name,
            "last": count(received[-1]),
            "to": lines[-1].name,
        },
        top=_("%(n)s hồ sơ") % {"n": formats.number(top)},
        first=lines[0].name,
        last=lines[-1].name,
        series=tuple(
            Series(name, pictures.path(values, top=top), pictures.dots(values, top=top))
            for name, values in ((_("đã nhận"), received), (_("đã giải quyết"), results))
        ),
        grid=pictures.grid(),
    )
