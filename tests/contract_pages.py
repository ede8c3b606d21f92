"""
The pages on the four contracts: what is said in words is written by hand, every figure is put in from elsewhere.

A block between ``<!-- NAME year -->`` and ``<!-- end -->`` is made from the expected report of the contract's year;
``money`` from ``docs/figures/NAME.json``, which keeps what every other reading of the contract would come to on that
year; ``unknown`` from the index of its articles and the duties that the year leaves undetermined. ``make docs`` writes
the blocks anew.

Replaying every reading takes minutes for a contract, so it is done on demand: ``make readings``, or
``python tests/contract_pages.py NAME...``. A test holds that the kept figures begin from the expected report, and that
the reading which moves most money still moves it.
"""

import json
import re
import sys
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / ".links"))

from conftest import ROOT

from luyue.dsl.load import load
from luyue.dsl.model import Contract, Label

NAMES: Final = ("haining", "shangluo", "luoyang", "zhengzhou")
PAGES: Final = MappingProxyType({"contracts.md": "en", "contracts.zh.md": "zh"})
KINDS: Final = ("year", "money", "unknown")
MOST: Final = 5  # readings and heads that a table shows
_BLOCK: Final = re.compile(r"<!-- (?P<name>\w+) (?P<kind>\w+) -->\n(?P<text>.*?)<!-- end -->", re.DOTALL)
_STATES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "kept": ("performed", "excused", "waived"),
        "kept_so_far": ("holding",),
        "broken": ("overdue", "performed_late", "missed"),
        "not_yet": ("latent", "pending", "suspended"),
        "undetermined": ("undetermined",),
    }
)

Totals = dict[tuple[str, str], tuple[Decimal, Decimal | None]]

WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": {
            "head": "| the year's log | |",
            "events": "events read",
            "as_of": "worked out up to the end of",
            "duties": "duties",
            "kept": "kept",
            "kept_so_far": "kept so far",
            "broken": "broken",
            "not_yet": "not yet due",
            "undetermined": "undetermined",
            "breaches": "breaches on record",
            "owes": "{} is liable to {} for",
            "paid": "{} has paid {}",
            "open": "{} or more",
            "heads": "| the largest sums | article | who pays | CNY |",
            "phrases": "| the phrase | article | taken as | if read as | moves by, CNY |",
            "no_end": "no upper end",
            "none": "No other reading changes a sum in this year.",
            "less": "Moving less: {}.",
            "rest": "The other readings ({}) change no sum in this year.",
            "not_computable": "Not computable, by the index of articles:",
            "left_open": "Duties that the year leaves undetermined:",
            "no_duty": "The year leaves no duty undetermined.",
            "quote": "「{}」",
        },
        "zh": {
            "head": "| 这一年的日志 | |",
            "events": "读到的事件",
            "as_of": "推算到哪一天终了",
            "duties": "义务",
            "kept": "守约",
            "kept_so_far": "暂守约",
            "broken": "违约",
            "not_yet": "尚未到期",
            "undetermined": "待定",
            "breaches": "违约记录",
            "owes": "{}对{}的违约责任",
            "paid": "{}已付{}",
            "open": "{} 以上",
            "heads": "| 最大的几笔 | 条号 | 谁付 | 元 |",
            "phrases": "| 哪句话 | 条号 | 现在读作 | 如果读作 | 相差（元） |",
            "no_end": "没有上端",
            "none": "换别的读法，这一年的金额都不变。",
            "less": "还有{}处变动较小。",
            "rest": "其余{}处换一种读法，这一年的金额不变。",
            "not_computable": "条文索引列为不可计算的：",
            "left_open": "这一年里待定的义务：",
            "no_duty": "这一年没有待定的义务。",
            "quote": "{}",
        },
    }
)
PARTY: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"en": {"buyer": "buyer", "supplier": "supplier"}, "zh": {"buyer": "甲方", "supplier": "乙方"}}
)
# What the contract files say in Chinese, in English; what is not here is quoted as it stands.
ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
    json.loads((ROOT / "docs" / "figures" / "english.json").read_text(encoding="utf-8"))
)


@cache
def contract_of(name: str) -> Contract:
    """Return a bundled contract."""
    return load(ROOT / "contracts" / name / f"{name}.clause")


