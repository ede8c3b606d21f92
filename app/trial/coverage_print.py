"""What scenarios reach, printed: as text, as JSON, and as a page of the clause file with marks in its margin."""

from collections.abc import Sequence
from fractions import Fraction
from html import escape as html_escape

from luyue.app.layout import indented
from luyue.app.names import Names
from luyue.app.numbers import percent
from luyue.app.print_json import dumps
from luyue.app.trial.coverage import Coverage, Point
from luyue.app.words import coverage as words
from luyue.app.words import say
from luyue.dsl.diagnostic import escape

SCHEMA = "luyue/coverage/1"
WIDTH = 100
STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2em;max-width:70em}"
    "table{border-collapse:collapse;width:100%}td{vertical-align:top;padding:0 .6em;white-space:pre-wrap}"
    "td.n{color:#888;text-align:right;width:3em}td.text{font-family:ui-monospace,monospace}"
    "tr.hit td.text{background:#e9f7e9}tr.part td.text{background:#fff6d9}tr.miss td.text{background:#fde8e8}"
    "td.note{font-size:12px;color:#444;width:30%}"
)


def coverage_text(found: Sequence[Coverage], lang: str) -> str:
    """Return for each file how much is reached, by kind, and every point that is not."""
    lines: list[str] = []
    for one in found:
        names = Names.of_contract(one.contract, lang)
        lines += indented(_title(one, lang), WIDTH)
        for kind in one.kinds:
            points = one.of(kind)
            told = {"kind": say(words.KIND, kind, lang), **_counts(points)}
            lines += indented(say(words.SAY, "kind", lang, told), WIDTH, first="  ")
            missing = [point_text(point, names) for point in points if not point.reached]
            if missing:
                joined = ("、" if lang == "zh" else ", ").join(missing)
                lines += indented(say(words.SAY, "missing", lang, {"points": joined}), WIDTH, first="    ")
    return "\n".join(lines) + "\n"


def _title(one: Coverage, lang: str) -> str:
    return say(words.SAY, "title", lang, {"file": escape(one.file), **_counts(one.points), "percent": share(one)})


def share(one: Coverage) -> str:
    """Return the share of points that is reached, rounded down to a tenth of a per cent."""
    reached, all_ = sum(point.reached for point in one.points), len(one.points)
    return "100%" if reached == all_ else percent(Fraction(reached * 1000 // all_, 1000))


def _counts(points: Sequence[Point]) -> dict[str, str]:
    return {"reached": str(sum(point.reached for point in points)), "all": str(len(points))}


def point_text(point: Point, names: Names) -> str:
    """Return a point in words: the clause's name and the side."""
    side = names.option(point.id, point.side) if point.kind == "reading" else point.side
    told = say(words.SIDE, side, names.lang) if side in words.SIDE else side
    name = names.cite(point.id) if point.kind == "article" else names.of(point.id)
    return say(words.SAY, "point", names.lang, {"id": name, "side": told}).rstrip()


def coverage_json(found: Sequence[Coverage]) -> str:
    """Return every point with the scenarios that reach it, as JSON text."""
    files = [
        {
            "file": one.file,
            "contract": one.contract.id,
            "reached": sum(point.reached for point in one.points),
            "all": len(one.points),
            "points": [
                {"kind": p.kind, "id": p.id, "side": p.side, "line": p.line, "scenarios": list(p.reached_by)}
                for p in one.points
            ],
        }
        for one in found
    ]
    return dumps({"schema": SCHEMA, "files": files})


def coverage_html(one: Coverage, text: str, lang: str) -> str:
    """Return a clause file as a page: each line with what it stands for and which scenarios reach it."""
    names = Names.of_contract(one.contract, lang)
    at: dict[int, list[Point]] = {}
    for point in one.points:
        at.setdefault(point.line, []).append(point)
    rows = [_row(number, line, at.get(number, []), names) for number, line in enumerate(text.split("\n"), 1)]
    title = say(words.SAY, "page", lang, {"contract": one.contract.title})
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{html_escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><h1>{html_escape(title)}</h1><p>{html_escape(_title(one, lang))}</p>"
        f"<table>\n" + "\n".join(rows) + "\n</table></body></html>\n"
    )


def _row(number: int, line: str, points: list[Point], names: Names) -> str:
    hits = [point.reached for point in points]
    mark = "" if not hits else "hit" if all(hits) else "part" if any(hits) else "miss"
    notes = "\n".join(_note(point, names) for point in points)
    return (
        f'<tr class="{mark}"><td class="n">{number}</td><td class="text">{html_escape(escape(line))}</td>'
        f'<td class="note">{html_escape(notes)}</td></tr>'
    )


def _note(point: Point, names: Names) -> str:
    titles = ("、" if names.lang == "zh" else ", ").join(escape(title) for title in point.reached_by)
    code = "by" if titles else "none"
    return f"{point_text(point, names)} - {say(words.SAY, code, names.lang, {'titles': titles})}"
