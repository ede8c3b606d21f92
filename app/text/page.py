"""A page of the text report: a pen, and how wide a line may be."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from attrs import define

from luyue.app.layout import Column, indented, table
from luyue.app.pen import Pen
from luyue.app.verdicts import Standing, standing
from luyue.app.words import report as words
from luyue.app.words import say


@define(eq=False, slots=False)
class Page(Pen):
    """A pen that keeps to a width."""

    columns: int

    @cached_property
    def standing(self) -> Standing:
        """How the duties stand."""
        return standing(self.report)

    def wrapped(self, text: str, first: str = "  ") -> list[str]:
        """Return a text as lines, ``first`` before the first of them and blanks before the others."""
        return indented(text, self.columns, first=first)

    def headings(self, *names: str, right: Sequence[str] = ()) -> list[Column]:
        """Return columns by the names of their headings; those in ``right`` hold figures."""
        return [Column(say(words.COLUMN, name, self.lang) if name else "", right=name in right) for name in names]

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[str]:
        """Return a table, or nothing if it has no rows."""
        return table(columns, rows, self.columns) if rows else []

    def evidence(self, events: Iterable[str], first: str = "     ") -> list[str]:
        """Return the events that prove something, each once; nothing if there are none."""
        told = self.listed(self.event(one) for one in dict.fromkeys(events))
        return self.wrapped(self.say("evidence", events=told), first) if told else []
