"""From the keys of `LayThuTuc` to values. The document has passed the shape; absent and empty are the same."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.blueprints.catalogue.national.entry import (
    NationalProcedure,
    PaperCase,
    PrintedBasis,
    PrintedFee,
    PrintedPaper,
    PrintedResult,
    PrintedTime,
    StepCase,
    Way,
)

Node = Mapping[str, Any]
_CHANNELS = {"1": "counter", "2": "online", "3": "post"}


def parse(document: Node) -> NationalProcedure:
    return NationalProcedure(
        code=document["MATTHC"],
        name=_line(document, "TENTTHC"),
        description=_text(document, "MOTA"),
        keywords=_line(document, "TUKHOA"),
        sector=next(iter(_names(document, "LINHVUCTHUCHIEN", "TENLINHVUC")), ""),
        levels=_names(document, "CAPTHUCHIEN", "TENCAP"),
        agency=_agency(document),
        applicants=_names(document, "DOITUONGTHUCHIEN", "TENDOITUONG"),
        reception_address=_text(document, "DIACHITIEPNHAN"),
        requirements=_text(document, "YEUCAU"),
        decision=_line(document, "QUYETDINH"),
        ways=tuple(_way(each) for each in _list(document, "CACHTHUCTHUCHIEN")),
        paper_cases=tuple(_paper_case(each) for each in _list(document, "THANHPHANHOSO")),
        step_cases=tuple(_step_case(each) for each in _list(document, "TRINHTUTHUCHIEN")),
        results=tuple(
            PrintedResult(_line(each, "MAKETQUA"), _text(each, "TENKETQUA"))
            for each in _list(document, "KETQUATHUCHIEN")
        ),
        legal_basis=tuple(
            PrintedBasis(_line(each, "SOVANBAN"), _text(each, "TENVANBAN")) for each in _list(document, "CANCUPHAPLY")
        ),
        source=_text(document.get("X_NGUON") or {}, "URL"),
        is_in_force=_line(document, "TRANGTHAI") in {"", "1"},
    )


def _agency(document: Node) -> str:
    """Who carries it out; where that is not said, who decides."""
    listed = ", ".join(_names(document, "COQUANTHUCHIEN", "TENDONVI"))
    return _line(document, "MOTACOQUANTHUCHIEN") or listed or _line(document, "MOTACOQUANTHAMQUYEN")


def _way(node: Node) -> Way:
    number = _line(node, "KENH")
    return Way(_CHANNELS.get(number, number), tuple(_time(each) for each in _list(node, "THOIGIAN")))


def _time(node: Node) -> PrintedTime:
    return PrintedTime(
        amount=_line(node, "THOIGIANGIAIQUYET"),
        unit=_line(node, "DONVITINH"),
        note=_text(node, "MOTA"),
        fees=tuple(
            PrintedFee(_line(each, "SOTIEN"), _line(each, "DONVI"), _text(each, "MOTA"))
            for each in _list(node, "PHILEPHI")
        ),
    )


def _paper_case(node: Node) -> PaperCase:
    papers = (
        PrintedPaper(
            name=_text(each, "TENGIAYTO"),
            form_name=_line(each, "TENMAUDON"),
            originals=_line(each, "SOBANCHINH"),
            copies=_line(each, "SOBANSAO"),
        )
        for each in _list(node, "GIAYTO")
    )
    return PaperCase(_line(node, "TRUONGHOP"), tuple(paper for paper in papers if paper.name or paper.form_name))


def _step_case(node: Node) -> StepCase:
    return StepCase(_line(node, "TRUONGHOP"), _names(node, "TRINHTU", "TENTRINHTU"))


def _names(node: Node, key: str, of: str) -> tuple[str, ...]:
    return tuple(name for name in (_text(each, of) for each in _list(node, key)) if name)


def _list(node: Node, key: str) -> Iterable[Node]:
    return node.get(key) or ()


def _text(node: Node, key: str) -> str:
    value = node.get(key)
    return "" if value is None else str(value)


def _line(node: Node, key: str) -> str:
    return " ".join(_text(node, key).split())
