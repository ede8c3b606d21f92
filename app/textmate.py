"""
The grammar file for editors that colour text as TextMate does, made from the phrase tables.

Such a grammar is a list of patterns without a parser behind it, so it colours what a word usually is: a label first on
its line, a text, a citation, a number with its unit, a word of the language. What a word is at its place only the
parser knows, and a name spelled like a keyword is coloured like one. The patterns are simple enough to be read the
same by Oniguruma, which editors use, and by Python, which tests them; none repeats a repetition.
"""

import json
import re
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final

from luyue.dsl import literal, words
from luyue.dsl.resolve import KNOWN

SCOPE: Final = "source.luyue"
FILE_TYPES: Final = ("clause",)
# Characters of Chinese names: as the scanner has them, less 的, which is a sign.
HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u7683\u7685-\u9fff\u2e80-\u2fdf\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER: Final = f"A-Za-z0-9_{HAN}"
_NAME: Final = f"(?:[A-Za-z_{HAN}][{_LETTER}]*|‘[^’\\n]*’|'[^'\\n]*')"
_BLANK: Final = "[ \\t\u3000]"
_D: Final = "[0-9０-９]"
_NUMBER: Final = "[0-9]+(?:[.,][0-9]+)*|[０-９]+(?:[．，][０-９]+)*"

HEADER: Final = (
    *(key for key in words.TABLES["zh"] if key.startswith("HEADER ")),
    *("_ZONE", "_PRICE", "_SIGNED", "_EFFECTIVE", "_TERM", "_PARTIES", "_INSTRUMENT"),
)
_KINDS: Final = MappingProxyType(
    {
        "support.type": ("TYPE", "_PERIOD_TYPE", "_SEVERAL", "_CLAUSES"),
        "support.function": ("AGGREGATE", "CALL", "OF_TWO"),
        "constant.language": ("STATE", "LATE", "OUTCOME", "VERDICT", "TRUTH", "ANSWER", "_BLANK"),
    }
)  # every other word is a keyword


def grammar() -> dict[str, object]:
    """Return the grammar of both languages as plain values."""
    patterns = {
        "comment": _one("[#＃].*$", "comment.line.number-sign"),
        "text": _one('「[^」\\n]*」|“[^”\\n]*”|"[^"\\n]*"', "string.quoted.double"),
        "citation": _one("〔[^〕\\n]*〕|\\[[^\\]\\n]*\\]", "constant.other.citation"),
        "part": {
            "match": f"^{_BLANK}*({_any(_labels(words.PARTS))})(?![{_LETTER}]){_BLANK}*[:：]?{_BLANK}*({_NAME})?",
            "captures": _captures("keyword.control.part", "entity.name.section"),
        },
        "line": {
            "match": f"^{_BLANK}*({_any(_labels((*words.LINES, *words.ROWS)) + _spelled(HEADER))})(?![{_LETTER}])",
            "captures": _captures("keyword.other.label"),
        },
        "quoted": _one(f"‘[^’\\n]*’|(?<![{_LETTER}])'[^'\\n]*'", "variable.other.quoted"),
        "date": _one(
            f"{_D}+年{_D}+月(?:{_D}+日)?|{_D}+[-－/／]{_D}+[-－/／]{_D}+|{_D}{{4}}[-－]{_D}{{2}}(?!{_D})",
            "constant.numeric.date",
        ),
        "time": _one(f"{_D}+[:：]{_D}{{2}}(?:[:：]{_D}{{2}}(?:[.．]{_D}+)?)?(?!{_D})", "constant.numeric.time"),
        "number": {
            "match": f"({_NUMBER}){_BLANK}*({_units()})?({_glued()}*)(?![{HAN}])|({_NUMBER})",
            "captures": _captures("constant.numeric", "keyword.other.unit", "keyword.operator", "constant.numeric"),
        },
        "numeral": {
            "match": f"(?<![{_LETTER}])({_glued()}*)([{literal.NUMERALS}]+)({_any(literal.UNITS_ZH)})({_glued()}*)"
            f"(?![{_LETTER}])",
            "captures": _captures("keyword.operator", "constant.numeric", "keyword.other.unit", "keyword.operator"),
        },
        "ratio": _one(f"[{''.join(literal.RATIOS)}]分之[{literal.NUMERALS}]+", "constant.numeric"),
        "glued": _one(f"(?<![A-Za-z_{HAN}]){_glued()}+(?![A-Za-z_{HAN}])", "keyword.operator"),
        "phrase": _one(_whole(text for text in _of_kind(*_KINDS, "keyword") if " " in text), "keyword.operator"),
        "known": _one(_whole(text for pair in KNOWN.values() for text in pair), "variable.language"),
        **{kind.partition(".")[2]: _one(_whole(_of_kind(kind)), kind) for kind in _KINDS},
        "word": _one(_whole(_of_kind("keyword")), "keyword.operator"),
        "name": _one(f"[A-Za-z_{HAN}][{_LETTER}]*", "variable.other"),
        "sign": _one(">=|<=|!=|<>|[≥≤≠=＝<＜>＞+＋−×÷~～的、]", "keyword.operator"),
    }
    return {
        "name": "Luyue",
        "scopeName": SCOPE,
        "fileTypes": list(FILE_TYPES),
        "patterns": [{"include": f"#{name}"} for name in patterns],
        "repository": patterns,
    }


def grammar_json() -> str:
    """Return the grammar as the text of its file."""
    return json.dumps(grammar(), ensure_ascii=False, indent=2) + "\n"


# ---------------------------------------------------------------- patterns


def _one(pattern: str, scope: str) -> dict[str, object]:
    return {"match": pattern, "name": f"{scope}.luyue"}


def _captures(*scopes: str) -> dict[str, dict[str, str]]:
    return {str(number): {"name": f"{scope}.luyue"} for number, scope in enumerate(scopes, 1)}


def _any(spelled: Iterable[str]) -> str:
    """Return a pattern of any of some spellings, the longest first; blanks of a phrase may be several."""
    longest = sorted(set(spelled), key=lambda text: (-len(text), text))
    return "|".join(re.escape(text).replace("\\ ", f"{_BLANK}+") for text in longest)


def _whole(spelled: Iterable[str]) -> str:
    return f"(?<![{_LETTER}])(?:{_any(spelled)})(?![{_LETTER}])"


def _units() -> str:
    """Return a pattern of the units that may follow a number, a percent sign among them."""
    english = f"(?:{_any(literal.UNITS_EN)})(?![{_LETTER}])"
    return f"[{''.join(literal.PERCENTS)}]|{_any(literal.UNITS_ZH)}|{english}"


def _glued() -> str:
    return f"(?:{_any(words.GLUED_WORDS)})"


# ---------------------------------------------------------------- words


def _labels(terminals: Sequence[str]) -> list[str]:
    return [text for lang in words.LANGUAGES for text in words.labels(lang, tuple(terminals))]


def _spelled(keys: Iterable[str]) -> list[str]:
    return [text for key in keys for lang in words.LANGUAGES for text in words.spellings(key, lang)]


def _of_kind(*kinds: str) -> list[str]:
    """Return the words of some kinds in both languages, labels left out."""
    taken = {terminal: of for of, terminals in _KINDS.items() for terminal in terminals}
    keys = [
        key
        for key in words.TABLES["zh"]
        if taken.get(key.partition(" ")[0], "keyword") in kinds and key.partition(" ")[0] not in words.LABELS
    ]
    return _spelled(keys)
