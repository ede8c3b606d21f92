"""
The second pass: which run of letters is a word of the language, and which is a name.

Every run is looked up whole, so 付款期限 never breaks at 期限. A run is a word only if the parser, after the reductions
it has pending, would shift it (LALR's merged look-aheads accept too much, so they are played through); else it is a
name. Labels are reserved, except before ``=``, after ``.`` or 的 or 称, and in brackets. Chinese runs are cut only into
numbers with units, ratios and the few words of ``GLUED``, and only if nothing is left over: 每逾期1日, 持续三十日以上.
A unit is one only after a number or after 每. Quantities come to the parser as one token with an exact value.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, NoReturn

from attrs import define, field, frozen
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from luyue.dsl import literal, words
from luyue.dsl.diagnostic import Diagnostic, nearest
from luyue.dsl.literal import LiteralError
from luyue.dsl.quantity import Unit
from luyue.dsl.scan import Raw
from luyue.dsl.source import Source, Span

RAW_TERMINALS: Final = (
    *("NAME", "STRING", "CITE", "LIT", "UNIT", "DATE", "MONTH", "TIME", "_COMMA", "_DUN", "_COLON", "_EQ", "_NE"),
    *("_GE", "_LE", "_GT", "_LT", "_LPAR", "_RPAR", "_DOT", "_DE", "_PLUS", "_MINUS", "_STAR", "_SLASH"),
)


class Fault(Exception):
    """A diagnostic on its way out of a block."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


@define
class Token:
    """What the parser shifts: a terminal, its value, its place."""

    type: str
    value: Any
    span: Span
    line: int = 0  # the parser generator's own error values ask for these; places are taken from the span
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    start_pos: int = 0
    end_pos: int = 0

    @classmethod
    def new_borrow_pos(cls, type_: str, value: Any, other: "Token") -> "Token":
        """Return a token at the place of another."""
        return cls(type_, value, other.span)


@frozen
class Block:
    """One part of a file: its tokens in order, and for each whether it stands in brackets."""

    source: Source
    language: str
    tokens: Sequence[Raw]
    inside: Sequence[bool]


# ---------------------------------------------------------------- what the parser would take


def accepts(state: Any, terminal: str) -> bool:
    """Say whether the parser would shift a terminal now, playing its pending reductions through on a copy."""
    table = state.parse_conf.states
    stack = state.state_stack
    action = table[stack[-1]].get(terminal)
    if action is None:
        return False
    if action[0] is Shift:
        return True
    stack = list(stack)
    while action is not None and action[0] is not Shift:
        rule = action[1]
        if rule.expansion:
            del stack[-len(rule.expansion) :]
        stack.append(table[stack[-1]][rule.origin.name][1])
        action = table[stack[-1]].get(terminal)
    return action is not None


def expected(state: Any) -> list[str]:
    """Return the terminals that the parser would shift now, in the order of its table."""
    row = state.parse_conf.states[state.state_stack[-1]]
    return sorted((one for one in row if _is_terminal(one) and accepts(state, one)), key=_table_order)


_ORDER: Final = {terminal: index for index, terminal in enumerate((*RAW_TERMINALS, *words.terminals()))}


def _table_order(terminal: str) -> int:
    return _ORDER[terminal]


def _is_terminal(name: str) -> bool:
    return name.isupper() and name != "$END"


# ---------------------------------------------------------------- cutting Chinese runs


@frozen
class Piece:
    """A part of a run that was cut: a glued word, or a quantity."""

    start: int
    end: int
    word: str | None = None
    value: tuple[Fraction, Unit] | None = None


_WORD_DATE: Final = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_MONTH_ALONE: Final = re.compile(rf"[{literal.NUMERALS}]+月")
_LONGEST_CUT: Final = 48
_UNITS_BY_LENGTH: Final = tuple(sorted(literal.UNITS_ZH, key=len, reverse=True))
_BEFORE_UNITS: Final = (words.say("_EVERY", "zh"), words.say("LATE late", "zh"))
_GLUED_BY_LENGTH: Final = tuple(sorted(words.GLUED_WORDS, key=len, reverse=True))


@lru_cache(4096)
def cut(run: str) -> tuple[Piece, ...] | None:
    """
    Cut a Chinese run into glued words and quantities, or return None if something is left over.

    >>> [p.word or p.value for p in cut("持续三十日以上")]
    ['持续', (Fraction(30, 1), <Unit.DAY: 'day'>), '以上']
    >>> cut("付款期限") is None
    True
    """
    if len(run) > _LONGEST_CUT:
        return None
    rest: list[tuple[Piece, ...] | None] = [None] * len(run) + [()]
    for start in range(len(run) - 1, -1, -1):
        for piece in _pieces_at(run, start):
            tail = rest[piece.end]
            if tail is not None:
                rest[start] = (piece, *tail)
                break
    return rest[0]


