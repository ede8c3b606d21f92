"""
What is wrong with a log, what may help, and what its reader assumed.

A sentence states a fact about the file and blames nobody; what the file writes stands in 「」. Where a code has
several cases, the fact that tells them apart follows the code after a colon.
"""

from types import MappingProxyType
from typing import Final

REFUSAL: Final = MappingProxyType(
    {
        # the file
        "no-text": ("这不是文本，是{kind}", "this is not text but {kind}"),
        "not-as-named": (
            "按名字应是{expected}文件，实际是{kind}",
            "by its name this is {expected}, in truth it is {kind}",
        ),
        "no-events": ("一条事件也没有，而这里要求至少有一条", "there is no event, and at least one is required"),
        "wrong-encoding": (
            "从字节偏移 {byte} 起不是 {encoding} 编码的文字",
            "from byte offset {byte} on this is not text in {encoding}",
        ),
        "line-too-long": ("这一行超过 {most} 字节", "this line is longer than {most} bytes"),
        "too-many-columns": (
            "这一行有 {found} 列，最多 {most} 列",
            "this row has {found} columns, at most {most} are read",
        ),
        "cut-off": ("最后一行没有写完", "the last line is not complete"),
        "changed-while-read": ("文件在读的时候被改动了", "the file was changed while it was read"),
        # workbooks
        "locked": ("文件有密码", "the file is locked with a password"),
        "macros": ("这个工作簿带有宏", "this workbook holds macros"),
        "broken-workbook": ("工作簿的「{part}」读不下去", "「{part}」 of this workbook cannot be read"),
        "unsafe-workbook": ("工作簿的「{part}」不安全：{why}", "「{part}」 of this workbook is not safe: {why}"),
        "workbook-too-large": (
            "{kind}超过限度：{found}，最多 {most}",
            "{kind} of this workbook: {found}, at most {most} are read",
        ),
        "unknown-sheet": (
            "没有名为「{value}」的工作表，只有：{known_zh}",
            "there is no sheet 「{value}」, only: {known_en}",
        ),
        "merged-cells": ("{range} 是合并单元格", "the cells {range} are merged"),
        "formula-without-value": (
            "「{column}」里的公式没有存下结果",
            "the formula in 「{column}」 was saved without its value",
        ),
        "error-cell": ("「{column}」里是错误值 {value}", "「{column}」 holds the error {value}"),
        "computed-amount": (
            "「{column}」里的金额 {value} 是公式算出来的",
            "the amount {value} in 「{column}」 comes from a formula",
        ),
        "digits-lost": (
            "「{column}」里的数 {value} 超过 15 位，存的时候已经失了准",
            "the number {value} in 「{column}」 has more than 15 digits and was not kept exactly",
        ),
        "broken-number": ("「{column}」里的「{value}」不是数", "「{value}」 in 「{column}」 is not a number"),
        "bad-serial": (
            "「{column}」里的日期序数 {value} 说不准是哪一天",
            "the serial {value} in 「{column}」 does not say for certain which day it is",
        ),
        # Parquet
        "broken-table": ("Parquet 文件从这里起读不下去", "from here on this Parquet file cannot be read"),
        "table-too-large": (
            "{kind}超过限度：{found}，最多 {most}",
            "{kind} of this file: {found}, at most {most} are read",
        ),
        "approximate-amount": (
            "「{column}」里的金额 {value} 存成了二进制小数",
            "the amount {value} in 「{column}」 was kept as a binary fraction",
        ),
        "strange-type": (
            "「{column}」的类型是 {type}，事件里没有这样的值",
            "「{column}」 is of type {type}, which no value of an event has",
        ),
        # mapping files
        "map-syntax": ("第 {at} 个字符处不是 TOML", "this is not TOML at character {at}"),
        "map-unknown-table": ("没有「{value}」这张对照表", "there is no table 「{value}」 in a mapping"),
        "map-no-table": ("「{value}」应是一张表", "「{value}」 is to be a table"),
        "map-no-word": ("「{value}」对应的不是一个词", "「{value}」 is not mapped to a word"),
        "map-unknown-column": (
            "合同的事件没有「{value}」这个字段，对照表里也没有这一列",
            "no event of the contract has a field 「{value}」, and the mapping has no such column",
        ),
        # CSV
        "wrong-delimiter": (
            "各列之间隔的是「{sign}」，不是逗号",
            "the columns are separated by 「{sign}」, not by commas",
        ),
        "missing-column": (
            "表头没有「{name_zh}」（{name_en}）这一列，只有：{header}",
            "the header has no column 「{name_en}」 ({name_zh}), only: {header}",
        ),
        "duplicate-column": (
            "第 {at} 列与第 {first} 列同名：「{column}」",
            "columns {first} and {at} have the same name: 「{column}」",
        ),
        "unnamed-column": ("第 {at} 列没有名字", "column {at} has no name"),
        "field-count": (
            "这一行有 {found} 格，表头有 {expected} 列",
            "cells in this row: {found}; columns in the header: {expected}",
        ),
        "open-quote": ("第 {at} 格的引号没有合上", "the quote that opens cell {at} does not close"),
        "open-quote:swallows": (
            "第 {at} 格的引号没有合上，会把第 {swallows} 行吞进去",
            "the quote that opens cell {at} does not close and would swallow row {swallows}",
        ),
        "stray-quote": ("第 {at} 格的引号站错了位置", "a quote stands in the wrong place in cell {at}"),
        "total-row": ("这一行是「{value}」行，不是事件", "this is a row of totals (「{value}」), not an event"),
        # JSON
        "json-list": ("整个文件是一个列表", "the whole file is one list"),
        "json-spread": ("一个对象分写在好几行", "one object is spread over several lines"),
        "not-an-object": ("这一行不是 JSON 对象", "this line is not a JSON object"),
        "json-syntax": ("第 {at} 个字符「{sign}」不该在这里", "character {at}, 「{sign}」, does not belong there"),
        "json-ends": ("对象没有写完，这一行就结束了", "the line ends before its object does"),
        "trailing-comma": (
            "第 {at} 个字符是多余的逗号，后面没有东西了",
            "the comma at character {at} has nothing after it",
        ),
        "duplicate-key": ("「{column}」在一行里写了两次", "「{column}」 stands twice in one line"),
        "json-word": ("{value} 不是一个值", "{value} is not a value"),
        "lone-surrogate": ("{value} 只是半个字符", "{value} is only half a character"),
        "too-deep": ("括号套了 {most} 层以上", "brackets go more than {most} deep"),
        # signs
        "control-character": (
            "「{column}」里有控制字符 {sign}",
            "「{column}」 holds the control character {sign}",
        ),
        "control-character:line": ("这一行里有控制字符 {sign}", "this line holds the control character {sign}"),
        "unseen-character": (
            "「{column}」里有看不见的字符 {sign}：「{value}」",
            "「{column}」 holds the invisible character {sign}: 「{value}」",
        ),
        # the envelope
        "missing-time": (
            "没有「时间」（time）：不知道何时发生",
            "there is no 「time」 (时间): when it happened is unknown",
        ),
        "missing-type": (
            "没有「事件」（type）：不知道发生了什么",
            "there is no 「type」 (事件): what happened is unknown",
        ),
        "unknown-type": ("合同没有声明过事件「{value}」", "the contract declares no event 「{value}」"),
        "bad-time": ("「{column}」里的「{value}」不是时间", "「{value}」 in 「{column}」 is not a time"),
        "date-without-time": (
            "「{column}」只写了日期「{value}」，没有写几时",
            "「{column}」 has only the date 「{value}」, no hour",
        ),
        "slashed-date": (
            "「{column}」里的日期「{value}」不是年-月-日的写法",
            "the date 「{value}」 in 「{column}」 is not written as year-month-day",
        ),
        "impossible-date": (
            "「{column}」里的「{value}」：没有这一天",
            "「{value}」 in 「{column}」: there is no such day",
        ),
        "impossible-time": (
            "「{column}」里的「{value}」：没有这个钟点",
            "「{value}」 in 「{column}」: there is no such time of day",
        ),
        "leap-second": (
            "「{column}」里的「{value}」是闰秒，民用时间没有第 60 秒",
            "「{value}」 in 「{column}」 is a leap second; civil time has no second 60",
        ),
        "too-fine": (
            "「{column}」里的「{value}」细过微秒",
            "「{value}」 in 「{column}」 is finer than a microsecond",
        ),
        "bad-offset": (
            "「{column}」里的时差「{value}」不存在",
            "there is no such offset as 「{value}」 in 「{column}」",
        ),
        "year-out-of-range": (
            "「{column}」里的「{value}」不在 1949 年到 2199 年之间",
            "「{value}」 in 「{column}」 is not between 1949 and 2199",
        ),
        "skipped-local-time": (
            "「{column}」里的「{value}」：{zone} 那天拨快了钟，没有这个时刻",
            "「{value}」 in 「{column}」: clocks in {zone} jumped over that time",
        ),
        "doubled-local-time": (
            "「{column}」里的「{value}」：{zone} 那天拨慢了钟，这个时刻有两次，{first} 和 {second}",
            "「{value}」 in 「{column}」: clocks in {zone} showed that time twice, at {first} and {second}",
        ),
        "corrects-and-withdraws": (
            "同一行既更正又撤回",
            "one row both corrects and withdraws",
        ),
        # the fields
        "missing-field": (
            "「{event_zh}」缺「{field_zh}」（{field_en}）",
            "「{event_en}」 lacks 「{field_en}」 ({field_zh})",
        ),
        "near-field": (
            "没有声明过「{column}」，却很像声明过的「{near}」",
            "「{column}」 is not declared, but very like 「{near}」, which is",
        ),
        "repeated-field": (
            "「{first}」和「{column}」说的是同一件事，两处都填了",
            "「{first}」 and 「{column}」 mean the same, and both are filled in",
        ),
        "wrong-kind": ("「{column}」要的是{kind}，写的却是{found}", "「{column}」 takes {kind}, not {found}"),
        "list-for-one": (
            "「{column}」只能有一个值（{kind}），写了一列",
            "「{column}」 takes one value ({kind}), not a list",
        ),
        "nested-value": (
            "「{column}」里套着对象或列表，一格只能是一个值",
            "「{column}」 holds an object or a list within; it takes a plain value",
        ),
        "empty-member": ("「{column}」的「{value}」里有空着的一项", "「{value}」 in 「{column}」 has an empty member"),
        "bad-number": ("「{column}」里的「{value}」不是数", "「{value}」 in 「{column}」 is not a number"),
        "bad-money": ("「{column}」里的「{value}」不是金额", "「{value}」 in 「{column}」 is not an amount of money"),
        "bad-rate": ("「{column}」里的「{value}」不是比率", "「{value}」 in 「{column}」 is not a share"),
        "bad-count": ("「{column}」里的「{value}」不是次数", "「{value}」 in 「{column}」 is not a count"),
        "bare-rate": (
            "「{column}」里的「{value}」没有百分号，分不清是 {value}% 还是 {value} 倍",
            "「{value}」 in 「{column}」 has no percent sign: {value}% or {value} times the whole?",
        ),
        "mixed-digits": (
            "「{column}」里的「{value}」全角半角数字混写",
            "「{value}」 in 「{column}」 mixes full-width and ASCII digits",
        ),
        "foreign-digits": (
            "「{column}」里的「{value}」有不认的数字",
            "「{value}」 in 「{column}」 has digits that are not read",
        ),
        "exponent": (
            "「{column}」里的「{value}」是科学记数",
            "「{value}」 in 「{column}」 is written with an exponent",
        ),
        "not-a-number": ("「{column}」里的「{value}」不是数", "「{value}」 in 「{column}」 is not a number"),
        "too-many-digits": (
            "「{column}」里的数「{value}」太长",
            "the number 「{value}」 in 「{column}」 is too long",
        ),
        "too-many-decimals": (
            "「{column}」里的金额「{value}」细过分",
            "the amount 「{value}」 in 「{column}」 is finer than a fen",
        ),
        "negative-amount": (
            "「{column}」里的金额「{value}」是负的",
            "the amount 「{value}」 in 「{column}」 is negative",
        ),
        "currency-mark": (
            "「{column}」里的「{value}」写着「{mark}」，这一行的币种却是 {currency}",
            "「{value}」 in 「{column}」 has the mark 「{mark}」, but the row's currency is {currency}",
        ),
        "unknown-currency": (
            "「{column}」里的「{value}」不是币种代码",
            "「{value}」 in 「{column}」 is not the code of a currency",
        ),
        "two-currencies": ("一行里有两种币种：{value}", "one row has amounts in two currencies: {value}"),
        "bad-date": ("「{column}」里的「{value}」不是日期", "「{value}」 in 「{column}」 is not a date"),
        "bad-month": ("「{column}」里的「{value}」不是月份", "「{value}」 in 「{column}」 is not a month"),
        "bad-period": ("「{column}」里的「{value}」不是周期", "「{value}」 in 「{column}」 is not a period"),
        "bad-length": ("「{column}」里的「{value}」不是时长", "「{value}」 in 「{column}」 is not a length of time"),
        "broken-length": (
            "「{column}」里的「{value}」：日、月、季、年要整数",
            "「{value}」 in 「{column}」: days, months, quarters and years are whole",
        ),
        "bad-truth": (
            "「{column}」里的「{value}」不是「是」或「否」",
            "「{value}」 in 「{column}」 is neither yes nor no",
        ),
        "unknown-value": (
            "「{column}」没有「{value}」这个取值，只有：{known_zh}",
            "「{column}」 has no value 「{value}」, only: {known_en}",
        ),
        "unknown-party": (
            "「{column}」里的「{value}」不是合同的当事人：{known_zh}",
            "「{value}」 in 「{column}」 is not a party of the contract: {known_en}",
        ),
        "unknown-clause": (
            "「{column}」里的「{value}」不是合同的条款，也不是表里的规范号",
            "「{value}」 in 「{column}」 is neither a clause of the contract nor the norm of a table row",
        ),
        "binary-fraction": (
            "{value} 是二进制小数，说不准是多少",
            "{value} is a binary fraction, which is not exactly what it looks like",
        ),
        # ids, corrections
        "same-id": (
            "编号「{id}」在 {other} 已经用过，内容不同：{differ_zh}",
            "the id 「{id}」 stands already at {other}, with other content: {differ_en}",
        ),
        "identical-rows": (
            "这一行没有编号，又与 {other} 完全相同：是一件事还是两件？",
            "this row has no id and says what {other} says: one event or two?",
        ),
        "unknown-target": (
            "「{column}」所指的事件「{id}」不存在",
            "there is no event 「{id}」, which 「{column}」 names",
        ),
        "self-target": ("事件「{id}」用「{column}」指着自己", "the event 「{id}」 names itself in 「{column}」"),
        "target-circle": ("这些更正或撤回绕成了圈：{ids}", "corrections or withdrawals go in a circle: {ids}"),
        "second-correction": (
            "事件「{id}」在 {other} 已经更正过一次",
            "the event 「{id}」 is already corrected at {other}",
        ),
        "correction-of-other-type": (
            "更正把「{id}」从「{was_zh}」变成「{now_zh}」；更正只改时间和字段",
            "the correction turns 「{id}」 from 「{was_en}」 into 「{now_en}」; only time and fields may change",
        ),
    }
)

