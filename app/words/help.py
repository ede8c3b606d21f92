"""The help of the command, in both languages."""

from types import MappingProxyType

VERB = MappingProxyType(
    {
        "luyue": (
            "履约：把采购合同变成代码。从条款和事件算出谁该做什么、谁违约、代价多少、为什么。",
            "Procurement contracts as code: from clauses and events to who owed what, who broke it, what it"
            " costs, and why.",
        ),
        "demo": (
            "用随附的合同和事件演示，报告显示在屏幕上并写进文件夹",
            "replay a bundled contract and log; the report on the screen and in a folder",
        ),
        "new": (
            "新建一个合同文件夹：条款、事件和一个案例",
            "make a contract folder: clauses, a log, a scenario",
        ),
        "check": ("检查条款文件，列出全部错误和警告", "check clause files; every error and warning of them"),
        "fmt": ("按规范排版条款文件，也可译成另一种语言", "print clause files tidily, also in the other language"),
        "replay": (
            "用事件推演合同：谁欠谁、谁违约、多少钱",
            "replay a log over a contract: who owes what, who broke it, what it costs",
        ),
        "explain": (
            "说明一项义务、违约、责任、权利或付款的理由",
            "the reasons of a duty, breach, head, power or payment",
        ),
        "due": (
            "待办：未了的义务按期限排列、将可行使的权利、再迟一天的代价",
            "what is coming: open duties by due date, rights about to open, what one more day costs",
        ),
        "test": ("运行条款文件里的案例", "run the scenarios of clause files"),
        "articles": (
            "条文索引：哪些有条款回答，哪些不可计算，哪些缺",
            "the article index: answered, not computable, missing",
        ),
        "calendar": ("工作日表及其来源；从某日起数若干日", "the working-day table and its source; count from a date"),
        "diff": ("两份报告有哪些不同，为什么", "what changed between two reports, and why"),
        "verify": ("按清单重算一份报告并比对", "recompute a report from its manifest and compare"),
        "rule": ("说明一个代码的含义和改法", "what a code means and how to mend it"),
        "schema": ("输出 JSON Schema", "print a JSON Schema"),
    }
)

HEADING = MappingProxyType(
    {
        "usage": ("用法", "Usage"),
        "arguments": ("参数", "Arguments"),
        "options": ("选项", "Options"),
        "verbs": ("命令", "Verbs"),
        "exits": ("退出码", "Exit codes"),
    }
)

ARGUMENT = MappingProxyType(
    {
        "CONTRACT": (
            "条款文件、它的文件夹，或随附合同的名字（如 haining）",
            "a clause file, its folder, or the name of a bundled contract (such as haining)",
        ),
        "LOG": (
            "事件文件：JSON Lines、CSV、Excel 或 Parquet，- 为标准输入",
            "event files: JSON Lines, CSV, Excel or Parquet; - is standard input",
        ),
        "PATH": ("条款文件或文件夹，- 为标准输入", "clause files or folders; - is standard input"),
        "REPORT": ("JSON 报告（replay --format json 的输出）", "a report in JSON, as replay --format json prints it"),
        "CODE": (
            "方括号里的代码，如 unknown-event",
            "the code in brackets, such as unknown-event",
        ),
        "NAME": (
            "合同和文件夹的名称，如 shared_printer 或 设备采购",
            "the name of contract and folder, such as shared_printer",
        ),
        "KIND": ("report、event 或 contract", "report, event or contract"),
        "QUESTION": (
            "日期 +N|-N days|working-days|months|years，或 日期 to 日期",
            "DATE +N|-N days|working-days|months|years, or DATE to DATE",
        ),
    }
)

