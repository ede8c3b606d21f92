"""
Formulas, conditions, times and heads of money in print.

One ladder of levels as in the grammar: a node that stands where only a tighter one may is put in brackets. Word order
is that of the language (``5% of price``, 合同总价的5%); the tree knows neither.
"""

from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import Final

from luyue.dsl import spell
from luyue.dsl import syntax as s
from luyue.dsl.quantity import Unit
from luyue.dsl.words import GLUED_WORDS, say

Twins = Callable[[s.Name], str]

IF, OR, AND, THEN, NOT, CMP, SUM, PROD, SHARE, PRIM, POST = range(11)
_LEVELS: Final = MappingProxyType(
    {
        **{"or": OR, "and": AND, "then": THEN, "is": CMP, "is_not": CMP, "includes": CMP, "add": SUM, "sub": SUM},
        **{"mul": PROD, "div": PROD, "share": SHARE, "after": SHARE, "ago": SHARE},
    }
)
_UNARY_LEVELS: Final = MappingProxyType(
    {"not": NOT, "is_working_day": CMP, "end_of": PRIM, "previous": PRIM, "rounded_up": PRIM}
)
_SIGNS: Final = MappingProxyType(
    {
        "zh": {"add": "+", "sub": "−", "mul": "×", "div": "÷"},
        "en": {"add": "+", "sub": "-", "mul": "*", "div": "/"},
    }
)
_JOINED: Final = MappingProxyType({"or": ("_OR", OR), "and": ("_AND", AND), "then": ("_THEN", THEN)})
_TESTS: Final = MappingProxyType({"is": "_IS", "is_not": "_IS_NOT", "includes": "_INCLUDES"})
_PREFIXES: Final = MappingProxyType({"ge": "_AT_LEAST", "le": "_AT_MOST", "gt": "_MORE", "lt": "_LESS"})


