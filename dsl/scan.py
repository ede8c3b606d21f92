"""
The first pass over the text: raw tokens, comments and what may not stand in a clause file at all.

One pattern cuts the text into runs of letters, numbers, dates, quoted texts and signs; nothing is folded or
normalised but digits and signs with a full-width twin, token by token. What is refused here (invisible characters,
an open quote, brackets that do not match, nesting without end) is kept as a diagnostic with its place, so that the
rest of the file can still be read. Whether a run is a word or a name is the lexer's question, because only the
parser's state tells.
"""

import re
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final, NamedTuple

from attrs import define, field

from luyue.dsl.diagnostic import Diagnostic
from luyue.dsl.source import Source, Span

DEEPEST: Final = 64  # open brackets at one place, and levels of a formula
LARGEST: Final = 4_000_000  # characters of one file

_CJK: Final = "\u3007\u3400-\u4dbf\u4e00-\u7683\u7685-\u9fff\u2e80-\u2fdf\uf900-\ufaff\U00020000-\U0003ffff"  # less 的
_D: Final = "[0-9０-９]"
_PATTERN: Final = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in (
            ("BLANK", r"[ \t\n\r\u3000]+"),
            ("COMMENT", r"[#＃][^\n]*"),
            ("STRING", r"「[^」\n]*」|“[^”\n]*”|\"[^\"\n]*\""),
            ("CITE", r"〔[^〕\n]*〕|\[[^\]\n]*\]"),
            ("RUN", rf"(?:[A-Za-z_][A-Za-z0-9_]*|[{_CJK}])+(?:['’]s(?![A-Za-z0-9_]))?"),
            ("QUOTED", r"‘[^’\n]*’|'[^'\n]*'"),
            ("DATE", rf"{_D}+年{_D}+月(?:{_D}+日)?|{_D}+[-－/／]{_D}+[-－/／]{_D}+|{_D}{{4}}[-－]{_D}{{2}}(?!{_D})"),
            ("QUARTER", rf"{_D}{{4}}[-－][QＱ][1-4１-４](?![A-Za-z0-9_])"),
            ("TIME", rf"{_D}+[:：]{_D}{{2}}(?:[:：]{_D}{{2}}(?:[.．]{_D}+)?)?(?!{_D})"),
            ("NUMBER", r"[0-9]+(?:[.,][0-9]+)*|[０-９]+(?:[．，][０-９]+)*"),
            ("PERCENT", "[%％‰‱]"),
            ("CURRENCY", "[￥¥]"),
            ("NOISE", "[。；;]"),
            ("SIGN", r"[>＞<＜!！][=＝]|[<＜][>＞]|[≥≤≠=＝<＜>＞(（)）,，、:：.．的+＋\-－−*×/／÷~～]"),
        )
    )
)


def _pairs(first: str, second: str) -> tuple[str, ...]:
    """Return the signs of two characters, narrow and full-width mixed as keyboards mix them."""
    return tuple(a + b for a in first for b in second)


_HAN: Final = re.compile(f"[{_CJK}的]")
BARE_NAME: Final = re.compile(rf"(?:[A-Za-z_][A-Za-z0-9_]*|[{_CJK}])+")
QUARTER_NAME: Final = re.compile(r"[0-9]{4}-Q[1-4]")  # of a quarter of the calendar, as reports name it
_MIXED: Final = re.compile(rf"[.,．，。]?{_D}")
_OPENING: Final = MappingProxyType({"「": "」", "“": "”", '"': '"', "〔": "〕", "[": "]", "‘": "’", "'": "'"})
_BRACKETS: Final = MappingProxyType({"(": ")", "（": ")"})
_SIGNS: Final = MappingProxyType(
    {
        **dict.fromkeys("=＝", "_EQ"),
        **dict.fromkeys((*_pairs("!！", "=＝"), *_pairs("<＜", ">＞"), "≠"), "_NE"),
        **dict.fromkeys((*_pairs(">＞", "=＝"), "≥"), "_GE"),
        **dict.fromkeys((*_pairs("<＜", "=＝"), "≤"), "_LE"),
        **dict.fromkeys(">＞", "_GT"),
        **dict.fromkeys("<＜", "_LT"),
        **dict.fromkeys("(（", "_LPAR"),
        **dict.fromkeys(")）", "_RPAR"),
        **dict.fromkeys(",，", "_COMMA"),
        "、": "_DUN",
        **dict.fromkeys(":：", "_COLON"),
        **dict.fromkeys(".．", "_DOT"),
        "的": "_DE",
        **dict.fromkeys("+＋", "_PLUS"),
        **dict.fromkeys("-－−", "_MINUS"),
        **dict.fromkeys("*×", "_STAR"),
        **dict.fromkeys("/／÷", "_SLASH"),
        **dict.fromkeys("~～", "_TO"),
    }
)