HELP: Final = MappingProxyType(
    {
        "near": ("是不是「{near}」？", "did you mean 「{near}」?"),
        "no-text": (
            "把事件另存为 UTF-8 的 CSV，或 JSON Lines，再读",
            "save the events as CSV in UTF-8, or as JSON Lines, and read that",
        ),
        "no-text:xlsx": ("把文件名改成 .xlsx 再读", "give the file a name in .xlsx and read that"),
        "no-text:parquet": ("把文件名改成 .parquet 再读", "give the file a name in .parquet and read that"),
        "no-text:xml": (
            "导出成 CSV 再读；列名不同的，用 --map 对照",
            "export it as CSV; where its columns have other names, map them with --map",
        ),
        "no-text:xls": ("在 Excel 里另存为 .xlsx 再读", "save it as .xlsx in Excel and read that"),
        "no-text:locked": ("去掉密码再存一次", "save it again without the password"),
        "not-as-named": ("换成与内容相符的名字，或另存一次", "name it after what it is, or save it again"),
        "not-as-named:text": (
            "若是 CSV，名字改成 .csv；若是 JSON Lines，改成 .jsonl",
            "name it .csv if it is CSV, .jsonl if it is JSON Lines",
        ),
        "not-as-named:xls": ("在 Excel 里另存为 .xlsx 再读", "save it as .xlsx in Excel and read that"),
        "not-as-named:xlsb": ("在 Excel 里另存为 .xlsx 再读", "save it as .xlsx in Excel and read that"),
        "not-as-named:ods": ("另存为 .xlsx 或 CSV 再读", "save it as .xlsx or CSV and read that"),
        "not-as-named:locked": ("去掉密码再存一次", "save it again without the password"),
        "locked": ("去掉密码再存一次", "save it again without the password"),
        "macros": ("另存为不带宏的 .xlsx，或 CSV", "save it as .xlsx without macros, or as CSV"),
        "broken-workbook": ("在 Excel 里打开，另存为新的 .xlsx", "open it in Excel and save it as a new .xlsx"),
        "unsafe-workbook": ("问明来历；另存为 CSV 再读", "ask where it comes from; save it as CSV and read that"),
        "workbook-too-large": ("只留事件，分成几个文件，或用 CSV", "keep the events only, split the file, or use CSV"),
        "merged-cells": ("取消合并，每格各写各的值", "unmerge them and give each cell its value"),
        "formula-without-value": (
            "在 Excel 里打开并保存，或把公式粘贴成数值",
            "open and save it in Excel, or paste the values in place of formulas",
        ),
        "error-cell": ("改正公式，或写上实际的值", "mend the formula, or write what the value is"),
        "computed-amount": ("把公式粘贴成数值", "paste the value in place of the formula"),
        "digits-lost": ("把这一列设成文本，重新填写", "format the column as text and fill it in again"),
        "bad-serial": ("写成文本，例如 2025-12-03 09:00", "write it as text, for instance 2025-12-03 09:00"),
        "broken-table": ("重新导出一次，或用 CSV", "export it again, or use CSV"),
        "table-too-large": ("分成几个文件，或用 CSV", "split the file, or use CSV"),
        "approximate-amount": ("存成 DECIMAL(18,2)、文本或整数", "keep it as DECIMAL(18,2), text or an integer"),
        "strange-type": (
            "存成文本、数、日期、时间戳或文本的列表",
            "keep it as text, a number, a date, a timestamp or a list",
        ),
        "changed-while-read": ("等写完再读", "wait until it is written, then read it"),
        "map-syntax": (
            '例如 [columns] 之下写 "case:concept:name" = "工单号"',
            'under [columns] write, for instance, "case:concept:name" = "ticket"',
        ),
        "map-unknown-table": (
            "只有 [columns]、[types]、[values.字段]",
            "there are [columns], [types] and [values.FIELD]",
        ),
        "map-no-table": ('例如 [values.等级] 之下写 "P1" = "重大"', 'under [values.severity] write "P1" = "critical"'),
        "map-no-word": ('两边都是引号里的词："P1" = "重大"', 'both sides are words in quotes: "P1" = "critical"'),
        "wrong-encoding:gb18030": (
            "像是 GB18030：加上 --encoding gb18030，或另存为 UTF-8",
            "it looks like GB18030: add --encoding gb18030, or save as UTF-8",
        ),
        "wrong-encoding:utf-8": ("像是 UTF-8：去掉 --encoding", "it looks like UTF-8: leave --encoding out"),
        "wrong-encoding:utf-16": ("像是 UTF-16：另存为 UTF-8", "it looks like UTF-16: save as UTF-8"),
        "wrong-encoding": ("另存为 UTF-8", "save as UTF-8"),
        "line-too-long": (
            "一条事件一行；行尾要有换行符",
            "one event is one line, with a line feed at its end",
        ),
        "cut-off": (
            "文件可能没有传完：重新取一份完整的",
            "the file may have been cut in transfer: get it again, whole",
        ),
        "wrong-delimiter": ("用逗号作分隔另存为 CSV", "save it as CSV with commas"),
        "missing-column:near": (
            "「{near}」是不是「{name_zh}」？",
            "is 「{near}」 meant to be 「{name_en}」?",
        ),
        "duplicate-column": ("改掉其中一个名字，或删去一列", "rename one of them, or remove it"),
        "unnamed-column": ("给它一个名字，或删去这一列", "give it a name, or remove the column"),
        "field-count": (
            "格子里有逗号的，整格用英文双引号括起",
            'a cell with a comma in it stands in double quotes: "a, b"',
        ),
        "open-quote": ("补上后一个引号", "close the quote"),
        "stray-quote": (
            '整格用双引号括起，里面的双引号写两次："他说""好"""',
            'put the whole cell in double quotes and write those inside twice: "he said ""yes"""',
        ),
        "total-row": ("删去这一行：合计会从事件算出", "remove it: totals are computed from the events"),
        "json-list": ("改成一行一个对象，例如 jq -c '.[]'", "write one object per line, for instance with jq -c '.[]'"),
        "json-spread": ("改成一行一个对象，例如 jq -c .", "write one object per line, for instance with jq -c ."),
        "not-an-object": (
            '一行写成 {{"time": …, "type": …}}',
            'write a line as {{"time": …, "type": …}}',
        ),
        "json-word": ("没有值就写 null，或不写这一项", "where there is no value, write null or leave it out"),
        "missing-time": ("例如 2025-12-03 09:00，或 2025年12月3日 9时", "for instance 2025-12-03 09:00"),
        "unknown-type": (
            "改成合同里的事件名，或用 --lenient 把这些行放到一边",
            "use a name that the contract declares, or set such rows aside with --lenient",
        ),
        "bad-time": (
            "写成 2025-12-03 09:00、2025-12-03T09:00:00+08:00 或 2025年12月3日 9时",
            "write 2025-12-03 09:00 or 2025-12-03T09:00:00+08:00",
        ),
        "date-without-time": (
            "先后由钟点决定：写上钟点，不知道的可写当天 24:00",
            "the hour decides what came first: add it, or 24:00 for the end of that day",
        ),
        "slashed-date": ("写成 2025-12-03 或 2025年12月3日", "write 2025-12-03"),
        "leap-second": ("写成 23:59:59.999999 或次日 00:00:00", "write 23:59:59.999999, or 00:00:00 of the next day"),
        "too-fine": ("秒后最多六位小数", "at most six digits after the second"),
        "bad-offset": ("例如 +08:00", "for instance +08:00"),
        "skipped-local-time": ("写上时差，例如 +08:00", "state the offset, for instance +08:00"),
        "doubled-local-time": ("写上时差，指明是哪一次", "state the offset to say which of the two"),
        "corrects-and-withdraws": (
            "更正换掉一条事件，撤回取消一条：分写两行",
            "a correction replaces an event, a withdrawal removes it: write two rows",
        ),
        "near-field": (
            "改成「{near}」；若真是另一样东西，换一个不相像的名字",
            "write 「{near}」; if it is something else, give it a name less alike",
        ),
        "wrong-kind:time": ("写成 2025-12-03T09:00:00+08:00", "write 2025-12-03T09:00:00+08:00"),
        "bad-money": (
            "写成 1234.50、1,234.50、￥1234.5 或 1234.5元",
            "write 1234.50, 1,234.50, ￥1234.5 or 1234.5元",
        ),
        "bad-rate": ("写成 0.03、3% 或 3/100", "write 0.03, 3% or 3/100"),
        "bad-number": ("写成 1234.5 或 1,234.5", "write 1234.5 or 1,234.5"),
        "bare-rate": ("写上百分号", "add the percent sign"),
        "mixed-digits": ("全用半角，或全用全角", "use one width for all of it"),
        "foreign-digits": ("用 0 到 9", "use 0 to 9"),
        "exponent": ("把数字全写出来", "write all of its digits"),
        "bad-count": ("写成整数", "write a whole number"),
        "too-many-decimals": ("金额最多两位小数", "money has at most two decimals"),
        "currency-mark": ("写明实际的币种，或去掉「{mark}」", "state the true currency, or remove 「{mark}」"),
        "unseen-character": ("删去它", "remove it"),
        "unknown-target": ("是不是少给了一个文件？", "is a file missing?"),
        "too-many-digits": (
            "小数点前后各最多 18 位；金额不超过 92,233,720,368,547,758.07",
            "at most 18 digits before the point and after it; money up to 92,233,720,368,547,758.07",
        ),
        "negative-amount": (
            "退回或冲销另记一条事件",
            "record a refund or a reversal as an event of its own",
        ),
        "unknown-currency": ("用大写代码，例如 CNY", "use the code in capitals, for instance CNY"),
        "bad-date": ("写成 2025-12-03 或 2025年12月3日", "write 2025-12-03"),
        "bad-month": ("写成 2025-12 或 2025年12月", "write 2025-12"),
        "bad-period": (
            "写成 2025-12、2025-Q4、2025、2025-12-01 或序号",
            "write 2025-12, 2025-Q4, 2025, 2025-12-01 or its number",
        ),
        "bad-length": (
            "写成 24小时、7个工作日、30日、3个月或 PT24H",
            "write 24 hours, 7 working days, 30 days, 3 months or PT24H",
        ),
        "bad-truth": ("写「是」或「否」，或 true、false", "write yes or no, true or false"),
        "binary-fraction": ("写成文本，或 Fraction", "give it as text, or as a Fraction"),
        "same-id": (
            "若是后来改的，另记一行并用「更正」指明原编号；若是两件事，各用各的编号",
            "if it changed later, add a row that 「corrects」 that id; if these are two events, give each its own",
        ),
        "identical-rows": (
            "给每条事件一个编号；若确是两件事，也可用 --lenient",
            "give each event an id; if there are two, --lenient takes them so",
        ),
        "second-correction": ("去更正那一次更正", "correct the correction"),
        "correction-of-other-type": (
            "撤回原事件，另记一条",
            "withdraw the event and record another",
        ),
    }
)

