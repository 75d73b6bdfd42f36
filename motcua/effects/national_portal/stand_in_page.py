"""What the stand-in received, as a page: the other side of our ledger. Nobody can take it for the portal's own."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_STYLE = """
body{margin:0;font:17px/1.55 system-ui,sans-serif;background:#f4f1ea;color:#17140f}
main{max-width:70rem;margin:0 auto;padding:1rem}
.stand-in{background:#17140f;color:#fff;padding:.6rem 1rem;text-align:center}
h1{font-size:1.5rem;line-height:1.35}h2{font-size:1.2rem;margin-top:2rem}
.frame{overflow-x:auto;background:#fff;border-radius:.5rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.5rem .75rem;
 border-bottom:1px solid #ddd6c8;overflow-wrap:anywhere}thead th{white-space:nowrap}
.bad{border-left:6px solid #9e1016;background:#fff;padding:.5rem 1rem;overflow-wrap:anywhere}
code{white-space:nowrap}td p{margin:0 0 .4rem}
a{color:#0a4586}:focus-visible{outline:3px solid #17140f;outline-offset:3px}
@media (prefers-color-scheme:dark){body{background:#16181c;color:#f1efe9}.frame,.bad{background:#22252b}
 th,td{border-color:#3c4048}a{color:#a9cdf8}.stand-in{background:#000}:focus-visible{outline-color:#fff}}
"""
_STATUS = {
    "1": "Mới đăng ký",
    "2": "Được tiếp nhận",
    "3": "Không được tiếp nhận",
    "4": "Đang xử lý",
    "5": "Yêu cầu bổ sung giấy tờ",
    "6": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "7": "Công dân yêu cầu rút",
    "8": "Dừng xử lý",
    "9": "Đã xử lý xong",
    "10": "Đã trả kết quả",
}
_SHOWN_COMPLAINTS = 20
_NOTHING = "<p>Chưa có hồ sơ nào được gửi sang. Nộp một hồ sơ ở cổng của tỉnh rồi xem lại trang này.</p>"


def dossiers(found: Mapping[str, Mapping[str, Any]], *, complaints: Sequence[str]) -> str:
    rows = [
        [f'<a href="/?number={escape(number)}">{escape(number)}</a>', _status(item), _text(item, "NgayHenTra")]
        for number, item in sorted(found.items(), reverse=True)
    ]
    wrong = "".join(f'<p class="bad">{escape(each)}</p>' for each in complaints[-_SHOWN_COMPLAINTS:])
    return _document(
        f"Hồ sơ đã nhận: {len(found)}",
        _table(["Mã hồ sơ", "Trạng thái", "Hẹn trả"], rows) if rows else _NOTHING,
        f"<h2>Bản tin bị từ chối</h2>{wrong}" if wrong else "",
    )


def dossier(
    item: Mapping[str, Any], *, told: Sequence[Mapping[str, Any]], progress: Sequence[Mapping[str, Any]]
) -> str:
    fields = [[f"<code>{escape(name)}</code>", _value(value)] for name, value in item.items()]
    history = [[str(number), _status(each)] for number, each in enumerate(told, start=1)]
    lines = [[_text(each, name) for name in ("ThoiDiemXuLy", "NoiDungXuLy", "NguoiXuLy")] for each in progress]
    return _document(
        f"Hồ sơ {item['MaHoSo']}",
        '<p><a href="/">Về danh sách hồ sơ đã nhận</a></p>',
        _table(["Trường", "Giá trị"], fields),
        "<h2>Các lần đồng bộ</h2>" + _table(["Lần", "Trạng thái"], history),
        "<h2>Tiến độ</h2>" + _table(["Thời điểm", "Việc", "Người xử lý"], lines),
    )


def _value(value: Any) -> str:
    if not isinstance(value, list):
        return escape(str(value))
    return "".join(f"<p>{'; '.join(f'{escape(k)}: {escape(str(v))}' for k, v in row.items())}</p>" for row in value)


def _status(item: Mapping[str, Any]) -> str:
    code = str(item.get("TrangThaiHoSo"))
    return escape(f"{code}. {_STATUS.get(code, '')}")


def _text(item: Mapping[str, Any], name: str) -> str:
    return escape(str(item.get(name, "")))


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in headings)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="frame" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _document(title: str, *parts: str) -> str:
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,'
        f' initial-scale=1"><title>{escape(title)}</title><style>{_STYLE}</style></head><body>'
        '<aside class="stand-in" aria-label="Bản thử">Bản thử: không phải Cổng Dịch vụ công quốc gia</aside>'
        f"<main><h1>{escape(title)}</h1>{''.join(parts)}</main></body></html>"
    )
