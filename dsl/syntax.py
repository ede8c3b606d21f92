"""
What was written: the tree of one clause file, before any name means anything.

The tree holds neither language. A label is a node type, an option is a field or a word from a closed list (in English,
but as a name of the meaning, not of its spelling), and literals are folded to exact values (万元 to yuan, 百分之五 to a
share). Names stand as the author spelled them: which declaration they mean is ``resolve``'s work. Spans take no part in
equality: two trees are equal when they say the same.

A line of a clause is one node; the order of lines is kept only where it has a meaning (options, rows, bands, items,
scenario rows). Every line of a clause may stand ``under`` an option of a reading.
"""

from datetime import date
from datetime import time as time_of_day
from fractions import Fraction

from attrs import field, frozen

from luyue.dsl.quantity import Unit
from luyue.dsl.source import NOWHERE, Span


@frozen
class Node:
    """Anything with a place in the text."""

    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Name(Node):
    """A name as spelled, without quotes."""

    text: str


@frozen
class Heading(Node):
    """``name = twin 〔citation〕``; the citation without its brackets."""

    name: Name
    twin: Name | None = None
    cite: str | None = None


# ---------------------------------------------------------------- formulas and conditions


@frozen
class Expr(Node):
    """A formula or a condition; types are ``check``'s work."""


@frozen
class Literal(Expr):
    """A number with a unit. Money is in yuan, a share is a fraction of one; counts keep their unit."""

    value: Fraction
    unit: Unit


@frozen
class Day(Expr):
    """A calendar date, 2024-06-01 or 2024年6月1日."""

    value: date


@frozen
class Month(Expr):
    """A calendar month, 2024-06 or 2024年6月."""

    year: int
    month: int


@frozen
class Moment(Expr):
    """A date with a time of day; 24:00 is kept as ``end`` (the day's last microsecond)."""

    day: date
    time: time_of_day  # 00:00 when ``end``
    end: bool = False


@frozen
class Text(Expr):
    """A quoted text."""

    value: str


@frozen
class Truth(Expr):
    """yes 是, no 否."""

    value: bool


@frozen
class Blank(Expr):
    """A table cell that the contract leaves empty, 空白."""


@frozen
class Ref(Expr):
    """A bare name: a part, a party, an alias, a field of the event spoken of, a list value."""

    name: Name


@frozen
class Field(Expr):
    """``of.name`` or of的name."""

    of: Expr
    name: Name


@frozen
class Pattern(Expr):
    """``name (condition, …)``: events, rows or clauses that meet every condition."""

    name: Name
    where: tuple[Expr, ...]  # never empty; a bare name is a Ref


@frozen
class Unary(Expr):
    """``not``, ``end_of`` (a period), ``rounded_up``, ``is_working_day``, ``previous`` (the period before)."""

    op: str
    of: Expr


@frozen
class Binary(Expr):
    """
    Two operands and one of: or, and, then, is, is_not, includes, add, sub, mul, div, share (``5% of price``),
    after (``7 working days after X``), ago (``at least`` is not part of it: ``10 days before X``).

    ``left`` of share, after and ago is the quantity, ``right`` what it is taken of or counted from, in both languages.
    """

    op: str
    left: Expr
    right: Expr


@frozen
class Chain(Expr):
    """More than sixteen terms joined on one level; ``ops[k]`` (add or sub, else all or, all and) precedes the next."""

    ops: tuple[str, ...]
    terms: tuple[Expr, ...]


@frozen
class Bound(Node):
    """One of ge, le, gt, lt with its value: 不少于, 不超过, 超过, 不满; of a level that is kept, also eq: 为."""

    op: str
    value: Expr


@frozen
class Compare(Expr):
    """A value against one or two bounds: ``x 80 or more less than 90``."""

    of: Expr
    bounds: tuple[Bound, ...]


@frozen
class State(Expr):
    """
    A clause, interval or payment in a state: breached, late, performed, exercised, ongoing, lasting, overdue, missed.

    ``X breached 2 times or more in P`` has a bound and a window; without ``of`` the state is the clause's own.
    """

    of: Expr | None
    state: str
    bounds: tuple[Bound, ...] = ()
    window: Expr | None = None


