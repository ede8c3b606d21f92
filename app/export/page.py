"""
A report as a page for the browser: the text report's order, with the reasons of every row one click away.

The page stands alone: no script from elsewhere, no font, no picture, so it can be mailed, kept and printed, and opens
without a network. Reasons are folded (``details``); what a log says is escaped, for it may come from a stranger.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from html import escape as html

from luyue.app.amounts import amount
from luyue.app.explain import UnknownId, explain
from luyue.app.export.tables import Cell, Table, tables
from luyue.app.manifest import Asked
from luyue.app.numbers import yuan
from luyue.app.pen import Pen
from luyue.app.verdicts import standing
from luyue.app.why.tree import Reason
from luyue.app.words import export as words
from luyue.app.words import report as report_words
from luyue.app.words import say
from luyue.dsl.diagnostic import escape
from luyue.engine.report import Report

EXPLAINED = ("duties", "breaches", "liabilities", "powers", "scores", "suspensions", "metrics")
HIDDEN = ("state", "currency", "trigger", "performed_by")  # columns that the reasons tell better
MOST_EXPLAINED = 400  # rows of a table whose reasons stand in the page; the rest have their row
STYLE = (
    ":root{--line:#d5d9e0;--soft:#f6f7f9;--bad:#a32020;--good:#1c6b3a}"
    "body{font:15px/1.6 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:2rem auto;max-width:76rem;"
    "padding:0 1rem;color:#1d2430}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;"
    "border-bottom:1px solid var(--line)}table{border-collapse:collapse;width:100%;font-size:.93rem}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}"
    "th{background:var(--soft);position:sticky;top:0}td.money{text-align:right;font-variant-numeric:tabular-nums;"
    "white-space:nowrap}.cards{display:flex;gap:1rem;flex-wrap:wrap}.card{border:1px solid var(--line);"
    "border-radius:.5rem;padding:.7rem 1rem;background:var(--soft)}.card b{display:block;font-size:1.3rem}"
    "tr.overdue td:first-child,tr.missed td:first-child,tr.performed_late td:first-child{"
    "border-left:4px solid var(--bad)}"
    "tr.performed td:first-child{border-left:4px solid var(--good)}details{margin:.2rem 0}summary{cursor:pointer;"
    "color:#345}ul.why{margin:.2rem 0 .2rem 1rem;padding-left:1rem}.art{color:#667;font-size:.85em}"
    "@media print{details{display:none}body{margin:0}}"
)


def report_page(report: Report, lang: str, asked: Asked) -> str:
    """Return the report as an HTML page with a final line feed, words in ``lang``."""
    pen = Pen(report, lang)
    title = pen.say("title", title=report.contract.title)
    body = [f"<h1>{_text(title)}</h1>", *_head(pen), *_cards(pen)]
    for table in tables(report, lang, asked):
        body += _section(pen, table)
    body.append(f"<p>{_text(pen.say('advice'))}</p>")
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{_text(title)}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n" + "\n".join(body) + "\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return html(escape(text))


def _head(pen: Pen) -> Iterator[str]:
    report = pen.report
    at = "no_date" if report.as_of.us is None else "as_of"
    facts = [say(words.PAGE, at, pen.lang, {"at": pen.at(report.as_of.us)})]
    facts += [f"{pen.names.of(x.label.id)}：{x.title}" for x in report.contract.parties]
    facts += [f"{pen.names.of(n)} = {pen.names.option(n, o)}" for n, o in report.readings.items()]
    yield "<p>" + " · ".join(_text(fact) for fact in facts) + "</p>"


def _cards(pen: Pen) -> Iterator[str]:
    cards = [
        (pen.pair(row.debtor, row.creditor), amount(row.low, row.high, row.currency, pen.lang))
        for row in pen.report.totals
    ]
    counts = standing(pen.report).counts
    cards.append((say(report_words.LABEL, "counts", pen.lang), pen.say("verdicts", **counts)))
    inner = "".join(f'<div class="card">{_text(name)}<b>{_text(value)}</b></div>' for name, value in cards)
    yield f'<div class="cards">{inner}</div>'


def _section(pen: Pen, table: Table) -> Iterator[str]:
    shown = [i for i, column in enumerate(table.columns) if column not in HIDDEN]
    yield f'<h2 id="{table.code}">{_text(table.title)}</h2>'
    yield "<table><thead><tr>" + "".join(f"<th>{_text(table.headings[i])}</th>" for i in shown) + "</tr></thead><tbody>"
    state = table.columns.index("state") if "state" in table.columns else None
    before = ""
    for number, row in enumerate(table.rows):
        mark = "" if state is None else f' class="{html(str(row[state]))}"'
        yield f"<tr{mark}>" + "".join(_cell(row[i]) for i in shown) + "</tr>"
        row_id = str(row[0])
        if table.code in EXPLAINED and row_id != before and number < MOST_EXPLAINED:
            yield from _reasons(pen, row_id, len(shown))
        before = row_id
    yield "</tbody></table>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Fraction):
        return f'<td class="money">{yuan(cell)}</td>'
    return f"<td>{'' if cell is None else _text(str(cell))}</td>"


def _reasons(pen: Pen, row_id: str, columns: int) -> Iterator[str]:
    try:
        trees = explain(pen.report, row_id, pen.lang)
    except UnknownId:
        return
    inner = "".join(f"<ul class='why'>{_reason(tree)}</ul>" for tree in trees)
    summary = say(words.PAGE, "why", pen.lang)
    yield f'<tr><td colspan="{columns}"><details><summary>{_text(summary)}</summary>{inner}</details></td></tr>'


def _reason(reason: Reason) -> str:
    article = f' <span class="art">[{_text(reason.article)}]</span>' if reason.article else ""
    parts: Iterable[str] = (_reason(part) for part in reason.parts)
    inner = f"<ul class='why'>{''.join(parts)}</ul>" if reason.parts else ""
    return f"<li>{_text(reason.text)}{article}{inner}</li>"
