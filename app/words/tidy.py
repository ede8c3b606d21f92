"""The words of ``luyue fmt``."""

from types import MappingProxyType

SAY = MappingProxyType(
    {
        "untidy": ("{file}：不合规范排版", "{file}: not in its canonical print"),
        "written": ("{file}：已改写", "{file}: rewritten"),
    }
)
