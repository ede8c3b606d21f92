"""
Small contracts, drawn as models: one to three groups of clauses over one vocabulary of events.

Groups share events on purpose, so one event may trigger, perform and break clauses of several groups. Every amount,
rate, unit, roll, cap, window and requirement is drawn; amounts are such that halves of a fen are common.
"""

from datetime import time
from fractions import Fraction
from random import Random
from typing import Any

from attrs import evolve

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Unit
from strategies.parts import (
    BUYER,
    CLAUSE,
    CLAUSES,
    COUNT,
    DATE,
    EACH,
    ID,
    INSTANT,
    LENGTH,
    MONEY,
    MONTH,
    NUMBER,
    PARTY,
    SUPPLIER,
    TRUTH,
    clause,
    contract,
    day,
    days,
    event_type,
    happened,
    label,
    length,
    money,
    number,
    own,
    price,
    same,
    share,
    state,
    unpaid,
    var,
)

EVENTS = (
    event_type("ordered", ticket=ID),
    event_type("answered", ticket=ID, by_=PARTY),
    event_type("explained", ticket=ID),
    event_type("offered_other", ticket=ID),
    event_type("invoiced", ticket=ID),
    event_type("returned", ticket=ID),
    event_type("paid", ticket=ID, amount=MONEY),
    event_type("demanded", clause=CLAUSE, roles=(m.Role("demands", "clause"),)),
    event_type("waived", clause=CLAUSE, ticket_=ID, roles=(m.Role("waives", "clause"),)),
    event_type("started", norm=ID),
    event_type("inspected", month_=MONTH),
    event_type("banned", ticket=ID, by_=PARTY),
    event_type("permitted", ticket=ID),
    event_type("cause_found", attested=True, ticket=ID),
    event_type("reported", n=COUNT),
    event_type("calls", offered=COUNT, answered=COUNT),
    event_type("incident", attested=True, ticket=ID),
    event_type("determined", ticket=ID, amount=MONEY, by_=PARTY),
    event_type("loss_attested", attested=True, ticket=ID, amount=MONEY),
    event_type("fm_started", fm=ID, party=PARTY, affects_=CLAUSES),
    event_type("fm_noticed", fm=ID),
    event_type("fm_proved", fm=ID),
    event_type("fm_ended", fm=ID),
    event_type("denied", fm=ID),
    event_type("notice", by_=PARTY),
    event_type("refunded", amount=MONEY),
    event_type("settled", what=ID, amount=MONEY, roles=(m.Role("pays", "what", value="amount"),)),
    event_type("moved_in", date=DATE),
    event_type("idle", note=ID),
)
OUTAGE = m.Interval(label("outage"), m.Edge(m.Pattern("banned")), m.Edge(m.Pattern("permitted")), ("ticket",))
AMOUNTS = ("1000.10", "9273.80", "100.005", "118750", "2260160.24", "0.10", "33.33")
RATES = ("1/20", "1/2000", "3/1000", "1/100", "1/200")
PERIODS = (m.Period(label("months"), Length(Fraction(1), Unit.MONTH)),)
FORCE_MAJEURE = m.Interval(
    label("force_majeure"), m.Edge(m.Pattern("fm_started")), m.Edge(m.Pattern("fm_ended")), ("fm",)
)


def pick(draw: Random, *of: Any) -> Any:
    """Draw one of several."""
    return draw.choice(of)


def a_length(draw: Random) -> m.Const:
    """Draw a length of time, exact or in days."""
    unit = pick(draw, Unit.DAY, Unit.DAY, Unit.WORKING_DAY, Unit.HOUR, Unit.MINUTE, Unit.MONTH)
    most = {
        Unit.DAY: (1, 3, 7, 10, 30),
        Unit.WORKING_DAY: (1, 3, 7),
        Unit.HOUR: (2, 24),
        Unit.MINUTE: (15,),
        Unit.MONTH: (1,),
    }
    return length(pick(draw, *most[unit]), unit)


