"""Small contracts for the tests of the checks: a header and common events, to which a test adds its own lines."""

from luyue.dsl.diagnostic import ContractError
from luyue.dsl.load import load_text
from luyue.dsl.model import Clause, Contract

HEADER = """
合同 例 = example
  合同总价 1000000元
  签订 2025-01-02
  合同期 2025-02-01 至 2026-01-31
  当事人 甲方 “某局”，乙方 “某公司”
"""
EVENTS = """
事件 故障发生 = fault_occurred（工单 = ticket：编号，等级 = severity：普通 = normal / 重大 = critical，
  报修方 = party：主体）
事件 故障响应 = fault_responded（工单 = ticket：编号）
事件 款项到账 = payment_received（期次 = instalment：编号，金额 = amount：金额，付款月 = month：月份）
事件 损失认定 = loss_attested（金额 = amount：金额，事由 = cause：文本），需认定
事件 人数上报 = headcount_reported（在岗 = n：计数，接通率 = rate：比率）
事件 解除通知 = notice_arrived（主体方 = party：主体）
事件 台风开始 = storm_began（台风号 = storm：编号，受影响方 = party：主体）
事件 台风结束 = storm_ended（台风号 = storm：编号）
"""
RESPONSE = """
条款 响应 = response 〔一〕
  当 故障发生
  义务 乙方：故障响应，同一工单
  期限 15分钟内
"""
PAYMENT = """
条款 首付款 = advance 〔二〕
  义务 甲方 付 乙方 合同总价的30%，以 款项到账的金额
  期限 不迟于 2025-03-01
"""


def contract(text: str, *, header: str = HEADER, events: str = EVENTS) -> Contract:
    """Return the contract of a header, the common events and a test's own lines."""
    return load_text(header + events + text, "test.clause")


def clause(text: str, name: str) -> Clause:
    """Return one clause of such a contract, by its id."""
    return next(one for one in contract(text).clauses if one.id == name)


def codes(text: str, *, header: str = HEADER, events: str = EVENTS) -> list[str]:
    """Return the codes of what refuses such a contract, in the order of the text; empty if nothing does."""
    try:
        contract(text, header=header, events=events)
    except ContractError as error:
        return [one.code for one in error.diagnostics]
    return []


def warned(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return the codes and facts of the warnings on such a contract, in the order of the text."""
    return [(one.code, dict(one.facts)) for one in contract(text).warnings]