def _pieces_at(run: str, start: int) -> Iterator[Piece]:
    for word in _GLUED_BY_LENGTH:
        if run.startswith(word, start):
            yield Piece(start, start + len(word), word=word)
    if run.endswith(_BEFORE_UNITS, 0, start):
        for unit in literal.EVERY_ZH:
            if run.startswith(unit, start):
                yield Piece(start, start + len(unit), word=unit)
    if run[start] in literal.NUMERALS or run[start] == "人":
        for end in range(len(run), start, -1):
            value = _quantity_in_words(run[start:end])
            if value is not None:
                yield Piece(start, end, value=value)


def _quantity_in_words(text: str) -> tuple[Fraction, Unit] | None:
    share = literal.ratio(text)
    if share is not None:
        return share, Unit.SHARE
    money = literal.capitals(text)
    if money is not None:
        return money, Unit.MONEY
    for unit in _UNITS_BY_LENGTH:
        if text.endswith(unit):
            count = literal.numeral(text[: -len(unit)])
            if count is not None:
                kind, scale = literal.UNITS_ZH[unit]
                return Fraction(count) * scale, kind
    bare = literal.numeral(text)
    return None if bare is None or text in "〇零" else (Fraction(bare), Unit.NUMBER)


def is_quantity(run: str) -> bool:
    """Say whether a bare run would be read as a number, so that as a name it needs quotes."""
    pieces = cut(run)
    if pieces is not None and any(piece.value is not None for piece in pieces):
        return True
    return _MONTH_ALONE.fullmatch(run) is not None or _WORD_DATE.fullmatch(run) is not None


