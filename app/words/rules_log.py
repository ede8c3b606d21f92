"""
What the codes of event logs mean, and how to mend what they speak of.

A row is (Chinese, English), each: why the log is refused, and the way out. A log is refused whole, because an event
that is left out or misread changes who is in breach.
"""

from types import MappingProxyType
from typing import Final

LOG: Final = MappingProxyType(
    {
        # ---------------------------------------------------------------- the file
        "no-text": (
            ("文件是旧版表格、压缩包或别的格式，不是事件。", "另存为 .xlsx、UTF-8 的 CSV 或 JSON Lines。"),
            ("The file is an old workbook, an archive or the like.", "Save it as .xlsx, CSV in UTF-8 or JSON Lines."),
        ),
        "no-events": (
            ("用了 --require-events，而文件里一条事件也没有。", "核对是不是给错了文件。"),
            ("--require-events was given, and the file holds no event.", "See whether it is the right file."),
        ),
        "wrong-encoding": (
            (
                "字节不是所说的编码。编码从不猜测，读错的字会变成别的事件或金额。",
                "用 --encoding 指明，或另存为 UTF-8。",
            ),
            (
                "The bytes are not in the encoding that was named. None is guessed: a misread character may be another"
                " event.",
                "Name it with --encoding, or save as UTF-8.",
            ),
        ),
        "line-too-long": (
            ("一行超过一兆字节，多半是少了换行。", "一条事件一行。"),
            ("A line has more than a mebibyte; most likely line ends are missing.", "Write one event to a line."),
        ),
        "too-many-columns": (
            ("一行的列数超过上限，多半是整份文件挤在一行。", "一条事件一行，只留要用的列。"),
            ("A row has more columns than are read; the whole file may stand in one line.", "One event to a line."),
        ),
        "cut-off": (
            ("最后一行没有写完，文件可能没有传完，后面也许还有事件。", "重新取一份完整的。"),
            ("The last line is not complete, so more events may be missing after it.", "Get the file again, whole."),
        ),
        "not-as-named": (
            ("文件的内容与名字的后缀不符。", "改名，或另存为所说的格式。"),
            ("What the file holds is not what its suffix says.", "Rename it, or save it as what it is called."),
        ),
        "changed-while-read": (
            ("读的时候文件被改动，读到的与摘要不是一回事。", "等写完再读。"),
            ("The file was written to while it was read, so its digest stands for something else.", "Wait, then read."),
        ),
        # ---------------------------------------------------------------- workbooks
        "locked": (
            ("文件用密码锁着，读不到里面。", "去掉密码再存一次。"),
            ("A password keeps the file from being read.", "Save it without the password."),
        ),
        "macros": (
            ("带宏的工作簿不读：宏从不运行，但收到它的人不该去打开核对。", "另存为不带宏的 .xlsx，或 CSV。"),
            (
                "A workbook with macros is not read. They would never run here, but whoever checks it would open it.",
                "Save it as .xlsx without macros, or as CSV.",
            ),
        ),
        "broken-workbook": (
            ("工作簿损坏、没有传完，或写法可以有两种读法。", "在 Excel 里打开，另存为新的 .xlsx。"),
            ("The workbook is damaged or cut off, or could be read in two ways.", "Open it in Excel and save it anew."),
        ),
        "unsafe-workbook": (
            ("压缩包里有重名、越界的名字，或文档类型声明；正常的工作簿没有这些。", "问明来历，另存为 CSV 再读。"),
            (
                "A name in the archive stands twice or leads out of it, or a part declares a document type; no workbook"
                " needs that.",
                "Ask where it comes from; save it as CSV.",
            ),
        ),
        "workbook-too-large": (
            ("工作簿解开后太大；限度在打开之前就核对。", "只留事件，分成几个文件，或用 CSV。"),
            (
                "Unpacked, the workbook would be too large; the limits are held before it is opened.",
                "Split it, or use CSV.",
            ),
        ),
        "unknown-sheet": (
            ("没有 --sheet 所说的工作表。", "照工作簿里的名字写。"),
            ("The workbook has no sheet of the name that --sheet gives.", "Write the name as the workbook has it."),
        ),
        "merged-cells": (
            ("合并单元格只有左上一格有值，其余各行的值无从知道。", "取消合并，每格各写各的值。"),
            ("Of merged cells only the first holds a value; what the other rows mean is unknown.", "Unmerge them."),
        ),
        "formula-without-value": (
            ("公式没有存下结果；这里不计算公式。", "在 Excel 里打开并保存，或粘贴成数值。"),
            ("A formula was saved without its value, and none is computed here.", "Save it in Excel, or paste values."),
        ),
        "error-cell": (
            ("单元格里是公式出错的标记，没有值。", "改正公式，或写上实际的值。"),
            ("The cell holds the mark of a formula that failed, and no value.", "Mend it, or write the value."),
        ),
        "computed-amount": (
            ("金额由公式算出，看不出存下的结果是否过时。", "把公式粘贴成数值。"),
            (
                "The amount comes from a formula; nothing shows whether the value is still the right one.",
                "Paste values.",
            ),
        ),
        "digits-lost": (
            ("数字只能准确存 15 位；更长的编号或金额存成数字就失了准。", "把这一列设成文本，重新填写。"),
            ("A number is kept exactly to 15 digits; longer ids and amounts lose the rest.", "Format them as text."),
        ),
        "broken-number": (
            ("标成数的一格里不是数。", "重新填写这一格。"),
            ("The cell is marked as a number and holds none.", "Fill it in again."),
        ),
        "bad-serial": (
            (
                "日期存成从 1899 年底起的日数；60 以内的错一天，午夜前不到半毫秒的会显示成次日。",
                "写成文本。",
            ),
            (
                "A date is kept as a count of days. Up to 60 it is wrong by one, and less than half a millisecond"
                " before midnight it is shown as the next day.",
                "Write it as text.",
            ),
        ),
        # ---------------------------------------------------------------- Parquet
        "broken-table": (
            ("Parquet 文件损坏或没有传完。", "重新导出，或用 CSV。"),
            ("The Parquet file is damaged or cut off.", "Export it again, or use CSV."),
        ),
        "table-too-large": (
            ("行数、列数或一行的长度与文件大小不相称，或超过限度。", "分成几个文件，或用 CSV。"),
            (
                "Rows, columns or the length of a row are beyond the limits, or beyond what its size allows.",
                "Split it.",
            ),
        ),
        "approximate-amount": (
            ("二进制小数存不准金额：0.1 不是十分之一。", "存成 DECIMAL(18,2)、文本或整数。"),
            ("A binary fraction cannot keep an amount: 0.1 is not a tenth.", "Keep it as DECIMAL(18,2) or as text."),
        ),
        "strange-type": (
            ("这一列的类型在事件里没有对应的值。", "存成文本、数、日期、时间戳或文本的列表。"),
            ("No value of an event is of this column's type.", "Keep it as text, a number, a date or a timestamp."),
        ),
        # ---------------------------------------------------------------- mapping files
        "map-syntax": (
            ("对照文件不是 TOML。", "照 [columns]、[types]、[values.字段] 的写法。"),
            ("The mapping file is no TOML.", "Write it with [columns], [types] and [values.FIELD]."),
        ),
        "map-unknown-table": (
            ("对照文件里有一张没有用处的表。", "只写 [columns]、[types]、[values.字段]。"),
            ("The mapping file has a table that means nothing.", "Write [columns], [types] and [values.FIELD] only."),
        ),
        "map-no-table": (
            ("这里应是一张表。", "例如 [values.等级]。"),
            ("A table is needed there.", "For instance [values.severity]."),
        ),
        "map-no-word": (
            ("一个外来的词要对应合同里的一个词。", "两边都写在引号里。"),
            ("A foreign word goes with one word of the contract.", "Write both in quotes."),
        ),
        "map-unknown-column": (
            ("对照到的字段合同里没有，这一行永远用不上。", "照合同里字段的名字写。"),
            ("The field that is named stands nowhere in the contract, so the line can have no effect.", "Name one."),
        ),
        # ---------------------------------------------------------------- CSV
        "wrong-delimiter": (
            ("列与列之间不是逗号。", "另存为逗号分隔的 CSV。"),
            ("The columns are not separated by commas.", "Save as CSV with commas."),
        ),
        "missing-column": (
            ("表头缺了必需的列（时间、事件）。", "加上这一列，或改正列名。"),
            ("The header lacks a column that every log has: time, type.", "Add it, or mend its name."),
        ),
        "duplicate-column": (
            ("两列同名，不知以哪一列为准。", "改名或删去一列。"),
            ("Two columns have one name, and nothing says which counts.", "Rename or remove one."),
        ),
        "unnamed-column": (
            ("有一列没有名字，里面的值无法解释。", "给它名字，或删去。"),
            ("A column has no name, so its values mean nothing.", "Name it or remove it."),
        ),
        "field-count": (
            ("这一行的格数与表头不同，后面的值会错位。", "含逗号的格子用双引号括起。"),
            ("A row has not one cell for each column, so its values would shift.", "Quote cells that hold a comma."),
        ),
        "open-quote": (
            ("引号没有合上，会把后面的行都吞进一个格子。", "补上后一个引号。"),
            ("A quote is not closed and would swallow the rows after it.", "Close it."),
        ),
        "stray-quote": (
            ("引号不在格子的开头或结尾。", "整格括起，里面的引号写两次。"),
            ("A quote stands within a cell.", "Quote the whole cell and double the quotes inside."),
        ),
        "total-row": (
            ("合计、小计不是事件，当成事件就会重复计算。", "删去这一行。"),
            ("A row of totals is no event; read as one it would count twice.", "Remove it."),
        ),
        # ---------------------------------------------------------------- JSON
        "json-list": (
            ("整个文件是一个列表；要一行一个对象，才能指出是哪一行。", "用 jq -c '.[]' 改写。"),
            ("The file is one list; one object to a line is read, so that a fault has its line.", "Use jq -c '.[]'."),
        ),
        "json-spread": (
            ("一个对象分写在几行。", "用 jq -c . 改成一行。"),
            ("One object stands on several lines.", "Use jq -c . to write it on one."),
        ),
        "not-an-object": (
            ("这一行是别的 JSON 值，不是对象。", '写成 {"time": …, "type": …}。'),
            ("The line holds some other JSON value.", 'Write {"time": …, "type": …}.'),
        ),
        "json-syntax": (
            ("这一行不合 JSON 的语法。", "改正标出的字符。"),
            ("The line is not JSON.", "Mend the character that is named."),
        ),
        "json-ends": (
            ("一行结束了，对象还没有合上。", "补全这一行。"),
            ("The line ends within its object.", "Complete it."),
        ),
        "trailing-comma": (
            ("最后多了一个逗号，也许后面少了一个字段。", "删去它，或补上字段。"),
            ("A comma with nothing after it; a field may be missing.", "Delete it, or add the field."),
        ),
        "duplicate-key": (
            ("同一个字段在一行里写了两次，不知以哪个为准。", "只留一个。"),
            ("A field stands twice in one line, and nothing says which counts.", "Keep one."),
        ),
        "json-word": (
            ("NaN、Infinity 之类不是值。", "没有值就写 null，或不写。"),
            ("NaN, Infinity and the like are no values.", "Write null, or leave it out."),
        ),
        "lone-surrogate": (
            ("字符只有半个，显示和写出时都会坏。", "换成完整的字符。"),
            ("Half a character stands there; it cannot be shown or written.", "Write the whole character."),
        ),
        "too-deep": (
            ("括号一层套一层，超过上限。", "一格只放一个值。"),
            ("Brackets go deeper than the limit.", "A field takes one plain value."),
        ),
        # ---------------------------------------------------------------- signs
        "control-character": (
            ("控制字符不是文字，会打乱显示和比较。", "删去它。"),
            ("A control character is no text and upsets what is shown and compared.", "Delete it."),
        ),
        "unseen-character": (
            ("看不见的字符会让两个编号看上去一样却对不上。", "删去它。"),
            ("An invisible character makes two ids look alike and differ.", "Delete it."),
        ),
        # ---------------------------------------------------------------- the envelope
        "missing-time": (
            ("事件没有时间，不知先后，也不知是否逾期。", "写上时间。"),
            ("An event without a time has no place in the order and is neither early nor late.", "Add its time."),
        ),
        "missing-type": (
            ("不知道发生了什么。", "写上事件名。"),
            ("It does not say what happened.", "Add the name of the event."),
        ),
        "unknown-type": (
            ("合同没有声明这个事件。写错一个字的付款若被放过，就成了没有付款。", "改正，或用 --lenient 放到一边。"),
            (
                "The contract declares no such event. A misspelt payment that is passed over is a payment not made.",
                "Mend it, or set such rows aside with --lenient.",
            ),
        ),
        "bad-time": (
            ("时间的写法读不懂。", "写成 2025-12-03 09:00。"),
            ("The time cannot be read.", "Write 2025-12-03 09:00."),
        ),
        "date-without-time": (
            ("只有日期没有钟点，同一天的先后就不知道。", "写上钟点；当天终了写 24:00。"),
            ("A date without an hour leaves the order of that day open.", "Add the hour; 24:00 is the end of the day."),
        ),
        "slashed-date": (
            ("斜线日期在各地月日顺序不同。", "写成 2025-12-03。"),
            ("Slashed dates have day and month in either order.", "Write 2025-12-03."),
        ),
        "impossible-date": (
            ("日历上没有这一天。", "核对日期。"),
            ("The calendar has no such day.", "Check the date."),
        ),
        "impossible-time": (
            ("一天里没有这个时刻。", "核对时刻。"),
            ("A day has no such hour.", "Check the time."),
        ),
        "leap-second": (
            ("民用时间不用第 60 秒。", "写成前一微秒或下一秒。"),
            ("Civil time has no second 60.", "Write the microsecond before or the second after."),
        ),
        "too-fine": (
            ("时间最细到微秒。", "秒后最多写六位。"),
            ("Times end at the microsecond.", "Write six digits after the second at most."),
        ),
        "bad-offset": (
            ("没有这样的时差。", "例如 +08:00。"),
            ("There is no such offset.", "Write one such as +08:00."),
        ),
        "year-out-of-range": (
            ("年份在 1949 年至 2199 年之外，多半是写错。", "核对年份。"),
            ("The year is outside 1949 to 2199, most likely a slip.", "Check the year."),
        ),
        "skipped-local-time": (
            ("当地那天拨快了钟，没有这个时刻。", "写上时差。"),
            ("Clocks were put forward over that time.", "State the offset."),
        ),
        "doubled-local-time": (
            ("当地那天拨慢了钟，这个时刻有两次。", "写上时差，指明是哪一次。"),
            ("Clocks were put back, and that time came twice.", "State the offset."),
        ),
        "corrects-and-withdraws": (
            ("更正是换掉，撤回是取消，一行不能兼作。", "分写两行。"),
            ("A correction replaces and a withdrawal removes; one row cannot be both.", "Write two rows."),
        ),
        # ---------------------------------------------------------------- the fields
        "missing-field": (
            ("缺了声明过的字段，例如付款没有金额。", "补上；确实可以没有的，在合同里声明「可缺」。"),
            ("A declared field is missing: a payment without its amount.", "Fill it in, or declare it optional."),
        ),
        "near-field": (
            ("这一列没有声明，却与声明过的很像，多半是写错；放过它就等于没有填。", "改正列名，或换一个不像的名字。"),
            (
                "The column is not declared but very like one that is; passed over, the field would be missing.",
                "Mend its name, or choose one less alike.",
            ),
        ),
        "repeated-field": (
            ("同一字段用两个名称（中文和译名）各填了一次。", "只留一处。"),
            ("One field is filled in under both of its names.", "Keep one."),
        ),
        "wrong-kind": (
            ("值的种类不对，例如要文本却写了真假。", "换成所要的种类。"),
            ("The value is of the wrong kind: true where a text should be.", "Write the kind that is needed."),
        ),
        "list-for-one": (
            ("这个字段只有一个值，却给了一列。", "只写一个；多次发生就记几条事件。"),
            ("The field has one value, and a list is given.", "Write one; what happened twice is two events."),
        ),
        "nested-value": (
            ("一格里套着对象或列表。", "拆成几个字段或几条事件。"),
            ("An object or a list stands within a field.", "Make fields or events of it."),
        ),
        "empty-member": (
            ("多选的值里有空着的一项。", "去掉多余的分隔号。"),
            ("One of several values is empty.", "Drop the separator that is too much."),
        ),
        "bad-number": (
            ("不是数的写法。", "写成 1234.5。"),
            ("This is not how a number is written.", "Write 1234.5."),
        ),
        "bad-money": (
            ("不是金额的写法：括号、后置负号之类有不止一种读法。", "写成 1234.50。"),
            ("This is not an amount: brackets or a sign behind it may mean several things.", "Write 1234.50."),
        ),
        "bad-rate": (
            ("不是比率的写法。", "写成 0.03、3% 或 3/100。"),
            ("This is not a share.", "Write 0.03, 3% or 3/100."),
        ),
        "bad-count": (
            ("次数要整数。", "写整数。"),
            ("A count is a whole number.", "Write a whole number."),
        ),
        "bare-rate": (
            ("比率大于一又没有百分号：3 是 3% 还是三倍？", "写上百分号，或写成小数。"),
            ("A share above one without a percent sign: is 3 three per cent or three times?", "Add the sign."),
        ),
        "mixed-digits": (
            ("一个数里全角半角混写。", "只用一种。"),
            ("A number mixes full-width and ASCII digits.", "Use one of them."),
        ),
        "foreign-digits": (
            ("别的文字的数字不读。", "用 0 到 9。"),
            ("Digits of other scripts are not read.", "Use 0 to 9."),
        ),
        "exponent": (
            ("科学记数多半是表格软件改写的，可能已经丢了位数。", "把数字全写出来。"),
            ("An exponent often comes from a spreadsheet and may have lost digits.", "Write all digits."),
        ),
        "not-a-number": (
            ("NaN、N/A、#REF! 之类不是数。", "填上真正的值；没有就空着。"),
            ("NaN, N/A, #REF! and the like are no numbers.", "Fill in the value, or leave the cell empty."),
        ),
        "too-many-digits": (
            ("位数太多，超过能精确保存的范围。", "核对是不是把编号填进了金额。"),
            ("More digits than are kept exactly.", "See whether an id stands in the place of an amount."),
        ),
        "too-many-decimals": (
            ("金额细过分，而实际收付没有分以下。", "写成两位小数。"),
            ("The amount is finer than a fen, which nobody pays.", "Write two decimals."),
        ),
        "negative-amount": (
            ("付款等金额不会是负数；退款、冲销是另一件事。", "另记一条退款或冲销事件。"),
            ("Amounts such as payments are never negative; a refund is another event.", "Record the refund as such."),
        ),
        "currency-mark": (
            ("金额带的货币符号与这一行的币种不同。", "写明真正的币种。"),
            ("The mark beside the amount is not the currency of its row.", "State the true currency."),
        ),
        "unknown-currency": (
            ("不是币种代码。", "用大写代码，例如 CNY。"),
            ("This is no code of a currency.", "Use the code in capitals, such as CNY."),
        ),
        "two-currencies": (
            ("一行里的金额用了两种币种。", "分成两条事件。"),
            ("The amounts of one row are in two currencies.", "Make two events of it."),
        ),
        "bad-date": (
            ("不是日期的写法。", "写成 2025-12-03。"),
            ("This is no date.", "Write 2025-12-03."),
        ),
        "bad-month": (
            ("不是月份的写法。", "写成 2025-12。"),
            ("This is no month.", "Write 2025-12."),
        ),
        "bad-period": (
            ("不是周期的写法。", "写成 2025-12、2025-Q4、2025 或序号。"),
            ("This names no period.", "Write 2025-12, 2025-Q4, 2025 or its number."),
        ),
        "bad-length": (
            ("不是时长的写法。", "写成 24小时、7个工作日。"),
            ("This is no length of time.", "Write 24 hours or 7 working days."),
        ),
        "broken-length": (
            ("日、月、季、年只能是整数。", "换成较小的单位。"),
            ("Days, months, quarters and years are whole.", "Use a smaller unit."),
        ),
        "bad-truth": (
            ("只能是「是」或「否」。", "写「是」「否」或 true、false。"),
            ("Only yes or no stand here.", "Write yes or no, true or false."),
        ),
        "unknown-value": (
            ("不在声明列出的取值里。", "改成列出的一个。"),
            ("It is none of the values declared.", "Write one of them."),
        ),
        "unknown-party": (
            ("不是合同的当事人。", "用当事人的名称，例如 甲方 或 buyer。"),
            ("It is no party of the contract.", "Use the name of a party, such as buyer."),
        ),
        "unknown-clause": (
            ("不是合同的条款，也不是表里的规范号。", "用条款的编号或名称。"),
            ("It is no clause of the contract and no norm of a table row.", "Use the id or name of a clause."),
        ),
        "binary-fraction": (
            ("程序给了二进制小数；0.1 在其中不是十分之一，金额会差一分。", "给文本或 Fraction。"),
            ("A program gave a binary fraction, in which 0.1 is no tenth.", "Give text or a Fraction."),
        ),
        # ---------------------------------------------------------------- ids and corrections
        "same-id": (
            ("两条事件用了同一个编号，内容却不同。", "改动用「更正」指明；两件事各用编号。"),
            ("One id stands for two different events.", "Let a change 'correct' the first; give two events two ids."),
        ),
        "identical-rows": (
            ("两行没有编号又完全相同：一次付款记了两遍，还是付了两次？", "给编号；确是两件事可用 --lenient。"),
            (
                "Two rows without ids say the same: one payment noted twice, or two payments?",
                "Give ids; --lenient takes them as two.",
            ),
        ),
        "unknown-target": (
            ("更正或撤回所指的事件不在记录里。", "核对编号，看是不是少给了文件。"),
            ("A correction or withdrawal names an event that is not there.", "Check the id and the files."),
        ),
        "self-target": (
            ("事件更正或撤回了自己。", "写原事件的编号。"),
            ("An event corrects or withdraws itself.", "Name the event that is meant."),
        ),
        "target-circle": (
            ("几次更正绕成了圈，没有最后的内容。", "改正其中一行所指的编号。"),
            ("Corrections go in a circle, so none is the last.", "Mend the id in one of them."),
        ),
        "second-correction": (
            ("同一事件更正了两次，不知以哪次为准。", "后一次去更正前一次更正。"),
            ("An event is corrected twice, and nothing says which counts.", "Let the later one correct the earlier."),
        ),
        "correction-of-other-type": (
            ("更正只改时间和字段，不能变成另一种事件。", "撤回原事件，另记一条。"),
            ("A correction changes time and fields, not what happened.", "Withdraw it and record another."),
        ),
    }
)