class Raw(NamedTuple):
    """A piece of text before it has a meaning."""

    kind: str  # RUN, QUOTED, STRING, CITE, DATE, QUARTER, TIME, NUMBER, PERCENT, CURRENCY, or the terminal of a sign
    text: str
    start: int
    end: int
    first: bool  # stands first on its line


class Comment(NamedTuple):
    """A comment without its # and outer blanks."""

    text: str
    start: int
    alone: bool  # nothing but blanks before it on its line


@define
class Scan:
    """What the first pass found."""

    source: Source
    tokens: list[Raw] = field(factory=list)
    comments: list[Comment] = field(factory=list)
    faults: list[Diagnostic] = field(factory=list)  # in source order once closed
    inside: list[bool] = field(factory=list)  # for each token: stands in brackets that close


def scan(source: Source) -> Scan:
    """Cut a text into raw tokens; never raises, whatever the text."""
    found = Scan(source)
    for kind, text, start in _pieces(source, found):
        _keep(found, kind, text, start)
    _match_brackets(found)
    found.faults.sort(key=lambda fault: fault.span.start)
    return found


def _pieces(source: Source, found: Scan) -> Iterator[tuple[str, str, int]]:
    text, place, end = source.text, 0, len(source.text)
    match = _PATTERN.match
    while place < end:
        hit = match(text, place)
        if hit is None:
            place = _refuse(found, place)
            continue
        kind = hit.lastgroup or ""
        piece = hit.group()
        place = hit.end()
        if kind != "BLANK":
            yield kind, piece, hit.start()


def _keep(found: Scan, kind: str, text: str, start: int) -> None:
    end = start + len(text)
    if kind == "COMMENT":
        _check_hidden(found, text, start)
        found.comments.append(Comment(text[1:].strip(), start, _alone(found.source.text, start)))
        return
    if kind in ("STRING", "CITE", "QUOTED", "RUN"):
        _check_hidden(found, text, start)
    if kind == "NOISE":
        return
    if kind in ("NUMBER", "TIME", "DATE"):
        _check_neighbour(found, text, start)
    name = _SIGNS[text] if kind == "SIGN" else kind
    found.tokens.append(Raw(name, text, start, end, _alone(found.source.text, start)))


def _alone(text: str, start: int) -> bool:
    """Say whether only blanks stand before a place on its line; looks no further back than the last other sign."""
    place = start - 1
    while place >= 0 and text[place] in " \t\r\u3000":
        place -= 1
    return place < 0 or text[place] == "\n"


def _check_neighbour(found: Scan, text: str, start: int) -> None:
    """Refuse digits of another width, or 。 as a decimal point, right after a number."""
    whole, end = found.source.text, start + len(text)
    hit = _MIXED.match(whole, end)
    if hit is None:
        return
    sign = hit.group()[0]
    if sign in "，," and text[-1].isascii() != (sign == ","):
        return  # a comma of the other width parts two numbers
    stop = hit.end()
    while stop < len(whole) and whole[stop] in "0123456789０１２３４５６７８９.．":
        stop += 1
    if hit.group()[0] == "。":
        _fault(found, "bad-number", start, stop, text=whole[start:stop])
        return
    clean = whole[start:stop].translate(_NARROW)
    _fault(found, "mixed-width", start, stop, text=whole[start:stop], clean=clean, wide=clean.translate(_WIDER))


