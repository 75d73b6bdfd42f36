"""Finding a procedure: the search alone, its page and its suggestions, with the national catalogue beside our own.

The catalogue is the file that NATIONAL_CATALOGUE names; without it, ours are searched alone.
"""

import os
import time
from io import StringIO

from django.core.management import call_command
from django.utils.http import urlencode

from bench.database import durability, postmaster
from bench.figures import Measured, Report, machine
from bench.load import Meter
from bench.options import Options
from bench.reading import looked_at
from bench.web import server
from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.models import NationalEntry, Procedure
from motcua.blueprints.catalogue.search import indexes

ALONE = "the search alone, in one process"
#: Of every kind: with marks and without, everyday words, typing errors, keys left on, English, and nothing of ours.
TYPED = (
    "đăng ký khai sinh cho con",
    "giay chung nhan quyen su dung dat",
    "nhà tôi có người mới mất",
    "mở quán phở cần giấy tờ gì",
    "ddanwg kys keets hoon",
    "khia sinh",
    "driving licence expired",
    "cấp hộ chiếu phổ thông",
    "thủ tục hải quan hàng xuất khẩu",
    "giấy phép",
    "đăng ký",
    "1.001193",
    "qwrtp zzz",
    "chuyển nhượng quyền sử dụng đất và tài sản gắn liền với đất cho người thân trong gia đình ở xã khác",
)


def run(options: Options) -> Report:
    for command in ("migrate", "load_places", "load_calendar", "load_catalogue", "load_demo"):
        call_command(command, stdout=StringIO())
    if file := os.environ.get("NATIONAL_CATALOGUE"):
        call_command("import_national_catalogue", file, stdout=StringIO())
    database = postmaster()
    report = Report("search", {**machine(), **durability(), **_facts(), "clients": options.clients})
    begun = time.process_time()
    indexes.current()
    report.others["CPU seconds before the first search of a process"] = round(time.process_time() - begun, 2)
    report.add(_alone(options))
    found = [(f"/procedures?{urlencode({'q': text})}", "") for text in TYPED if "." not in text]
    suggested = [(f"/procedures/suggestions?{urlencode({'q': text[:12]})}", "") for text in TYPED]
    with server() as web:
        meter = Meter(web.pid, database)
        report.add(looked_at("page of results", web, found, meter=meter, options=options))
        report.add(looked_at("suggestions", web, suggested, meter=meter, options=options))
    return report


def _facts() -> dict[str, int]:
    return {"procedures": Procedure.objects.count(), "national entries": NationalEntry.objects.count()}


def _alone(options: Options) -> Measured:
    """One after the other, for as long as a measurement lasts."""
    milliseconds: list[float] = []
    begun, cpu = time.perf_counter(), time.process_time()
    while time.perf_counter() - begun < options.seconds:
        for text in TYPED:
            asked = time.perf_counter()
            queries.search(text)
            milliseconds.append((time.perf_counter() - asked) * 1000)
    return Measured(
        name=ALONE,
        seconds=time.perf_counter() - begun,
        milliseconds=milliseconds,
        app_cpu_ms=(time.process_time() - cpu) / len(milliseconds) * 1000,
        sql=1,
    )
