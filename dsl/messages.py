"""
The sentences of every diagnostic, in both languages: one row for each code, in one table.

A row has what is said, the short words beside the caret, and the way out; ``{fact}`` is filled from the diagnostic. To
add a code: add a row to ``MESSAGES`` (or, from another room, a table of its own to ``_TABLES``) and three files to
``tests/errors``. ``HINTS`` are ways out that fit a single case better; keys that begin with @ are kinds of things that
a list of expected words may name. A sentence blames the text, never its author.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from luyue.dsl import check_messages, words


class Wording(NamedTuple):
    """What is said about a finding in one language; ``help`` may have several lines."""

    says: str
    mark: str = ""
    help: str = ""


class Row(NamedTuple):
    """A finding in both languages."""

    zh: Wording
    en: Wording


def _row(zh: tuple[str, ...], en: tuple[str, ...]) -> Row:
    return Row(Wording(*zh), Wording(*en))


# ---------------------------------------------------------------- what the text of one file may earn

TEXT: Final[Mapping[str, Row]] = MappingProxyType(
    {
        "no-clause": _row(
            (
                "文件里没有合同内容",
                "",
                "最小的一份是：\n合同 示例\n  当事人 甲方 “某单位”，乙方 “某公司”\n条款 付款\n"
                "  义务 甲方 付 乙方 100元",
            ),
            (
                "no clause found",
                "",
                'the smallest one is:\ncontract example\n  parties buyer "A", supplier "B"\nclause payment\n'
                "  duty buyer pays supplier 100 yuan",
            ),
        ),
        "too-large": _row(
            ("文件太大，最多 {most} 个字符", "", "拆成几个文件，用「{use}」连起来"),
            ("the file is too large: {most} characters at most", "", "split it and join the files with 「{use}」"),
        ),
        "too-deep": _row(
            ("嵌套超过 {most} 层", "从这里起太深", "用「{let}」给其中一部分起个名字"),
            ("nesting deeper than {most}", "too deep from here on", "give a part of it a name with 「{let}」"),
        ),
        "more-errors": _row(
            ("还有 {count} 处错误没有列出", "其中第一处", "先改正上面的"),
            ("{count} more errors are not shown", "the first of them", "mend those above first"),
        ),
        "file-too-large": _row(
            ("文件太大，最多 {most}", "", "拆成几个文件，用「{use}」连起来"),
            ("the file is too large: {most} at most", "", "split it and join the files with 「{use}」"),
        ),
        "not-a-file": _row(
            ("这不是普通文件", "", "给出一个 .clause 文件"),
            ("this is not a plain file", "", "name a .clause file"),
        ),
        "not-utf8": _row(
            ("文件是 {encoding} 编码，不是 UTF-8", "", "在编辑器里另存为 UTF-8"),
            ("the file is {encoding}, not UTF-8", "", "save the file as UTF-8"),
        ),
        "not-utf8-byte": _row(
            ("不是 UTF-8：这里有字节 {byte}", "从这里起", "在编辑器里另存为 UTF-8"),
            ("not UTF-8: byte {byte} stands here", "from here on", "save the file as UTF-8"),
        ),
        "unknown-part": _row(
            ("「{word}」不能开始合同的一部分", "这里应是一个标签", "每部分以标签开头，例如 {labels}"),
            (
                "「{word}」 opens no part of a contract",
                "a label is expected here",
                "each part begins with a label such as {labels}",
            ),
        ),
        "foreign-word": _row(
            ("「{word}」是另一种语言的词", "本文件里写作「{right}」", "一个文件只用一种语言；这里写「{right}」"),
            (
                "「{word}」 is a word of another language",
                "here it is 「{right}」",
                "a file is written in one language; write 「{right}」",
            ),
        ),
        "unexpected": _row(
            ("「{word}」不能出现在这里", "这里可以是 {expected}", "看看前面是不是没有写完，或少了逗号"),
            (
                "「{word}」 cannot stand here",
                "expected {expected}",
                "see whether what stands before is finished, or a comma is missing",
            ),
        ),
        "label-here": _row(
            ("「{word}」是标签，前面的内容还没有写完", "这里应是 {expected}", "若它是名称，写成‘{word}’"),
            (
                "「{word}」 is a label, and what stands before it is not finished",
                "expected {expected}",
                "if it is a name, write '{word}'",
            ),
        ),
        "cut-short": _row(
            ("内容没有写完", "后面应有 {expected}", "写完它，或删去没有写完的一行"),
            ("the text ends too early", "expected {expected}", "finish it, or delete the unfinished line"),
        ),
        "before-alone": _row(
            ("「前」没有说那一天本身算不算", "含糊的界限", "含当天写「不迟于 …」，不含当天写「早于 …」"),
            (
                "「前」 leaves open whether its own day counts",
                "an open boundary",
                "write 「不迟于 …」 to include the day, 「早于 …」 to exclude it",
            ),
        ),
        "open-quote": _row(
            ("引号「{open}」没有在本行关闭", "从这里打开", "在本行末尾前加上「{close}」"),
            ("the quote 「{open}」 is not closed on its line", "opened here", "add 「{close}」 before the line ends"),
        ),
        "open-bracket": _row(
            ("括号「{open}」没有关闭", "从这里打开", "补上「{close}」"),
            ("the bracket 「{open}」 is not closed", "opened here", "add 「{close}」"),
        ),
        "stray-bracket": _row(
            ("括号「{close}」前面没有与它配对的", "多出来的", "删去它，或补上前一半"),
            ("the bracket 「{close}」 closes nothing", "one too many", "delete it, or add its first half"),
        ),
        "empty-name": _row(
            ("引号里没有名称", "空的", "在引号里写上名称"),
            ("there is no name between the quotes", "empty", "write the name between the quotes"),
        ),
        # -------------------------------------------------------- characters
        "bidi-character": _row(
            ("{point} 会使文字显示的顺序与读取的顺序不同", "看不见的字符", "删去这个字符"),
            (
                "{point} may show the text in another order than it is read",
                "an invisible character",
                "delete the character",
            ),
        ),
        "invisible-character": _row(
            ("{point} 是看不见的字符", "看不见的字符", "删去这个字符"),
            ("{point} is an invisible character", "an invisible character", "delete the invisible character"),
        ),
        "control-character": _row(
            ("{point} 是控制字符", "控制字符", "删去这个字符；换行只用 LF、CRLF 或 CR"),
            (
                "{point} is a control character",
                "a control character",
                "delete the character; lines end with LF, CRLF or CR",
            ),
        ),
        "not-a-digit": _row(
            ("「{sign}」不是数字", "", "用 0 到 9（半角或全角）"),
            ("「{sign}」 is not a digit", "", "use 0 to 9 (ASCII or full-width)"),
        ),
        "wide-letter": _row(
            ("「{sign}」是全角字母", "", "写成「{plain}」"),
            ("「{sign}」 is a full-width letter", "", "write 「{plain}」"),
        ),
        "foreign-letter": _row(
            ("「{sign}」既不是汉字也不是英文字母", "看上去可能与英文字母一样", "名称用汉字、英文字母、数字和下划线"),
            (
                "「{sign}」 is neither a Chinese nor an English letter",
                "it may look like an English one",
                "names are written in Chinese or English letters, digits and underscores",
            ),
        ),
        "unknown-sign": _row(
            ("「{sign}」（{point}）不是合同语言的符号", "", "文字放进引号，注释以 # 开头"),
            ("「{sign}」 ({point}) is no sign of the language", "", "put text in quotes; comments begin with #"),
        ),
        # -------------------------------------------------------- literals
        "mixed-width": _row(
            ("「{text}」混用了半角和全角数字", "", "写成 {clean} 或 {wide}"),
            ("「{text}」 mixes ASCII and full-width digits", "", "write {clean} or {wide}"),
        ),
        "bad-number": _row(
            ("「{text}」不是一个数", "", "写成 1234567.89 或 1,234,567.89（三位一组）；不用指数，小数点是「.」"),
            (
                "「{text}」 is not a number",
                "",
                "write 1234567.89 or 1,234,567.89 (groups of three); no exponent, the decimal point is 「.」",
            ),
        ),
        "number-too-long": _row(
            ("数太长：整数最多 18 位，小数最多 6 位", "", "写短一些，或用公式"),
            (
                "the number is too long: at most 18 digits before the point and 6 after",
                "",
                "shorten it, or write a formula",
            ),
        ),
        "number-expected": _row(
            ("「{sign}」后面没有数", "", "在它后面写金额"),
            ("no number follows 「{sign}」", "", "write the amount after it"),
        ),
        "part-unit": _row(
            ("「{text}」不是整数个", "", "换成较小的单位，或写整数"),
            ("「{text}」 is not a whole number of them", "", "use a smaller unit or a whole number"),
        ),
        "below-fen": _row(
            ("「{text}」细到分以下", "", "写成公式，例如 {small_money}"),
            ("「{text}」 is finer than a fen", "", "write a formula, such as {small_money}"),
        ),
        "no-such-day": _row(
            ("{month} 没有这一天", "", "{month} 有 1 日至 {last} 日"),
            ("{month} has no such day", "", "{month} has days 1 to {last}"),
        ),
        "no-such-month": _row(
            ("没有第 {month} 个月", "", "月份是 1 至 12"),
            ("there is no month {month}", "", "months are 1 to 12"),
        ),
        "bad-year": _row(
            ("年份 {year} 不可能是所指的", "", "年份写四位，{first} 至 {last}"),
            ("the year {year} cannot be meant", "", "write a year of four digits, {first} to {last}"),
        ),
        "bad-date": _row(
            ("「{text}」不是日期的写法", "", "写成 2024-06-01 或 2024年6月1日"),
            ("「{text}」 is not how a date is written", "", "write 2024-06-01 or 2024年6月1日"),
        ),
        "bad-time": _row(
            ("「{text}」不是一天中的时刻", "", "写成 09:00、09:00:30 或 24:00"),
            ("「{text}」 is not a time of day", "", "write 09:00, 09:00:30 or 24:00"),
        ),
        "bare-month": _row(
            ("「月」单独作单位，不知是几个月还是几月份", "", "写「3个月」，或写日期「2024年3月」"),
            ("「月」 alone may be a length or a month of the year", "", "write 「3个月」, or a date 「2024年3月」"),
        ),
        "glued": _row(
            ("「{text}」连在一起，不知在哪里断开", "", "在数和单位之后空一格；若是名称，写成‘{text}’"),
            ("「{text}」 is written together", "", "put a blank after the unit; if it is a name, write '{text}'"),
        ),
        "missing-unit": _row(
            ("期间「{text}」没有单位", "", "在后面写单位：{units}"),
            ("the length 「{text}」 has no unit", "", "write a unit after it: {units}"),
        ),
        "no-length": _row(
            ("「{text}」不是期间", "这里应是一段时间", "期间的单位是 {units}"),
            ("「{text}」 is not a length of time", "a length is expected here", "lengths are counted in {units}"),
        ),
        "range-units": _row(
            ("「{text}」与「{other}」单位不同", "", "两端写同一单位"),
            ("「{text}」 and 「{other}」 have different units", "", "write one unit at both ends"),
        ),
        "range-order": _row(
            ("范围从「{low}」到更小的「{high}」", "", "小的写在前面"),
            ("the range runs from 「{low}」 down to 「{high}」", "", "write the smaller end first"),
        ),
        # -------------------------------------------------------- lines and options
        "twice": _row(
            ("「{word}」重复", "第二次", "只留一处"),
            ("「{word}」 is given twice", "the second time", "keep one of them"),
        ),
        "first-here": _row(("第一次在这里",), ("first given here",)),
        "opened-here": _row(("「{word}」从这里开始",), ("「{word}」 begins here",)),
        "argument-count": _row(
            ("「{word}」要 {least} 至 {most} 个值", "", "补上，或删去多余的"),
            ("「{word}」 takes {least} to {most} values", "", "add what is missing, or delete what is too much"),
        ),
        "close-at-midnight": _row(
            ("一天本来就到 24:00", "", "删去它，或写明较早的时刻"),
            ("a day runs to 24:00 anyway", "", "delete it, or give an earlier time"),
        ),
        "no-time": _row(
            ("「{text}」不是期限", "", "写成 {times} 之一"),
            (
                "「{text}」 is not a time limit",
                "",
                "write one of {times}",
            ),
        ),
        "time-in-formula": _row(
            ("期限「{text}」不能用在公式里", "", "期限只写在「{due}」「{requires}」等处"),
            (
                "the time limit 「{text}」 cannot stand in a formula",
                "",
                "a time limit belongs to 「{due}」, 「{requires}」 and the like",
            ),
        ),
        "option-without-time": _row(
            ("「{word}」前面没有期限", "", "先写期限，或删去它"),
            ("「{word}」 has no time limit to belong to", "", "write the time limit first, or delete it"),
        ),
        "unless-in-clause": _row(
            ("条款的扣分不能带「{but_not_if}」", "", "写在「{unless}」一行"),
            ("points of a clause take no 「{but_not_if}」", "", "write a line 「{unless}」"),
        ),
        "from-in-item": _row(
            ("考核项里的扣分不写「{from}」", "", "删去它：扣分属于上面的考核项"),
            ("points under an item take no 「{from}」", "", "delete it: they belong to the item above"),
        ),
        "open-payment": _row(
            ("「{text}」没有上限，不能是应付金额", "", "写明金额"),
            ("「{text}」 has no upper end and cannot be an amount due", "", "state the amount"),
        ),
        "with-without-payment": _row(
            ("「{with}」只用于付款的义务", "", "把事件写在冒号后面"),
            ("「{with}」 belongs to a duty to pay", "", "write the event after the colon"),
        ),
        "part-units": _row(
            ("「{one}」与「{other}」不一致", "", "零头按计数的那个单位写"),
            ("「{one}」 does not match 「{other}」", "", "state the part in the unit that is counted"),
        ),
        "part-of-nothing": _row(
            ("「{text}」前面没有计数单位", "", "先写「{per_day_late}」之类"),
            ("「{text}」 has nothing that is counted", "", "write 「{per_day_late}」 or the like first"),
        ),
        "ends-contract-clauses": _row(
            ("「{ends_contract}」不带条款", "", "部分解除用「{ends}」，后面写条款"),
            ("「{ends_contract}」 names no clauses", "", "to end a part write 「{ends}」 and the clauses"),
        ),
        "signed-not-money": _row(
            ("只有金额可以写「{may_be_negative}」", "", "删去它"),
            ("only money may be 「{may_be_negative}」", "", "delete it"),
        ),
        "row-cells": _row(
            ("这一行有 {cells} 格，表有 {columns} 列", "", "每列一格；合同没有写的用「{blank}」"),
            (
                "cells in the row: {cells}; columns of the table: {columns}",
                "",
                "one cell for each column; 「{blank}」 for what the contract leaves empty",
            ),
        ),
    }
)

CHECK: Final[Mapping[str, Row]] = MappingProxyType({code: _row(*row) for code, row in check_messages.ROWS.items()})
_TABLES: Final = (TEXT, CHECK)
MESSAGES: Final[Mapping[str, Row]] = MappingProxyType({code: row for table in _TABLES for code, row in table.items()})
LIMITS: Final = frozenset(("too-large", "too-deep", "file-too-large", *check_messages.LIMITS))
# Sentences of second places, no findings of their own.
LABEL_CODES: Final = frozenset(("first-here", "opened-here", *check_messages.LABELS))

HINTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "did-you-mean": ("是不是「{near}」？", "did you mean 「{near}」?"),
        "did-you-mean-at": ("是不是第 {line} 行的「{near}」？", "did you mean 「{near}」 of line {line}?"),
        "save-as-utf8": ("在编辑器里另存为 UTF-8", "save the file as UTF-8"),
        "quote-name": ("若它是名称，写成‘{word}’", "if it is a name, write '{word}'"),
        "@name": ("名称", "a name"),
        "@text": ("引号里的文字", "a quoted text"),
        "@citation": ("〔条号〕", "a [citation]"),
        "@quantity": ("数", "a number"),
        "@unit": ("单位", "a unit"),
        "@date": ("日期", "a date"),
        "@month": ("月份", "a month"),
        "@time": ("时刻", "a time of day"),
        "@end": ("下一部分", "the next part"),
        "@more": ("…", "…"),
        **check_messages.WAYS,
    }
)

# Ways out in the words of the file, whoever reads them: Chinese files and English ones.
_FILE_WORDS: Final = MappingProxyType(
    {
        "labels": ("「条款」「事件」「案例」", "「clause」, 「event」, 「scenario」"),
        "small_money": ("5元 ÷ 1000", "5 yuan / 1000"),
        "units": ("小时、日、个工作日、个月、年", "hours, days, working days, months, years"),
        "times": (
            "「15日内」「不迟于 2024-06-01」「经催告后30日内」「未定期限 “…”」",
            '「within 15 days」, 「by 2024-06-01」, 「on demand within 30 days」, 「no fixed time "…"」',
        ),
        "per_day_late": ("每逾期1日", "per day late"),
    }
)
_KEYS: Final = MappingProxyType(
    {
        **{"use": "_USE", "let": "_LET", "due": "_DUE", "requires": "_REQUIRES", "but_not_if": "_BUT_NOT_IF"},
        **{"unless": "_UNLESS", "from": "_FROM", "under": "_UNDER", "with": "_WITH", "blank": "_BLANK"},
        **{"ends_contract": "EFFECT ends_contract", "ends": "EFFECT ends", "may_be_negative": "_MAY_BE_NEGATIVE"},
    }
)


@cache
def file_words(lang: str) -> Mapping[str, str]:
    """Return what sentences say in the words of the file's language: its labels and short examples."""
    said = {key: pair[0 if lang == "zh" else 1] for key, pair in _FILE_WORDS.items()}
    return MappingProxyType(said | {key: words.say(key_of_word, lang) for key, key_of_word in _KEYS.items()})


def wording(code: str, lang: str) -> Wording:
    """
    Return the row of a code in a language.

    :raises KeyError: for a code without a row
    """
    row = MESSAGES[code]
    return row.zh if lang == "zh" else row.en


def is_thing(fact: str) -> bool:
    """Say whether a fact is the name of a kind of thing (``@name``) and not the author's text."""
    return fact.startswith("@") and fact in HINTS


def hint_of(code: str, lang: str) -> str:
    """
    Return a way out, or the name of a kind of thing, in a language.

    :raises KeyError: for a code without a row
    """
    return HINTS[code][0 if lang == "zh" else 1]
