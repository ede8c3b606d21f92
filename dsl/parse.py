"""
Text to tree.

The file is cut into parts at the labels that open them, and each part is parsed by itself: one error for each broken
part, none that only follows from another. The language of the file is that of its first label. The parser's tables are
made once in a process; every step is linear in the text, and nothing here recurses on the depth of a formula, which is
looked at before anybody else may.
"""

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from attrs import evolve
from lark import Lark
from lark.exceptions import UnexpectedToken

from luyue.dsl import syntax as s
from luyue.dsl import words
from luyue.dsl.blocks import language_of, part_starts
from luyue.dsl.build_part import Parts
from luyue.dsl.chains import SHORT, gathered
from luyue.dsl.comments import with_comments
from luyue.dsl.depth import check_height, check_levels, height
from luyue.dsl.diagnostic import ContractError, Diagnostic
from luyue.dsl.lexer import WordLexer
from luyue.dsl.scan import LARGEST, Scan, scan
from luyue.dsl.source import Source, Span
from luyue.dsl.tokens import RAW_TERMINALS, Block, Fault, Token
from luyue.dsl.unexpected import check_opening, nothing, unexpected


def parse(source: Source) -> s.File:
    """
    Return the tree of one clause file.

    :raises ContractError: with every error found, one for each broken part, at most 100 and a count
    """
    if len(source.text) > LARGEST:
        raise ContractError([Diagnostic("too-large", Span(source, 0, 0), {"most": str(LARGEST)})])
    found = scan(source)
    language = language_of(found)
    if language is None:
        raise ContractError(nothing(found))
    parts, errors = _parse_blocks(found, language)
    if errors:
        raise ContractError(evolve(one, facts={**one.facts, "language": language}) for one in errors)
    tree = s.File(language, tuple(parts), span=Span(source, 0, len(source.text)))
    return with_comments(tree, found.comments)


def _parse_blocks(found: Scan, language: str) -> tuple[list[s.Part], list[Diagnostic]]:
    parts: list[s.Part] = []
    errors: list[Diagnostic] = []
    starts = part_starts(found, language)
    text_starts = [0, *(found.tokens[i].start for i in starts[1:])] if starts else [0]
    fault_of: dict[int, Diagnostic] = {}
    for fault in found.faults:
        fault_of.setdefault(bisect_right(text_starts, fault.span.start) - 1, fault)
    for number, (first, last) in enumerate(zip(starts, [*starts[1:], len(found.tokens)], strict=True)):
        if number in fault_of:
            errors.append(fault_of[number])
            continue
        block = Block(found.source, language, found.tokens[first:last], found.inside[first:last])
        try:
            parts.append(_parse_block(block))
        except Fault as fault_in_block:
            errors.append(fault_in_block.diagnostic)
    return parts, errors


# ---------------------------------------------------------------- one part

_TAKE_TIMES: Final = frozenset(
    ("bare_time", "of_two", "due", "else_due", "option", "decided", "requires", "power", "line_under")
)


class _Reductions:
    """Hands the parser a function for each rule that drops empty words, finds the span and calls the builder."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def __getattr__(self, rule: str) -> Callable[[list[Any]], Any]:
        method = getattr(self._parts, rule)
        times_too = rule in _TAKE_TIMES

        def reduce(children: list[Any]) -> Any:
            first, last = children[0].span, children[-1].span
            args = [one for one in children if not (isinstance(one, Token) and one.type[0] == "_")]
            if not times_too:
                for one in args:
                    if isinstance(one, s.Time):
                        raise Fault(Diagnostic("time-in-formula", one.span, {"text": one.span.text}))
            return method(first if first is last else first.to(last), args)

        return reduce


@lru_cache(1)
def parser() -> Lark:
    """Return the parser; its tables are made once."""
    grammar = files("luyue.dsl").joinpath("grammar.lark").read_text(encoding="utf-8")
    declared = " ".join(dict.fromkeys((*RAW_TERMINALS, *words.terminals())))
    return Lark(
        f"{grammar}\n%declare {declared}\n",
        parser="lalr",
        lexer=WordLexer,
        strict=True,
        keep_all_tokens=True,
        maybe_placeholders=False,
        transformer=_Reductions(Parts()),
    )


def _parse_block(block: Block) -> s.Part:
    check_opening(block)
    try:
        parsed: Any = parser().parse(block)  # every node of it was made by the builder
    except UnexpectedToken as error:
        raise Fault(unexpected(block, error)) from None
    part: s.Part = parsed
    if height(part) <= SHORT:
        return part
    check_levels(part)
    part = gathered(part)
    check_height(part)
    return part
