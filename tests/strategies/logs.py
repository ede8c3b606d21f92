"""
Stories: logs that walk through a contract and brush against its boundaries.

A story first says what brings duties about, then asks the twin when each is due and lets people act around that
instant: early, in the last microsecond, one microsecond late, days late, in parts, never. Then come notices around the
instant at which a right opens, decisions around the ends of a range, and the clerk's corrections.
"""

from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from attrs import evolve, frozen
from oracle import judge
from oracle_parts import half_up

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Unit
from luyue.engine.event import Cash, Event, Month
from strategies.contracts import a_contract, pick
from strategies.parts import cash, moment, row

DAY = 86_400_000_000
ORDERED = (
    "2024-04-25", "2024-04-28", "2024-04-30", "2024-05-01", "2024-05-11", "2024-05-31", "2024-06-03", "2024-06-07",
    "2024-06-09", "2024-06-28", "2024-07-31", "2024-09-13", "2024-09-14", "2024-09-27",
)  # fmt: skip
HOURS = ("00:00:00", "09:00:00", "09:15:00", "16:00:00", "24:00")
ENDS = ("2024-06-30", "2024-07-31", "2024-10-08", "2024-10-31", "2024-11-15", "2025-02-28", "2025-02-28")


@frozen
class Case:
    """A contract, a log, the date it is judged at, and what blanks are set to."""

    contract: m.Contract
    events: tuple[Event, ...]
    as_of: date | int | None
    known_at: int | None
    settings: dict[str, Length]


def instants_of(d: date, us: int) -> int:
    """Return an instant so many microseconds into a local day."""
    return moment(d.isoformat() + "T00:00:00") + us


def an_instant(draw: Random) -> int:
    """Draw an instant on a telling day."""
    return moment(f"{pick(draw, *ORDERED)}T{pick(draw, *HOURS)}")