@frozen
class Aggregate(Expr):
    """count, total, smallest, largest, average or latest ``of`` events, a field, or a condition; in a window."""

    fn: str
    of: Expr
    window: Expr | None = None


@frozen
class Call(Expr):
    """later_of, earlier_of, greater_of, lesser_of, days_of, day_of, equal_part over its arguments."""

    fn: str
    args: tuple[Expr, ...]


@frozen
class Between(Expr):
    """``low to high``: a range of shares, amounts or dates; both ends belong to it."""

    low: Expr
    high: Expr


@frozen
class If(Expr):
    """``if c, a else b``."""

    condition: Expr
    then: Expr
    otherwise: Expr


# ---------------------------------------------------------------- time of performance


@frozen
class Time(Node):
    """When a duty is to be performed, before options."""


@frozen
class Within(Time):
    """``within L [after X]``; without X it runs from the trigger."""

    length: Expr
    after: Expr | None = None


@frozen
class By(Time):
    """``by X`` 不迟于: a date (its end), an instant, ``end of P``."""

    limit: Expr


@frozen
class Before(Time):
    """``before X`` 早于: broken at X itself."""

    limit: Expr


@frozen
class Ahead(Time):
    """``at least L before X``."""

    length: Expr
    of: Expr


@frozen
class OfTwo(Time):
    """``later of`` / ``earlier of`` two or more times."""

    which: str  # later, earlier
    times: tuple[Time, ...]


@frozen
class OnDemand(Time):
    """``on demand [within L]``."""

    length: Expr | None = None


@frozen
class Untimed(Time):
    """``no fixed time "promptly" [as SETTING]``: a vague word, with the setting that may give it a length."""

    word: str
    setting: Name | None = None


@frozen
class ByReading(Time):
    """A reading whose options are times."""

    name: Name


@frozen
class Timing(Node):
    """A time with its options."""

    time: Time
    start_counted: bool = False  # 含当日
    roll: str | None = None  # rolls, festivals, none; None: as the law says
    until: time_of_day | None = None  # close of business, inclusive


# ---------------------------------------------------------------- lines of a clause


@frozen
class Under(Node):
    """``under NAME = OPTION``."""

    reading: Name
    option: Name


@frozen
class Line(Node):
    """One labelled line; it may hold only under a reading."""

    under: Under | None = field(default=None, kw_only=True)
    comments: tuple[str, ...] = field(default=(), repr=False, kw_only=True)


@frozen
class Gist(Line):
    """要旨."""

    text: str


@frozen
class Note(Line):
    """注."""

    text: str


@frozen
class When(Line):
    """当: a condition, or ``every`` period or table; the trigger may get a name; ``same`` fields tie its events."""

    trigger: Expr
    every: bool = False
    alias: Name | None = None
    same: tuple[Name, ...] = ()
    twin: Name | None = None  # of the alias


@frozen
class InForce(Line):
    """适用期间: from and until a date or event, or ``during`` an instrument or another thing with a term of its own."""

    start: Expr | None
    end: Expr | None
    during: Expr | None = None


@frozen
class Provided(Line):
    """前提; ``otherwise`` is no_duty, waits, or a Timing; None: the duty stays latent while it is open."""

    condition: Expr
    otherwise: str | Timing | None = None
    undone_by: Expr | None = None


@frozen
class Act(Node):
    """Who does what: an event pattern, alternatives (or) or parts (and)."""

    who: Expr
    what: Expr
    at_least: int | None = None


@frozen
class Pay(Node):
    """Who pays whom how much, with which event."""

    who: Expr
    whom: Expr
    amount: Expr
    by: Expr | None = None  # event pattern, or a field of one


@frozen
class Keep(Node):
    """Who keeps what within bounds."""

    who: Expr
    what: Expr
    bounds: tuple[Bound, ...]


