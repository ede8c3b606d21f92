"""
What every code means and how to mend what it speaks of: the tables of the four places that have codes, in one.

A code belongs to its place: ``bad-date`` of a clause file is not ``bad-date`` of a log. A test holds that no code of
the product is without its row here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from luyue.app.words import LANGUAGES
from luyue.app.words.errors import HELP
from luyue.app.words.rules_clauses import CLAUSES
from luyue.app.words.rules_command import COMMAND
from luyue.app.words.rules_log import LOG
from luyue.app.words.rules_names import NAMES
from luyue.app.words.rules_norms import NORMS
from luyue.app.words.rules_run import RUN
from luyue.app.words.rules_scores import SCORES
from luyue.app.words.rules_sums import SUMS
from luyue.app.words.rules_text import TEXT
from luyue.app.words.rules_warn import WARN

Row = tuple[tuple[str, str], tuple[str, str]]  # (Chinese, English), each: what it means, how to mend it


class Rule(NamedTuple):
    """What a code means in one language, and how to mend what it speaks of ("" if its sentence says all)."""

    means: str
    mend: str


CLAUSE: Final[Mapping[str, Row]] = MappingProxyType({**TEXT, **NAMES, **CLAUSES, **SCORES, **WARN, **NORMS, **SUMS})
PLACES: Final[Mapping[str, Mapping[str, Row]]] = MappingProxyType(
    {
        "clause": CLAUSE,
        "log": LOG,
        "run": RUN,
        "command": MappingProxyType({code: ((zh, ""), (en, "")) for code, (zh, en) in COMMAND.items()}),
    }
)

PLACE: Final = MappingProxyType(
    {
        "clause": ("条款文件", "clause files"),
        "log": ("事件记录", "event logs"),
        "run": ("推演的发现", "findings of a run"),
        "command": ("命令", "the command"),
    }
)
SEVERITY: Final = MappingProxyType(
    {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "info")}
)
SAY: Final = MappingProxyType(
    {
        "means": ("含义：{text}", "Meaning: {text}"),
        "mend": ("改法：{text}", "To mend it: {text}"),
        "file": ("{file}：", "{file}:"),
        "said": ("得到：", "It earns:"),
        "made": ("（文件太大或太特别，这里不列出。）", "(The file is too large or too strange to be shown.)"),
        # the page of the whole catalogue
        "title": ("全部代码", "Every code"),
        "preface": (
            "`luyue` 说什么不对，都带着一个代码：`错误[unknown-event]`。这里按出处列出每个代码：一句话、含义、改法、"
            "能得到它的最小文件和屏幕上的原文。`luyue rule CODE` 显示其中一项。本页由程序写成，见 `make docs`。",
            "Whatever `luyue` finds wrong has a code: `error[unknown-event]`. Here is every code by its place: the"
            " sentence, what it means, how to mend it, the smallest file that earns it, and what is printed."
            " `luyue rule CODE` shows one entry. This page is written by a program, see `make docs`.",
        ),
        "errors": ("条款文件：错误", "Clause files: errors"),
        "warnings": ("条款文件：警告和提示", "Clause files: warnings and notes"),
        "log": ("事件记录", "Event logs"),
        "run": ("推演的发现", "Findings of a run"),
        "command": ("命令", "The command"),
    }
)


def rule(place: str, code: str, lang: str) -> Rule:
    """
    Return what a code of a place means.

    :raises KeyError: for a code without a row
    """
    return Rule(*PLACES[place][code][LANGUAGES.index(lang)])


def help_of_command(code: str, lang: str) -> str:
    """Return the way out that the command prints with a code; empty if it prints none."""
    return HELP[code][LANGUAGES.index(lang)] if code in HELP else ""
