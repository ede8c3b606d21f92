"""
Syntax trees to draw: everything the language can say, names and texts chosen to be mistaken for words.

Each strategy draws only what some text can say (a share is of a number, a band has literal bounds), since the property
is that every such tree survives its own print. Depth stays small; breadth is what finds mistakes.
"""

from datetime import date, time
from fractions import Fraction

from attrs import evolve
from hypothesis import strategies as st

from luyue.dsl import syntax as s
from luyue.dsl import words
from luyue.dsl.build import LINE_ORDER
from luyue.dsl.quantity import LENGTHS, Unit
from luyue.dsl.words import USUAL_ROLES

WORDS = sorted({w for lang in words.LANGUAGES for phrase in words.senses(lang) for w in (phrase, *phrase.split(" "))})
_SIGNS = "天地玄黄XYabc019 ·、，。（）()=#%元日的年-/「」“”\"'.：*"
_STRANGE = [
    "六期",
    "三十日",
    "三月",
    "百分之五",
    "五百元",
    "不可抗力三十日",
    "第1期",
    "a b",
    "1",
    "的",
    "二〇二四年六月一日",
]
_STRANGE += [
    "每日",
    "逾期违约",
    "同一工单",
    "日内",
    "按日",
    "人民币",
    "CNY",
    "day",
    "working",
    "T1",
    "目的",
    "x's",
    "CNY 5",
]
_PLAIN = [
    "甲方",
    "乙方",
    "付款期限",
    "buyer",
    "pay_30wd",
    "月费用",
    "延期天数",
    "within_limit",
    "不可抗力通知",
    "r",
    "期",
    "日",
]


def _sayable(text: str) -> bool:
    return text == text.strip() and bool(text) and not ("’" in text and "'" in text)


name_texts = st.one_of(
    st.sampled_from(_PLAIN),
    st.sampled_from(_PLAIN),
    st.sampled_from([word for word in WORDS if _sayable(word) and "’" not in word]),
    st.sampled_from(_STRANGE),
    st.text("天地玄黄abXY_", min_size=1, max_size=6).filter(lambda t: not t[0].isdigit()),
    st.text(_SIGNS, min_size=1, max_size=6).filter(_sayable),
)


@st.composite
def drawn_names(draw: st.DrawFn) -> s.Name:
    """Draw a name."""
    return s.Name(draw(name_texts))


names = drawn_names()
name_lists = st.lists(names, min_size=1, max_size=3).map(tuple)
some_names = st.lists(names, max_size=2).map(tuple)
texts = st.text(_SIGNS, max_size=8).filter(lambda t: not all(mark in t for mark in '”」"'))
cites = st.text("一二三·附件5.（）", min_size=1, max_size=5).filter(_sayable)
comments = st.lists(st.text(_SIGNS, max_size=6).map(str.strip), max_size=2).map(tuple)
headings = st.builds(s.Heading, names, st.none() | names, st.none() | cites)

# ---------------------------------------------------------------- literals

_FINE = st.integers(0, 10**12).map(lambda n: Fraction(n, 10**6))
_WHOLE = st.integers(0, 10**6).map(Fraction)
_VALUES = {
    Unit.SHARE: st.integers(0, 10**9).map(lambda n: Fraction(n, 10**8)),
    Unit.MONEY: st.integers(0, 10**12).map(lambda n: Fraction(n, 100)),
    **dict.fromkeys((Unit.NUMBER, Unit.POINT, Unit.MINUTE, Unit.HOUR), _FINE),
}


def literals_of(*units: Unit) -> st.SearchStrategy[s.Literal]:
    """Draw a literal in one of some units."""
    return st.one_of([st.builds(s.Literal, _VALUES.get(unit, _WHOLE), st.just(unit)) for unit in units])


literals = literals_of(*Unit)
lengths = literals_of(*LENGTHS)
days = st.builds(s.Day, st.dates(date(1949, 1, 1), date(2199, 12, 31)))
months = st.builds(s.Month, st.integers(1949, 2199), st.integers(1, 12))
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.sampled_from([0, 500_000, 1]))
moments = st.builds(s.Moment, days.map(lambda day: day.value), clocks) | st.builds(
    s.Moment, days.map(lambda day: day.value), st.just(time(0)), st.just(True)
)
instants = days | moments