def a_timing(draw: Random, *, after: m.Expr | None = None) -> m.Timing:
    """Draw a period, rolled or not, its first day counted or not."""
    roll = pick(draw, None, None, None, "rolls", "none", "festivals")
    return m.Timing(m.Within(a_length(draw), after), start_counted=pick(draw, False, False, False, True), roll=roll)


def a_cap(draw: Random, base: m.Expr) -> tuple[m.Cap, ...]:
    """Draw no cap, one for each breach, or one for all of them."""
    limit = pick(draw, share("1/20", base), share("1/10", base), money("50.005"))
    total = (m.Cap("le", limit, in_total=True),)
    caps: tuple[m.Cap, ...] = pick(draw, (), (m.Cap("le", limit),), total, total)
    return caps


def a_late_head(draw: Random, base: m.Expr, payer: m.Expr, payee: m.Expr, *, by_days: bool = False) -> m.Head:
    """Draw damages for each unit of delay."""
    per = pick(
        draw,
        m.Per("late", unit=Unit.DAY),
        m.Per("late", unit=Unit.DAY),
        m.Per("late", unit=Unit.HOUR),
        m.Per("late", Fraction(3), Unit.DAY),
    )
    once = by_days and pick(draw, False, True) and per.unit is Unit.DAY and per.count == 1 and base != unpaid()
    return m.Head(
        "damages",
        payer,
        payee,
        share(pick(draw, *RATES), base),
        per,
        part=pick(draw, None, "counts"),
        once_per_day=once,
        caps=a_cap(draw, base),
    )


def ending(draw: Random, once: m.Expr | None) -> m.Power:
    """Draw a right to end the contract, perhaps only from some delay on."""
    holder = pick(draw, BUYER, BUYER, EACH)
    return m.Power(holder, m.Pattern("notice"), (m.Effect("ends_contract"),), once=once)


def after_breach(
    draw: Random, name: str, payer: m.Expr, payee: m.Expr, base: m.Expr, *, by_days: bool = False
) -> list[m.Clause]:
    """Draw a clause that follows the breach of another: damages by day, a power, a sum on its use."""
    heads: list[m.Head] = [a_late_head(draw, base, payer, payee, by_days=by_days)]
    powers: tuple[m.Power, ...] = ()
    if pick(draw, True, True, False):
        bound = m.Bound(pick(draw, "gt", "ge"), days(pick(draw, 1, 3, 7)))
        powers = (ending(draw, pick(draw, None, state(None, "late", bound), state(None, "late", bound))),)
        if pick(draw, True, False):
            heads.append(m.Head("damages", payer, payee, share("1/20", price()), once=True, on_exercise=True))
    trigger = m.Trigger("events", (m.BreachOf(name, "breached"),))
    return [clause(name + "_pen", "power" if powers else "liability", trigger, heads=tuple(heads), powers=powers)]


def service(draw: Random, name: str) -> list[m.Clause]:
    """Draw an act owed after an order, by one event, by either of two, or by both."""
    one = m.Pattern("answered")
    ways = (
        ((one,),),
        ((one,),),
        ((one,), (m.Pattern("explained"), m.Pattern("offered_other"))),
        ((one, m.Pattern("explained")),),
    )
    main = clause(
        name,
        "duty",
        m.Trigger("events", (m.Pattern("ordered"),), alias="order"),
        duties=(m.Duty(m.Act(SUPPLIER, pick(draw, *ways)), same=pick(draw, ("ticket",), ("ticket",), ())),),
        timings=(a_timing(draw),),
        exceptions=pick(
            draw, (), (), (m.Exception_(happened("cause_found", same(own("ticket", ID), var("order", "ticket", ID)))),)
        ),
    )
    return [main, *after_breach(draw, name, SUPPLIER, BUYER, price())]


