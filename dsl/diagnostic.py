"""
A finding about clause text: what is wrong, where, and a way out.

A ``Diagnostic`` holds facts only (a code, places, words of the author). The sentences stand in ``messages``, one table
with both languages, so that a reader gets their own language whatever the contract is written in. Drawing is here: the
excerpt, the caret under the right terminal columns (a Chinese character is two columns wide), control characters shown
escaped, long lines cut. Nothing here reads a terminal, a locale or a clock.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from luyue.dsl.messages import LIMITS, file_words, hint_of, is_thing, wording
from luyue.dsl.source import Source, Span

Fact = str | tuple[str, ...]
NO_FACTS: Final[Mapping[str, Fact]] = MappingProxyType({})
MOST_ERRORS: Final = 100  # of one file in one run, then a count
MORE_ERRORS: Final = "more-errors"
WIDEST_EXCERPT: Final = 100  # terminal columns
LONGEST_FACT: Final = 60  # characters of the author's text inside a sentence
# Facts of our own making, never cut.
WHOLE: Final = ("witness_zh", "witness_en", "names_zh", "names_en", "told_zh", "told_en", "parts", "how")
_YUAN: Final = re.compile(r"CNY ([0-9][0-9,]*(?:\.[0-9]+)?)")


@frozen
class Label:
    """Another place that matters, with its own short sentence."""

    span: Span
    code: str
    facts: Mapping[str, Fact] = NO_FACTS


@frozen
class Diagnostic:
    """
    One finding about the text.

    A fact is the author's text, or a word such as ``@name`` that ``messages`` says in the reader's language; a tuple of
    them is a list of alternatives.
    """

    code: str  # stable, e.g. "unknown-event"
    span: Span
    facts: Mapping[str, Fact] = NO_FACTS
    severity: str = field(default="error", kw_only=True)  # error, warning, info
    labels: tuple[Label, ...] = field(default=(), kw_only=True)
    hint: str | None = field(default=None, kw_only=True)  # a way out that fits better than the code's own

    @property
    def is_limit(self) -> bool:
        """Say whether a limit was hit (size, depth) rather than something wrong written."""
        return self.code in LIMITS


class ContractError(Exception):
    """
    The contract is refused: every diagnostic of the stage, in source order, at least one of them an error.

    Of one file the first hundred are kept, and then how many more there were.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(_first_of_each_file(sorted(diagnostics, key=_order)))
        super().__init__(", ".join(d.code for d in self.diagnostics))

    def __str__(self) -> str:
        """Return every diagnostic, drawn in English."""
        return "\n".join(draw(d, "en") for d in self.diagnostics)


def _order(diagnostic: Diagnostic) -> tuple[str, int, int]:
    return diagnostic.span.source.name, diagnostic.span.start, diagnostic.span.end


