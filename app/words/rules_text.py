"""
What the codes about the writing of a clause file mean, and how to mend it: characters, literals, lines and options.

A row is (Chinese, English), each: why the language refuses this, and the way out. The sentences that a reader sees at
the place itself stand in ``luyue.dsl.messages``.
"""

from types import MappingProxyType
from typing import Final

TEXT: Final = MappingProxyType(
    {
        # ---------------------------------------------------------------- the file
        "no-clause": (
            ("文件是空的，或者只有注释。没有标签就没有合同可读。", "从「合同」一行写起。"),
            (
                "The file is empty, or holds nothing but comments. Without a label there is no contract to read.",
                "Begin with a line that opens a contract.",
            ),
        ),
        "too-large": (
            ("一份文件的字数有上限，超过的不解析，免得一份文件占住机器。", "把文件按部分拆开，用「引用」连起来。"),
            (
                "The characters of one file are limited; a larger one is not parsed, lest one file hold the machine.",
                "Split the file by its parts and join them with 'use'.",
            ),
        ),
        "too-deep": (
            (
                "括号或公式一层套一层，超过了上限。这样的式子人也读不了。",
                "用「设」给里面的一段起名，再引用这个名字。",
            ),
            (
                "Brackets, or levels of a formula, go deeper than the limit. Nobody could read such a formula either.",
                "Name an inner part with 'let', and write that name in its place.",
            ),
        ),
        "more-errors": (
            (
                "一份文件一次最多列出一百处错误，其余只报个数。后面的往往是前面的引起的。",
                "先改正列出的，再检查一次。",
            ),
            (
                "At most a hundred errors of a file are listed in one run; the rest is a number. The later ones often"
                " follow from the first.",
                "Mend those that are listed, then check again.",
            ),
        ),
        "file-too-large": (
            (
                "一份文件，或一份合同用到的全部文件，超过了字节上限；在解析之前就拒绝。",
                "拆成几份，或去掉不需要的引用。",
            ),
            (
                "One file, or all files of a contract together, have more bytes than are read; refused before parsing.",
                "Split it, or drop what is used but not needed.",
            ),
        ),
        "not-a-file": (
            ("给出的是文件夹、管道或设备，不是普通文件；打开它可能永远等不到结尾。", "给出一个 .clause 文件。"),
            (
                "A folder, a pipe or a device was named; to read one might never end.",
                "Name a plain file that ends in .clause.",
            ),
        ),
        "not-utf8": (
            (
                "文件用了每个字两个或四个字节的编码。编码从不猜测，因为猜错一个字就可能改变条款。",
                "在编辑器里选择「另存为 UTF-8」。",
            ),
            (
                "The file is in an encoding with two or four bytes to a character. An encoding is never guessed: one"
                " wrong character may change a clause.",
                "Save it as UTF-8 in the editor.",
            ),
        ),
        "not-utf8-byte": (
            (
                "从标出的地方起，字节不是 UTF-8，多半是 GBK 文件或传坏了。坏字节不会被替换成别的字。",
                "在编辑器里另存为 UTF-8；若文件传坏了，重新取一份。",
            ),
            (
                "From the place shown on, the bytes are not UTF-8: an older Chinese encoding, or damage in transfer. A"
                " broken byte is never replaced by some other character.",
                "Save it as UTF-8; if it was damaged, get it again.",
            ),
        ),
        # ---------------------------------------------------------------- words in their places
        "unknown-part": (
            ("合同的每一部分都以标签开头，这个词不是标签。", "改成标签；如果接着上一部分，看看上面是否少了什么。"),
            (
                "Every part of a contract begins with a label, and this word is none.",
                "Write the label; if it goes on with the part above, see what is missing there.",
            ),
        ),
        "foreign-word": (
            (
                "一个文件只用一种语言的标签，否则同一行可能有两种读法。",
                "换成提示的词；整份换语言用 luyue fmt --lang。",
            ),
            (
                "A file has the labels of one language, else a line could be read in two ways.",
                "Write the word that is named; 'luyue fmt --lang' turns a whole file into the other language.",
            ),
        ),
        "unexpected": (
            (
                "读到这里，语法不允许出现这个词。错处常在它前面：少了逗号，或者上一行没有写完。",
                "照提示的几种写法改；这个词若是名称，加上单引号 ‘ ’。",
            ),
            (
                "At this place the grammar has no use for the word. The fault is often just before it: a comma is"
                " missing, or the line above is not finished.",
                "Write one of what is expected; if the word is a name, put it in single quotes.",
            ),
        ),
        "label-here": (
            (
                "标签是保留的词，出现在应当是名称的地方，说明前面没有写完，或者名称与标签同字。",
                "写完前面一行；真是名称就加单引号 ‘ ’。",
            ),
            (
                "Labels are reserved. One that stands where a name should means that the line before is not finished,"
                " or that a name is spelled like a label.",
                "Finish the line; if it is a name, put it in single quotes.",
            ),
        ),
        "cut-short": (
            ("文件或这一部分在一行中间结束了。", "写完这一行，或者删去它。"),
            ("The file, or this part, ends in the middle of a line.", "Finish the line, or delete it."),
        ),
        "before-alone": (
            (
                "民法典第一千二百五十九条只说了「以上、以内、届满」等包括本数，没有说某日「前」包不包括当日；"
                "差一天可能就是违约。",
                "含当天写「不迟于」，不含写「早于」；合同本身不清楚就写成「解释」。",
            ),
            (
                "Article 1259 of the Civil Code settles 以上, 以内 and the like, but not whether 前 after a date takes"
                " in that day; one day may decide about a breach.",
                "Write 不迟于 to include the day and 早于 to exclude it; where the contract is unclear, a reading.",
            ),
        ),
        "open-quote": (
            ("引号在同一行里没有合上。文字和名称不跨行，否则一个漏掉的引号会吞掉后面的条款。", "补上后一半引号。"),
            (
                "A quote is not closed on its line. Texts and names never span lines, else one missing quote would"
                " swallow the clauses after it.",
                "Add the closing quote.",
            ),
        ),
        "open-bracket": (
            ("括号没有配对的后一半。", "补上后一半。"),
            ("A bracket has no second half.", "Add it."),
        ),
        "stray-bracket": (
            ("多出一个后括号，前面没有打开过。", "删去它，或补上前一半。"),
            ("A closing bracket stands where none was opened.", "Delete it, or add its first half."),
        ),
        "empty-name": (
            ("单引号里应是一个名称，却什么都没有。", "写上名称。"),
            ("Single quotes hold a name, and here they hold nothing.", "Write the name."),
        ),
        # ---------------------------------------------------------------- characters
        "bidi-character": (
            ("改变书写方向的控制符会让人看到的条款与机器读到的不同。任何地方都不许有，注释里也不许。", "删去它。"),
            (
                "Characters that change the direction of writing make people see another clause than the machine reads."
                " They are refused everywhere, in comments too.",
                "Delete it.",
            ),
        ),
        "invisible-character": (
            ("看不见的字符会让两个不同的名称看上去一样。常见于从网页或聊天里粘贴。", "删去它。"),
            (
                "Invisible characters make two different names look alike. They often come with pasted text.",
                "Delete it.",
            ),
        ),
        "control-character": (
            ("控制字符不是文字，会打乱行数和显示。", "删去它；换行只用 LF、CRLF 或 CR。"),
            (
                "A control character is no text; it upsets the count of lines and what a screen shows.",
                "Delete it; lines end with LF, CRLF or CR.",
            ),
        ),
        "not-a-digit": (
            ("像数字的字符（上标、带圈、别的文字的数字）不当作数读，免得 10² 变成 102。", "用 0 到 9。"),
            (
                "Signs like digits (raised, circled, of other scripts) are not read as numbers, lest 10² become 102.",
                "Use 0 to 9.",
            ),
        ),
        "wide-letter": (
            ("全角字母看上去与半角相同，却是另一个字。数字和标点可以全角，字母不行。", "换成半角字母。"),
            (
                "A full-width letter looks like the plain one and is another. Digits and signs may be full-width,"
                " letters may not.",
                "Write the plain letter.",
            ),
        ),
        "foreign-letter": (
            ("西里尔、希腊等字母可能与英文字母一模一样，同一个名称就会变成两个。", "用汉字或英文字母。"),
            (
                "Cyrillic, Greek and other letters may look exactly like English ones, and one name would be two.",
                "Write Chinese or English letters.",
            ),
        ),
        "unknown-sign": (
            ("语言里没有这个符号。", "说明文字放进引号，或写成以 # 开头的注释。"),
            ("The language has no use for this sign.", "Put remarks in quotes, or in a comment that begins with #."),
        ),
        # ---------------------------------------------------------------- literals
        "mixed-width": (
            (
                "一个数里半角和全角数字混用，多半是粘贴时丢了一位。一个数要么全半角，要么全全角。",
                "换成提示的写法之一。",
            ),
            (
                "A number mixes ASCII and full-width digits, often because a digit was lost in pasting.",
                "Write it wholly in one or the other.",
            ),
        ),
        "bad-number": (
            (
                "数的写法不止一种读法：分组不是三位、用了指数、句号当了小数点。金额不容猜测。",
                "写成 1234567.89 或 1,234,567.89。",
            ),
            (
                "The number could be read in more than one way: groups that are not of three, an exponent, a full stop"
                " for a point. Money is not guessed.",
                "Write 1234567.89 or 1,234,567.89.",
            ),
        ),
        "number-too-long": (
            ("数的位数有上限：整数 18 位，小数 6 位。", "写短一些；除不尽的写成公式，例如 1 ÷ 3。"),
            (
                "Numbers have at most 18 digits before the point and 6 after it.",
                "Shorten it; write what never ends as a formula, such as 1 / 3.",
            ),
        ),
        "number-expected": (
            ("货币符号后面要紧跟金额。", "在符号后面写上数。"),
            ("A sign of currency is followed by its amount.", "Write the number after the sign."),
        ),
        "part-unit": (
            ("日、月、次、人等只能是整数；半天、半个月在法律上没有确定的长度。", "换成较小的单位，或写整数。"),
            (
                "Days, months, times and persons are whole; half a day or half a month has no settled length in law.",
                "Use a smaller unit, or a whole number.",
            ),
        ),
        "below-fen": (
            ("金额的最小单位是分。单价要更细，须写明是公式，舍入才有确定的地方。", "写成公式，例如 5元 ÷ 1000。"),
            (
                "Money ends at the fen. A finer unit price has to be a formula, so that its rounding has one place.",
                "Write a formula, such as 5 yuan / 1000.",
            ),
        ),
        "no-such-day": (
            ("那个月没有这一天（例如 2 月 30 日）。", "照合同原件核对日期。"),
            ("That month has no such day (30 February).", "Check the date against the signed contract."),
        ),
        "no-such-month": (
            ("月份不在 1 至 12 之间。", "核对月份；是期间就写「13个月」。"),
            ("Months are 1 to 12.", "Check the month; a length of time is written 13 months."),
        ),
        "bad-year": (
            ("年份不是四位，或不在可能的范围里；两位的年份有两种读法。", "写四位年份。"),
            (
                "The year has not four digits, or is out of all bounds; a year of two digits may be either century.",
                "Write four digits.",
            ),
        ),
        "bad-date": (
            ("日期的写法有歧义：03/04/2024 在两地是两天。", "写成 2024-06-01 或 2024年6月1日。"),
            ("A date such as 03/04/2024 is two days in two places.", "Write 2024-06-01 or 2024年6月1日."),
        ),
        "bad-time": (
            ("一天的时刻从 00:00 到 24:00，没有 25 点，也没有第 60 秒。", "写成 09:00、09:00:30 或 24:00。"),
            (
                "A day runs from 00:00 to 24:00; it has no hour 25 and no second 60.",
                "Write 09:00, 09:00:30 or 24:00.",
            ),
        ),
        "bare-month": (
            ("「3月」可以是三个月，也可以是三月份。", "期间写「3个月」，日期写「2024年3月」。"),
            ("「3月」 may be three months or March.", "Write 「3个月」 for a length, 「2024年3月」 for the month."),
        ),
        "glued": (
            (
                "数、单位和别的词连在一起，断开的办法不止一种。只有少数的词可以连写。",
                "空一格；整个是名称就加单引号 ‘ ’。",
            ),
            (
                "A number, its unit and other words are written together and could be parted in several ways.",
                "Put blanks between them; if the whole is a name, single quotes.",
            ),
        ),
        "missing-unit": (
            ("期间没有单位：30 可以是 30 日，也可以是 30 个工作日。", "写上单位。"),
            ("A length of time without its unit: 30 may be days or working days.", "Write the unit."),
        ),
        "no-length": (
            ("这里要一段时间，写的却是别的量。", "写成数和时间单位，例如 30日、7个工作日。"),
            (
                "A length of time is needed here, and something else is written.",
                "Write a number and a unit of time, such as 30 days or 7 working days.",
            ),
        ),
        "range-units": (
            ("范围的两端单位不同，例如 0.5 至 3%：0.5 是百分之几还是一半？", "两端写同一单位：0.5% 至 3%。"),
            (
                "The two ends of a range have different units: is the 0.5 in 0.5 to 3% a half or half a per cent?",
                "Write one unit at both ends: 0.5% to 3%.",
            ),
        ),
        "range-order": (
            ("范围从大到小，多半是两端写反，或者其中一个写错。", "小的写在前面。"),
            (
                "The range runs from the larger to the smaller number: turned round, or one of them is wrong.",
                "Write the smaller end first.",
            ),
        ),
        # ---------------------------------------------------------------- lines and options
        "twice": (
            ("同一行或同一选项写了两次，不知以哪个为准。", "只留一处。"),
            ("A line or an option is given twice, and nothing says which one counts.", "Keep one of them."),
        ),
        "argument-count": (
            ("函数的值太少或太多，例如「孰高」至少要两个。", "补上，或删去多余的。"),
            (
                "A function has too few or too many values; 'greater of' takes two at least.",
                "Add what is missing, or delete what is too much.",
            ),
        ),
        "close-at-midnight": (
            ("一天本来就到 24:00，写「截至 24:00」没有意义，多半是时刻写错。", "删去它，或写较早的时刻。"),
            (
                "A day runs to 24:00 anyway; to say so adds nothing, and another hour may be meant.",
                "Delete it, or give the earlier time.",
            ),
        ),
        "no-time": (
            ("期限一行要说到什么时候，这里写的不是期限。", "照提示的几种写法之一写。"),
            ("This place says until when, and what is written is no time limit.", "Write one of the forms shown."),
        ),
        "time-in-formula": (
            ("「15日内」是期限，不是数，不能加减或比较。", "期限写在「期限」等行；要比较天数用「日数」。"),
            (
                "'within 15 days' is a time limit and no number; it cannot be added or compared.",
                "Put it on a line of its own ('due'); to compare days use 'days of'.",
            ),
        ),
        "option-without-time": (
            ("「含当日」「顺延」「截至」等是期限的选项，前面却没有期限。", "先写期限，或删去它。"),
            (
                "'rolls', 'start day counted' and the like belong to a time limit, and none stands before them.",
                "Write the time limit first, or delete the option.",
            ),
        ),
        "unless-in-clause": (
            ("条款里不扣分的情形写在「例外」一行；「除非」只用于考核项里的扣分。", "改成一行「例外」。"),
            (
                "In a clause the cases without points stand on a line 'unless'; 'but not if' is for score items.",
                "Write a line 'unless'.",
            ),
        ),
        "from-in-item": (
            ("考核项里的扣分本来就属于上面那一项，再写从哪里扣就会有两个出处。", "删去「自」和后面的名称。"),
            (
                "Points under an item belong to that item; to name another would give them two places.",
                "Delete 'from' and the name after it.",
            ),
        ),
        "open-payment": (
            ("应付多少必须确定；「不少于」没有上限，不知付多少算付清。", "写明金额。"),
            (
                "What is to be paid must be certain; 'at least' has no upper end, so nobody knows when it is paid.",
                "State the amount.",
            ),
        ),
        "with-without-payment": (
            ("「以 事件」说的是用哪个事件付款，只属于付款的义务。", "要做的事写在冒号后面。"),
            (
                "'with EVENT' names the event that pays, so it belongs to a duty to pay.",
                "Write what is to be done after the colon.",
            ),
        ),
        "part-units": (
            ("零头的单位要与计数的单位相同：每逾期1日，零头也按日。", "两处写同一单位。"),
            (
                "A part is counted in the unit of the whole: per day late, and less than a day.",
                "Write one unit in both places.",
            ),
        ),
        "part-of-nothing": (
            ("写了零头怎么算，却没有按什么计数。", "先写「每逾期1日」之类。"),
            (
                "It says how a part counts, but nothing is counted.",
                "Write 'per day late' or the like before it.",
            ),
        ),
        "ends-contract-clauses": (
            ("「解除合同」解除整个合同，后面不能再列条款。", "只解除一部分就写「解除」和条款名。"),
            (
                "'ends the contract' ends all of it and names no clauses.",
                "To end a part write 'ends' and its clauses.",
            ),
        ),
        "signed-not-money": (
            ("「可为负」是金额字段的选项，别的类型没有正负之分，或本来就可正可负。", "删去它。"),
            (
                "'signed' is an option of money; other types have no sign, or one anyway.",
                "Delete it.",
            ),
        ),
        "row-cells": (
            ("表的一行格数与列数不同，后面的值会错位。", "每列一格；合同空着的写「空白」。"),
            (
                "A row has not one cell for each column, so its values would shift.",
                "Write one cell for each column, 'blank' where the contract has none.",
            ),
        ),
    }
)
