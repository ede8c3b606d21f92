"""
Entries of the catalogue for a terminal, for programs, and as the page of all of them.

What a file holds and what it prints is shown as it is, never wrapped: a caret must stay under its place.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from luyue.app.catalogue import Entry
from luyue.app.layout import indented
from luyue.app.print_json import dumps
from luyue.app.words import say
from luyue.app.words.rules import PLACE, SAY, SEVERITY

SCHEMA = "luyue/rule/1"
COLON = {"zh": "：", "en": ": "}
MARGIN = "  "


def entries_text(entries: Sequence[Entry], lang: str, columns: int) -> str:
    """Return entries of one code as people read them, one after the other, with a final line feed."""
    return "\n".join("".join(f"{line}\n" for line in _lines(one, lang, columns)) for one in entries)


def _lines(one: Entry, lang: str, columns: int) -> list[str]:
    place, severity = say(PLACE, one.place, lang), say(SEVERITY, one.severity, lang)
    lines = [f"{severity}[{one.code}] {place}{COLON[lang].rstrip()}"]
    lines += indented(one.says, columns, first=MARGIN)
    for text in (_means(one, lang), _mend(one, lang)):
        lines += ["", *indented(text, columns, first=MARGIN)] if text else []
    return [*lines, *_example(one, lang)]


def _means(one: Entry, lang: str) -> str:
    return say(SAY, "means", lang, {"text": one.means})


def _mend(one: Entry, lang: str) -> str:
    """Return how to mend what a code speaks of: in so many words, else the way out that is printed with it."""
    text = one.mend or one.help
    return say(SAY, "mend", lang, {"text": text}) if text else ""


def _example(one: Entry, lang: str) -> list[str]:
    if one.example is None:
        return []
    lines = [] if one.example.files else ["", MARGIN + say(SAY, "made", lang)]
    for name, text in one.example.files:
        lines += ["", MARGIN + say(SAY, "file", lang, {"file": name}), *_raw(text)]
    return [*lines, "", MARGIN + say(SAY, "said", lang), *_raw(one.example.said(lang))]


def _raw(text: str) -> list[str]:
    return [f"{MARGIN}{MARGIN}{line}".rstrip() for line in text.removesuffix("\n").split("\n")]


def entries_json(entries: Iterable[Entry], code: str) -> str:
    """Return entries of one code as JSON text."""
    return dumps({"schema": SCHEMA, "code": code, "entries": [_plain(one) for one in entries]})


def _plain(one: Entry) -> dict[str, object]:
    said = one.example
    return {
        "place": one.place,
        "severity": one.severity,
        "message": one.says,
        "help": [one.help] if one.help else [],
        "means": one.means,
        "mend": one.mend,
        "example": None
        if said is None
        else {
            "files": [{"file": name, "text": text} for name, text in said.files],
            "said": {"zh": said.zh, "en": said.en},
        },
    }


# ---------------------------------------------------------------- the page of all


def page(entries: Sequence[Entry], lang: str) -> str:
    """Return the page of the whole catalogue in Markdown, with a final line feed."""
    groups = [(name, [one for one in entries if _group(one) == name]) for name in _GROUPS]
    anchors = _anchors(one.code for _, group in groups for one in group)
    parts = [f"# {say(SAY, 'title', lang)}", say(SAY, "preface", lang)]
    for name, group in groups:
        links = [f"[{one.code}](#{next(anchors)})" for one in group]
        parts.append(f"**{say(SAY, name, lang)}** ({len(group)}){COLON[lang]}{' · '.join(links)}")
    for name, group in groups:
        parts.append(f"## {say(SAY, name, lang)}")
        for one in group:
            parts += _section(one, lang)
    return "\n\n".join(parts) + "\n"


_GROUPS = ("errors", "warnings", "log", "run", "command")


def _group(one: Entry) -> str:
    if one.place != "clause":
        return one.place
    return "errors" if one.severity == "error" else "warnings"


def _anchors(codes: Iterable[str]) -> Iterator[str]:
    """Yield the anchor of each heading: one that stands there a second time gets a number."""
    seen: dict[str, int] = {}
    for code in codes:
        count = seen[code] = seen.get(code, -1) + 1
        yield f"{code}-{count}" if count else code


def _section(one: Entry, lang: str) -> list[str]:
    parts = [f"### {one.code}", f"> {_quoted(one.says)}", *(x for x in (_means(one, lang), _mend(one, lang)) if x)]
    if one.example is None:
        return parts
    if not one.example.files:
        parts.append(say(SAY, "made", lang))
    for name, text in one.example.files:
        parts += [f"`{name}`", _fenced(text)]
    return [*parts, say(SAY, "said", lang), _fenced(one.example.said(lang))]


def _quoted(text: str) -> str:
    """Return a sentence so that Markdown shows its signs as they are."""
    return re.sub(r"([\\`*_<>\[\]|])", r"\\\1", text).replace("\n", "  \n> ")


def _fenced(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.removesuffix("\n").split("\n"))
    return f"```text\n{lines}\n```"
