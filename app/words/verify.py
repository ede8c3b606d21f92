"""What came of checking a report, in words."""

from types import MappingProxyType

SAY = MappingProxyType(
    {
        "holds": (
            "{file}：重算一致（合同 {contract}，{events} 行事件）。",
            "{file}: made anew, the same (contract {contract}, {events} rows).",
        ),
        "fails": ("{file}：与其来源不符。", "{file}: does not hold."),
        "other-engine": (
            "由引擎 {engine}、语法 {grammar} 生成，现在是 {now}",
            "made by engine {engine}, grammar {grammar}; this is {now}",
        ),
        "other-file": ("事件文件 {file} 已不是当时的内容", "the file {file} no longer holds what it held"),
        "other-contract": ("合同 {contract} 已不是当时的文本", "the contract {contract} is not the one it was"),
        "other-calendar": ("历法已不是当时的", "the calendar is not the one it was"),
        "other-event": (
            "按生效次序第 {number} 个事件 {id}（{file}:{row}）是第一个不同的",
            "event {number} in order of effect, {id} ({file}:{row}), is the first that differs",
        ),
        "other-events": (
            "第一个不同的事件在按生效次序第 {number} 个 {id}（{file}:{row}）至第 {last} 个之间",
            "the first event that differs is among numbers {number}, {id} ({file}:{row}), to {last} in order of effect",
        ),
        "events-missing": (
            "现有 {count} 个事件都相同，其后的事件不见了",
            "the {count} events that are there are the same; what followed them is gone",
        ),
        "other-report": ("重算的报告在 {path} 处不同", "the report made anew differs at {path}"),
    }
)