MORE: Final = (
    "{file}: 另有 {count} 处错误没有列出",
    "{file}: {count} more errors are not listed",
)
IN_ROWS: Final = ("（共 {rows} 行）", " (in {rows} rows)")

ASSUMED: Final = MappingProxyType(
    {
        "zone-assumed": (
            "没有写时差的时间按 {zone} 当地时间读（{count} 处）",
            "times without an offset are read as local to {zone} ({count} times)",
        ),
        "ids-derived": (
            "没有编号的行，编号由内容得出（{count} 行）",
            "rows without an id got one from their content (rows: {count})",
        ),
        "identical-rows-kept": (
            "没有编号而内容相同的行，各算一条事件（多出 {count} 行）",
            "rows without an id that say the same count as separate events (further rows: {count})",
        ),
        "recorded-before-occurred": (
            "记录时间早于发生时间的行照读（{count} 行）",
            "rows recorded before they happened are kept (rows: {count})",
        ),
        "field-ignored": (
            "没有声明过的「{field}」未读（{events_zh}；{count} 行）",
            "「{field}」, which is not declared, was not read ({events_en}; rows: {count})",
        ),
        "undeclared-events": (
            "没有声明过的事件「{type}」放在一边（{count} 行）",
            "events 「{type}」, which are not declared, were set aside (rows: {count})",
        ),
        "encoding": ("{file} 按 {encoding} 编码读", "{file} is read as {encoding}"),
        "remarks-skipped": ("{file} 里的注释行未读（{count} 行）", "remarks in {file} were skipped (lines: {count})"),
        "sheet-chosen": (
            "{file} 有几张工作表，读的是第一张「{sheet}」，没有读：{others}",
            "{file} has several sheets; the first, 「{sheet}」, was read, not: {others}",
        ),
        "sheet-unused": (
            "--sheet {sheet} 没有用上：没有 Excel 文件",
            "--sheet {sheet} had no effect: there is no Excel file",
        ),
        "hidden-read": (
            "{file} 的工作表「{sheet}」有隐藏的内容，照读（{rows} 行，{columns} 列）",
            "{file}: what the sheet 「{sheet}」 hides was read like the rest (rows: {rows}, columns: {columns})",
        ),
        "formulas-read": (
            "{file} 里的公式按存下的结果读（{count} 处）",
            "formulas in {file} were read by the values saved with them ({count} cells)",
        ),
        "map-unused": (
            "对照表 [{table}] 里没有用上：{words}",
            "of the mapping, [{table}] had no use for: {words}",
        ),
        "no-events": ("{file} 里一条事件也没有", "{file} holds no event"),
    }
)