@cache
def year_of(name: str) -> dict[str, Any]:
    """Return the expected report of a contract's year."""
    found: dict[str, Any] = json.loads((ROOT / "contracts" / name / "report.json").read_text(encoding="utf-8"))
    return found


@cache
def kept_of(name: str) -> dict[str, Any]:
    """Return what every reading comes to, as last worked out."""
    found: dict[str, Any] = json.loads((ROOT / "docs" / "figures" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def totals_of(rows: list[dict[str, Any]]) -> Totals:
    """Return the totals of a report by debtor and creditor: low end, high end (None: no upper end)."""
    return {
        (row["debtor"], row["creditor"]): (Decimal(row["low"]), None if row["high"] is None else Decimal(row["high"]))
        for row in rows
    }


def moved(base: Totals, other: Totals) -> Decimal | None:
    """Return by how much money two totals differ, over all pairs; None if one has an upper end and the other not."""
    nothing = (Decimal(0), Decimal(0))
    by = Decimal(0)
    for pair in base.keys() | other.keys():
        (low, high), (other_low, other_high) = base.get(pair, nothing), other.get(pair, nothing)
        if (high is None) != (other_high is None):
            return None
        tops = (high or low, other_high or other_low)
        by += max(abs(low - other_low), abs(tops[0] - tops[1]))
    return by


def ranked(name: str) -> list[tuple[Decimal | None, str, str]]:
    """Return the readings that move money in a contract's year, each with the option that moves most, most first."""
    base = totals_of(kept_of(name)["totals"])
    most: dict[str, tuple[Decimal | None, str]] = {}
    for row in kept_of(name)["alternatives"]:
        by = moved(base, totals_of(row["totals"]))
        if row["reading"] not in most or _weight(by) > _weight(most[row["reading"]][0]):
            most[row["reading"]] = (by, row["option"])
    found = [(by, reading, option) for reading, (by, option) in most.items() if by is None or by]
    return sorted(found, key=lambda one: _weight(one[0]), reverse=True)


def _weight(by: Decimal | None) -> tuple[bool, Decimal]:
    return by is None, by or Decimal(0)


# ---------------------------------------------------------------- the blocks


def year(name: str, lang: str) -> list[str]:
    """Return the lines that tell what a year's log came to."""
    report, words, party = year_of(name), WORDS[lang], PARTY[lang]
    states = [row["state"] for row in report["duties"]]
    counted = ((said, sum(states.count(one) for one in of)) for said, of in _STATES.items())
    duties = ", " if lang == "en" else "，"
    rows = [
        (words["events"], f"{report['counts']['read']:,}"),
        (words["as_of"], report["as_of"][:10]),
        (words["duties"], duties.join(f"{words[said]} {count}" for said, count in counted if count)),
        (words["breaches"], str(len(report["breaches"]))),
    ]
    for row in report["totals"]:
        pair = (party[row["debtor"]], party[row["creditor"]])
        rows.append((words["owes"].format(*pair), _sum(row["low"], row["high"], lang)))
    for row in report["accounts"]:
        if Decimal(row["paid"]):
            pair = (party[row["debtor"]], party[row["creditor"]])
            rows.append((words["paid"].format(*pair), _money(row["paid"])))
    return [words["head"], "|---|---|", *(f"| {a} | {b} |" for a, b in rows), "", *_heads(name, lang)]


def _heads(name: str, lang: str) -> list[str]:
    heads = sorted(year_of(name)["liabilities"], key=lambda row: (-Decimal(row["high"] or row["low"]), row["id"]))
    clauses = {clause.id: clause for clause in contract_of(name).clauses}
    lines = [WORDS[lang]["heads"], "|---|---|---|---|"]
    for row in heads[:MOST]:
        clause = clauses[row["clause"]]
        label = ENGLISH.get(clause.gist or "", f"`{clause.id}`") if lang == "en" else clause.label.zh
        amount = _sum(row["low"], row["high"], lang)
        lines.append(f"| {label} | {clause.cite or ''} | {PARTY[lang][row['debtor']]} | {amount} |")
    return lines


def money(name: str, lang: str) -> list[str]:
    """Return the lines that tell which phrases move most money."""
    words, readings = WORDS[lang], {one.label.id: one for one in contract_of(name).readings}
    found = ranked(name)
    if not found:
        return [words["none"]]
    lines = [words["phrases"], "|---|---|---|---|---|"]
    for by, reading, option in found[:MOST]:
        one = readings[reading]
        default = next(each for each in one.options if each.default)
        other = next(each for each in one.options if each.label.id == option)
        cells = (
            _said(one.question, lang),
            one.cite or "",
            _named(default.label, lang),
            _named(other.label, lang),
            words["no_end"] if by is None else _money(by),
        )
        lines.append("| " + " | ".join(cells) + " |")
    rest = len({row["reading"] for row in kept_of(name)["alternatives"]}) - len(found)
    less = len(found) - len(found[:MOST])
    said = [words[key].format(count) for key, count in (("less", less), ("rest", rest)) if count]
    return [*lines, "", (" " if lang == "en" else "").join(said)] if said else lines


def unknown(name: str, lang: str) -> list[str]:
    """Return the lines that tell what cannot be worked out."""
    words, lines = WORDS[lang], [WORDS[lang]["not_computable"], ""]
    colon = ": " if lang == "en" else "："
    for article in contract_of(name).articles:
        if article.answer == "not_computable":
            lines.append(f"- {article.cite}{colon}{_said(article.why or article.title or '', lang)}")
    labels = {clause.id: clause.label for clause in contract_of(name).clauses}
    left: dict[str, int] = {}
    for row in year_of(name)["duties"]:
        if row["state"] == "undetermined":
            left[row["clause"]] = left.get(row["clause"], 0) + 1
    if not left:
        return [*lines, "", words["no_duty"]]
    said = [f"`{one}`" if lang == "en" else str(labels[one].zh) for one in left]
    times = [f" ({count})" if lang == "en" else f"（{count}）" for count in left.values()]
    listed = [a + (b if count > 1 else "") for a, b, count in zip(said, times, left.values(), strict=True)]
    return [
        *lines,
        "",
        words["left_open"] + (" " if lang == "en" else "") + ("、" if lang == "zh" else ", ").join(listed),
    ]


def _named(label: Label, lang: str) -> str:
    return label.zh if lang == "zh" else ENGLISH.get(label.zh, f"`{label.id}`")


def _said(text: str, lang: str) -> str:
    if lang == "en" and text in ENGLISH:
        return ENGLISH[text]
    return WORDS[lang]["quote"].format(text)


def _money(amount: str | Decimal) -> str:
    return f"{Decimal(amount):,.2f}"


def _sum(low: str, high: str | None, lang: str) -> str:
    if high is None:
        return WORDS[lang]["open"].format(_money(low))
    return _money(low) if low == high else f"{_money(low)} – {_money(high)}"


# ---------------------------------------------------------------- writing anew


def made(page: str) -> str:
    """Return the text of a page with every block written anew."""
    make, lang = {"year": year, "money": money, "unknown": unknown}, PAGES[page]

    def fresh(block: re.Match[str]) -> str:
        lines = make[block["kind"]](block["name"], lang)
        return f"<!-- {block['name']} {block['kind']} -->\n" + "\n".join(lines) + "\n<!-- end -->"

    return _BLOCK.sub(fresh, (ROOT / "docs" / page).read_text(encoding="utf-8"))


def blocks(page: str) -> list[tuple[str, str]]:
    """Return the blocks of a page, in order: name of the contract, kind."""
    return [(one["name"], one["kind"]) for one in _BLOCK.finditer((ROOT / "docs" / page).read_text(encoding="utf-8"))]


def keep(name: str) -> None:
    """Replay a contract's year under every reading and keep what each comes to; this takes minutes."""
    from luyue.app.cli import main

    kept = ROOT / "docs" / "figures" / f"{name}.json"
    log = ROOT / "contracts" / name / "events.jsonl"
    if main(["replay", name, str(log), "--readings", "all", "--format", "json", "--output", str(kept)]):
        raise RuntimeError(f"{name} was not replayed")
    kept.write_text(thinned(json.loads(kept.read_text(encoding="utf-8"))), encoding="utf-8")


def thinned(report: dict[str, Any]) -> str:
    """Return the text to keep of a report with all its readings."""
    rows = [{key: row[key] for key in ("reading", "option", "totals")} for row in report["alternatives"]]
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    totals = json.dumps(report["totals"], ensure_ascii=False)
    return f'{{\n "totals": {totals},\n "alternatives": [\n{lines}\n ]\n}}\n'


if __name__ == "__main__":
    for each in sys.argv[1:] or NAMES:
        keep(each)
