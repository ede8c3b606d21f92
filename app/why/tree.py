"""
A reason with the reasons behind it.

A tree, because a verdict rests on several things and each of them on others: a due date on a trigger and a count, a
count on days, a sum on a rate and a base. ``code`` is stable and for programs, ``text`` is for the reader,
``article`` is the law that stands behind a step.
"""

from collections.abc import Iterable, Mapping

from attrs import frozen

from luyue.app.layout import indented


@frozen
class Reason:
    """One sentence of an explanation, and what it rests on."""

    code: str
    text: str
    parts: tuple["Reason", ...] = ()
    article: str | None = None

    @property
    def sentence(self) -> str:
        """Return the text with the article behind it."""
        return f"{self.text} [{self.article}]" if self.article else self.text


def leaves(code: str, texts: Iterable[str]) -> tuple[Reason, ...]:
    """Return reasons that rest on nothing further."""
    return tuple(Reason(code, text) for text in texts)


def tree_lines(reason: Reason, columns: int) -> list[str]:
    """Return a tree as lines: each reason under what it explains, wrapped to ``columns``."""
    lines = indented(reason.sentence, columns)
    for i, part in enumerate(reason.parts):
        last = i == len(reason.parts) - 1
        lines += _branch(part, columns, "└─ " if last else "├─ ", "   " if last else "│  ")
    return lines


def _branch(reason: Reason, columns: int, first: str, rest: str) -> list[str]:
    lines = indented(reason.sentence, columns, first=first, rest=rest + ("│  " if reason.parts else ""))
    for i, part in enumerate(reason.parts):
        last = i == len(reason.parts) - 1
        lines += _branch(part, columns, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "))
    return lines


def tree_object(reason: Reason) -> Mapping[str, object]:
    """Return a tree as plain values."""
    return {
        "code": reason.code,
        "text": reason.text,
        "article": reason.article,
        "reasons": [tree_object(part) for part in reason.parts],
    }