KIND: Final = MappingProxyType(
    {
        "text": ("文本", "text"),
        "id": ("编号", "an id"),
        "type": ("事件名", "the name of an event"),
        "number": ("数", "a number"),
        "rate": ("比率", "a share"),
        "count": ("次数", "a count"),
        "money": ("金额", "an amount of money"),
        "date": ("日期", "a date"),
        "month": ("月份", "a month"),
        "length": ("时长", "a length of time"),
        "period": ("周期", "a period"),
        "truth": ("是或否", "yes or no"),
        "instant": ("时刻", "an instant"),
        "time": ("时间", "a time"),
        "party": ("当事人", "a party"),
        "clause": ("条款", "a clause"),
        "enum": ("所列的取值", "a listed value"),
        "set": ("几个所列的取值", "several listed values"),
        "currency": ("币种", "a currency"),
        # what there may be too much of
        "bytes": ("文件的字节", "bytes"),
        "parts": ("压缩包里的文件", "parts"),
        "ratio": ("压缩倍数", "the ratio of compression"),
        "unpacked": ("解压后的字节", "bytes, unpacked,"),
        "tag": ("一个标记的字节", "bytes of one tag"),
        "texts": ("共用的文本", "shared texts"),
        "cells": ("单元格", "cells"),
        "sheets": ("工作表", "sheets"),
        "styles": ("样式", "styles"),
        "rows": ("行数", "rows"),
        "columns": ("列数", "columns"),
        "row": ("一行的字节", "bytes of one row"),
        "memory": ("所需内存", "memory"),
    }
)