@frozen
class Duty(Line):
    """义务."""

    act: Act | Pay | Keep
    each_of: Expr | None = None
    same: tuple[Name, ...] = ()
    all: bool = False


@frozen
class Forbidden(Line):
    """禁止."""

    act: Act
    same: tuple[Name, ...] = ()


@frozen
class Due(Line):
    """期限."""

    timing: Timing


@frozen
class Unless(Line):
    """例外."""

    condition: Expr


@frozen
class Suspends(Line):
    """中止: parties or clauses during an interval."""

    whom: tuple[Expr, ...]
    during: Name
    stops_clock: bool = False
    also_late: bool = False
    denied_by: Expr | None = None
    start_counted: bool = False


@frozen
class Requires(Line):
    """须: a condition of the suspension above, with its time."""

    what: Expr
    timing: Timing | None = None


@frozen
class Deduct(Line):
    """扣分: points, each time (``per`` None) or per something, from score.item."""

    points: Expr
    per: Expr | None = None
    of: Expr | None = None


@frozen
class Per(Node):
    """
    What an amount is multiplied by.

    late: ``per 1 day late`` (count, unit) · time: ``per time`` · interval: ``per 1 day of outage`` (count, unit, of).
    """

    kind: str  # late, time, interval
    count: Fraction = Fraction(1)
    unit: Unit | None = None
    of: Name | None = None


@frozen
class Cap(Node):
    """``[in total] at most X`` or at least; per breach, or in total per clause."""

    op: str  # le, ge
    limit: Expr
    in_total: bool = False


@frozen
class Decided(Node):
    """``decided by B with event.field [(within 30 days)]``."""

    by: Expr
    with_: Expr
    timing: Timing | None = None


@frozen
class Relation(Node):
    """instead_of, larger_of, once_for_one_loss, in_addition, beyond, set_off: to other clauses' heads."""

    kind: str
    clauses: tuple[Name, ...]


@frozen
class Options(Node):
    """The options of a head of money."""

    per: Per | None = None
    part: str | None = None  # counts, dropped; None: exact
    once_per_day: bool = False  # 重叠日只计一次
    until: Expr | None = None
    caps: tuple[Cap, ...] = ()
    once: bool = False  # 一次
    on_exercise: bool = False
    decided: Decided | None = None
    late_base: str | None = None  # unpaid_when_due, whole, daily_balance
    relations: tuple[Relation, ...] = ()
    rounding: str | None = None  # down, up; None: half up


@frozen
class Head(Line):
    """违约金 / 退还 / 赔偿损失: payer pays payee an amount. ``open`` keeps the upper end open (at least)."""

    kind: str  # damages, refund, losses
    payer: Expr
    payee: Expr
    amount: Expr  # an Expr, a Between, or share of a Between
    options: Options = Options()
    open: bool = False


@frozen
class Reduction(Line):
    """扣减: of a payment clause."""

    clause: Name
    amount: Expr
    options: Options = Options()


@frozen
class Effect(Node):
    """ends_contract, ends, halts, refuses, withholds, denies; with the clauses it touches."""

    kind: str
    clauses: tuple[Name, ...] = ()


@frozen
class Power(Line):
    """权利."""

    who: Expr
    act: Expr
    effects: tuple[Effect, ...] = ()
    once: Expr | None = None  # 起
    timing: Timing | None = None  # time to use it
    until: Expr | None = None
    resume: Expr | None = None  # length
    same: tuple[Name, ...] = ()


@frozen
class Survives(Line):
    """存续."""

    until: Expr | None = None


# ---------------------------------------------------------------- parts of a file


@frozen
class Part(Node):
    """A part of a file; the comments above it belong to it."""

    comments: tuple[str, ...] = field(default=(), repr=False, kw_only=True)


@frozen
class HeaderItem(Node):
    """
    One known name and its value: title, reference, price, signed, effective, term, calendar, zone, currency, source.

    ``value`` is an Expr; ``term`` may be a Between or a Since; ``effective`` a date or (``when``) events.
    """

    key: str
    value: Expr
    changed_by: Expr | None = None  # event.field, of price (changed by) and term (extended by)
    comments: tuple[str, ...] = field(default=(), repr=False, kw_only=True)