def _first_of_each_file(ordered: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield at most so many diagnostics of a file, then their rest as a number; one that was cut before stays."""
    for _, group in groupby(ordered, key=lambda one: one.span.source.name):
        found = list(group)
        if len(found) <= MOST_ERRORS or found[-1].code == MORE_ERRORS:
            yield from found
            continue
        yield from found[:MOST_ERRORS]
        yield Diagnostic(MORE_ERRORS, found[MOST_ERRORS].span, {"count": str(len(found) - MOST_ERRORS)})


# ---------------------------------------------------------------- drawing


def draw(diagnostic: Diagnostic, lang: str) -> str:
    """
    Return the finding as people read it in ``lang`` (zh or en): sentence, excerpt with caret, way out; no line end.

    >>> from luyue.dsl.source import Source
    >>> text = Source("a.clause", "条宽 甲")
    >>> print(draw(Diagnostic("unknown-part", Span(text, 0, 2), {"word": "条宽"}, hint="did-you-mean:条款"), "en"))
    a.clause:1:1: error[unknown-part]: 「条宽」 opens no part of a contract
    1 │ 条宽 甲
      │ ^^^^ a label is expected here
      = help: did you mean 「条款」?
    """
    span = diagnostic.span
    words = wording(diagnostic.code, lang)
    place = f"{escape(span.source.name)}:{span.line}:{span.column}"
    severity = _SEVERITIES[lang][diagnostic.severity]
    colon = _COLONS[lang]
    sentence = fill(words.says, diagnostic.facts, lang)
    numbers = [span.line, *(label.span.line for label in diagnostic.labels if label.span.source is span.source)]
    gutter = len(str(max(numbers)))
    lines = [f"{place}: {severity}[{diagnostic.code}]{colon}{sentence}"]
    lines += _excerpt(span, fill(words.mark, diagnostic.facts, lang), gutter)
    for label in diagnostic.labels:
        lines += _label(label, span.source, gutter, lang)
    for text in _ways_out(diagnostic, words.help, lang):
        first, *rest = text.split("\n")
        lines.append(f"{' ' * gutter} = {_HELP[lang]}{colon}{first}")
        lines += [f"{' ' * gutter}   {one}" for one in rest]
    return "\n".join(lines)


def sentence_of(diagnostic: Diagnostic, lang: str) -> str:
    """Return the one sentence of fact, without place or code."""
    return fill(wording(diagnostic.code, lang).says, diagnostic.facts, lang)


def as_json(diagnostic: Diagnostic, lang: str) -> dict[str, object]:
    """Return what ``draw`` shows as plain values; lines and columns count characters from 1, the end is exclusive."""
    words = wording(diagnostic.code, lang)
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": sentence_of(diagnostic, lang),
        **_place(diagnostic.span),
        "mark": fill(words.mark, diagnostic.facts, lang),
        "help": _ways_out(diagnostic, words.help, lang),
        "labels": [
            {"message": fill(wording(x.code, lang).says, x.facts, lang), **_place(x.span)} for x in diagnostic.labels
        ],
        "facts": {key: list(v) if isinstance(v, tuple) else v for key, v in sorted(diagnostic.facts.items())},
    }


_SEVERITIES: Final = MappingProxyType(
    {
        "zh": MappingProxyType({"error": "错误", "warning": "警告", "info": "提示"}),
        "en": MappingProxyType({"error": "error", "warning": "warning", "info": "info"}),
    }
)
_HELP: Final = MappingProxyType({"zh": "帮助", "en": "help"})
_COLONS: Final = MappingProxyType({"zh": "：", "en": ": "})
_COMMAS: Final = MappingProxyType({"zh": "、", "en": ", "})


def _place(span: Span) -> dict[str, object]:
    end_line, end_column = span.source.place(span.end)
    return {
        "file": span.source.name,
        "line": span.line,
        "column": span.column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _ways_out(diagnostic: Diagnostic, own: str, lang: str) -> list[str]:
    if diagnostic.hint is not None:
        code, _, word = diagnostic.hint.partition(":")
        return [fill(hint_of(code, lang), {**diagnostic.facts, "near": word}, lang)]
    return [fill(own, diagnostic.facts, lang)] if own else []


def fill(template: str, facts: Mapping[str, Fact], lang: str) -> str:
    """
    Put facts into a sentence: the author's text escaped and cut, ``@words`` said in the reader's language.

    Words of the clause language are those of the file (the fact ``language``), so that a way out can be typed as it is.
    """
    written = facts.get("language", lang)
    said = {key: _say(fact, lang, cut=key not in WHOLE) for key, fact in facts.items()}
    return template.format_map({**file_words(written if isinstance(written, str) else lang), **said})


def _say(fact: Fact, lang: str, *, cut: bool = True) -> str:
    if isinstance(fact, tuple):
        return _COMMAS[lang].join(_say_listed(one, lang) for one in fact)
    if is_thing(fact):
        return hint_of(fact, lang)
    if lang == "zh" and (_YUAN.fullmatch(fact) or not cut):
        fact = _YUAN.sub(r"\1元", fact)
    return _cut(escape(fact)) if cut else escape(fact)


def _say_listed(fact: str, lang: str) -> str:
    return hint_of(fact, lang) if is_thing(fact) else f"「{_cut(escape(fact))}」"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_FACT else text[: LONGEST_FACT - 1] + "…"


def escape(text: str) -> str:
    """Return text that is safe to print: control, invisible and lone surrogate characters as ``<U+XXXX>``."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one == "\u3000" else f"<U+{ord(one):04X}>" for one in text)


def width(text: str) -> int:
    """Return how many terminal columns a printable text takes: wide and full-width characters two, marks none."""
    return sum(_columns(one) for one in text)


def _columns(one: str) -> int:
    if one.isascii():
        return 1
    if unicodedata.combining(one):
        return 0
    return 2 if unicodedata.east_asian_width(one) in "WF" else 1


def _excerpt(span: Span, mark: str, gutter: int) -> list[str]:
    """Return the first line of a span with a caret row under it; a long line is cut around the place."""
    number, column = span.source.place(span.start)
    line = span.source.line(number)
    start = column - 1
    stop = min(len(line), start + max(1, span.end - span.start))
    first, last = _window(line, start, stop)
    before = ("…" if first else "") + _shown(line[first:start])
    inside = _shown(line[start : min(stop, last)])
    after = _shown(line[stop:last]) + ("…" if last < len(line) else "")
    carets = "^" * max(1, width(inside))
    tail = f" {mark}" if mark else ""
    shown = f"{number:>{gutter}} │ {before}{inside}{after}".rstrip()
    return [shown, f"{' ' * gutter} │ {' ' * width(before)}{carets}{tail}"]


def _window(line: str, start: int, stop: int) -> tuple[int, int]:
    half = WIDEST_EXCERPT // 4
    if width(line) <= WIDEST_EXCERPT:
        return 0, len(line)
    return max(0, start - half), min(len(line), max(start + half, min(stop, start + 2 * half)))


def _shown(text: str) -> str:
    return escape(text.replace("\t", "    "))


def _label(label: Label, home: Source, gutter: int, lang: str) -> list[str]:
    text = fill(wording(label.code, lang).says, label.facts, lang)
    if label.span.source is home:
        return _excerpt(label.span, text, gutter)
    place = f"{escape(label.span.source.name)}:{label.span.line}:{label.span.column}"
    return [f"{' ' * gutter} │ {place}: {text}"]


# ---------------------------------------------------------------- near misses


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """
    Return the candidate that the word most likely was meant to be, or None if none is a near miss.

    Two swapped neighbours count as one slip. A Chinese word may differ in one character of up to three and two of more,
    and must share one; a Latin one in a third of its letters. Ties go to the
    one of like length, then to the first in code-point order.

    >>> nearest("验受", ["交货", "验收"])
    '验收'
    >>> nearest("pays", ["keeps", "power"]) is None
    True
    """
    near = (other for other in set(candidates) if other != word and _comparable(word, other))
    best = min(((distance(word, other), abs(len(word) - len(other)), other) for other in near), default=None)
    if best is None or best[0] > _slips(word, best[2]):
        return None
    return best[2]


def _comparable(word: str, other: str) -> bool:
    return abs(len(word) - len(other)) <= _slips(word, other) and bool(set(word.lower()) & set(other.lower()))


def _slips(word: str, other: str) -> int:
    longest = max(len(word), len(other))
    if word.isascii() and other.isascii():
        return max(1, longest // 4)
    return 1 if longest <= 3 else 2


def distance(a: str, b: str) -> int:
    """Return how many single slips (insert, drop, replace, swap of neighbours) lie between two words; case is none."""
    a, b = a.lower(), b.lower()
    older: list[int] = []
    old = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        new = [i]
        for j, right in enumerate(b, 1):
            cost = min(old[j] + 1, new[j - 1] + 1, old[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            new.append(cost)
        older, old = old, new
    return old[-1]