@st.composite
def ranges(draw: st.DrawFn) -> s.Between:
    """Draw a range of literals in one unit, the smaller end first."""
    unit = draw(st.sampled_from(list(Unit)))
    low, high = sorted([draw(literals_of(unit)).value, draw(literals_of(unit)).value])
    return s.Between(s.Literal(low, unit), s.Literal(high, unit))


windows_of_days = st.builds(s.Between, instants, instants) | st.builds(s.Between, months, months)

# ---------------------------------------------------------------- formulas

refs = st.builds(s.Ref, names)
paths = refs | st.builds(s.Field, refs, names) | st.builds(s.Field, st.builds(s.Field, refs, names), names)
_atoms = st.one_of(
    refs, paths, literals, days, moments, months, st.builds(s.Text, texts), st.builds(s.Truth, st.booleans())
)
_OPERATORS = ["or", "and", "then", "is", "is_not", "includes", "add", "sub", "mul", "div", "after", "ago"]
_BOUNDS = st.sampled_from(["ge", "le", "gt", "lt"])
_STATES = ["breached", "performed", "exercised", "ongoing", "lasting", "overdue", "missed", "late"]
_AGGREGATES = ["count", "total", "smallest", "largest", "average", "latest"]
_CALLS = ["later_of", "earlier_of", "greater_of", "lesser_of", "equal_part"]


def _compounds(inner: st.SearchStrategy[s.Expr]) -> st.SearchStrategy[s.Expr]:
    some = st.lists(inner, min_size=1, max_size=2).map(tuple)
    bounds = st.lists(st.builds(s.Bound, _BOUNDS, inner), min_size=1, max_size=2).map(tuple)
    patterns = st.builds(s.Pattern, names, some)
    windows = st.one_of(paths, patterns, days, months, windows_of_days, literals)
    return st.one_of(
        patterns,
        st.builds(s.Field, inner, names),
        st.builds(s.Unary, st.sampled_from(["not", "end_of", "rounded_up", "is_working_day", "previous"]), inner),
        st.builds(s.Binary, st.sampled_from(_OPERATORS), inner, inner),
        st.builds(s.Binary, st.just("share"), literals | ranges(), inner),
        st.builds(s.Compare, inner, bounds),
        st.builds(s.State, st.none() | inner, st.sampled_from(_STATES), bounds | st.just(()), st.none() | windows),
        st.builds(s.Aggregate, st.sampled_from(_AGGREGATES), inner, st.none() | windows),
        st.builds(s.Call, st.sampled_from(_CALLS), st.tuples(inner, inner)),
        st.builds(s.Call, st.just("day_of"), st.tuples(inner)),
        st.builds(s.Call, st.just("days_of"), some),
        st.builds(s.If, inner, inner, inner),
    )


def _chain(family: str, first: s.Expr, rest: list[s.Expr], ops: list[bool]) -> s.Chain:
    """Return a chain just long enough to be flat."""
    count = 17
    signs = tuple("add" if ops[i % len(ops)] else "sub" for i in range(count - 1))
    terms = (first, *(rest[i % len(rest)] for i in range(count - 1)))
    return s.Chain(signs if family == "sum" else (family,) * (count - 1), terms)


_chains = st.builds(
    _chain,
    st.sampled_from(["sum", "or", "and"]),
    _atoms,
    st.lists(_atoms, min_size=1, max_size=3),
    st.lists(st.booleans(), min_size=1, max_size=3),
)


@st.composite
def formulas(draw: st.DrawFn, levels: int = 3) -> s.Expr:
    """Draw a formula or condition of up to a number of levels."""
    return draw(_atoms if levels == 1 else st.one_of(_atoms, _compounds(formulas(levels - 1)), _chains))