def lines(draw: Random, name: str) -> list[m.Clause]:
    """Draw an act owed for each row of a table by a fixed date."""
    roll = pick(draw, None, "rolls")
    limit: m.Time = m.By(var("r", "start", DATE))
    if pick(draw, False, False, True):
        limit, roll = m.Before(var("r", "start", DATE)), None
    main = clause(
        name,
        "duty",
        m.Trigger("row", name="lines", alias="r"),
        duties=(m.Duty(m.Act(SUPPLIER, ((m.Pattern("started", (same(own("norm", ID), var("r", "norm", ID)),)),),))),),
        timings=(m.Timing(limit, roll=roll),),
    )
    return [main, *after_breach(draw, name, SUPPLIER, BUYER, price(), by_days=True)]


def payment(draw: Random, name: str) -> list[m.Clause]:
    """Draw a debt after an order or by a date, perhaps only against an invoice."""
    invoice = happened("invoiced", same(own("ticket", ID), var("order", "ticket", ID)))
    returned = m.Pattern("returned", (same(own("ticket", ID), var("order", "ticket", ID)),))
    by_order = pick(draw, True, True, False)
    lines_: tuple[m.Precondition, ...] = ()
    if by_order:
        other = pick(draw, None, "waits", "waits", "no_duty", "due")
        undone = pick(draw, None, returned) if other in (None, "waits") else None
        lines_ = pick(draw, (), (m.Precondition(invoice, other, a_timing(draw) if other == "due" else None, undone),))
    trigger = m.Trigger("events", (m.Pattern("ordered"),), alias="order") if by_order else m.Trigger("term")
    timing = a_timing(draw) if by_order else m.Timing(m.By(day(pick(draw, "2024-05-31", "2024-06-10", "2024-09-30"))))
    main = clause(
        name,
        "payment",
        trigger,
        preconditions=lines_,
        duties=(
            m.Duty(
                m.Pay(
                    BUYER, SUPPLIER, money(pick(draw, "1130080.12", "1000.104", "118750")), m.Pattern("paid"), "amount"
                ),
                same=pick(draw, ("ticket",), ("ticket",), ()),
            ),
        ),
        timings=(timing,),
    )
    base = pick(draw, unpaid(), unpaid(), price())
    late = a_late_head(draw, base, BUYER, SUPPLIER)
    if base == unpaid():
        counted = pick(draw, None, "unpaid_when_due", "whole", "daily_balance")
        daily = counted == "daily_balance"
        late = evolve(late, late_base=counted, per=m.Per("late", unit=Unit.DAY) if daily else late.per)
    pen = clause(name + "_pen", "liability", m.Trigger("events", (m.BreachOf(name, "breached"),)), heads=(late,))
    return [main, pen]


def monthly(draw: Random, name: str) -> list[m.Clause]:
    """Draw an act owed in each month, a sum for each month without it, a right after so many."""
    trigger = m.Trigger("period", name="months", alias="month")
    end = m.Fn(DATE, "end_of", (m.Var(m.Type(m.Kind.PERIOD, of="months"), "month"),))
    act = m.Act(SUPPLIER, ((m.Pattern("inspected"),),), at_least=pick(draw, 1, 1, 2))
    main = clause(
        name,
        "duty",
        trigger,
        duties=(m.Duty(act),),
        timings=(m.Timing(m.By(end)),),
        heads=(m.Head("damages", SUPPLIER, BUYER, money(pick(draw, *AMOUNTS)), caps=a_cap(draw, price())),),
    )
    twice = state(
        name, "breached", m.Bound(pick(draw, "ge", "gt"), number(pick(draw, 1, 2), COUNT)), window=m.Window("term")
    )
    right = clause(name + "_end", "power", m.Trigger("condition", condition=twice), powers=(ending(draw, None),))
    return [main, right] if pick(draw, True, False) else [main]


def ban(draw: Random, name: str) -> list[m.Clause]:
    """Draw a prohibition with a permit or an attested cause, and a sum for each breach."""
    excuse = pick(draw, "permitted", "permitted", "cause_found")
    return [
        clause(
            name,
            "prohibition",
            prohibitions=(m.Prohibition(SUPPLIER, (m.Pattern("banned"),), same=("ticket",)),),
            exceptions=pick(draw, (), (m.Exception_(happened(excuse)),)),
            heads=(m.Head("damages", SUPPLIER, BUYER, money(pick(draw, *AMOUNTS)), caps=a_cap(draw, price())),),
        )
    ]


