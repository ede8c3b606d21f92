"""
How names, words and literals are spelled in print: canonical, and quoted only where they would be read otherwise.

Whether a bare name would be taken for a word depends on its place: after ``.`` or 的 nothing is, in a formula the
words a formula may begin with are. The parser itself is asked which words it would take there, once for each kind
of place.
"""

from datetime import date, time
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from luyue.dsl import literal, words
from luyue.dsl.cut import cut, is_quantity
from luyue.dsl.expect import accepts
from luyue.dsl.parse import parser
from luyue.dsl.quantity import Unit
from luyue.dsl.scan import BARE_NAME, QUARTER_NAME

# Places of a name, each with beginnings of parts after which it stands there. Free: every word is a name.
PLACES: Final = MappingProxyType(
    {
        "free": (),
        "plain": ("_CLAUSE", "_SCENARIO STRING DATE", "_SCENARIO STRING DATE NAME", "_LET"),
        "type": ("_EVENT NAME _LPAR NAME",),
        "cell": ("_SCENARIO STRING DATE NAME NAME", "_SCENARIO STRING _SET NAME"),
        "key": ("_SCENARIO STRING _EXPECT", "_SCENARIO STRING _EXPECT NAME"),
        "unit": ("_CLAUSE NAME _DUE _BY _END_OF", "_CLAUSE NAME _DUE _BY _PREVIOUS"),
        "over": ("_LIMIT NAME _AT_MOST LIT _COMMA _OVER", "_EVENT NAME _LPAR NAME _SEVERAL"),
        "formula": (
            "_CLAUSE NAME _UNLESS",
            "_CLAUSE NAME _WHEN",
            "_CLAUSE NAME _IN_FORCE",
            "_CLAUSE NAME _DUE",
            "_CLAUSE NAME _DEDUCT",
            "_CLAUSE NAME HEAD NAME _PAYS NAME",
            "_CLAUSE NAME _DUTY NAME _COLON",
            "_CLAUSE NAME _POWER NAME _COLON NAME _COMMA",
            "_READING NAME STRING _OPTION NAME _BE",
            "_CONTRACT NAME _EFFECTIVE",
            "_TABLE NAME _LPAR NAME TYPE _RPAR _ROW",
            "_SCORE NAME _ITEM NAME",
        ),
    }
)


@lru_cache(16)
def _taken(place: str) -> frozenset[str]:
    """Return the terminals of words that the parser would take at a place."""
    return frozenset(
        terminal for prefix in PLACES[place] for terminal in words.terminals() if accepts(_after(prefix), terminal)
    )


@lru_cache(64)
def _after(prefix: str) -> Any:
    """Return the parser's state after a row of terminals."""
    interactive = parser().parse_interactive()
    state = interactive.parser_state
    stack = state.state_stack
    for terminal in prefix.split():
        _shift(state.parse_conf.states, stack, terminal)
    return state


def _shift(table: Any, stack: list[Any], terminal: str) -> None:
    while True:
        _action, target = table[stack[-1]][terminal]
        if not hasattr(target, "expansion"):
            stack.append(target)
            return
        if target.expansion:
            del stack[-len(target.expansion) :]
        stack.append(table[stack[-1]][target.origin.name][1])


def name(text: str, lang: str, place: str = "formula") -> str:
    """Return a name as it must be written at a place, in quotes if it needs them."""
    return text if _is_bare(text, lang, place) else quoted(text, lang)


def quoted(text: str, lang: str) -> str:
    """Return a name in quotes; the other pair if the name holds the closing one."""
    pairs = ("‘’", "''") if lang == "zh" else ("''", "‘’")
    first = next((pair for pair in pairs if pair[1] not in text), pairs[0])
    return f"{first[0]}{text}{first[1]}"


@lru_cache(8192)
def _is_bare(text: str, lang: str, place: str) -> bool:
    if QUARTER_NAME.fullmatch(text) is not None:
        return True
    if BARE_NAME.fullmatch(text) is None:
        return False
    if lang == "zh" and (is_quantity(text) or literal.numeral(text) is not None):
        return False
    if place == "free" or (place == "unit" and text in literal.EVERY[lang]):
        return True
    if text in words.labels(lang) or text in literal.EVERY[lang] or text in literal.UNITS[lang] or text in _CURRENCIES:
        return False
    if lang == "zh" and (cut(text) is not None or text.startswith(words.say("_SAME", "zh")) or _begins_with_unit(text)):
        return False
    if place != "cell" and text in words.phrases(lang):  # after a value no word follows that could make a phrase of it
        return False
    return not any(sense.terminal in _taken(place) for sense in words.senses(lang).get(text, ()))


_CURRENCIES: Final = ("人民币", "CNY")


def _begins_with_unit(text: str) -> bool:
    return any(text.startswith(unit) and cut(text[len(unit) :]) is not None for unit in literal.UNITS_ZH)


def text(value: str, lang: str) -> str:
    """Return a quoted text; another pair of marks if the text holds the closing one."""
    pairs = ("“”", "「」", '""') if lang == "zh" else ('""', "“”", "「」")
    first = next((pair for pair in pairs if pair[1] not in value), pairs[0])
    return f"{first[0]}{value}{first[1]}"


def cite(value: str, lang: str) -> str:
    """Return a citation in its brackets."""
    first, last = ("〔", "〕") if (lang == "zh") != (("〕" if lang == "zh" else "]") in value) else ("[", "]")
    return f"{first}{value}{last}"


# ---------------------------------------------------------------- literals


def number(value: Fraction) -> str:
    """Return the shortest decimal; every number that can be written has one."""
    digits = literal.PART_DIGITS
    scaled = abs(value) * 10**digits
    if scaled.denominator != 1:
        raise ValueError(f"{value} has no decimal of {digits} digits")
    whole, part = divmod(scaled.numerator, 10**digits)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}" + (f".{part:0{digits}}".rstrip("0") if part else "")


def quantity(value: Fraction, unit: Unit, lang: str) -> str:
    """Return a number with its unit: 30个工作日, 30 working days, 5%."""
    if unit is Unit.SHARE:
        return f"{number(value * 100)}%"
    if unit is Unit.NUMBER:
        return number(value)
    if lang == "zh":
        return f"{number(value)}{literal.PRINTED_ZH[unit]}"
    one, many = literal.PRINTED_EN[unit]
    return f"{number(value)} {one if value == 1 else many}"


def unit(of: Unit, lang: str) -> str:
    """Return the word for one of a unit: 日, day."""
    return literal.PRINTED_EACH_ZH[of] if lang == "zh" else literal.PRINTED_EN[of][0]


def day(value: date) -> str:
    """Return a date, the same in both languages."""
    return value.isoformat()


def month(year: int, number_of_month: int) -> str:
    """Return a month, the same in both languages."""
    return f"{year:04}-{number_of_month:02}"


def clock(value: time, *, end: bool = False) -> str:
    """Return a time of day; seconds and parts only where there are any."""
    if end:
        return "24:00"
    shown = value.strftime("%H:%M")
    if value.second or value.microsecond:
        shown += f":{value.second:02}"
    if value.microsecond:
        shown += f".{value.microsecond:06}".rstrip("0")
    return shown