exprs = formulas()
bound_tuples = st.lists(st.builds(s.Bound, _BOUNDS, exprs), min_size=1, max_size=2).map(tuple)
references = paths | st.builds(s.Pattern, names, st.lists(exprs, min_size=1, max_size=2).map(tuple))
references = references | st.builds(s.Field, references, names)
points = references | instants | months
whos = paths | st.builds(s.Binary, st.just("and"), paths, paths)
everys = references | literals_of(*LENGTHS, Unit.TIME)

# ---------------------------------------------------------------- times

_spans = lengths | exprs.filter(lambda e: not isinstance(e, s.Literal))
timed = st.one_of(
    st.builds(s.Within, _spans, st.none() | exprs),
    st.builds(s.By, exprs),
    st.builds(s.Before, exprs),
    st.builds(s.Ahead, _spans, exprs),
    st.builds(s.OnDemand, st.none() | _spans),
    st.builds(s.Untimed, texts, st.none() | names),
)
readings_of_time = st.builds(s.ByReading, names)
times = st.one_of(
    timed,
    readings_of_time,
    st.builds(s.OfTwo, st.sampled_from(["later", "earlier"]), st.tuples(timed | readings_of_time, timed)),
    st.builds(s.OfTwo, st.sampled_from(["later", "earlier"]), st.tuples(readings_of_time, readings_of_time)),
)
_rolls = st.sampled_from([None, "rolls", "festivals", "none"])
timings = st.builds(s.Timing, times, st.booleans(), _rolls, st.none() | clocks)
_decisions = st.builds(s.Decided, paths, st.builds(s.Field, refs, names), st.none() | timings) | st.builds(
    s.Decided, paths, refs, st.none()
)
plain_timings = st.builds(s.Timing, timed, st.booleans(), _rolls, st.none() | clocks)

# ---------------------------------------------------------------- heads of money

pers = st.one_of(
    st.just(s.Per("time")),
    lengths.filter(lambda x: x.value > 0).map(lambda x: s.Per("late", x.value, x.unit)),
    st.builds(lambda x, of: s.Per("interval", x.value, x.unit, of), lengths, names),
)
_RELATIONS = ["instead_of", "larger_of", "once_for_one_loss", "in_addition", "beyond", "set_off"]


@st.composite
def head_options(draw: st.DrawFn) -> s.Options:
    """Draw options of a head; parts of a unit only where a unit is counted."""
    per = draw(st.none() | pers)
    part = draw(st.sampled_from([None, "counts", "dropped"])) if per is not None and per.unit is not None else None
    return s.Options(
        per,
        part,
        draw(st.booleans()),
        draw(st.none() | exprs),
        draw(st.lists(st.builds(s.Cap, st.sampled_from(["le", "ge"]), exprs, st.booleans()), max_size=2).map(tuple)),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.none() | _decisions),
        draw(st.sampled_from([None, "unpaid_when_due", "whole", "daily_balance"])),
        draw(st.lists(st.builds(s.Relation, st.sampled_from(_RELATIONS), name_lists), max_size=2).map(tuple)),
        draw(st.sampled_from([None, "down", "up"])),
    )


amounts = exprs | ranges()

# ---------------------------------------------------------------- lines

unders = st.none() | st.builds(s.Under, names, names)


def _is_n_times(what: s.Expr) -> bool:
    match what:
        case s.Compare(bounds=(s.Bound(op="ge", value=s.Literal(unit=Unit.TIME)),)):
            return True
    return False


_whats = exprs.filter(lambda e: not _is_n_times(e))
acts = st.builds(s.Act, whos, _whats, st.none() | st.integers(0, 20))
keeps = st.builds(s.Keep, whos, exprs, bound_tuples) | st.builds(
    s.Keep, whos, exprs.filter(lambda e: not isinstance(e, s.Compare)), st.just(())
)
pays = st.builds(s.Pay, whos, paths, amounts, st.none() | references)
_EFFECTS = ["ends", "halts", "refuses", "withholds", "denies"]
effects = st.just(s.Effect("ends_contract")) | st.builds(s.Effect, st.sampled_from(_EFFECTS), some_names)