def level(draw: Random, name: str) -> list[m.Clause]:
    """Draw a level to be kept at each report."""
    what = m.FieldOf(COUNT, m.Happening(INSTANT, m.Pattern("reported")), "n")
    head = m.Head(
        "damages", SUPPLIER, BUYER, money(pick(draw, *AMOUNTS)), m.Per("late", unit=Unit.DAY), caps=a_cap(draw, price())
    )
    bounds = (m.Bound(pick(draw, "ge", "gt"), number(15, COUNT)),)
    return [clause(name, "level", duties=(m.Duty(m.Keep(SUPPLIER, what, bounds)),), heads=(head,))]


def metric(draw: Random, name: str) -> list[m.Clause]:
    """Draw a share of calls to be reached in each month."""
    bounds = (m.Bound(pick(draw, "ge", "gt"), number("17/20")),)
    keep = m.Keep(SUPPLIER, m.Measured(NUMBER, "rate"), bounds)
    head = m.Head("damages", SUPPLIER, BUYER, money(pick(draw, *AMOUNTS)), caps=a_cap(draw, price()))
    return [clause(name, "level", duties=(m.Duty(keep),), heads=(head,))]


def force_majeure(draw: Random, name: str) -> list[m.Clause]:
    """Draw relief on notice and proof, and a way out when it lasts."""
    needs = [m.Requirement(happened("fm_noticed"), m.Timing(m.Within(length(24, Unit.HOUR))))]
    if pick(draw, True, False):
        needs.append(m.Requirement(happened("fm_proved"), m.Timing(m.Within(days(10)), roll="none")))
    if pick(draw, False, False, False, True):
        needs.append(m.Requirement(happened("fm_proved"), m.Timing(m.Untimed("soon", "soon"))))
    relief = m.Suspension(
        pick(draw, (m.Known(PARTY, "affected_party"),), (EACH,)),
        (),
        False,
        "force_majeure",
        stops_clock=pick(draw, False, False, True),
        also_late=pick(draw, False, False, True),
        denied_by=pick(draw, None, None, m.Pattern("denied")),
    )
    out = [clause(name, "suspension", suspensions=(relief,), requirements=tuple(needs[: pick(draw, 0, 1, 2, 3)]))]
    if pick(draw, True, False):
        lasting = m.IntervalState(
            m.Type(m.Kind.TRUTH), "force_majeure", "lasting", (m.Bound("ge", days(pick(draw, 7, 30))),)
        )
        out.append(
            clause(name + "_end", "power", m.Trigger("condition", condition=lasting), powers=(ending(draw, None),))
        )
    return out


def discretion(draw: Random, name: str) -> list[m.Clause]:
    """Draw a range that the buyer decides, and losses beyond it."""
    high = pick(draw, share("3/100", price()), share("3/100", price()), None)
    amount = m.Range(MONEY, share("1/200", price()), high)
    timing = m.Timing(m.Within(days(30)), roll="none")
    same_ticket = same(own("ticket", ID), var("found", "ticket", ID))
    decided = m.Decided(BUYER, m.Pattern("determined", (same_ticket,)), "amount", pick(draw, None, timing))
    loss = m.FieldOf(MONEY, m.Happening(INSTANT, m.Pattern("loss_attested", (same_ticket,))), "amount")
    heads = [
        m.Head("damages", SUPPLIER, BUYER, amount, decided=pick(draw, decided, decided, None)),
        m.Head("losses", SUPPLIER, BUYER, loss, relations=(m.Relation(pick(draw, "beyond", "in_addition"), (name,)),)),
    ]
    trigger = m.Trigger("events", (m.Pattern("incident"),), alias="found", same=("ticket",))
    return [clause(name, "liability", trigger, heads=tuple(heads[: pick(draw, 1, 2)]))]


