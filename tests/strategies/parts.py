"""Short ways to write parts of a contract's model and rows of a log, for tests and strategies."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from luyue.dsl import model as m
from luyue.dsl.quantity import Length, Money, Unit
from luyue.engine.event import Cash, DayValue, Event, Value

ZONE = ZoneInfo("Asia/Shanghai")
TRUTH, MONEY, NUMBER, DATE = (m.Type(k) for k in (m.Kind.TRUTH, m.Kind.MONEY, m.Kind.NUMBER, m.Kind.DATE))
INSTANT, TEXT, COUNT, RATE = (m.Type(k) for k in (m.Kind.INSTANT, m.Kind.TEXT, m.Kind.COUNT, m.Kind.RATE))
LENGTH, PARTY, CLAUSE, MONTH, ID = (m.Type(getattr(m.Kind, k)) for k in ("LENGTH", "PARTY", "CLAUSE", "MONTH", "ID"))
CLAUSES = m.Type(m.Kind.SET, of="clause")
BUYER, SUPPLIER = m.PartyRef(PARTY, "buyer"), m.PartyRef(PARTY, "supplier")
EACH = m.Known(PARTY, "each_party")


def label(name: str) -> m.Label:
    """Return a label that is spelled alike in both languages."""
    return m.Label(name, name, name)


def moment(text: str) -> int:
    """Return the microseconds of a local time written in ISO 8601; ``24:00`` is the day's last microsecond."""
    end = text.endswith("24:00")
    local = datetime.fromisoformat(text.replace("T24:00", "T23:59:59.999999")).replace(tzinfo=ZONE)
    gone = local - datetime(1970, 1, 1, tzinfo=UTC)
    us = (gone.days * 86_400 + gone.seconds) * 1_000_000 + gone.microseconds
    return us if not end or gone.microseconds else us - 1


def row(name: str, kind: str, at: str | int, recorded: str | int | None = None, **fields: Value) -> Event:
    """Return an event that took effect when it happened."""
    us = at if isinstance(at, int) else moment(at)
    known = us if recorded is None else recorded if isinstance(recorded, int) else moment(recorded)
    content = f"{kind}|{us}|{sorted((k, repr(v)) for k, v in fields.items())}"
    return Event(name, kind, us, known, us, fields, content=content)


def cash(amount: str | int | Fraction) -> Cash:
    """Return yuan as a row states them."""
    return Cash(Fraction(amount), "CNY")


def on(text: str) -> DayValue:
    """Return a date as a row states it."""
    return DayValue(date.fromisoformat(text).toordinal())


def event_type(name: str, *, attested: bool = False, roles: tuple[m.Role, ...] = (), **fields: m.Type) -> m.EventType:
    """Declare an event; a field whose name ends in ``_`` is optional (the name is kept without it)."""
    parts = tuple(m.FieldType(label(n.rstrip("_")), t, optional=n.endswith("_")) for n, t in fields.items())
    return m.EventType(label(name), parts, attested=attested, roles=roles)


def money(amount: str | int | Fraction) -> m.Const:
    """Write an amount of yuan."""
    return m.Const(MONEY, Money(Fraction(amount), "CNY"))


def number(n: str | int | Fraction, kind: m.Type = NUMBER) -> m.Const:
    """Write a number, a count or a rate."""
    return m.Const(kind, Fraction(n))


def length(n: int, unit: Unit) -> m.Const:
    """Write a length of time."""
    return m.Const(LENGTH, Length(Fraction(n), unit))


def day(text: str | date) -> m.Const:
    """Write a date."""
    return m.Const(DATE, text if isinstance(text, date) else date.fromisoformat(text))


def share(rate: str | Fraction, of: m.Expr) -> m.Arithmetic:
    """Write a share of an amount."""
    return m.Arithmetic(MONEY, "share", number(rate, RATE), of)


def unpaid() -> m.Known:
    """Write what is unpaid of the payment that is late."""
    return m.Known(MONEY, "unpaid")


def price() -> m.Known:
    """Write the price."""
    return m.Known(MONEY, "price")


def own(name: str, kind: m.Type) -> m.FieldOf:
    """Read a field of the event or row that a condition is about."""
    return m.FieldOf(kind, m.Own(m.Type(m.Kind.EVENT)), name)


def var(alias: str, name: str, kind: m.Type) -> m.FieldOf:
    """Read a field of the event or row that started the instance."""
    return m.FieldOf(kind, m.Var(m.Type(m.Kind.EVENT), alias), name)


def same(left: m.Expr, right: m.Expr) -> m.Same:
    """Write an equality."""
    return m.Same(TRUTH, left, right)


def happened(event: str, *where: m.Expr) -> m.Happened:
    """Write that an event has happened."""
    return m.Happened(TRUTH, m.Pattern(event, where))


def state(clause: str | None, what: str, *bounds: m.Bound, window: Any = None) -> m.InState:
    """Write that a clause is in a state."""
    return m.InState(TRUTH, clause, what, bounds, window)


def days(n: int) -> m.Const:
    """Write natural days."""
    return length(n, Unit.DAY)


def clause(name: str, kind: str, trigger: m.Trigger | None = None, **parts: Any) -> m.Clause:
    """Return a clause; what can stand more than once is given as a tuple."""
    return m.Clause(label(name), kind, None, None, (trigger or m.Trigger("term"),), **parts)


def contract(*clauses: m.Clause, **parts: Any) -> m.Contract:
    """Return a contract between buyer and supplier in yuan."""
    parties = (m.Party(label("buyer"), "A"), m.Party(label("supplier"), "B"))
    head = {"title": "t", "number": None, "currency": "CNY", "zone": "Asia/Shanghai", "calendar": "prc_civil_code"}
    return m.Contract(label("trial"), **head, parties=parties, clauses=clauses, **parts)  # type: ignore[arg-type]