def _line(kind: type[s.Line], *fields: st.SearchStrategy[object]) -> st.SearchStrategy[s.Line]:
    return st.builds(kind, *fields, under=unders, comments=comments)


_per_things = exprs.filter(lambda e: not isinstance(e, s.Literal)) | literals_of(*LENGTHS, Unit.PERSON)
lines = st.one_of(
    _line(s.Gist, texts),
    _line(s.Note, texts),
    _line(s.When, exprs, st.just(False), st.none() | names, some_names),
    _line(s.When, everys, st.just(True), st.none() | names, some_names),
    _line(s.InForce, points, st.none() | points),
    _line(s.InForce, st.none(), points),
    _line(s.InForce, st.none(), st.none(), points),
    _line(s.Provided, exprs, st.sampled_from([None, "no_duty", "waits"]) | timings, st.none() | references),
    _line(s.Duty, acts | keeps | pays, st.none() | references, some_names, st.booleans()),
    _line(s.Forbidden, st.builds(s.Act, whos, exprs), some_names),
    _line(s.Due, timings),
    _line(s.Unless, exprs),
    _line(
        s.Suspends,
        st.lists(paths, min_size=1, max_size=3).map(tuple),
        names,
        st.booleans(),
        st.booleans(),
        st.none() | references,
    ),
    _line(s.Requires, exprs, st.none() | timings),
    _line(s.Deduct, exprs, st.none() | _per_things, st.none() | paths),
    _line(
        s.Head, st.sampled_from(["damages", "refund", "losses"]), whos, paths, amounts, head_options(), st.just(False)
    ),
    _line(s.Head, st.just("losses"), whos, paths, exprs, head_options(), st.just(True)),
    _line(s.Reduction, names, amounts, head_options()),
    _line(
        s.Power,
        whos,
        exprs,
        st.lists(effects, max_size=2).map(tuple),
        st.none() | exprs,
        st.none() | timings,
        st.none() | exprs,
        st.none() | exprs,
        some_names,
    ),
    _line(s.Survives, st.none() | exprs),
)


def _in_order(drawn: list[s.Line]) -> tuple[s.Line, ...]:
    return tuple(sorted(drawn, key=lambda line: LINE_ORDER.index(type(line))))


@st.composite
def drawn_clauses(draw: st.DrawFn) -> s.Clause:
    """Draw a clause of up to four lines, in canonical order."""
    drawn = draw(st.lists(lines, max_size=4).map(_in_order))
    return s.Clause(draw(headings), drawn, draw(unders), comments=draw(comments))


clauses = drawn_clauses()

# ---------------------------------------------------------------- declarations

_dates_or_texts = st.builds(s.Text, texts) | refs
terms = st.builds(s.Between, points, points) | st.builds(s.Since, points, literals)


def _item(key: str, value: st.SearchStrategy[s.Expr], changes: bool = False) -> st.SearchStrategy[s.HeaderItem]:
    by = st.none() | paths if changes else st.none()
    return st.builds(s.HeaderItem, st.just(key), value, by, comments=comments)


_items = st.lists(
    st.one_of(
        [_item(key, _dates_or_texts) for key in ("title", "reference", "calendar", "currency", "source")]
        + [_item("zone", st.builds(s.Text, texts)), _item("price", exprs, changes=True), _item("signed", exprs)]
        + [_item("effective", exprs), _item("term", terms, changes=True)]
    ),
    max_size=4,
    unique_by=lambda item: item.key,
).map(tuple)


def _with_usual_twin(party: s.Party) -> s.Party:
    """Give 甲方 and 乙方 the twin that the parser gives them."""
    usual = USUAL_ROLES.get(party.name.text)
    return party if usual is None or party.twin is not None else evolve(party, twin=s.Name(usual))


parties = st.lists(st.builds(s.Party, names, st.none() | names, texts).map(_with_usual_twin), max_size=3).map(tuple)
instruments = st.lists(st.builds(s.Instrument, headings, st.none() | exprs, st.none() | terms), max_size=2).map(tuple)
contracts = st.builds(s.Contract, headings, _items, parties, instruments, comments=comments)

