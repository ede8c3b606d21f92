"""
What stops a command, in words: wrong usage, files that cannot be read or written, limits, our own faults.

A pair of sentences per code, and a way out where there is one. What is wrong with a contract or a log has its words
where it is found.
"""

from types import MappingProxyType

SENTENCE = MappingProxyType(
    {
        # wrong usage: exit 2
        "no-verb": ("没有说要做什么", "no verb was given"),
        "no-such-verb": ("没有「{name}」这个命令", "there is no verb {name}"),
        "no-such-option": ("没有「{name}」这个选项", "there is no option {name}"),
        "no-value": ("选项 {name} 后面缺一个值", "the option {name} needs a value"),
        "value-not-wanted": ("选项 {name} 不带值", "the option {name} takes no value"),
        "missing-argument": ("缺少 {name}", "{name} is missing"),
        "extra-argument": ("多出来的「{name}」", "{name} is one too many"),
        "bad-choice": ("{name} 的值「{value}」不在可选之列", "{name} cannot be {value}"),
        "usage": ("{message}", "{message}"),
        "bad-setting": ("「{value}」不是 名称=值", "{value} is not NAME=VALUE"),
        "setting-twice": ("「{name}」给了两个不同的值", "{name} is given two different values"),
        "bad-moment": ("「{value}」不是日期也不是时刻", "{value} is neither a date nor an instant"),
        "bad-date": ("「{value}」不是日期", "{value} is not a date"),
        "bad-length": ("「{value}」不是 +N 或 -N", "{value} is not +N or -N"),
        "bad-unit": ("「{value}」不是 days、working-days、months 或 years", "{value} is no unit"),
        "calendar-usage": ("不知道要问历法什么", "this asks the calendar nothing"),
        "unknown-contract": ("没有随附名为「{name}」的合同", "no contract {name} comes with luyue"),
        "no-clause-file": ("文件夹 {folder} 里没有 {file}", "the folder {folder} holds no {file}"),
        "no-files": ("{folder} 里没有 .clause 文件", "there is no .clause file in {folder}"),
        "same-file": ("{file} 既是输入又是输出", "{file} is both read and written"),
        "no-report": ("{file} 不是 JSON 报告", "{file} is no report in JSON"),
        "other-contracts": (
            "两份报告不是同一个合同的：{first} 和 {second}",
            "the two reports are of two contracts: {first} and {second}",
        ),
        "one-file": ("{name} 一次只用于一个文件", "{name} is for one file at a time"),
        "bytes-to-terminal": ("Excel 文件不能显示在终端上", "a workbook cannot be shown on a terminal"),
        "too-many-rows": (
            "{form} 的一张表最多 {most} 行，这里有 {rows} 行",
            "a sheet of {form} holds {most} rows; there are {rows}",
        ),
        "no-such-scenario": ("没有标题含「{name}」的案例", "no scenario has {name} in its title"),
        "no-state": ("{file} 不是 replay --save 存下的状态", "{file} is no state that replay --save kept"),
        "state-changed": ("{file} 存下以后被改动过", "{file} was changed after it was kept"),
        "state-of-other-contract": (
            "{file} 属于合同 {name} 的另一份文本",
            "{file} belongs to another text of the contract {name}",
        ),
        "state-of-other-engine": (
            "{file} 由引擎 {engine} 存下，现在是 {now}",
            "{file} was kept by engine {engine}; this is {now}",
        ),
        "state-read-otherwise": (
            "{file} 存下时 {option} 与现在不同",
            "{file} was read with another {option}",
        ),
        "contract-nowhere": ("找不到合同 {name}", "the contract {name} is nowhere to be found"),
        "file-nowhere": ("找不到清单上的文件 {file}", "the file {file} of the manifest is nowhere to be found"),
        "no-date": (
            "没有事件，也没有给出基准日",
            "there is no event and no date to look ahead from",
        ),
        "needs-extra": (
            "{form} 需要先安装附加组件 {extra}",
            "{form} needs the extra {extra}, which is not installed",
        ),
        "unknown-id": ("报告里没有「{id}」", "nothing in the report has the id {id}"),
        "stdin-twice": ("标准输入只能读一次", "standard input can be read only once"),
        "write-stdin": ("标准输入不能改写", "standard input cannot be rewritten"),
        "no-events": ("没有一条事件，而要求必须有事件", "there is no event, and --require-events asks for one"),
        "unknown-setting": ("合同里没有「{name}」这个留白或解释", "the contract has no blank and no reading {name}"),
        "unknown-option": ("解释「{name}」没有「{option}」这种读法", "the reading {name} has no option {option}"),
        "ill-setting": ("「{name}」不能是「{value}」", "{name} cannot be {value}"),
        "unknown-year": ("{year} 年没有公布的放假安排", "there is no holiday arrangement for {year}"),
        "day-out-of-range": ("只能计算 1949 年至 2199 年", "only the years 1949 to 2199 can be counted"),
        "skipped-local-time": ("{time} 在 {zone} 不存在", "{time} never was in {zone}"),
        "doubled-local-time": (
            "{time} 在 {zone} 有两次：{first} 和 {second}",
            "{time} was twice in {zone}: {first} and {second}",
        ),
        "unknown-zone": ("没有时区「{zone}」", "there is no zone {zone}"),
        "no-such-code": ("没有「{name}」这个代码", "there is no code {name}"),
        "bad-name": ("「{name}」不能作合同的名称：{why}", "{name} cannot name a contract: {why}"),
        # events refused: exit 4
        "filled-twice": (
            "「{name}」由 {first} 和 {second} 定成了两个不同的值",
            "{name} is filled with two different values, by {first} and by {second}",
        ),
        # reading and writing: exit 6
        "calendar-empty": ("历法文件是空的", "the calendar file is empty"),
        "calendar-too-large": (
            "历法文件有 {bytes} 字节，最多 {most}",
            "the calendar file has {bytes} bytes, at most {most} are read",
        ),
        "calendar-encoding": ("历法文件第 {byte} 字节处不是 UTF-8", "the calendar file is not UTF-8 at byte {byte}"),
        "calendar-duplicate-date": (
            "{date} 已在第 {first_line} 行出现过",
            "{date} stands in line {first_line} already",
        ),
        "calendar-date": ("「{value}」不是日期", "{value} is not a date"),
        "calendar-header": (
            "第一行应是 date,kind,name，而不是「{found}」",
            "the first line is {found} instead of date,kind,name",
        ),
        "calendar-row": ("这一行有 {cells} 格，应有 {expected} 格", "the row has {cells} cells instead of {expected}"),
        "calendar-kind": ("「{value}」不是 work 或 rest", "{value} is neither work nor rest"),
        "calendar-quote": ("引号没有合上", "a quote is not closed"),
        "calendar-json": ("这里应是 {expected}", "this should be {expected}"),
        "calendar-event": ("这里应是 {expected}", "this should be {expected}"),
        "calendar-summary": (
            "「{value}」没有说是上班还是休息",
            "{value} does not say whether the day is worked or off",
        ),
        "folder-exists": ("{folder} 已经存在", "{folder} exists already"),
        "cannot-read": ("读不了 {file}：{why}", "cannot read {file}: {why}"),
        "cannot-write": ("写不了 {file}：{why}", "cannot write {file}: {why}"),
        # limits and faults: exit 5, 70, 130, 143
        "no-memory": ("内存不够", "out of memory"),
        "too-deep": ("嵌套太深", "nested too deeply"),
        "our-bug": (
            "这是我们的错误（{kind}）；加 --debug 再运行一次可看到细节",
            "this is our mistake ({kind}); run it again with --debug to see more",
        ),
        "interrupted": ("已中断，没有写出任何结果", "interrupted; nothing was written"),
    }
)