_NARROW: Final = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_WIDER: Final = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def _fault(found: Scan, code: str, start: int, end: int, **facts: str) -> None:
    found.faults.append(Diagnostic(code, Span(found.source, start, end), facts))


# ---------------------------------------------------------------- what may not stand in a file

_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HIDDEN: Final = frozenset(
    "\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u034f\u115f\u1160\u3164\uffa0"
)
_SUSPECT: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e0fff]"
)


def _check_hidden(found: Scan, text: str, start: int) -> None:
    hit = _SUSPECT.search(text.removesuffix("\r"))
    if hit is not None:
        place = start + hit.start()
        _fault(found, _kind_of_hidden(hit.group()), place, place + 1, point=f"U+{ord(hit.group()):04X}")


def _kind_of_hidden(one: str) -> str:
    if one in _BIDI:
        return "bidi-character"
    if one in _HIDDEN or unicodedata.category(one) in ("Cf", "Mn"):
        return "invisible-character"
    return "control-character"


def _refuse(found: Scan, place: int) -> int:
    """Note what is wrong with a character that begins nothing; return where to go on."""
    text = found.source.text
    one = text[place]
    if one in _OPENING:
        stop = text.find("\n", place)
        stop = len(text) if stop < 0 else stop
        code = "open-bracket" if one in "〔[" else "open-quote"
        _fault(found, code, place, place + 1, open=one, close=_OPENING[one])
        return stop
    code, facts = _what_is(one)
    stop = place + 1
    while stop < len(text) and text[stop] == one:
        stop += 1
    _fault(found, code, place, place + 1, **facts)
    return stop


def _what_is(one: str) -> tuple[str, dict[str, str]]:
    point = f"U+{ord(one):04X}"
    if _SUSPECT.match(one):
        return _kind_of_hidden(one), {"point": point}
    if one.isnumeric():
        return "not-a-digit", {"sign": one}
    if one.isalpha():
        plain = unicodedata.normalize("NFKC", one)
        return ("wide-letter", {"sign": one, "plain": plain}) if plain.isascii() else ("foreign-letter", {"sign": one})
    return "unknown-sign", {"sign": one, "point": point}


# ---------------------------------------------------------------- brackets


def _match_brackets(found: Scan) -> None:
    """Pair the parentheses; an unpaired one is a fault at itself, and does not count as open."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    deepest: Raw | None = None
    for index, token in enumerate(found.tokens):
        if token.kind == "_LPAR":
            opened.append(index)
            if len(opened) == DEEPEST + 1 and deepest is None:
                deepest = token
        elif token.kind == "_RPAR":
            if opened:
                pairs.append((opened.pop(), index))
            else:
                _fault(found, "stray-bracket", token.start, token.end, close=token.text)
    if deepest is not None:
        _fault(found, "too-deep", deepest.start, deepest.end, most=str(DEEPEST))
        opened.clear()
    for index in opened:
        token = found.tokens[index]
        _fault(found, "open-bracket", token.start, token.end, open=token.text, close=")" if token.text == "(" else "）")
    found.inside = _insides(len(found.tokens), pairs)


def _insides(count: int, pairs: list[tuple[int, int]]) -> list[bool]:
    change = [0] * (count + 1)
    for first, last in pairs:
        change[first + 1] += 1
        change[last] -= 1
    depth, inside = 0, []
    for index in range(count):
        depth += change[index]
        inside.append(depth > 0)
    return inside


def is_hidden(one: str) -> bool:
    """Say whether a character is refused because nobody sees it."""
    return _SUSPECT.match(one) is not None and one not in "\r\n\t"


def is_han(one: str) -> bool:
    """Say whether a character is a Chinese one, radicals and compatibility forms included."""
    return _HAN.match(one) is not None