choices = st.builds(s.EnumValue, names, st.none() | names)
_KINDS = ["text", "id", "number", "rate", "money", "signed_money", "date", "month", "length", "instant", "truth"]
types = st.one_of(
    st.sampled_from([*_KINDS, "party", "clause", "count", "points", "clauses"]).map(s.TypeName),
    st.builds(s.TypeName, st.just("enum"), st.lists(choices, min_size=2, max_size=3).map(tuple)),
    st.builds(s.TypeName, st.just("set"), st.lists(choices, min_size=1, max_size=3).map(tuple)),
    names.map(lambda of: s.TypeName("period", of=of)),
)
fields = st.builds(s.EventField, names, types, st.none() | names, st.booleans())
_ROLES = ["fills", "waives", "claims", "demands", "pays", "sets_off", "rejects", "blocks", "closes"]
roles = st.builds(s.Role, st.sampled_from(_ROLES), names, st.none() | names)
events = st.builds(
    s.Event,
    headings,
    st.lists(fields, max_size=3).map(tuple),
    st.booleans(),
    st.none() | names,
    some_names,
    st.lists(roles, max_size=2).map(tuple),
    comments=comments,
)
_marks = references | st.builds(s.State, references, st.sampled_from(_STATES))
intervals = st.builds(s.Interval, headings, _marks, _marks, some_names, comments=comments)
_targets = st.lists(st.sampled_from(["payment", "付款", "stdlib", "note", "每日"]), min_size=1, max_size=3).map(
    ".".join
)
uses = st.builds(
    s.Use,
    st.shared(_targets | texts, key="target"),
    st.just(True),
    st.none() | names,
    st.lists(st.tuples(names, exprs), max_size=2).map(tuple),
    comments=comments,
) | st.builds(s.Use, _targets, st.just(False), st.none() | names, st.just(()), comments=comments)
lets = st.builds(s.Let, headings, exprs, comments=comments)
blanks = st.builds(s.Unspecified, headings, types, st.none() | exprs, comments=comments)
option_values = st.none() | exprs | plain_timings
options = st.builds(
    s.Option, names, st.none() | names, option_values, st.booleans(), st.none() | texts, comments=comments
)
readings = st.builds(
    s.Reading, headings, texts, st.lists(options, min_size=1, max_size=3).map(tuple), comments=comments
)

negatives = literals.filter(lambda x: x.value > 0).map(lambda x: s.Literal(-x.value, x.unit))
_row_cells = st.one_of(exprs, ranges(), windows_of_days, st.just(s.Blank()), negatives)


@st.composite
def tables(draw: st.DrawFn) -> s.Table:
    """Draw a table whose rows have a cell for each column."""
    columns = draw(st.lists(fields, min_size=1, max_size=3).map(tuple))
    count = len(columns)
    rows = st.builds(s.Row, st.lists(_row_cells, min_size=count, max_size=count).map(tuple), unders, comments=comments)
    return s.Table(draw(headings), columns, draw(st.lists(rows, max_size=3).map(tuple)), comments=draw(comments))


_counts = literals.filter(lambda one: one.unit is not Unit.NUMBER)  # a bare number is read as a count of pieces
periods = st.builds(s.Period, headings, everys, st.none() | points, st.none() | _counts, comments=comments) | st.builds(
    s.Period,
    headings,
    st.none(),
    windows=st.lists(windows_of_days, min_size=1, max_size=3).map(tuple),
    comments=comments,
)

# ---------------------------------------------------------------- metric, score, tiers, limit, article

