"""The words of ``luyue calendar``."""

from types import MappingProxyType

SAY = MappingProxyType(
    {
        "between": (
            "{first} 至 {last}：{days} 日，其中工作日 {working} 个（首日不计，末日计入）",
            "{first} to {last}: {days} days, {working} of them working days (the first is not counted, the last is)",
        ),
        "unknown": ("未能确认", "not confirmed"),
        "digest": ("历法摘要 {digest}", "calendar digest {digest}"),
        "changed_by": ("{origin}，由 {files} 改动", "{origin}, changed by {files}"),
        "year": (
            "{year} 年：{origin}，工作日 {working} 个",
            "{year}: {origin}, {working} working days",
        ),
        "notice": ("{title}（{number}，{issued}）", "{title} ({number}, {issued})"),
    }
)

ORIGIN = MappingProxyType(
    {
        "state-council": ("国务院办公厅放假安排", "holiday arrangement of the State Council"),
        "assumed-weekdays": ("按周一至周五推定", "Monday to Friday, assumed"),
    }
)
