"""The words of ``luyue test``."""

from types import MappingProxyType

SAY = MappingProxyType(
    {
        "passed": ("{file}:{line}: 通过「{title}」", '{file}:{line}: passed "{title}"'),
        "failed": ("{file}:{line}: 不符「{title}」", '{file}:{line}: failed "{title}"'),
        "difference": (
            "第 {line} 行：预期 {expected}；实为 {found}",
            "line {line}: expected {expected}; found {found}",
        ),
        "nothing": ("第 {line} 行：预期 {expected}；没有这一项", "line {line}: expected {expected}; there is none"),
        "found_one": ("{id} {value}", "{id} {value}"),
        "unknown": ("未定", "not known"),
        "refused": ("事件或设定被拒绝", "its events or settings are refused"),
        "counts": (
            "共 {all} 个案例：通过 {passed}，不符 {failed}",
            "{all} scenarios: {passed} passed, {failed} failed",
        ),
        "counts-one": ("共 1 个案例：通过 {passed}，不符 {failed}", "1 scenario: {passed} passed, {failed} failed"),
    }
)

EXPECTED = MappingProxyType(
    {
        "state": ("{name} {state}", "{name} {state}"),
        "due": ("{name} 到期 {at}", "{name} due {at}"),
        "value": ("{name} 为 {value}", "{name} is {value}"),
        "owes": ("{debtor} 欠 {creditor} {value}", "{debtor} owes {creditor} {value}"),
        "owes_under": ("{debtor} 欠 {creditor} {value} 依 {name}", "{debtor} owes {creditor} {value} under {name}"),
        "refused": ("应拒绝", "to be refused"),
    }
)
