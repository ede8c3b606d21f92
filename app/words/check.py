"""The words of ``luyue check``; what it finds has its words in ``luyue.dsl.messages``."""

from types import MappingProxyType

SAY = MappingProxyType(
    {
        "sound": (
            "{file}：可以采用，警告 {warning} 个，提示 {info} 个",
            "{file}: sound, {warning} warnings, {info} notes",
        ),
        "refused": ("{file}：不能采用，错误 {error} 个", "{file}: refused, {error} errors"),
    }
)
