"""What passes from the lexer to the parser and its builders: tokens, the part of a file they stand in, refusals."""

from collections.abc import Sequence
from typing import Any, Final

from attrs import define, frozen

from luyue.dsl.diagnostic import Diagnostic
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
