"""
The second pass: which run of letters is a word of the language, and which is a name.

Every run is looked up whole, so 付款期限 never breaks at 期限. A run is a word only if the parser, after the reductions
it has pending, would shift it (LALR's merged look-aheads accept too much, so they are played through); else it is a
name. Labels are reserved, except before ``=``, after ``.`` or 的 or 称, and in brackets. Chinese runs are cut only into
numbers with units, ratios and the few words of ``GLUED``, and only if nothing is left over: 每逾期1日, 持续三十日以上.
A unit is one only after a number or after 每. Quantities come to the parser as one token with an exact value.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, NoReturn, TypeVar

from attrs import define, field
from lark.lexer import Lexer

from luyue.dsl import dates, literal, words
from luyue.dsl.cut import UNITS_BY_LENGTH, Piece, cut, is_bare_month, is_quantity
from luyue.dsl.diagnostic import Diagnostic, Fact
from luyue.dsl.expect import accepts, expected_words
from luyue.dsl.literal import LiteralError
from luyue.dsl.quantity import Unit
from luyue.dsl.scan import Raw, is_han
from luyue.dsl.source import Span
from luyue.dsl.tokens import Block, Fault, Token

Value = TypeVar("Value")


class WordLexer(Lexer):
    """Turns a ``Block`` into terminals, asking the parser at each run what it could take."""

    __future_interface__ = 2

    def __init__(self, _conf: object) -> None:
        """Keep nothing: everything is in the block and in the parser's state."""

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:  # type: ignore[override]
        """Yield the tokens of ``lexer_state.text``, a Block."""
        return _Reader(lexer_state.text, parser_state).tokens()


