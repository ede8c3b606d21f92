"""
A file as it was read, and a place in it.

Text is kept exactly as it came, apart from line ends (CRLF and CR become LF) and one leading byte order mark, so an
offset into ``text`` is a character of the author's file. Lines and columns count characters from 1, as editors do;
the width on a terminal is another matter, and belongs to whoever draws.
"""

from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen


@frozen
class Source:
    """One text with the name under which people know it."""

    name: str  # as the user gave it, never an absolute path made up by us
    text: str = field(repr=False)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return (0, *(i + 1 for i, sign in enumerate(self.text) if sign == "\n"))

    def place(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of a character, both from 1; the end of the text is a place too."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of a line (from 1) without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end]


@frozen
class Span:
    """The characters [start, end) of a source."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return what stands there."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """Return the line on which it begins, from 1."""
        return self.source.place(self.start)[0]

    @property
    def column(self) -> int:
        """Return the column at which it begins, in characters from 1."""
        return self.source.place(self.start)[1]

    def to(self, last: "Span") -> "Span":
        """Return the span from here to the end of another."""
        return Span(self.source, self.start, max(self.end, last.end))


NOWHERE = Span(Source("", ""), 0, 0)