FOUND: Final = MappingProxyType(
    {
        "truth": ("真假值", "true or false"),
        "number": ("数字", "a number"),
    }
)

WHY: Final = MappingProxyType(
    {
        "name": ("名字重复，或指向压缩包之外", "its name stands twice, or leads out of the archive"),
        "doctype": ("有文档类型声明", "it declares a document type"),
    }
)

FILE_KIND: Final = MappingProxyType(
    {
        "xlsx": (" Excel 文件（或别的压缩包）", "an Excel file (or another archive)"),
        "xlsb": ("二进制的 Excel 文件", "a binary Excel file"),
        "ods": (" OpenDocument 表格", "an OpenDocument spreadsheet"),
        "zip": ("别的压缩包", "another archive"),
        "locked": ("有密码的文件", "a file under a password"),
        "xml": (" XML 或网页", "XML or a web page"),
        "sqlite": (" SQLite 数据库", "a SQLite database"),
        "avro": (" Avro 文件", "an Avro file"),
        "orc": (" ORC 文件", "an ORC file"),
        "xls": ("旧版 Excel 文件", "an old Excel file"),
        "parquet": (" Parquet 文件", "a Parquet file"),
        "pdf": (" PDF 文件", "a PDF file"),
        "gzip": (" gzip 压缩包", "a gzip archive"),
    }
)