@define
class _Reader:
    block: Block
    state: Any
    at: int = 0
    last: str = ""  # the terminal before
    senses: Mapping[str, tuple[words.Sense, ...]] = field(init=False)
    phrases: Mapping[str, tuple[tuple[str, ...], ...]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.senses = words.senses(self.block.language)
        self.phrases = words.phrases(self.block.language)

    def tokens(self) -> Iterator[Token]:
        """Yield each token after the parser has taken the one before."""
        raws = self.block.tokens
        while self.at < len(raws):
            raw = raws[self.at]
            handler = _HANDLERS.get(raw.kind)
            if handler is None:
                self.at += 1
                yield self.token(raw.kind, None, raw.start, raw.end)
            else:
                yield from handler(self, raw)

    def token(self, terminal: str, value: Any, start: int, end: int) -> Token:
        self.last = terminal
        return Token(terminal, value, Span(self.block.source, start, end))

    def fault(self, code: str, start: int, end: int, facts: Mapping[str, Fact]) -> NoReturn:
        raise Fault(Diagnostic(code, Span(self.block.source, start, end), facts))

    def next_kind(self, ahead: int = 1) -> str:
        index = self.at + ahead
        return self.block.tokens[index].kind if index < len(self.block.tokens) else ""

    def takes(self, terminal: str) -> bool:
        return accepts(self.state, terminal)

    # -------------------------------------------------------- quoted things

    def read_string(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        yield self.token("STRING", raw.text[1:-1], raw.start, raw.end)

    def read_cite(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        yield self.token("CITE", raw.text[1:-1].strip(), raw.start, raw.end)

    def read_quoted(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        name = raw.text[1:-1].strip()
        if not name:
            self.fault("empty-name", raw.start, raw.end, {})
        _check_letters(self, name, raw)
        yield self.token("NAME", name, raw.start, raw.end)

    # -------------------------------------------------------- numbers and dates

    def read_date(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        yield self.dated(self.literally(dates.written, raw.text, raw.start, raw.end), raw)

    def dated(self, value: date | dates.YearMonth, raw: Raw) -> Token:
        return self.token("DATE" if isinstance(value, date) else "MONTH", value, raw.start, raw.end)

    def read_quarter(self, raw: Raw) -> Iterator[Token]:
        """Take 2025-Q1 as the name that a quarter of the calendar has in reports."""
        self.at += 1
        yield self.token("NAME", unicodedata.normalize("NFKC", raw.text), raw.start, raw.end)

    def read_time(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        plain = raw.text.replace("：", ":") if raw.text[0].isascii() else raw.text
        yield self.token("TIME", self.literally(dates.clock, plain, raw.start, raw.end), raw.start, raw.end)

    def read_currency(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        if self.next_kind(0) != "NUMBER":
            self.fault("number-expected", raw.start, raw.end, {"sign": raw.text})
        yield from self.read_number(self.block.tokens[self.at], mark=raw)

    def read_number(self, raw: Raw, mark: Raw | None = None) -> Iterator[Token]:
        self.at += 1
        start = mark.start if mark else raw.start
        value = self.literally(literal.number, raw.text, raw.start, raw.end)
        unit, scale, end, rest = self.unit_after(raw, money=mark is not None)
        value = value / scale if unit is Unit.SHARE else value * scale
        written = self.block.source.text[start:end]
        value, unit = self.literally(lambda text: literal.quantity(value, unit, written=text), written, start, end)
        yield self.token("LIT", (value, unit), start, end)
        if rest:
            yield from self.pieces(rest, end)

    def unit_after(self, raw: Raw, *, money: bool) -> tuple[Unit, Fraction, int, tuple[Piece, ...]]:
        """Return the unit that follows a number, its scale, where it ends, and the glued words after it."""
        following = self.block.tokens[self.at] if self.at < len(self.block.tokens) else None
        if following is not None and following.kind == "PERCENT":
            self.at += 1
            return Unit.SHARE, Fraction(literal.PERCENTS[following.text]), following.end, ()
        if following is not None and following.kind == "RUN":
            found = self.unit_run(following)
            if found is not None:
                return found
            if following.start == raw.end:
                self.glued_to_number(raw, following)
        return (Unit.MONEY if money else Unit.NUMBER), Fraction(1), raw.end, ()

    def unit_run(self, run: Raw) -> tuple[Unit, Fraction, int, tuple[Piece, ...]] | None:
        units = literal.UNITS[self.block.language]
        if self.block.language == "zh":
            if run.text == "月" or (run.text[0] == "月" and cut(run.text[1:]) is not None):
                self.fault("bare-month", run.start, run.start + 1, {})
            for unit in UNITS_BY_LENGTH:
                if run.text.startswith(unit):
                    rest = cut(run.text[len(unit) :]) if run.text != unit else ()
                    if rest is not None:
                        self.at += 1
                        kind, scale = units[unit]
                        return kind, Fraction(scale), run.start + len(unit), rest
            return None
        pair = f"{run.text} {self.block.tokens[self.at + 1].text}" if self.next_kind() == "RUN" else ""
        for text, count in ((pair, 2), (run.text, 1)):
            if text in units:
                end = self.block.tokens[self.at + count - 1].end
                self.at += count
                return units[text][0], Fraction(units[text][1]), end, ()
        return None

    def glued_to_number(self, raw: Raw, run: Raw) -> None:
        text = raw.text + run.text
        if run.text[0].isascii() and self.block.language == "en":
            self.fault("bad-number", raw.start, run.end, {"text": text})
        if cut(run.text) is None and not (self.block.language == "zh" and run.text in self.senses):
            self.fault("glued", raw.start, run.end, {"text": text})

    def literally(self, reader: Callable[[str], Value], text: str, start: int, end: int) -> Value:
        try:
            return reader(text)
        except LiteralError as error:
            self.fault(error.code, start, end, error.facts)

    # -------------------------------------------------------- runs

    def read_run(self, raw: Raw) -> Iterator[Token]:
        token = self.name_by_place(raw) or self.unit_word(raw) or self.phrase(raw)
        if token is not None:
            yield token
            return
        pieces = self.cut_here(raw)
        if pieces is not None and not self.only_a_name(pieces):
            self.at += 1
            yield from self.pieces(pieces, raw.start)
            return
        yield from self.name_or_fault(raw)

    def name_by_place(self, raw: Raw) -> Token | None:
        """Take any word as a name before ``=`` and after ``.``, 的, 称."""
        before_equals = self.next_kind() == "_EQ"
        if not before_equals and self.last not in ("_DOT", "_DE", "_AS"):
            return None
        if self.last == "_DE" and is_quantity(raw.text):
            return None
        if not self.takes("NAME"):
            return None
        return self.name(raw)

    def name(self, raw: Raw) -> Token:
        self.at += 1
        _check_letters(self, raw.text, raw)
        return self.token("NAME", raw.text, raw.start, raw.end)

    def unit_word(self, raw: Raw) -> Token | None:
        if self.last not in ("_EVERY", "LATE"):
            return None
        units = literal.EVERY[self.block.language]
        pair = f"{raw.text} {self.block.tokens[self.at + 1].text}" if self.next_kind() == "RUN" else ""
        for text, count in ((pair, 2), (raw.text, 1)):
            if text in units and self.takes("UNIT"):
                end = self.block.tokens[self.at + count - 1].end
                self.at += count
                return self.token("UNIT", units[text], raw.start, end)
        return None

    def phrase(self, raw: Raw) -> Token | None:
        """Return the longest phrase that begins here and that the parser can take now."""
        for phrase in self.phrases.get(raw.text, ()):
            if self.reads(phrase):
                token = self.word(" ".join(phrase), len(phrase))
                if token is not None:
                    return token
        return self.word(raw.text, 1) if raw.text in self.senses else None

    def reads(self, phrase: tuple[str, ...]) -> bool:
        raws = self.block.tokens
        return len(raws) >= self.at + len(phrase) and all(
            raws[self.at + i].kind == "RUN" and raws[self.at + i].text == word for i, word in enumerate(phrase)
        )

    def word(self, spelling: str, count: int) -> Token | None:
        inside = self.block.inside[self.at]
        for terminal, meaning in self.senses[spelling]:
            if inside and terminal in words.LABELS:
                continue
            if terminal in words.CALLS and self.next_kind(count) != "_LPAR":
                continue
            if self.takes(terminal):
                raws = self.block.tokens
                token = self.token(terminal, meaning, raws[self.at].start, raws[self.at + count - 1].end)
                self.at += count
                if terminal in words.LABELS and self.next_kind(0) == "_COLON":
                    self.at += 1
                return token
        return None

    def cut_here(self, raw: Raw) -> tuple[Piece, ...] | None:
        if self.block.language != "zh" or raw.text.isascii():
            return None
        return None if dates.looks_written(raw.text) else cut(raw.text)

    def only_a_name(self, pieces: tuple[Piece, ...]) -> bool:
        """Say whether a run of glued words stands where the parser takes a name and not the first of them."""
        first = pieces[0].word
        if first is None or not self.takes("NAME"):
            return False
        return not any(self.takes(sense.terminal) for sense in self.senses[first])

    def pieces(self, pieces: tuple[Piece, ...], origin: int) -> Iterator[Token]:
        for piece in pieces:
            start, end = origin + piece.start, origin + piece.end
            if piece.value is not None:
                yield self.token("LIT", piece.value, start, end)
                continue
            word = piece.word or ""
            if self.last in ("_EVERY", "LATE") and word in literal.EVERY_ZH:
                yield self.token("UNIT", literal.EVERY_ZH[word], start, end)
                continue
            for terminal, meaning in self.senses[word]:
                if self.takes(terminal):
                    yield self.token(terminal, meaning, start, end)
                    break
            else:
                sense = self.senses[word][0]
                yield self.token(sense.terminal, sense.meaning, start, end)

    def name_or_fault(self, raw: Raw) -> Iterator[Token]:
        if self.block.language == "zh" and dates.looks_written(raw.text):
            found = self.literally(dates.in_words, raw.text, raw.start, raw.end)
            if found is not None:
                self.at += 1
                yield self.dated(found, raw)
                return
        if raw.text in ("人民币", "CNY") and self.next_kind() == "NUMBER":
            self.at += 1
            yield from self.read_number(self.block.tokens[self.at], mark=raw)
            return
        same = self.block.language == "zh" and raw.text.startswith(_SAME) and self.takes("_SAME")
        if same and len(raw.text) > len(_SAME):
            self.at += 1
            middle = raw.start + len(_SAME)
            yield self.token("_SAME", "", raw.start, middle)
            yield self.token("NAME", raw.text[len(_SAME) :], middle, raw.end)
            return
        self.refuse_reserved(raw)
        yield self.name(raw)

    def refuse_reserved(self, raw: Raw) -> None:
        """Refuse a label, or a month without 个, where a name would be taken."""
        if self.block.language == "zh" and is_bare_month(raw.text):
            self.fault("bare-month", raw.start, raw.end, {})
        if not self.takes("NAME"):
            return
        labels = words.labels(self.block.language)
        if raw.text in labels and not self.block.inside[self.at]:
            wanted = expected_words(self.state, self.block.language)
            self.fault("label-here", raw.start, raw.end, {"word": raw.text, "expected": wanted})


_SAME: Final = words.say("_SAME", "zh")
_HANDLERS: Final = MappingProxyType(
    {
        "RUN": _Reader.read_run,
        "STRING": _Reader.read_string,
        "CITE": _Reader.read_cite,
        "QUOTED": _Reader.read_quoted,
        "DATE": _Reader.read_date,
        "QUARTER": _Reader.read_quarter,
        "TIME": _Reader.read_time,
        "NUMBER": _Reader.read_number,
        "CURRENCY": _Reader.read_currency,
    }
)


def _check_letters(reader: _Reader, name: str, raw: Raw) -> None:
    if name.isascii():
        return
    for one in name:
        if one.isalpha() and not one.isascii() and not is_han(one):
            reader.fault("foreign-letter", raw.start, raw.end, {"sign": one})
