"""What is said where a part cannot be parsed: the first place that fails, what could stand there, a way out."""

from typing import Final

from lark.exceptions import UnexpectedToken

from luyue.dsl import words
from luyue.dsl.diagnostic import Diagnostic, Fact, Label, nearest
from luyue.dsl.expect import accepts, expected_words, nearest_word
from luyue.dsl.scan import Raw, Scan
from luyue.dsl.source import Span
from luyue.dsl.tokens import Block, Fault, Token


def nothing(found: Scan) -> list[Diagnostic]:
    """Say what is wrong with a text in which no label opens a part."""
    if found.faults:
        return found.faults
    if not found.tokens:
        return [Diagnostic("no-clause", Span(found.source, 0, 0))]
    raw = found.tokens[0]
    spelled = [word for language in words.LANGUAGES for word in words.labels(language, words.PARTS)]
    near = nearest(raw.text, spelled)
    hint = f"did-you-mean:{near}" if near else None
    return [Diagnostic("unknown-part", Span(found.source, raw.start, raw.end), {"word": raw.text}, hint=hint)]


def check_opening(block: Block) -> None:
    """Refuse a block that no label of the file's language opens."""
    raw = block.tokens[0]
    own = words.labels(block.language, words.PARTS)
    if raw.kind == "RUN" and raw.text in own:
        return
    span = Span(block.source, raw.start, raw.end)
    right = _in_language(raw.text, block.language)
    if right is not None:
        raise Fault(Diagnostic("foreign-word", span, {"word": raw.text, "right": right}))
    near = nearest(raw.text, own) if raw.kind == "RUN" else None
    hint = f"did-you-mean:{near}" if near else None
    raise Fault(Diagnostic("unknown-part", span, {"word": raw.text}, hint=hint))


def _in_language(word: str, language: str) -> str | None:
    """Return what a label of another language is called in this one."""
    for other in words.LANGUAGES:
        if other != language and word in words.labels(other):
            key = next(key for key in words.TABLES[other] if word in words.spellings(key, other))
            return words.say(key, language)
    return None


def unexpected(block: Block, error: UnexpectedToken) -> Diagnostic:
    """Say in the reader's words what stands where it cannot, and what could."""
    wanted = expected_words(error.state, block.language)
    if error.token.type == "$END":
        return _cut_short(block, wanted)
    token: Token = error.token
    word = token.span.text
    right = _in_language(word, block.language)
    if right is not None:
        return Diagnostic("foreign-word", token.span, {"word": word, "right": right})
    previous = _token_before(block, token)
    if previous is not None and previous.text == _QIAN and block.language == "zh":
        return Diagnostic("before-alone", Span(block.source, previous.start, previous.end), {})
    facts: dict[str, Fact] = {"word": word, "expected": wanted}
    return Diagnostic("unexpected", token.span, facts, hint=_way_out(block, error, token, word))


def _way_out(block: Block, error: UnexpectedToken, token: Token, word: str) -> str | None:
    if token.type == "NAME":
        near = nearest_word(word, error.state, block.language)
        return f"did-you-mean:{near}" if near else None
    could_be_name = token.type in ("LIT", "DATE", "MONTH", "UNIT") and accepts(error.state, "NAME")
    return "quote-name" if could_be_name else None


_QIAN: Final = words.say("_QIAN", "zh")


def _token_before(block: Block, token: Token) -> Raw | None:
    before = [raw for raw in block.tokens if raw.end <= token.span.start]
    return before[-1] if before else None


def _cut_short(block: Block, wanted: tuple[str, ...]) -> Diagnostic:
    end = block.tokens[-1].end
    first = block.tokens[0]
    opening = Span(block.source, first.start, first.end)
    last = block.tokens[-1]
    if last.text == _QIAN and block.language == "zh":
        return Diagnostic("before-alone", Span(block.source, last.start, last.end), {})
    label = Label(opening, "opened-here", {"word": first.text})
    return Diagnostic("cut-short", Span(block.source, end, end), {"expected": wanted}, labels=(label,))