HELP = MappingProxyType(
    {
        "no-verb": ("luyue --help 列出所有命令", "luyue --help lists the verbs"),
        "no-such-verb": ("luyue --help 列出所有命令", "luyue --help lists the verbs"),
        "near": ("是不是「{near}」？", "did you mean {near}?"),
        "no-such-option": ("{command} --help 列出所有选项", "{command} --help lists the options"),
        "missing-argument": ("{command} --help 说明用法", "{command} --help shows how it is used"),
        "extra-argument": ("{command} --help 说明用法", "{command} --help shows how it is used"),
        "bad-choice": ("可选：{choices}", "one of {choices}"),
        "no-report": (
            "用 luyue replay --format json -o 生成报告",
            "luyue replay --format json -o FILE makes one",
        ),
        "state-changed": ("从事件文件重新推演", "replay the event files from the start"),
        "state-of-other-contract": ("从事件文件重新推演", "replay the event files from the start"),
        "state-of-other-engine": ("从事件文件重新推演", "replay the event files from the start"),
        "state-read-otherwise": ("{option} 要与当时一致", "give {option} as it was given then"),
        "contract-nowhere": ("用 --contract 指出", "name it with --contract"),
        "file-nowhere": ("用 --in 指出它所在的文件夹", "name its folder with --in"),
        "bytes-to-terminal": ("用 -o 写入文件", "write it to a file with -o"),
        "too-many-rows": ("用 --format csv 或 json", "use --format csv or json"),
        "no-date": ("用 --as-of 给出日期", "give the date with --as-of"),
        "needs-extra": ("pip install 'luyue[{extra}]'", "pip install 'luyue[{extra}]'"),
        "no-such-code": (
            "代码就是方括号里的词，全部列在 docs/errors.zh.md",
            "codes stand in brackets; docs/errors.md lists them all",
        ),
        "bad-name": (
            "用汉字、英文字母、数字和下划线，例如 设备采购",
            "use letters, digits and underscores, such as shared_printer",
        ),
        "folder-exists": (
            "换一个名称；已有的文件夹不会改动",
            "choose another name; a folder that exists is never touched",
        ),
        "bad-setting": ("例如 --set 立即=24小时", "for example --set immediate=24小时"),
        "bad-moment": (
            "例如 2024-10-08、2024-10-08T12:00:00+08:00 或 2024-10-08 24:00",
            "for example 2024-10-08, 2024-10-08T12:00:00+08:00 or 2024-10-08 24:00",
        ),
        "bad-date": ("例如 2024-06-07", "for example 2024-06-07"),
        "bad-unit": ("可选：days、working-days、months、years", "one of days, working-days, months, years"),
        "calendar-usage": (
            "例如 luyue calendar 2024-06-07 +7 working-days，或 luyue calendar 2024-06-07 to 2024-06-19",
            "for example luyue calendar 2024-06-07 +7 working-days, or luyue calendar 2024-06-07 to 2024-06-19",
        ),
        "unknown-contract": (
            "随附的合同：{names}；文件或文件夹请写成路径，例如 ./{name}",
            "these do: {names}; write a file or folder as a path, such as ./{name}",
        ),
        "unknown-id": ("报告里的编号可从 luyue replay 得到", "luyue replay shows the ids of a report"),
        "same-file": ("换一个 -o", "choose another -o"),
        "unknown-option": ("可选：{known}", "one of {known}"),
        "unknown-year": (
            "可用 --calendar 给出历法文件，或 --assume-weekdays 按周一至周五推定",
            "give a calendar file with --calendar, or take Monday to Friday with --assume-weekdays",
        ),
        "doubled-local-time": ("请写明时区偏移，例如 +08:00", "state an offset, such as +08:00"),
        "skipped-local-time": ("请写明时区偏移，例如 +08:00", "state an offset, such as +08:00"),
        "ill-setting": (
            "值照合同语言的写法，例如 24小时、0.03、2025-09-08",
            "write values as in the language, such as 24 hours, 0.03, 2025-09-08",
        ),
    }
)

# What ``-`` is called where it cannot be read or written.
STREAM = MappingProxyType(
    {
        "cannot-read": ("标准输入", "standard input"),
        "cannot-write": ("标准输出", "standard output"),
    }
)

# Why the system refused a file, by the name of the error number.
SYSTEM = MappingProxyType(
    {
        "ENOENT": ("没有这个文件或文件夹", "no such file or folder"),
        "EACCES": ("没有权限", "permission denied"),
        "EPERM": ("没有权限", "permission denied"),
        "EISDIR": ("这是一个文件夹", "it is a folder"),
        "ENOTDIR": ("路径中间有一个不是文件夹", "part of the path is not a folder"),
        "ENOSPC": ("磁盘已满", "no space is left"),
        "EROFS": ("只读的文件系统", "the file system is read-only"),
        "ENAMETOOLONG": ("名字太长", "the name is too long"),
        "EIO": ("读写设备出错", "the device failed"),
    }
)