def odd_times(draw: Random, name: str) -> list[m.Clause]:
    """Draw the other times of performance: counted backward, of two, on demand, vague."""
    moved = m.Happening(INSTANT, m.Pattern("explained"))
    time: m.Time = pick(
        draw,
        m.Ahead(a_length(draw), day("2024-10-14")),
        m.OfTwo("later", (m.Within(days(3)), m.Within(days(10), m.Happening(INSTANT, m.Pattern("invoiced"))))),
        m.OfTwo("earlier", (m.Within(days(10)), m.Within(days(3), moved))),
        m.OnDemand(a_length(draw)),
        m.Untimed("promptly", "soon"),
        m.By(m.Shift(DATE, "ago", days(5), day("2024-06-30"))),
    )
    return [
        clause(
            name,
            "duty",
            m.Trigger("events", (m.Pattern("ordered"),), alias="order"),
            duties=(m.Duty(m.Act(SUPPLIER, ((m.Pattern("answered"),),)), same=("ticket",)),),
            timings=(m.Timing(time),),
            heads=(a_late_head(draw, price(), SUPPLIER, BUYER),),
        )
    ]


def settlement(draw: Random, name: str) -> list[m.Clause]:
    """Draw a debt whose breach opens a way out, and a refund owed once it is taken."""
    main = clause(
        name,
        "payment",
        m.Trigger("period", name="months", alias="month"),
        duties=(
            m.Duty(
                m.Pay(BUYER, SUPPLIER, money(pick(draw, "1000.10", "100.005")), m.Pattern("paid"), "amount"),
                same=pick(draw, (), ("ticket",)),
            ),
        ),
        timings=(m.Timing(m.By(m.Fn(DATE, "end_of", (m.Var(m.Type(m.Kind.PERIOD, of="months"), "month"),)))),),
        heads=(a_late_head(draw, unpaid(), BUYER, SUPPLIER),),
    )
    lasts = state(name, "late", m.Bound(pick(draw, "gt", "ge"), days(pick(draw, 7, 15))))
    right = clause(
        name + "_end",
        "power",
        m.Trigger("condition", condition=lasts),
        powers=(m.Power(SUPPLIER, m.Pattern("notice"), (m.Effect("ends_contract"),)),),
    )
    refund = clause(
        name + "_refund",
        "payment",
        m.Trigger("events", (m.BreachOf(name + "_end", "exercised"),)),
        duties=(m.Duty(m.Pay(SUPPLIER, BUYER, money("50"), m.Pattern("refunded"), "amount")),),
        timings=(m.Timing(m.Within(days(10))),),
        survivals=pick(draw, (), (m.Survival(),)),
    )
    return [main, right, refund]


def window(draw: Random, name: str) -> list[m.Clause]:
    """Draw an act owed in a window of its own, by an hour of the day, at most so often forgiven."""
    inside = m.InForce(day("2024-05-06"), pick(draw, None, day("2024-06-28")))
    main = clause(
        name,
        "duty",
        m.Trigger("events", (m.Pattern("ordered"),), alias="order"),
        in_force=pick(draw, (), (inside,)),
        duties=(m.Duty(m.Act(SUPPLIER, ((m.Pattern("answered"),),)), same=("ticket",)),),
        timings=(
            m.Timing(m.Within(length(pick(draw, 1, 3), pick(draw, Unit.DAY, Unit.WORKING_DAY))), until=time(17, 30)),
        ),
        heads=(m.Head("damages", SUPPLIER, BUYER, money(pick(draw, *AMOUNTS))),),
        survivals=pick(draw, (), (), (m.Survival(),)),
    )
    often = m.InState(TRUTH, name, "breached", (m.Bound("ge", number(2, COUNT)),), m.Window("period", "months"))
    right = clause(name + "_end", "power", m.Trigger("condition", condition=often), powers=(ending(draw, None),))
    return [main, right] if pick(draw, True, False) else [main]