# ---------------------------------------------------------------- the lexer


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

    def fault(self, code: str, start: int, end: int, facts: Mapping[str, Any], hint: str | None = None) -> NoReturn:
        raise Fault(Diagnostic(code, Span(self.block.source, start, end), facts, hint=hint))

    def next_kind(self, ahead: int = 1) -> str:
        index = self.at + ahead
        return self.block.tokens[index].kind if index < len(self.block.tokens) else ""

    def takes(self, terminal: str) -> bool:
        return accepts(self.state, terminal)

    # -------------------------------------------------------- quoted things

    def string(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        yield self.token("STRING", raw.text[1:-1], raw.start, raw.end)

    def cite(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        yield self.token("CITE", raw.text[1:-1].strip(), raw.start, raw.end)

    def quoted(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        name = raw.text[1:-1].strip()
        if not name:
            self.fault("empty-name", raw.start, raw.end, {})
        _check_letters(self, name, raw)
        yield self.token("NAME", name, raw.start, raw.end)

    # -------------------------------------------------------- numbers and dates

    def date(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        terminal, value = self.literally(_read_date, raw.text, raw.start, raw.end)
        yield self.token(terminal, value, raw.start, raw.end)

    def time(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        plain = raw.text.replace("：", ":") if raw.text[0].isascii() else raw.text
        yield self.token("TIME", self.literally(literal.clock, plain, raw.start, raw.end), raw.start, raw.end)

    def currency(self, raw: Raw) -> Iterator[Token]:
        self.at += 1
        if self.next_kind(0) != "NUMBER":
            self.fault("number-expected", raw.start, raw.end, {"sign": raw.text})
        yield from self.number(self.block.tokens[self.at], mark=raw)

    def number(self, raw: Raw, mark: Raw | None = None) -> Iterator[Token]:
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
            for unit in _UNITS_BY_LENGTH:
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

    def literally(self, reader: Any, text: str, start: int, end: int) -> Any:
        try:
            return reader(text)
        except LiteralError as error:
            self.fault(error.code, start, end, error.facts)

    # -------------------------------------------------------- runs

    def run(self, raw: Raw) -> Iterator[Token]:
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
        dated = _date_in_words(raw.text)
        if dated is not None or raw.text in ("人民币",):
            return None
        return cut(raw.text)

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
        dated = _date_in_words(raw.text) if self.block.language == "zh" else None
        if dated is not None:
            self.at += 1
            terminal, value = self.literally(lambda _: _build_date(*dated), raw.text, raw.start, raw.end)
            yield self.token(terminal, value, raw.start, raw.end)
            return
        if raw.text in ("人民币", "CNY") and self.next_kind() == "NUMBER":
            self.at += 1
            yield from self.number(self.block.tokens[self.at], mark=raw)
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
        """Refuse a label, a month without 个, or a word of the other language, where a name would be taken."""
        if self.block.language == "zh" and _MONTH_ALONE.fullmatch(raw.text):
            self.fault("bare-month", raw.start, raw.end, {})
        if not self.takes("NAME"):
            return
        labels = words.labels(self.block.language)
        if raw.text in labels and not self.block.inside[self.at]:
            self.fault("label-here", raw.start, raw.end, {"word": raw.text, "expected": expected_words(self.state, self.block.language)})


_SAME: Final = words.say("_SAME", "zh")
_HANDLERS: Final = {
    "RUN": _Reader.run,
    "STRING": _Reader.string,
    "CITE": _Reader.cite,
    "QUOTED": _Reader.quoted,
    "DATE": _Reader.date,
    "TIME": _Reader.time,
    "NUMBER": _Reader.number,
    "CURRENCY": _Reader.currency,
}


def _check_letters(reader: _Reader, name: str, raw: Raw) -> None:
    if name.isascii():
        return
    for one in name:
        if one.isalpha() and not one.isascii() and not is_han(one):
            reader.fault("foreign-letter", raw.start, raw.end, {"sign": one})


def is_han(one: str) -> bool:
    """Say whether a character is a Chinese one, radicals and compatibility forms included."""
    return one == "〇" or "\u3400" <= one <= "\u9fff" or "\u2e80" <= one <= "\u2fdf" or "\uf900" <= one <= "\ufaff" or (
        "\U00020000" <= one <= "\U0003ffff"
    )


# ---------------------------------------------------------------- dates

_HAN_DATE: Final = re.compile(r"(\d+)年(\d+)月(?:(\d+)日)?", re.ASCII)
_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)

def _read_date(text: str) -> tuple[str, Any]:
    plain = literal.fold(text.replace("年", "-").replace("月", "-").replace("日", "")).rstrip("-")
    if "年" in text:
        year, month, day_of_month = ([*map(_small, plain.split("-")), None])[:3]
        if len(plain.split("-")[0]) != 4:
            raise LiteralError("bad-date", text=text)
        return _build_date(year or 0, month or 0, day_of_month)
    match = _ISO_DATE.fullmatch(plain)
    if match is None:
        raise LiteralError("bad-date", text=text)
    return _build_date(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)


def _small(digits: str) -> int:
    if len(digits) > 5:
        raise LiteralError("bad-date", text=digits)
    return int(digits)


def _build_date(year: int, month: int, day_of_month: int | None) -> tuple[str, Any]:
    if day_of_month is None:
        literal.check_month(year, month)
        return "MONTH", (year, month)
    value: date = literal.day(year, month, day_of_month)
    return "DATE", value


def _date_in_words(run: str) -> tuple[int, int, int | None] | None:
    """Return year, month and day of 二〇二四年六月一日, or None."""
    match = _WORD_DATE.fullmatch(run)
    if match is None:
        return None
    year, month = literal.numeral(match[1]), literal.numeral(match[2])
    day_of_month = literal.numeral(match[3]) if match[3] else None
    if year is None or month is None or (match[3] and day_of_month is None):
        return None
    return year, month, day_of_month


# ---------------------------------------------------------------- what the reader is told to expect

_MOST_EXPECTED: Final = 5


def expected_words(state: Any, language: str) -> tuple[str, ...]:
    """Return what could stand here in the reader's words: kinds of things first, then a few spellings."""
    things: list[str] = []
    spelled: list[str] = []
    for terminal in expected(state):
        if terminal in _THINGS:
            things.append(_THINGS[terminal])
        elif terminal in _SIGN_WORDS:
            spelled.append(_SIGN_WORDS[terminal][language])
        elif terminal not in RAW_TERMINALS:
            spelled += spellings_of(terminal, language)
    found = list(dict.fromkeys((*things, *spelled)))
    return tuple(found[:_MOST_EXPECTED]) + (("@more",) if len(found) > _MOST_EXPECTED else ())


def spellings_of(terminal: str, language: str) -> list[str]:
    """Return the canonical spellings of a terminal, one for each of its meanings."""
    return [
        words.say(key, language)
        for key in words.TABLES[language]
        if key.partition(" ")[0] == terminal and words.spellings(key, language)
    ]


_THINGS: Final = {
    "NAME": "@name",
    "STRING": "@text",
    "CITE": "@citation",
    "LIT": "@quantity",
    "UNIT": "@unit",
    "DATE": "@date",
    "MONTH": "@month",
    "TIME": "@time",
}
_SIGN_WORDS: Final = {
    "_COMMA": {"zh": "，", "en": ","},
    "_COLON": {"zh": "：", "en": ":"},
    "_EQ": {"zh": "=", "en": "="},
    "_LPAR": {"zh": "（", "en": "("},
    "_RPAR": {"zh": "）", "en": ")"},
}


def nearest_word(word: str, state: Any, language: str) -> str | None:
    """Return the word that the parser could take here and that was probably meant, or the label of a part."""
    wanted = [spelling for terminal in expected(state) if terminal not in RAW_TERMINALS for spelling in spellings_of(terminal, language)]
    return nearest(word, (*wanted, *words.labels(language, words.PARTS)))