class Printer:
    """Prints formulas in one language; ``twins`` gives each name its spelling."""

    def __init__(self, lang: str, twins: Twins | None = None) -> None:
        self.lang = lang
        self.zh = lang == "zh"
        self.gap = 1 if self.zh else 2  # columns between the longest label and the values
        self._twins = twins
        self.comma = "，" if self.zh else ", "
        self.colon = "：" if self.zh else ": "
        self.open, self.close = ("（", "）") if self.zh else (" (", ")")

    # -------------------------------------------------------- names and words

    def spelled(self, name: s.Name) -> str:
        """Return a name's spelling in the language of the print, without quotes."""
        return self._twins(name) if self._twins else name.text

    def name(self, name: s.Name, place: str = "formula") -> str:
        """Return a name as written at a place."""
        return spell.name(self.spelled(name), self.lang, place)

    def names(self, names: Iterable[s.Name], place: str = "plain") -> str:
        """Return a list of names."""
        joint = "、" if self.zh else f" {self.say('_AND')} "
        return joint.join(self.name(one, place) for one in names)

    def say(self, key: str, form: int = 0) -> str:
        """Return the word of a terminal."""
        return say(key, self.lang, form)

    def follow(self, left: str, right: str) -> str:
        """Join two things by a blank; after a full-width bracket none is needed."""
        return f"{left}{right}" if left.endswith("）") else f"{left} {right}"

    def before_group(self, word: str, right: str) -> str:
        """Join a word and what follows it; before a full-width bracket no blank is needed."""
        return f"{word}{right}" if right.startswith("（") else f"{word} {right}"

    def group(self, inner: str) -> str:
        """Return something in brackets, as they follow a word."""
        return f"{self.open}{inner}{self.close}"

    def listed(self, one: s.Expr, place: str = "formula") -> str:
        """Return ``a and b`` as a list of things: parties, members of a set."""
        if isinstance(one, s.Binary | s.Chain) and self.level(one) == AND:
            joint = "、" if self.zh else f" {self.say('_AND')} "
            terms = one.terms if isinstance(one, s.Chain) else (one.left, one.right)
            return joint.join(self.listed(each, place) for each in terms)
        return self.name(one.name, place) if isinstance(one, s.Ref) else self.expr(one)

    # -------------------------------------------------------- formulas

    def expr(self, one: s.Expr, level: int = IF) -> str:
        """Return a formula, in brackets if it binds less than ``level``."""
        shown = self._bare(one)
        return shown if self.level(one) >= level else self.group(shown).strip()

    def level(self, one: s.Expr) -> int:
        """Return how tightly a formula binds as it is printed."""
        match one:
            case s.If():
                return IF
            case s.Binary(op=op) | s.Chain(ops=(op, *_)):
                return _LEVELS[op]
            case s.Unary(op=op):
                return _UNARY_LEVELS[op]
            case s.Compare() | s.State():
                return CMP
            case s.Ref() | s.Pattern() | s.Field():
                return POST
        return PRIM

    def _bare(self, one: s.Expr) -> str:
        match one:
            case s.Literal(value=value, unit=unit):
                return spell.quantity(value, unit, self.lang)
            case s.Day(value=value):
                return spell.day(value)
            case s.Month(year=year, month=month):
                return spell.month(year, month)
            case s.Moment(day=day, time=time, end=end):
                return f"{spell.day(day)} {spell.clock(time, end=end)}"
            case s.Text(value=value):
                return spell.text(value, self.lang)
            case s.Truth(value=value):
                return self.say("TRUTH yes" if value else "TRUTH no")
            case s.Blank():
                return self.say("_BLANK")
            case s.Ref(name=name):
                return self.name(name)
            case s.Field(of=of, name=name):
                joint = "的" if self.zh else "."
                return f"{self.expr(of, POST)}{joint}{self.name(name, 'free')}"
            case s.Pattern(name=name, where=where):
                return f"{self.name(name)}{self.group(self.comma.join(map(self._condition, where)))}"
        return self._compound(one)

    def _condition(self, one: s.Expr) -> str:
        """Return a condition of a pattern; ``=`` for equality, since a field's name before it may be any word."""
        if isinstance(one, s.Binary) and one.op == "is":
            left = self.name(one.left.name, "free") if isinstance(one.left, s.Ref) else self.expr(one.left, SUM)
            return f"{left} = {self.expr(one.right, SUM)}"
        return self.expr(one)

    def _compound(self, one: s.Expr) -> str:
        match one:
            case s.Binary():
                return self._binary(one)
            case s.Chain():
                return self._chain(one)
            case s.Unary():
                return self._unary(one)
            case s.Compare(of=of, bounds=bounds):
                return self.follow(self.expr(of, SUM), " ".join(map(self.bound, bounds)))
            case s.State():
                return self._state(one)
            case s.Aggregate(fn=fn, of=of, window=window):
                return self._aggregate(fn, of, window)
            case s.Call(fn=fn, args=args):
                return f"{self.say(_call_key(fn))}{self.group(self.comma.join(map(self.expr, args)))}"
            case s.Between(low=low, high=high):
                glued = self.zh and isinstance(low, s.Literal)
                return f"{self.expr(low)}{'至' if glued else ' ' + self.say('_TO') + ' '}{self.expr(high)}"
            case s.If(condition=condition, then=then, otherwise=otherwise):
                head = f"{self.say('_IF')} {self.expr(condition, OR)}{self.comma}{self.expr(then, OR)}"
                return f"{head} {self.say('_ELSE')} {self.expr(otherwise)}"
        raise TypeError(f"no print for {type(one).__name__}")

    def _binary(self, one: s.Binary) -> str:
        op, left, right = one.op, one.left, one.right
        if op in _JOINED:
            key, level = _JOINED[op]
            return self.follow(self.expr(left, level), self.before_group(self.say(key), self.expr(right, level + 1)))
        if op in _TESTS:
            return self.follow(self.expr(left, SUM), self.before_group(self.say(_TESTS[op]), self.expr(right, SUM)))
        if op in ("add", "sub"):
            return self._signed(op, self.expr(left, SUM), self.expr(right, PROD))
        if op in ("mul", "div"):
            return self._signed(op, self.expr(left, PROD), self.expr(right, SHARE))
        if op == "share":
            quantity = self._bare(left)
            if self.zh:
                return f"{self.expr(right, POST)}的{quantity}"
            return f"{quantity} {self.say('_OF')} {self.expr(right, SHARE)}"
        if self.zh:
            word = self.say("_HOU" if op == "after" else "_QIAN")
            return self.follow(self.expr(right, PRIM), f"{word} {self.expr(left, PRIM)}")
        word = self.say("_AFTER" if op == "after" else "_BEFORE")
        return f"{self.expr(left, PRIM)} {word} {self.expr(right, PRIM)}"

    def _chain(self, one: s.Chain) -> str:
        """Return a long chain on one level; the first term stands as the left one of two does."""
        level = self.level(one)
        shown = [self.expr(one.terms[0], level)]
        for op, term in zip(one.ops, one.terms[1:], strict=True):
            word = self.say(_JOINED[op][0]) if op in _JOINED else _SIGNS["zh" if self.zh else "en"][op]
            gap = "" if shown[-1].endswith("）") else " "
            shown.append(f"{gap}{self.before_group(word, self.expr(term, level + 1))}")
        return "".join(shown)

    def _signed(self, op: str, left: str, right: str) -> str:
        return self.follow(left, self.before_group(_SIGNS["zh" if self.zh else "en"][op], right))

    def _unary(self, one: s.Unary) -> str:
        match one.op:
            case "not":
                return self.before_group(self.say("_NOT"), self.expr(one.of, NOT))
            case "is_working_day":
                return f"{self.expr(one.of, SUM)} {self.say('_IS_WORKING_DAY')}"
            case "end_of":
                before = isinstance(one.of, s.Unary) and one.of.op == "previous"
                inner = self._bare(one.of) if before else self._period_at_hand(one.of)
                return self.follow(inner, self.say("_QIMO")) if self.zh else f"{self.say('_END_OF')} {inner}"
            case "previous":
                return f"{self.say('_PREVIOUS')} {self._period_at_hand(one.of)}"
            case "rounded_up":
                return f"{self.say('CALL rounded_up')}{self.group(self.expr(one.of))}"
        raise TypeError(f"no print for {one.op}")

    def _period_at_hand(self, one: s.Expr) -> str:
        """Return a period: 月 and ``month`` need no quotes where no number can stand before them."""
        return self.name(one.name, "unit") if isinstance(one, s.Ref) else self.expr(one, POST)

    def bound(self, one: s.Bound) -> str:
        """Return a bound: 30日以上, 超过7日, at most 5% of price."""
        if one.op == "ge" and isinstance(one.value, s.Literal):
            shown = self.expr(one.value)
            return f"{shown}{'' if self.zh else ' '}{self.say('_OR_MORE')}"
        if one.op == "eq":
            return f"{self.say('_IS')} {self.expr(one.value, SUM)}"
        word = self.say(_PREFIXES[one.op])
        return f"{word}{self.glue(one.value)}{self.expr(one.value, SUM)}"

    def glue(self, value: s.Expr) -> str:
        """Return what parts a word from a value: nothing between Chinese words and quantities."""
        return "" if self.zh and isinstance(value, s.Literal) else " "

    def _state(self, one: s.State) -> str:
        word = self.say(f"{'LATE' if one.state == 'late' else 'STATE'} {one.state}")
        bounds = " ".join(map(self.bound, one.bounds))
        glued = self.zh and bounds and word in GLUED_WORDS and isinstance(one.bounds[0].value, s.Literal)
        shown = f"{word}{bounds}" if glued else f"{word} {bounds}".rstrip()
        if one.of is not None:
            shown = self.follow(self.expr(one.of, SUM), shown)
        return shown if one.window is None else f"{shown} {self.say('_IN')} {self.expr(one.window)}"

    def _aggregate(self, fn: str, of: s.Expr, window: s.Expr | None) -> str:
        word = self.say(f"AGGREGATE {fn}")
        if window is None:
            return self.before_group(word, self.expr(of, POST))
        if not self.zh:
            word = f"{word} {self.say('_OF')}"
        inner = f"{self.expr(of)}{self.comma}{self.say('_IN')} {self.expr(window)}"
        return f"{word}{self.group(inner)}"

    # -------------------------------------------------------- times

    def time(self, one: s.Time) -> str:
        """Return a time limit without its options."""
        match one:
            case s.Within(length=length, after=after):
                return self._within(length, after)
            case s.By(limit=limit):
                return f"{self.say('_BY')} {self.expr(limit, SUM)}"
            case s.Before(limit=limit):
                return f"{self.say('_BEFORE')} {self.expr(limit, SUM)}"
            case s.Ahead(length=length, of=of):
                return self._ahead(length, of)
            case s.OfTwo(which=which, times=times):
                return f"{self.say(f'OF_TWO {which}')}{self.group(self.comma.join(map(self.time, times)))}"
            case s.OnDemand(length=length):
                return self._on_demand(length)
            case s.Untimed(word=word, setting=setting):
                shown = f"{self.say('_UNTIMED')} {spell.text(word, self.lang)}"
                return f"{shown} {self.say('_AS_SETTING')} {self.name(setting, 'plain')}" if setting else shown
            case s.ByReading(name=name):
                return self.name(name)
        raise TypeError(f"no print for {type(one).__name__}")

    def _within(self, length: s.Expr, after: s.Expr | None) -> str:
        if not self.zh:
            shown = f"{self.say('_WITHIN')} {self.expr(length, PRIM)}"
            return f"{shown} {self.say('_AFTER')} {self.expr(after, PRIM)}" if after else shown
        shown = self._inside(length)
        return self.follow(self.expr(after, PRIM), f"{self.say('_HOU')} {shown}") if after else shown

    def _inside(self, length: s.Expr) -> str:
        """Return 15分钟内, or X 内."""
        glue = "" if isinstance(length, s.Literal) else " "
        return f"{self.expr(length, PRIM)}{glue}{self.say('_NEI')}"

    def _ahead(self, length: s.Expr, of: s.Expr) -> str:
        if self.zh:
            least = f"{self.say('_AT_LEAST', 1)}{self.glue(length)}{self.expr(length, PRIM)}"
            return self.follow(self.expr(of, PRIM), f"{self.say('_QIAN')} {least}")
        return f"{self.say('_AT_LEAST')} {self.expr(length, PRIM)} {self.say('_BEFORE')} {self.expr(of, PRIM)}"

    def _on_demand(self, length: s.Expr | None) -> str:
        if length is None:
            return self.say("_ON_DEMAND", 1 if self.zh else 0)
        if not self.zh:
            return f"{self.say('_ON_DEMAND')} {self.say('_WITHIN')} {self.expr(length, PRIM)}"
        shown = (
            self._inside(length) if isinstance(length, s.Literal) else f"{self.expr(length, POST)} {self.say('_NEI')}"
        )
        return f"{self.say('_ON_DEMAND')}{self.glue(length)}{shown}"

    def timing(self, one: s.Timing) -> list[str]:
        """Return a time and its options, to be joined by commas."""
        shown = [self.time(one.time)]
        if one.start_counted:
            shown.append(self.say("_START_COUNTED"))
        if one.roll:
            shown.append(self.say(f"ROLL {one.roll}"))
        if one.until:
            word = f"{self.say('_CLOSE')}" if self.zh else f"{self.say('_UNTIL')} "
            shown.append(f"{word}{spell.clock(one.until)}")
        return shown

    # -------------------------------------------------------- heads of money

    def every(self, one: s.Expr) -> str:
        """Return ``every cycle``, 每 运维周期, 每3个月, 每日, 每次."""
        if isinstance(one, s.Literal):
            if one.value == 1 and one.unit is Unit.TIME:
                return self.say("_EACH_TIME")
            if one.value == 1:
                return f"{self.say('_EVERY')}{'' if self.zh else ' '}{spell.unit(one.unit, self.lang)}"
        return f"{self.say('_EVERY')}{self.glue(one)}{self.expr(one)}"

    def amount(self, one: s.Expr, *, is_open: bool = False) -> str:
        """Return an amount: a formula, a range, or one with an open upper end."""
        if is_open:
            return f"{self.say('_AT_LEAST')} {self.expr(one, SUM)}"
        if isinstance(one, (s.Between, s.If)):
            return self.expr(one)
        return self.expr(one, SUM)

    def per(self, one: s.Per) -> str:
        """Return what an amount is multiplied by."""
        if one.kind == "time":
            return self.say("_EACH_TIME", 0 if self.zh else 1)
        if one.unit is None:
            raise TypeError(f"{one.kind} without a unit")
        length = spell.quantity(one.count, one.unit, self.lang)
        if self.zh:
            middle = self.say("LATE late") if one.kind == "late" else f" {self._of(one)} "
            return f"{self.say('_EVERY')}{middle}{length}"
        if one.kind == "late":
            counted = spell.unit(one.unit, "en") if one.count == 1 else length
            return f"{self.say('_EVERY', 1)} {counted} {self.say('LATE late')}"
        return f"{self.say('_EVERY', 1)} {length} {self.say('_OF')} {self._of(one)}"

    def _of(self, one: s.Per) -> str:
        if one.of is None:
            raise TypeError("per interval without its interval")
        return self.name(one.of)

    def options(self, one: s.Options) -> list[str]:
        """Return the options of a head after its multiplier, in canonical order."""
        shown: list[str] = []
        if one.part and one.per:
            shown.append(self._part(one.part, one.per))
        if one.once_per_day:
            shown.append(self.say("_ONCE_PER_DAY"))
        if one.until:
            shown.append(f"{self.say('_UNTIL')} {self.expr(one.until)}")
        shown += map(self._cap, one.caps)
        shown += [
            self.say(key) for key, given in (("_ONCE_ONLY", one.once), ("_ON_EXERCISE", one.on_exercise)) if given
        ]
        if one.decided:
            shown.append(self._decided(one.decided))
        if one.late_base:
            shown.append(self.say(f"LATE_BASE {one.late_base}"))
        shown += [f"{self.say(f'RELATION {each.kind}')} {self.names(each.clauses)}" for each in one.relations]
        if one.rounding:
            shown.append(self.say(f"ROUNDING {one.rounding}"))
        return shown

    def _part(self, part: str, per: s.Per) -> str:
        if per.unit is None:
            raise TypeError("a part of nothing")
        length = spell.quantity(per.count, per.unit, self.lang)
        less = self.say("_LESS", 1) if self.zh else f"{self.say('_LESS')} "
        if part == "dropped":
            return f"{less}{length}{'' if self.zh else ' '}{self.say('_NOT_COUNTED')}"
        return f"{less}{length}按{length}计" if self.zh else f"{less}{length} {self.say('_COUNTS_AS')} {length}"

    def _cap(self, one: s.Cap) -> str:
        total = f"{self.say('_IN_TOTAL')}{'' if self.zh else ' '}" if one.in_total else ""
        word = self.say("_AT_MOST" if one.op == "le" else "_AT_LEAST")
        return f"{total}{word} {self.expr(one.limit, SUM)}"

    def _decided(self, one: s.Decided) -> str:
        shown = f"{self.say('_DECIDED_BY')} {self.listed(one.by)} {self.say('_WITH')} {self.expr(one.with_)}"
        if self.zh:
            shown = f"{shown} {self.say('_DETERMINES')}"
        return f"{shown}{self.group(self.comma.join(self.timing(one.timing)))}" if one.timing else shown


def _call_key(fn: str) -> str:
    return {"later_of": "OF_TWO later", "earlier_of": "OF_TWO earlier"}.get(fn, f"CALL {fn}")
