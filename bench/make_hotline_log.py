"""
The log of the benchmark: a year of a hotline's calls, fault tickets, inspections and notes, of any size.

Half of the rows are calls, 36 of 100 belong to faults, 4 to inspections, the rest are notes. In eight months a few
dozen obligations are broken whatever the size, in four 3 of 100, so that scores, tiers and the cap stay alive at every
scale. One completion of a thousand falls exactly on its deadline; of those that are late 2 of 100 miss it by a
microsecond and 5 never come. Three spells of force majeure stop the clock.

``python bench/make_hotline_log.py ROWS [SEED]`` prints JSON Lines; the same seed draws the same rows.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from attrs import frozen

from luyue.engine.calendar import WorkCalendar
from luyue.engine.zone import Zone

ZONE = Zone.named("Asia/Shanghai")
MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
FIRST_DAY = 739_252  # 2025-01-01
BEGIN = ZONE.start_of(FIRST_DAY)
END = ZONE.start_of(FIRST_DAY + 365)
LENGTHS = {"normal": 1 * HOUR, "major": 2 * HOUR, "critical": 4 * HOUR}
SEVERITIES = ("normal",) * 80 + ("major",) * 16 + ("critical",) * 4
BAD_MONTHS = (3, 6, 7, 11)
BAD_SHARE = 0.03
FEW = (4, 80, 0, 20, 10, 0, 0, 60, 30, 8, 0, 45)  # broken in the other months, about, by month
DISTRICTS = tuple(f"district-{n:02}" for n in range(1, 13))
OPERATORS = tuple(f"op-{n:03}" for n in range(1, 121))
SPELLS = tuple(  # of force majeure: local begin (day of the year from 0, hour) and hours
    (BEGIN + day * DAY + hour * HOUR, BEGIN + day * DAY + (hour + hours) * HOUR)
    for day, hour, hours in ((75, 6, 30), (211, 14, 52), (300, 1, 9))
)


class Row(NamedTuple):
    """One row of the log; ``ticket`` and ``severity`` are empty where the type has none."""

    ts: int
    type: str
    ticket: str
    severity: str
    district: str
    operator: str


@frozen
class Chances:
    """How likely an obligation is broken, by month."""

    of_month: tuple[float, ...]

    def at(self, instant: int) -> float:
        """Return the chance at an instant."""
        return self.of_month[date.fromordinal(ZONE.day_of(instant)).month - 1]


def draw(rows: int, seed: int = 7) -> list[Row]:
    """Return about so many rows, sorted by time."""
    rng = random.Random(seed)
    found: list[Row] = [Row(at, kind, "", "", "", "") for spell in SPELLS for at, kind in zip(spell, _FM, strict=True)]
    faults, inspections = rows * 12 // 100, rows * 2 // 100
    chances = Chances(
        tuple(BAD_SHARE if m in BAD_MONTHS else min(FEW[m - 1] * 12 / max(2 * faults, 1), 0.1) for m in range(1, 13))
    )
    cal = WorkCalendar.bundled()
    for number in range(faults):
        found.extend(_fault(rng, f"F{number:08}", chances))
    for number in range(inspections):
        found.extend(_inspection(rng, f"I{number:08}", chances, cal))
    for _ in range(rows // 2):
        at = _instant(rng)
        missed = rng.random() < (0.05 if date.fromordinal(ZONE.day_of(at)).month in BAD_MONTHS else 0.03)
        found.append(Row(at, "call_missed" if missed else "call_answered", "", "", *_where(rng)))
    for _ in range(rows - len(found)):
        found.append(Row(_instant(rng), "note", "", "", *_where(rng)))
    return sorted(found)


_FM = ("fm_began", "fm_ended")


def _instant(rng: random.Random) -> int:
    return rng.randrange(BEGIN, END)


def _where(rng: random.Random) -> tuple[str, str]:
    return rng.choice(DISTRICTS), rng.choice(OPERATORS)


def stopped(start: int, length: int) -> int:
    """Return the last timely instant of a length from a start that force majeure stops."""
    due = start + length
    for begun, ended in SPELLS:
        if ended > start and begun < due:
            due += ended - max(begun, start)
    return due


def _completed(rng: random.Random, start: int, due: int, chance: float, usual: int) -> int | None:
    """Return when something owed is done, None where it never is."""
    if rng.random() < chance:
        if rng.random() < 0.05:
            return None
        return due + (1 if rng.random() < 0.02 else 1 + int(rng.expovariate(1 / (10 * HOUR))))
    if rng.random() < 0.001:
        return due
    return min(start + int(rng.random() * usual), due)


def _fault(rng: random.Random, ticket: str, chances: Chances) -> Iterator[Row]:
    at, severity, where = _instant(rng), rng.choice(SEVERITIES), _where(rng)
    yield Row(at, "fault_reported", ticket, severity, *where)
    for kind, length in (("fault_responded", 15 * MINUTE), ("fault_resolved", LENGTHS[severity])):
        done = _completed(rng, at, stopped(at, length), chances.at(at), length)
        if done is not None and done < END:
            yield Row(done, kind, ticket, "", *where)
            if kind == "fault_responded" and rng.random() < 0.01 and done + MINUTE < END:
                yield Row(done + MINUTE, kind, ticket, "", *where)  # answered again: the first counts


def _inspection(rng: random.Random, ticket: str, chances: Chances, cal: WorkCalendar) -> Iterator[Row]:
    at, where = _instant(rng), _where(rng)
    yield Row(at, "inspection_done", ticket, "", *where)
    due = ZONE.end_of(cal.add_working(ZONE.day_of(at), 3)) if ZONE.day_of(at) < FIRST_DAY + 360 else END
    done = _completed(rng, at, due, chances.at(at), DAY)
    if done is not None and done < END:
        yield Row(done, "report_submitted", ticket, "", *where)


def main() -> None:
    """Print a log as JSON Lines."""
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    for number, row in enumerate(draw(int(sys.argv[1]), seed), 1):
        named = {"ticket_id": row.ticket, "severity": row.severity, "district": row.district, "operator": row.operator}
        fields = ", ".join(f'"{name}": "{value}"' for name, value in named.items() if value)
        when = f'"id": "{number}", "type": "{row.type}", "time": "{ZONE.text(row.ts)}"'
        print(f"{{{when}, {fields}}}" if fields else f"{{{when}}}")


if __name__ == "__main__":
    main()