def around(draw: Random, due: int) -> int:
    """Draw an instant around the last timely one."""
    far = pick(draw, -9 * DAY, -DAY, 0, 0, 1, 1, DAY // 2, DAY, 3 * DAY, 8 * DAY, 20 * DAY, 45 * DAY)
    return due + int(far)


class Story:
    """Rows written so far; ids are given in the order of writing."""

    def __init__(self, draw: Random, contract: m.Contract) -> None:
        """Start an empty log."""
        self.draw, self.contract = draw, contract
        self.rows: list[Event] = []
        self.types = {n.event for n in m.walk((contract.clauses, contract.metrics)) if isinstance(n, m.Pattern)}
        self.types |= {e for i in contract.intervals for p in (i.start, i.end) if p.pattern for e in [p.pattern.event]}

    def say(self, kind: str, at: int, **fields: Any) -> None:
        """Write a row unless no clause reads its kind."""
        if kind in self.types or kind in ("waived", "demanded", "idle", "settled"):
            self.rows.append(row(f"e{len(self.rows):02}", kind, at, **fields))

    def chance(self, one_in: int) -> bool:
        """Say yes once in so many times."""
        return bool(pick(self.draw, *[False] * (one_in - 1), True))

    def judged(self) -> dict[str, Any]:
        """Ask the twin what is owed so far."""
        return judge(self.contract, self.rows, date(2024, 12, 31), settings={"soon": Length(Fraction(3), Unit.DAY)})


def beginnings(s: Story) -> None:
    """Write what brings duties about: orders, incidents, reports, calls, acts that are forbidden."""
    draw = s.draw
    for n in range(pick(draw, 1, 2, 3)):
        ticket, at = f"T{n}", an_instant(draw)
        s.say("ordered", at, ticket=ticket)
        s.say("incident", an_instant(draw), ticket=ticket)
        if s.chance(2):
            s.say("invoiced", at + pick(draw, -DAY, 0, DAY, 12 * DAY), ticket=ticket)
        if s.chance(3):
            s.say("returned", at + pick(draw, 0, 2 * DAY, 5 * DAY), ticket=ticket)
            s.say("invoiced", at + pick(draw, 3 * DAY, 9 * DAY), ticket=ticket)
        ban = an_instant(draw)
        s.say("banned", ban, ticket=ticket, **pick(draw, {}, {"by": "supplier"}, {"by": "buyer"}))
        if s.chance(2):
            s.say("permitted", ban + pick(draw, -DAY, 0, 1), ticket=ticket)
        if s.chance(3):
            s.say("cause_found", ban + pick(draw, 0, DAY, 40 * DAY), ticket=pick(draw, "T0", ticket))
    for _ in range(pick(draw, 0, 1, 2, 3)):
        s.say("reported", an_instant(draw), n=Fraction(pick(draw, 14, 15, 16)))
        offered = pick(draw, 0, 20, 100, 1000)
        s.say(
            "calls",
            an_instant(draw),
            offered=Fraction(offered),
            answered=Fraction(offered * 17, 20) - pick(draw, 0, 0, offered > 0),
        )
        s.say("inspected", an_instant(draw), **pick(draw, {}, {"month": Month(2024, pick(draw, 5, 6))}))


def floods(s: Story) -> None:
    """Write force majeure with notice and proof in time, late or never, and perhaps a denial."""
    draw = s.draw
    if "fm_started" not in s.types:
        return
    dues = sorted({v[1] for v in s.judged()["duties"].values() if v[1] is not None})
    for n in range(pick(draw, 0, 1, 1, 1, 2)):
        at, fm = an_instant(draw), f"F{n}"
        if dues and not s.chance(4):
            at = pick(draw, *dues) + pick(draw, -12 * DAY, -3 * DAY, -3 * DAY, -DAY, -DAY // 2, -1, 0, 1, DAY)
        party = pick(draw, "supplier", "supplier", "buyer")
        s.say("fm_started", at, fm=fm, party=party)
        lasts = pick(draw, DAY // 3, 3 * DAY, 7 * DAY, 10 * DAY, 31 * DAY)
        if not s.chance(5):
            s.say("fm_ended", at + lasts, fm=fm)
        notice = pick(draw, DAY // 6, DAY // 6, DAY, DAY, DAY + 1, None)
        if notice is not None:
            s.say("fm_noticed", at + notice, fm=fm)
        proof = pick(draw, DAY // 2, 5 * DAY, 5 * DAY, 11 * DAY, None)
        if proof is not None:
            s.say("fm_proved", at + proof, fm=fm)
        if s.chance(6):
            s.say("denied", at + DAY // 12, fm=fm)


def performances(s: Story) -> None:
    """Let each duty be performed around the instant at which it is due."""
    draw = s.draw
    for name, verdict in sorted(s.judged()["duties"].items()):
        due, amount = verdict[1], verdict[7]
        if due is None:
            due = an_instant(draw)
        _, _, key = name.partition("/")
        ticket = key if key.startswith("T") else "T0"
        at = around(draw, due)
        kind = name.split("_")[0]
        if s.chance(6):
            s.say("demanded", due - pick(draw, 40 * DAY, 5 * DAY), clause=name.split("/")[0])
        if s.chance(12):
            one = {"ticket": ticket} if key.startswith("T") else {}
            s.say("waived", at + pick(draw, -DAY, 2 * DAY), clause=name.split("/")[0], **one)
        if kind == "lines":
            if not s.chance(4):
                s.say("started", at, norm=key)
        elif name.split("/")[0].endswith("_refund"):
            s.say("refunded", at, amount=cash(pick(draw, "50", "20")))
        elif kind in ("payment", "settlement", "halting") and amount is not None:
            instalments(s, at, amount, ticket)
        elif kind == "monthly":
            s.say("inspected", at)
        elif not s.chance(5):
            s.say("answered", at, ticket=ticket, **pick(draw, {}, {}, {"by": "supplier"}, {"by": "buyer"}))
            if s.chance(3):
                s.say("explained", at + pick(draw, -DAY, 0, DAY), ticket=ticket)
                s.say("offered_other", at + pick(draw, -DAY, 0, 1), ticket=ticket)


def instalments(s: Story, at: int, amount: Fraction, ticket: str) -> None:
    """Pay a debt at once, in parts, short by a fen, with something over, or in a currency that discharges nothing."""
    whole = half_up(Fraction(amount))
    if s.chance(4):
        s.say("paid", at, ticket=ticket, amount=Cash(whole, "USD"))
    part = min(Fraction("300.07"), whole / 2)
    match pick(s.draw, "once", "parts", "parts", "parts", "parts", "parts", "parts", "short", "over", "never"):
        case "once":
            s.say("paid", at, ticket=ticket, amount=cash(whole))
        case "parts":
            s.say("paid", at - pick(s.draw, 0, 2 * DAY), ticket=ticket, amount=cash(part))
            s.say("paid", at + pick(s.draw, 0, 4 * DAY), ticket=ticket, amount=cash(whole - part))
        case "short":
            s.say("paid", at, ticket=ticket, amount=cash(whole - Fraction("0.01")))
        case "over":
            s.say("paid", at, ticket=ticket, amount=cash(whole + Fraction(500)))


def acts_of_power(s: Story) -> None:
    """Send notices just before, at and after the instant at which a right opens, or when nothing is open."""
    draw = s.draw
    if "notice" not in s.types:
        return
    opened = sorted(v[1] for v in s.judged()["powers"].values() if v[1] is not None)
    for _ in range(pick(draw, 1, 1, 1, 2)):
        base = pick(draw, *opened) if opened else an_instant(draw)
        at = base + pick(draw, 0, 0, 1, DAY, 5 * DAY, -1)
        s.say("notice", at, **pick(draw, {"by": "buyer"}, {"by": "buyer"}, {"by": "buyer"}, {}, {"by": "supplier"}))


def decisions(s: Story) -> None:
    """Decide ranges inside, at and outside their ends, in time or late, and prove losses."""
    draw = s.draw
    incidents = [e for e in s.rows if e.type == "incident"]
    heads = s.judged()["heads"] if incidents else {}
    for e in incidents:
        ends = [v[3:5] for i, v in heads.items() if i.startswith("discretion") and e.fields["ticket"] in i]
        if ends and s.chance(2):
            low, high = ends[0]
            high = min(high, low + 1000)
            amount = pick(draw, low, (low + high) / 2, high, high + Fraction("0.01"), low - Fraction("0.001"))
            at = e.at + pick(draw, DAY, 30 * DAY, 45 * DAY)
            s.say(
                "determined",
                at,
                ticket=e.fields["ticket"],
                amount=cash(amount),
                **pick(draw, {}, {"by": "buyer"}, {"by": "supplier"}),
            )
        if s.chance(2):
            s.say(
                "loss_attested", e.at + 3 * DAY, ticket=e.fields["ticket"], amount=cash(pick(draw, "5", "100000.005"))
            )


def settlements(s: Story) -> None:
    """Pay damages by naming them, or their clause: in part, in full, too much, in another currency, or none that is."""
    draw = s.draw
    heads = s.judged()["heads"] if s.chance(2) else {}
    for name in [name for name in heads if s.chance(3)]:
        one = name.split("/")[0].split("#")[0]
        alike = any(
            other.split("/")[0].startswith(one + "#") for other in heads
        )  # how namesakes are numbered may change
        what = one if alike else pick(draw, name, name, one, "nothing")
        amount = pick(draw, heads[name][5], heads[name][5], Fraction("0.01"), heads[name][5] + 1)
        at = an_instant(draw) + 60 * DAY
        s.say("settled", at, what=what, amount=Cash(amount, pick(draw, "CNY", "CNY", "CNY", "USD")))


def clerk(s: Story) -> list[Event]:
    """Correct or withdraw rows, and record some late."""
    draw = s.draw
    out = list(s.rows)
    for _ in range(pick(draw, 0, 0, 1, 2)):
        free = [e for e in out if e.withdraws is None and not any(e.id in (o.corrects, o.withdraws) for o in out)]
        if not free:
            break
        old = pick(draw, *free)
        name, late = f"k{len(out):02}", old.recorded_at + pick(draw, DAY, 10 * DAY)
        if s.chance(3):
            new = evolve(old, id=name, withdraws=old.id, corrects=None, recorded_at=late)
        else:
            at = old.at + pick(draw, -DAY, -1, 1, DAY)
            new = evolve(old, id=name, at=at, occurred_at=at, corrects=old.id, withdraws=None, recorded_at=late)
        out.append(new)
    return out


def a_story(draw: Random) -> Case:
    """Draw a contract with a story and a date."""
    contract = a_contract(draw)
    s = Story(draw, contract)
    beginnings(s)
    floods(s)
    performances(s)
    acts_of_power(s)
    decisions(s)
    settlements(s)
    if s.chance(5):
        s.say("idle", an_instant(draw), note="n")
    rows = clerk(s)
    if s.chance(12):
        rows = []
    as_of: date | int | None = pick(draw, None, *(date.fromisoformat(d) for d in ENDS), "instant")
    if as_of == "instant":
        as_of = an_instant(draw)
    known_at = pick(draw, None, None, None, None, None, None, None, an_instant(draw))
    settings = pick(draw, {}, {"soon": Length(Fraction(3), Unit.DAY)})
    return Case(contract, tuple(draw.sample(rows, len(rows))), as_of, known_at, settings)