def outage(draw: Random, name: str) -> list[m.Clause]:
    """Draw a reduction for each day or hour of an interval, part units counted or not."""
    unit = pick(draw, Unit.DAY, Unit.HOUR)
    per = m.Per("interval", unit=unit, of="outage")
    head = m.Head(
        "damages",
        SUPPLIER,
        BUYER,
        money(pick(draw, *AMOUNTS)),
        per,
        part=pick(draw, None, "counts", "dropped"),
        caps=a_cap(draw, price()),
    )
    return [clause(name, "liability", m.Trigger("events", (m.Pattern("banned"),), same=("ticket",)), heads=(head,))]


def halting(draw: Random, name: str) -> list[m.Clause]:
    """Draw a debt whose delay, a demand and failed talks let the supplier hold back an act."""
    debt = clause(
        name,
        "payment",
        duties=(m.Duty(m.Pay(BUYER, SUPPLIER, money("1000.10"), m.Pattern("paid"), "amount")),),
        timings=(m.Timing(m.By(day("2024-05-31"))),),
    )
    late = state(name, "late", m.Bound("gt", days(pick(draw, 3, 7))))
    chain = m.Logic(TRUTH, "then", late, happened("returned"))
    right = clause(
        name + "_halt",
        "power",
        m.Trigger("condition", condition=chain),
        preconditions=(m.Precondition(state(name, "late")),),
        powers=(
            m.Power(
                SUPPLIER, m.Pattern("notice"), (m.Effect("halts", (name + "_act",)),), until=state(name, "performed")
            ),
        ),
    )
    act = clause(
        name + "_act",
        "duty",
        m.Trigger("events", (m.Pattern("ordered"),), alias="order"),
        duties=(m.Duty(m.Act(SUPPLIER, ((m.Pattern("answered"),),)), same=("ticket",)),),
        timings=(a_timing(draw),),
        heads=(m.Head("damages", SUPPLIER, BUYER, money("33.33")),),
    )
    return [debt, right, act]


KINDS = (
    settlement,
    settlement,
    payment,
    payment,
    window,
    outage,
    halting,
    service,
    service,
    lines,
    payment,
    payment,
    monthly,
    ban,
    level,
    metric,
    discretion,
    odd_times,
)
RATE = m.Arithmetic(
    NUMBER,
    "div",
    m.Aggregate(COUNT, "total", m.Pattern("calls"), "answered"),
    m.Aggregate(COUNT, "total", m.Pattern("calls"), "offered"),
)
LINES = m.Table(
    label("lines"),
    (m.FieldType(label("norm"), ID), m.FieldType(label("start"), DATE)),
    (
        m.Row((m.Const(ID, "line_1"), day("2024-06-01"))),
        m.Row((m.Const(ID, "line_2"), day("2024-06-10"))),
    ),
)
FIRST, LAST = day("2024-04-22"), day("2024-10-31")


def a_contract(draw: Random) -> m.Contract:
    """Draw a contract of one to six clauses in force from 22 April to 31 October 2024."""
    kinds = [pick(draw, *KINDS) for _ in range(pick(draw, 1, 1, 2))]
    if pick(draw, True, True, True, True, False):
        kinds.append(force_majeure)
    parts = [c for n, kind in enumerate(kinds) for c in kind(draw, f"{kind.__name__}_{n}")]
    limits: tuple[m.Limit, ...] = ()
    paying = tuple(c.id for c in parts if c.heads)
    if paying and pick(draw, False, False, True):
        limits = (m.Limit(label("ceiling"), None, share(pick(draw, "1/20", "3/10"), price()), paying),)
    return contract(
        *parts,
        price=money(pick(draw, *AMOUNTS)),
        effective=FIRST,
        term=m.Term(FIRST, end=LAST),
        events=EVENTS,
        intervals=(FORCE_MAJEURE, OUTAGE),
        tables=(LINES,),
        periods=PERIODS,
        blanks=(m.Blank(label("soon"), LENGTH),),
        metrics=(m.Metric(label("rate"), RATE, "months", no_data=pick(draw, "undetermined", "met", "missed")),),
        limits=limits,
    )