@frozen
class Since(Expr):
    """``from X L``: a length counted from an instant."""

    start: Expr
    length: Expr


@frozen
class Party(Node):
    """A role and the name of who fills it."""

    name: Name
    twin: Name | None
    title: str


@frozen
class Contract(Part):
    """合同."""

    heading: Heading
    items: tuple[HeaderItem, ...]
    parties: tuple[Party, ...]
    instruments: tuple["Instrument", ...] = ()


@frozen
class Instrument(Node):
    """文件: an annex or agreement with a signing of its own."""

    heading: Heading
    effective: Expr | None
    term: Expr | None


@frozen
class Use(Part):
    """引用: a library name or a path in quotes, with bound parameters."""

    target: str
    quoted: bool
    alias: Name | None = None
    bindings: tuple[tuple[Name, Expr], ...] = ()


@frozen
class Let(Part):
    """设."""

    heading: Heading
    value: Expr


@frozen
class TypeName(Node):
    """
    text, id, number, rate, money, signed_money, date, month, length, instant, truth, party, clause, count, points;
    ``enum`` and ``set`` have values; ``clauses`` is a set of clauses; ``period`` names its period in ``of``.
    """

    kind: str
    values: tuple["EnumValue", ...] = ()
    of: Name | None = None


@frozen
class EnumValue(Node):
    """One of a list."""

    name: Name
    twin: Name | None = None


@frozen
class Unspecified(Part):
    """待定."""

    heading: Heading
    type: TypeName
    filler: Expr | None = None  # by law


@frozen
class Option(Node):
    """读法: name, twin, value (an Expr or a Timing), whether it is the default, why."""

    name: Name
    twin: Name | None = None
    value: Expr | Timing | None = None
    default: bool = False
    why: str | None = None
    comments: tuple[str, ...] = field(default=(), repr=False, kw_only=True)


@frozen
class Reading(Part):
    """解释."""

    heading: Heading
    question: str
    options: tuple[Option, ...]


@frozen
class EventField(Node):
    """A field of an event or a column of a table; ``absent`` is what an optional one counts as where it is left out."""

    name: Name
    type: TypeName
    twin: Name | None = None
    optional: bool = False
    absent: Expr | None = None


@frozen
class Role(Node):
    """``acts as ROLE target [with value]``: fills, waives, claims, demands, pays, sets_off, rejects, blocks, closes."""

    kind: str
    target: Name
    value: Name | None = None


@frozen
class Event(Part):
    """事件."""

    heading: Heading
    fields: tuple[EventField, ...] = ()
    attested: bool = False
    effect_at: Name | None = None
    also: tuple[Name, ...] = ()
    roles: tuple[Role, ...] = ()


@frozen
class Interval(Part):
    """时段: between two events (patterns), two fields of one event, or two states of a clause."""

    heading: Heading
    start: Expr
    end: Expr
    same: tuple[Name, ...] = ()


@frozen
class Row(Node):
    """行: one cell per column; it may hold only under a reading."""

    cells: tuple[Expr, ...]
    under: Under | None = None
    comments: tuple[str, ...] = field(default=(), repr=False, kw_only=True)


@frozen
class Table(Part):
    """表."""

    heading: Heading
    columns: tuple[EventField, ...]
    rows: tuple[Row, ...]


@frozen
class Period(Part):
    """周期: every length from an anchor, optionally how many; or a list of windows."""

    heading: Heading
    length: Expr | None
    start: Expr | None = None
    count: Expr | None = None
    windows: tuple[Between, ...] = ()


@frozen
class Clause(Part):
    """条款."""

    heading: Heading
    lines: tuple[Line, ...]
    under: Under | None = None


@frozen
class Metric(Part):
    """指标: a formula over events, per period."""

    heading: Heading
    value: Expr
    every: Expr | None = None
    by_its: Name | None = None  # the month or period field that says which period an event counts for
    no_data: str | None = None  # met, missed, undetermined
    rounded_to: Expr | None = None
    confirmed_by: Expr | None = None


