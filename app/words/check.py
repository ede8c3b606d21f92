"""The words of ``luyue check``; what it finds has its words in ``luyue.dsl.messages``."""

from types import MappingProxyType

SAY = MappingProxyType(
    {
        "sound": ("{file}：可以采用，{warnings}，{infos}", "{file}: sound, {warnings}, {infos}"),
        "refused": ("{file}：不能采用，{errors}", "{file}: refused, {errors}"),
        "in-all": (
            "共 {files} 份：{sound} 份可以采用，{refused} 份不能；{errors}，{warnings}，{infos}",
            "{files} files: {sound} sound, {refused} refused; {errors}, {warnings}, {infos}",
        ),
        "warnings": ("警告 {n} 个", "{n} warnings"),
        "warnings-one": ("警告 1 个", "1 warning"),
        "infos": ("提示 {n} 个", "{n} notes"),
        "infos-one": ("提示 1 个", "1 note"),
        "errors": ("错误 {n} 个", "{n} errors"),
        "errors-one": ("错误 1 个", "1 error"),
    }
)