OPTION = MappingProxyType(
    {
        "--help": ("显示本说明", "show this help"),
        "--version": ("显示版本", "show the version"),
        "--debug": ("出错时显示技术细节", "show technical details when something fails"),
        "--lang": ("语言：zh 或 en", "language: zh or en"),
        "--format": ("输出格式：text 或 json", "output: text or json"),
        "--format text|json|ics": (
            "输出格式：text、json 或 ics（日历）",
            "output: text, json or ics (a calendar)",
        ),
        "--contract": ("合同，默认在报告旁边按编号找", "the contract; by default sought beside the report, by its id"),
        "--in": ("再到这个文件夹里找清单上的文件，可多次", "a further folder to seek the files in, repeatable"),
        "--format text|json|html|xlsx|ics|csv": (
            "输出格式：text、json、html（网页）、xlsx（Excel）、ics（待办日历）或 csv",
            "output: text, json, html (a page), xlsx (Excel), ics (a calendar of what is due) or csv",
        ),
        "--ahead": ("往后看多少天（默认 30）", "how many days to look ahead (30 by default)"),
        "-o": ("写入文件（- 为标准输出）", "write to a file (- is standard output)"),
        "--out": ("写入的文件夹（默认 luyue-demo）", "folder to write to (luyue-demo by default)"),
        "--as-of": ("基准日或时刻；日期指当日 24:00", "date or instant of the report; a date means its 24:00"),
        "--known-at": ("只采用当时已记录的事件", "only rows recorded by then"),
        "--set": ("设定留白或解释：名称=值，可多次", "set a blank or reading: NAME=VALUE, repeatable"),
        "--reading": (
            "选择解释的读法：名称=读法，可多次",
            "choose an option of a reading: NAME=OPTION, repeatable",
        ),
        "--readings": ("再列出其他每一种读法的结果", "also show what every other option would give"),
        "--calendar": ("历法文件：CSV、节假日 JSON 或 iCalendar", "calendar file: CSV, holiday JSON or iCalendar"),
        "--assume-weekdays": ("没有放假安排的年份按周一至周五推定", "take Monday to Friday where a year has no table"),
        "--lenient": ("未声明的事件不拒绝，相同的行各算一次", "set undeclared events aside; identical rows all count"),
        "--require-events": ("没有事件就算出错", "a log without events is an error"),
        "--map": (
            "外来日志的列名、事件名、取值对照表（TOML）",
            "the words of a foreign log in the contract's: a mapping file in TOML",
        ),
        "--sheet": ("读 Excel 的这张工作表，默认第一张", "the sheet of a workbook to read, the first by default"),
        "--encoding": ("事件文件的编码，如 gb18030", "encoding of the logs, such as gb18030"),
        "--only": ("只运行标题含这段文字的案例", "only scenarios with this text in their title"),
        "--junit": ("把结果另写成 JUnit XML", "also write the results as JUnit XML"),
        "--update": (
            "把不符的预期改成实际结果，先列出再写回",
            "rewrite expectations that are not met, after showing them",
        ),
        "--coverage": (
            "案例触及了哪些条款、期限两侧、读法、条文",
            "which clauses, sides, readings and articles scenarios reach",
        ),
        "--mutate": (
            "把合同改错一点，看案例是否发现",
            "make the contract slightly wrong and see whether scenarios notice",
        ),
        "--page": ("把触及情况标在条款文件旁，写成网页", "write the clause file as a page with what is reached"),
        "--resume": ("接着 --save 存下的状态读", "read on from a state that --save kept"),
        "--save": ("把读到的事件存成状态文件", "keep what was read in a state file"),
        "--fail-on breach": ("有违约时退出码为 1", "exit with 1 if anything is broken"),
        "--fail-on warning": ("有警告时退出码为 1", "exit with 1 if there is a warning"),
        "--id": ("要说明的编号", "the id to explain"),
        "--check": ("只检查是否已规范，不规范则退出码为 1", "only say whether files are tidy; 1 if not"),
        "--template": (
            "样板：blank（默认）只有一条付款；service 有响应期限、按日违约金和付款",
            "blank (the default) has one payment; service a response time, damages per day and a payment",
        ),
        "--write": ("改写文件", "rewrite the files"),
        "--year": ("只列这一年", "only this year"),
        "--no-roll": ("最后一日遇休息日也不顺延", "do not move a last day that is a day off"),
    }
)

EXITS = MappingProxyType(
    {
        "exits": (
            "0 完成；1 有所要求的发现；2 用法错误；3 合同被拒；4 事件被拒；5 超出限度；6 读写失败；"
            "7 完整性不符；70 我们的错误；130、143 被中断",
            "0 done; 1 findings that were asked to fail; 2 wrong usage; 3 contract refused; 4 events refused;"
            " 5 a limit was hit; 6 reading or writing failed; 7 integrity failed; 70 our mistake; 130, 143 interrupted",
        )
    }
)