@frozen
class ItemDeduct(Node):
    """扣分 of a score item: points each time a thing happens, or per something."""

    points: Expr
    per: Expr | None = None
    unless: Expr | None = None
    under: Under | None = None
    comments: tuple[str, ...] = field(default=(), repr=False, kw_only=True)


@frozen
class ScoreItem(Node):
    """考核项: capped by its worth, or earned whole if a condition holds, or one per row."""

    heading: Heading | None
    worth: Expr
    condition: Expr | None = None
    every: Name | None = None
    alias: Name | None = None
    deducts: tuple[ItemDeduct, ...] = ()
    may_exceed: bool = False
    under: Under | None = None
    comments: tuple[str, ...] = field(default=(), repr=False, kw_only=True)


@frozen
class Score(Part):
    """考核."""

    heading: Heading
    every: Expr | None = None
    start: Expr | None = None
    floor: Expr | None = None
    confirmed_by: Expr | None = None
    rounded_to: Expr | None = None
    items: tuple[ScoreItem, ...] = ()
    over_periods: str | None = None  # each, mean, pooled
    unjudged: str | None = None  # kept, lost, left_out


@frozen
class Band(Node):
    """档: bounds (none: otherwise) and a value; it may hold only under a reading."""

    bounds: tuple[Bound, ...]
    value: Expr
    under: Under | None = None
    comments: tuple[str, ...] = field(default=(), repr=False, kw_only=True)


@frozen
class Tiers(Part):
    """分档."""

    heading: Heading
    of: Expr
    shape: str  # whole, marginal
    bands: tuple[Band, ...]


@frozen
class Limit(Part):
    """总上限: one cap over several clauses."""

    heading: Heading
    at_most: Expr
    over: tuple[Name, ...]  # empty: all
    every: Expr | None = None
    unless: Expr | None = None
    under: Under | None = None


@frozen
class Article(Part):
    """条: one entry of the index of the signed text."""

    cite: str
    title: str | None = None
    answer: str | None = None  # definition, declaration, not_computable; None: clauses answer it
    why: str | None = None


# ---------------------------------------------------------------- scenarios


@frozen
class ScenarioRow(Node):
    """A row of a scenario."""

    comments: tuple[str, ...] = field(default=(), repr=False, kw_only=True)


@frozen
class Happens(ScenarioRow):
    """A dated event with its fields in order."""

    at: Day | Moment
    event: Name
    fields: tuple[tuple[Name, Expr], ...] = ()


@frozen
class SetTo(ScenarioRow):
    """设定."""

    name: Name
    value: Expr


@frozen
class AsOf(ScenarioRow):
    """截至."""

    at: Day | Moment


@frozen
class ExpectState(ScenarioRow):
    """预期 clause [key values] state."""

    clause: Name
    key: tuple[Expr, ...]
    state: str


@frozen
class ExpectDue(ScenarioRow):
    """预期 clause [key values] 到期 at."""

    clause: Name
    key: tuple[Expr, ...]
    at: Day | Moment


@frozen
class ExpectValue(ScenarioRow):
    """预期 name [key values] 为 value (a Literal, Between, Ref or Blank)."""

    name: Name
    key: tuple[Expr, ...]
    value: Expr


@frozen
class ExpectOwes(ScenarioRow):
    """预期 A 欠 B amount [依 clause]; the amount may be a Between, or open upwards."""

    debtor: Name
    creditor: Name
    amount: Expr
    open: bool = False
    under: Name | None = None


@frozen
class ExpectRefused(ScenarioRow):
    """预期 应拒绝."""


@frozen
class Scenario(Part):
    """案例."""

    title: str
    rows: tuple[ScenarioRow, ...]


@frozen
class File(Node):
    """A clause file in one language; comments after the last part stand at its end."""

    language: str = field(eq=False)  # zh, en: how it was written
    parts: tuple[Part, ...]
    comments: tuple[str, ...] = field(default=(), repr=False, kw_only=True)