metrics = st.builds(
    s.Metric,
    headings,
    exprs,
    st.none() | everys,
    st.none() | names,
    st.sampled_from([None, "met", "missed", "undetermined"]),
    st.none() | literals,
    st.none() | references,
    comments=comments,
)
item_deducts = st.builds(s.ItemDeduct, exprs, st.none() | _per_things, st.none() | exprs, unders, comments=comments)
_deduct_lists = st.lists(item_deducts, max_size=2).map(tuple)
items = st.builds(
    s.ScoreItem,
    headings,
    exprs,
    st.none() | exprs,
    deducts=_deduct_lists,
    may_exceed=st.booleans(),
    under=unders,
    comments=comments,
) | st.builds(
    s.ScoreItem,
    st.none(),
    exprs,
    st.none() | exprs,
    names,
    st.none() | names,
    _deduct_lists,
    st.booleans(),
    unders,
    comments=comments,
)
scores = st.builds(
    s.Score,
    headings,
    st.none() | everys,
    st.none() | exprs,
    st.none() | exprs,
    st.none() | references,
    st.none() | literals,
    st.lists(items, max_size=2).map(tuple),
    st.sampled_from([None, "each", "mean", "pooled"]),
    st.sampled_from([None, "kept", "lost", "left_out"]),
    comments=comments,
)
_edges = st.lists(st.builds(s.Bound, _BOUNDS, literals), max_size=2).map(tuple)
bands = st.builds(s.Band, _edges, exprs, unders, comments=comments)
tiers = st.builds(
    s.Tiers,
    headings,
    exprs,
    st.sampled_from(["whole", "marginal"]),
    st.lists(bands, max_size=3).map(tuple),
    comments=comments,
)
limits = st.builds(s.Limit, headings, exprs, some_names, st.none() | everys, st.none() | exprs, comments=comments)
_answers = st.sampled_from(["definition", "declaration", "not_computable"])
articles = st.builds(s.Article, cites, st.none() | texts, comments=comments) | st.builds(
    s.Article, cites, st.none() | texts, _answers, st.none() | texts, comments=comments
)

# ---------------------------------------------------------------- scenarios

_cells = st.one_of(
    literals,
    negatives,
    ranges(),
    instants,
    months,
    windows_of_days,
    st.builds(s.Text, texts),
    st.builds(s.Truth, st.booleans()),
    st.just(s.Blank()),
    paths,
)
_sets = _cells | st.builds(s.Binary, st.just("and"), _cells, _cells)
_keys = st.lists(
    st.one_of(literals, instants, months, st.builds(s.Text, texts), st.builds(s.Truth, st.booleans()), refs), max_size=2
).map(tuple)
_OUTCOMES = [key.partition(" ")[2] for key in words.TABLES["en"] if key.startswith("OUTCOME ")]
scenario_rows = st.one_of(
    st.builds(s.Happens, instants, names, st.lists(st.tuples(names, _sets), max_size=2).map(tuple), comments=comments),
    st.builds(s.SetTo, names, _sets, comments=comments),
    st.builds(s.AsOf, instants, comments=comments),
    st.builds(s.ExpectState, names, _keys, st.sampled_from(_OUTCOMES), comments=comments),
    st.builds(s.ExpectDue, names, _keys, instants, comments=comments),
    st.builds(s.ExpectValue, names, _keys, _cells, comments=comments),
    st.builds(
        s.ExpectOwes, names, names, literals | ranges() | paths, st.just(False), st.none() | names, comments=comments
    ),
    st.builds(s.ExpectOwes, names, names, literals, st.just(True), st.none() | names, comments=comments),
    st.builds(s.ExpectRefused, comments=comments),
)
scenarios = st.builds(s.Scenario, texts, st.lists(scenario_rows, max_size=4).map(tuple), comments=comments)

_parts: st.SearchStrategy[s.Part] = st.one_of(
    *(clauses, clauses, clauses, contracts, uses, lets, blanks, readings, events, intervals, tables(), periods),
    *(metrics, scores, tiers, limits, articles, scenarios),
)


@st.composite
def trees(draw: st.DrawFn) -> s.File:
    """Draw a file of up to three parts."""
    drawn = draw(st.lists(_parts, min_size=1, max_size=3).map(tuple))
    return s.File(draw(st.sampled_from(words.LANGUAGES)), drawn, comments=draw(comments))
