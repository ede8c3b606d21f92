"""
What the codes of the command itself mean: wrong usage, files, limits. The way out stands with the sentence, in
``errors``; here is in (Chinese, English) why the command ends.
"""

from types import MappingProxyType
from typing import Final

COMMAND: Final = MappingProxyType(
    {
        "no-verb": ("luyue 后面要说做什么。", "After luyue comes what to do."),
        "no-such-verb": ("没有这个命令。", "There is no such verb."),
        "no-such-option": ("这个命令没有这个选项。", "The verb has no such option."),
        "no-value": ("这个选项后面要有值。", "The option takes a value, and none follows."),
        "value-not-wanted": ("这个选项只有给或不给，不带值。", "The option is given or not; it takes no value."),
        "missing-argument": ("少给了必需的参数。", "An argument that is needed was not given."),
        "extra-argument": ("多给了参数；若含空格，整个用引号括起。", "One argument too many; quote one with blanks."),
        "bad-choice": ("值不在几个可选的里面。", "The value is none of those to choose from."),
        "usage": ("命令行读不懂。", "The command line cannot be read."),
        "bad-setting": ("--set 和 --reading 后面写 名称=值。", "--set and --reading take NAME=VALUE."),
        "setting-twice": ("同一名称给了两个值，不知以哪个为准。", "One name is given two values."),
        "bad-moment": ("这里要日期或时刻。", "A date or an instant is needed."),
        "bad-date": ("这里要一个存在的日期。", "A date that exists is needed."),
        "bad-length": ("这里要 +N 或 -N。", "+N or -N is needed."),
        "bad-unit": ("这里要计数的单位。", "A unit to count in is needed."),
        "calendar-usage": (
            "历法可以问某年的表、从某日起数若干日、两日之间的日数。",
            "The calendar answers for a year, for some days from a date, or between two dates.",
        ),
        "unknown-contract": (
            "不含斜线和点的词是随附合同的名字，没有这一份。",
            "A bare word is the name of a bundled contract, and there is none of that name.",
        ),
        "no-clause-file": (
            "合同的文件夹里要有与文件夹同名的 .clause 文件。",
            "The folder of a contract holds the .clause file of its own name.",
        ),
        "no-files": ("文件夹里没有 .clause 文件。", "The folder holds no .clause file."),
        "same-file": ("结果会盖掉输入，所以不写。", "The result would replace what is read."),
        "unknown-id": ("报告里没有这个编号。", "The report has no such id."),
        "no-date": ("要往后看，先要有一个日期。", "To look ahead there must be a date to look from."),
        "needs-extra": (
            "这种格式要用另一个程序库读写，它不随 luyue 安装。",
            "The form is read or written by a library that does not come with luyue.",
        ),
        "bytes-to-terminal": ("Excel 文件不是文字。", "A workbook is no text."),
        "too-many-rows": ("表的行数超过这种格式的上限。", "A table has more rows than the form can hold."),
        "no-such-scenario": ("要运行的案例一个也没有。", "Not one scenario is left to run."),
        "one-file": ("这个选项的结果只讲一个文件。", "What the option makes is about one file."),
        "no-report": (
            "diff 和 verify 读 JSON 报告，别的读不了。",
            "diff and verify read reports in JSON and nothing else.",
        ),
        "contract-nowhere": (
            "重算报告要有它的合同；报告旁边和随附合同里都没有。",
            "To make a report again its contract is needed; it is neither beside the report nor bundled.",
        ),
        "file-nowhere": (
            "重算报告要有它的事件文件；清单只记文件名，不记文件夹。",
            "To make a report again its logs are needed; the manifest keeps names, no folders.",
        ),
        "other-contracts": ("只有同一合同的报告才好比较。", "Only reports of one contract can be compared."),
        "no-state": ("--resume 读 --save 存下的文件。", "--resume reads what --save kept."),
        "state-changed": (
            "状态文件的摘要与内容不符，里面的事件不再可信。",
            "The digest of the state does not fit what it holds; its events can no longer be trusted.",
        ),
        "state-of-other-contract": (
            "状态里的事件是按另一份合同文本读的。",
            "The events of the state were read for another text of the contract.",
        ),
        "state-of-other-engine": (
            "状态只由存下它的那个版本接着用。",
            "A state is taken up only by the version that kept it.",
        ),
        "state-read-otherwise": (
            "前后读法不同，同一行会有不同的意思。",
            "Read in two ways, one row could mean two things.",
        ),
        "stdin-twice": (
            "标准输入只能用一次，另一个要给文件。",
            "Standard input serves once; name a file for the other.",
        ),
        "write-stdin": ("标准输入没有文件可以写回。", "Standard input is no file to write back."),
        "no-events": ("要求必须有事件，却没有。", "Events are required, and there is none."),
        "unknown-setting": ("合同没有这个留白或解释。", "The contract has no such blank or reading."),
        "unknown-option": ("这个解释没有这种读法。", "The reading has no such option."),
        "ill-setting": ("给的值与留白的类型不符。", "The value is not of the kind the blank takes."),
        "unknown-year": (
            "那一年的放假安排还没有公布或没有收录；没有表就不推定工作日。",
            "The holidays of that year are not published or not included; without a table nothing is assumed.",
        ),
        "day-out-of-range": ("日期超出能计算的年份。", "The date is outside the years that can be counted."),
        "skipped-local-time": ("当地那天拨快了钟，没有这个时刻。", "Clocks were put forward over that time."),
        "doubled-local-time": ("当地那天拨慢了钟，这个时刻有两次。", "Clocks were put back; that time came twice."),
        "unknown-zone": ("没有这个时区。", "There is no such zone."),
        "filled-twice": (
            "两条事件把同一个留白定成了不同的值，不知以哪个为准。",
            "Two events fill one blank with different values, and nothing says which counts.",
        ),
        "calendar-empty": ("历法文件里什么也没有。", "The calendar file holds nothing."),
        "calendar-too-large": ("历法文件超过上限。", "The calendar file is larger than the limit."),
        "calendar-encoding": ("历法文件要 UTF-8。", "A calendar file is UTF-8."),
        "calendar-duplicate-date": ("同一天列了两次。", "One day is listed twice."),
        "calendar-date": ("这一格不是日期。", "The cell is no date."),
        "calendar-header": ("历法 CSV 的第一行是固定的。", "The first line of a calendar CSV is fixed."),
        "calendar-row": ("这一行的格数不对。", "The row has not the right number of cells."),
        "calendar-kind": ("一天不是上班（work）就是休息（rest）。", "A day is work or rest."),
        "calendar-quote": ("引号没有合上。", "A quote is not closed."),
        "calendar-json": ("JSON 不是通行的节假日格式。", "The JSON is not the common form of holidays."),
        "calendar-event": ("iCalendar 的一个事件缺了东西或写错。", "An event of the iCalendar file is incomplete."),
        "calendar-summary": (
            "iCalendar 的事件要说明那天上班还是休息。",
            "An iCalendar event has to say whether the day is worked or off.",
        ),
        "cannot-read": ("系统不让读这个文件；理由是系统说的。", "The system refuses to read it, for the reason given."),
        "cannot-write": (
            "系统不让写；原有的文件没有动，也没有留下半个文件。",
            "The system refuses to write; what was there is untouched, and no half file is left.",
        ),
        "no-memory": ("机器的内存不够；没有写出任何结果。", "The machine has not enough memory; nothing was written."),
        "too-deep": ("输入一层套一层，超过了能处理的。", "The input is nested deeper than can be handled."),
        "our-bug": (
            "程序有错，不是合同或记录的错。请报告。",
            "The program is at fault, not the input. Please report it.",
        ),
        "interrupted": (
            "被用户或系统中断；没有写出任何结果。",
            "Ended by the user or the system; nothing was written.",
        ),
        "no-such-code": (
            "没有这个代码；代码在方括号里，例如 错误[unknown-event]。",
            "There is no such code; codes stand in brackets, such as error[unknown-event].",
        ),
        "bad-name": (
            "名称要作文件夹名和合同的名称，在各种系统上都得能用。",
            "The name becomes a folder and a contract, and must be good on every system.",
        ),
        "folder-exists": (
            "已有的文件夹不会被改动。",
            "A folder that exists is never touched.",
        ),
    }
)
