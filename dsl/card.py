"""
The card: every word of the clause language on one page, in both languages, made from the phrase tables.

Nobody keeps such a page in step by hand, so none is kept by hand: ``card`` returns its text, ``make docs`` writes it,
and a test holds the files to it. What the tables do not say is how words group and which belong together although each
language needs another number of them (``经 … 变更`` is ``changed by``); that is all this module states. A word that
stands in no group or in two is refused, so a new label cannot be forgotten.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from luyue.dsl import words

LANGUAGES: Final = ("zh", "en")
_TITLE: Final = MappingProxyType({"zh": "# 条款语言一页速查", "en": "# The clause language on a card"})
_LEAD: Final = MappingProxyType(
    {
        "zh": "由词表生成（`make docs`）。`/` 隔开同义的写法，第一个是打印用的；`…` 处填内容。"
        "用法见[条款语言](language.zh.md)。",
        "en": "Made from the phrase tables (`make docs`). `/` parts spellings that mean the same, the first is the one "
        "printed; `…` stands for what is filled in. How to use them: [the clause language](language.md).",
    }
)
_HEADS: Final = MappingProxyType({"zh": "中文", "en": "English"})
_PLACE: Final = "…"
_ABREAST: Final = 3  # entries in one row: the card is to fit a page


@frozen
class Entry:
    """One line of the card: the keys of the phrase tables whose words together say one thing, by language."""

    zh: tuple[str, ...]
    en: tuple[str, ...]

    def every(self) -> tuple[str, ...]:
        """Return every key, each once."""
        return tuple(dict.fromkeys((*self.zh, *self.en)))


@frozen
class Group:
    """Words that belong together, with the title in each language."""

    zh: str
    en: str
    entries: tuple[Entry, ...]


def _plain(*keys: str) -> tuple[Entry, ...]:
    return tuple(Entry((key,), (key,)) for key in keys)


def _pair(zh: str, en: str) -> Entry:
    """Return an entry of keys parted by commas, as each language puts them."""
    return Entry(tuple(zh.split(", ")), tuple(en.split(", ")))


def _meanings(*terminals: str) -> tuple[Entry, ...]:
    """Return an entry for every meaning of terminals that have several, in the order of the tables."""
    return _plain(*(key for one in terminals for key in words.TABLES["en"] if key.partition(" ")[0] == one))


GROUPS: Final = (
    Group("部分", "Parts", _plain(*words.PARTS)),
    Group(
        "合同的项目",
        "Items of a contract",
        (
            *_meanings("HEADER"),
            *_plain("_ZONE", "_PRICE", "_SIGNED", "_EFFECTIVE", "_TERM", "_PARTIES", "_INSTRUMENT"),
            _pair("_VIA, _CHANGED", "_CHANGED_BY"),
            _pair("_VIA, _EXTENDED", "_EXTENDED_BY"),
        ),
    ),
    Group(
        "条款的各行",
        "Lines of a clause",
        tuple(entry for label in words.LINES for entry in (_meanings("HEAD") if label == "HEAD" else _plain(label))),
    ),
    Group("下一级的行", "Rows below a part", _plain(*words.ROWS)),
    Group(
        "条款各行的选项",
        "Options of the lines",
        (
            *_plain("_AS", "_SAME", "_ALL", "_EACH_OF", "_UNDER", "_PAYS", "_KEEPS", "_WITH"),
            *_meanings("ELSE_WHAT"),
            *_plain("_ELSE_DUE"),
            _pair("_PASSIVE, _SENT_BACK", "_UNDONE_BY"),
            _pair("_QIJIAN", "_DURING"),
            *_plain("_STOPS_CLOCK", "_ALSO_LATE"),
            _pair("_DENIED_BY, _DENIES", "_DENIED_BY"),
            *_meanings("EFFECT"),
            _pair("_QI", "_ONCE"),
            *_plain("_RESUME", "_UNTIL"),
        ),
    ),
    Group(
        "期限",
        "Time",
        (
            _pair("_NEI", "_WITHIN"),
            _pair("_HOU", "_AFTER"),
            _pair("_QIAN", "_BEFORE"),
            *_plain("_BY"),
            _pair("_BEFORE", "_BEFORE"),
            *_plain("_ON_DEMAND"),
            _pair("_UNTIMED, _AS_SETTING", "_UNTIMED, _AS_SETTING"),
            *_plain("_START_COUNTED"),
            *_meanings("ROLL"),
            _pair("_CLOSE", "_UNTIL"),
            _pair("_QIMO", "_END_OF"),
            *_plain("_FROM", "_TO"),
            *_meanings("OF_TWO"),
        ),
    ),
    Group(
        "一笔钱的选项",
        "Options of a head of money",
        (
            *_plain("_EVERY", "_EACH_TIME", "LATE late"),
            _pair("_LESS, _COUNTS_AS, _COUNTED", "_LESS, _COUNTS_AS"),
            _pair("_LESS, _NOT_COUNTED", "_LESS, _NOT_COUNTED"),
            *_plain("_ONCE_PER_DAY", "_IN_TOTAL", "_ONCE_ONLY", "_ON_EXERCISE"),
            _pair("_DECIDED_BY, _WITH, _DETERMINES", "_DECIDED_BY, _WITH"),
            *_meanings("LATE_BASE", "RELATION", "ROUNDING"),
        ),
    ),
    Group(
        "界限",
        "Bounds",
        _plain("_AT_LEAST", "_AT_MOST", "_MORE", "_LESS", "_OR_MORE", "_OR_LESS"),
    ),
    Group(
        "公式与条件",
        "Formulas and conditions",
        (
            *_plain("_BE", "_IS", "_IS_NOT", "_INCLUDES", "_IS_WORKING_DAY", "_AND"),
            _pair("_DUN", "_AND"),
            *_plain("_OR", "_THEN", "_NOT", "_IF", "_ELSE", "_IN", "_PREVIOUS"),
            *_meanings("AGGREGATE", "CALL", "STATE", "TRUTH"),
            *_plain("_BLANK"),
        ),
    ),
    Group(
        "事件、字段的类型",
        "Events and types of fields",
        (
            *_meanings("TYPE"),
            *_plain("_MAY_BE_NEGATIVE", "_PERIOD_TYPE", "_SEVERAL", "_CLAUSES", "_OPTIONAL"),
            *_plain("_ATTESTED", "_EFFECT_AT", "_ALSO", "_ACTS_AS"),
            *_meanings("ROLE"),
        ),
    ),
    Group(
        "其他部分的选项",
        "Options of other parts",
        (
            *_plain("_BY_LAW", "_DEFAULT", "_COUNT_IN_ALL", "_NO_DATA"),
            *_meanings("VERDICT"),
            *_plain("_BY_ITS", "_ROUNDED_TO", "_CONFIRMED_BY", "_START", "_FLOOR"),
            *_meanings("OVER_PERIODS", "UNJUDGED"),
            *_plain("_MAY_EXCEED", "_BUT_NOT_IF"),
            _pair("_BASIS", "_OF"),
            *_meanings("SHAPE"),
            *_plain("_OTHERWISE", "_OVER"),
            *_meanings("ANSWER"),
        ),
    ),
    Group("案例", "Scenarios", (*_plain("_OWES", "_FALLS_DUE", "_REFUSED"), *_meanings("OUTCOME"))),
)


def card(lang: str) -> str:
    """
    Return the card as Markdown, with titles in ``lang`` and its words in the first column.

    :raises ValueError: a word of the phrase tables that stands in no group
    """
    missing = sorted(_said() - {key for group in GROUPS for one in group.entries for key in one.every()})
    if missing:
        raise ValueError(f"in no group of the card: {', '.join(missing)}")
    return "\n".join((_TITLE[lang], "", _LEAD[lang], *(line for one in GROUPS for line in _table(one, lang)), ""))


def _said() -> frozenset[str]:
    """Return the keys that some language has a word for."""
    return frozenset(key for lang in LANGUAGES for key, spelled in words.TABLES[lang].items() if spelled)


def _table(group: Group, lang: str) -> Iterator[str]:
    columns = sorted(LANGUAGES, key=lambda one: one != lang)
    heads = [_HEADS[one] for one in columns] * _ABREAST
    yield from ("", f"## {getattr(group, lang)}", "", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}")
    for first in range(0, len(group.entries), _ABREAST):
        row = group.entries[first : first + _ABREAST]
        cells = [_words(getattr(entry, one), one) for entry in row for one in columns]
        yield f"| {' | '.join([*cells, *[''] * (len(heads) - len(cells))])} |"


def _words(keys: tuple[str, ...], lang: str) -> str:
    """Return the words of an entry, each spelling as code; parts of one phrase are joined by what is filled in."""
    if len(keys) > 1:
        return f"`{_PLACE.join(words.say(key, lang) for key in keys)}`"
    return " / ".join(f"`{spelling}`" for spelling in words.spellings(keys[0], lang))


def cards() -> Mapping[str, str]:
    """Return the text of each card by the name of its file in ``docs``."""
    return {"card.zh.md": card("zh"), "card.md": card("en")}
