"""What was measured, and how it is told: never a verdict, always beside the limit of the same run."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing done many times. CPU is that of whole process trees; `sql` is the statements of one request."""

    name: str
    seconds: float
    milliseconds: Sequence[float]
    app_cpu_ms: float | None = None
    pg_cpu_ms: float | None = None
    sql: int | None = None
    failures: int = 0

    @property
    def rate(self) -> float:
        return len(self.milliseconds) / self.seconds

    def percentile(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "count": len(self.milliseconds),
            "per_second": round(self.rate, 1),
            "p50_ms": round(self.percentile(0.5), 2),
            "p95_ms": round(self.percentile(0.95), 2),
            "app_cpu_ms": _rounded(self.app_cpu_ms),
            "pg_cpu_ms": _rounded(self.pg_cpu_ms),
            "sql": self.sql,
            "failures": self.failures,
        }


@dataclass(slots=True)
class Report:
    """The figures of one run, with what is needed to compare them with another."""

    name: str
    facts: dict[str, Any]
    measured: list[Measured] = field(default_factory=list)
    #: "what" to "how many": figures that are not a series of requests.
    others: dict[str, Any] = field(default_factory=dict)

    def add(self, measured: Measured) -> None:
        self.measured.append(measured)

    def named(self, name: str) -> Measured:
        return next(each for each in self.measured if each.name == name)

    def compare(self, name: str, *, limit: str) -> None:
        """How much of what the database alone could do is left when the portal does it."""
        ratio = self.named(name).rate / self.named(limit).rate
        self.others[f"{name} / {limit}"] = float(f"{ratio:.2g}")

    def as_json(self) -> str:
        body = {"benchmark": self.name, **self.facts, "measured": [m.as_json() for m in self.measured], **self.others}
        return json.dumps(body, ensure_ascii=False, indent=1)

    def as_text(self) -> str:
        lines = [f"{name}: {fact}" for name, fact in self.facts.items()]
        lines += ["", as_table(self.measured), ""]
        lines += [f"{name}: {value}" for name, value in self.others.items()]
        return "\n".join(lines)


def as_table(measured: Sequence[Measured]) -> str:
    width = max(38, *(len(each.name) for each in measured))
    return "\n".join([f"{'':{width}}{_HEADINGS}", *(f"{each.name:{width}}{_line(each)}" for each in measured)])


def machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "load before": ", ".join(f"{load:.2f}" for load in os.getloadavg())}


_HEADINGS = f"{'/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'app CPU':>9}{'PG CPU':>9}{'SQL':>5}{'failed':>8}"


def _line(each: Measured) -> str:
    cells = (each.app_cpu_ms, each.pg_cpu_ms)
    cpu = "".join(f"{'–' if cell is None else f'{cell:.2f}':>9}" for cell in cells)
    sql = "–" if each.sql is None else each.sql
    p50, p95 = each.percentile(0.5), each.percentile(0.95)
    return f"{each.rate:>9.1f}{p50:>9.1f}{p95:>9.1f}{cpu}{sql:>5}{each.failures:>8}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
