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
        "rewritten": ("{file}:{line}：{before} → {after}", "{file}:{line}: {before} → {after}"),
        "left": ("{file}:{line}：{before}（不能自动改写）", "{file}:{line}: {before} (cannot be rewritten)"),
        "updated": ("改写 {n} 行，留下 {left} 行", "{n} rewritten, {left} left"),
        "counts-one": ("共 1 个案例：通过 {passed}，不符 {failed}", "1 scenario: {passed} passed, {failed} failed"),
    }
)

# What has no part in the outcome of a scenario.
IDLE = MappingProxyType(
    {
        "no_expectation": (
            "第 {line} 行：没有预期，什么也证明不了",
            "line {line}: nothing is expected, so nothing is proved",
        ),
        "nothing_reads_it": ("第 {line} 行：没有条款读「{name}」", "line {line}: no clause reads {name}"),
        "after_as_of": (
            "第 {line} 行：「{name}」在截至时刻以后",
            "line {line}: {name} comes after the date of the scenario",
        ),
        "corrected": ("第 {line} 行：「{name}」已被更正", "line {line}: {name} was corrected"),
        "withdrawn": ("第 {line} 行：「{name}」已被撤回", "line {line}: {name} was withdrawn"),
        "undeclared": ("第 {line} 行：没有声明过「{name}」", "line {line}: {name} is declared nowhere"),
        "setting": ("第 {line} 行：没有什么取决于「{name}」", "line {line}: nothing depends on {name}"),
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
