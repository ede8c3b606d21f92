"""Figures outside the bounds of a statute, where the contract brings it in; and their clean neighbours."""

import pytest
from check_text import HEADER, PAYMENT, warned

from luyue.dsl.load import load_text

EVENTS = "事件 补充合同 = supplement_signed（金额 = amount：金额）\n事件 保证金 = bond_paid（金额 = amount：金额）\n"
SUPPLEMENT = EVENTS + "条款 追加 = more 〔{cite}〕\n禁止 双方：补充合同（合计 补充合同的金额 {op} 合同总价的{share}）\n"
BOND = (
    EVENTS + "条款 履约保证金 = performance_bond 〔{cite}〕\n义务 乙方 付 甲方 {amount}，以 保证金的金额\n"
    "期限 不迟于 2025-03-01\n"
)
EARNEST = (
    "条款 定金 = earnest_money 〔{cite}〕\n义务 甲方 付 乙方 {amount}，以 款项到账的金额\n期限 不迟于 2025-03-01\n"
)
PAY = (
    "条款 货款 = price_paid 〔{cite}〕\n义务 甲方 付 乙方 合同总价，以 款项到账的金额\n期限 2025-03-01 后 {length}内\n"
)


def found(text: str) -> list[tuple[str, str, str]]:
    """Return figure, bound and article of the findings."""
    return [(one["figure"], one["bound"], one["law"]) for code, one in warned(text) if code == "statute"]


@pytest.mark.parametrize(("share", "above"), [("10%", False), ("9%", False), ("10.01%", True), ("20%", True)])
def test_supplements_are_a_tenth_of_the_contract_at_most(share: str, above: bool) -> None:
    """Government Procurement Law art. 49."""
    expected = [(share, "10%", "@law-supplement")] if above else []

    assert expected == found(SUPPLEMENT.format(cite="政府采购法第四十九条", op="超过", share=share))


@pytest.mark.parametrize(
    ("amount", "share"), [("100000元", None), ("合同总价的10%", None), ("150000元", "15%"), ("合同总价的12%", "12%")]
)
def test_a_performance_bond_is_a_tenth_at_most(amount: str, share: str | None) -> None:
    """Implementing Regulation art. 48; an amount in yuan counts as its share of the price."""
    expected = [] if share is None else [(share, "10%", "@law-bond")]

    assert expected == found(BOND.format(cite="政府采购法实施条例第四十八条", amount=amount))


@pytest.mark.parametrize(
    ("amount", "share"), [("合同总价的20%", None), ("合同总价的25%", "25%"), ("200000.01元", "20%")]
)
def test_earnest_money_is_a_fifth_at_most(amount: str, share: str | None) -> None:
    """Civil Code art. 586."""
    expected = [] if share is None else [(share, "20%", "@law-earnest")]

    assert expected == found(EARNEST.format(cite="民法典第五百八十六条", amount=amount))


@pytest.mark.parametrize(
    ("length", "late"),
    [
        ("60日", False),
        ("30个工作日", False),
        ("44个工作日", False),
        ("61日", True),
        ("2个月", True),
        ("45个工作日", True),
        ("1年", True),
    ],
)
def test_a_small_supplier_is_paid_within_sixty_days(length: str, late: bool) -> None:
    """Regulation on Payments to SMEs art. 9; working days count with their weekends, without any holiday."""
    assert late == bool(found(PAY.format(cite="保障中小企业款项支付条例第九条", length=length)))


def test_a_statute_that_is_not_brought_in_binds_no_figure() -> None:
    """A clause has to come from it or cite it."""
    texts = (
        SUPPLEMENT.format(cite="通5", op="超过", share="20%"),
        BOND.format(cite="通4", amount="150000元"),
        EARNEST.format(cite="三", amount="合同总价的30%"),
        PAY.format(cite="三", length="90日"),
        EARNEST.format(cite="政府采购法第四十九条", amount="合同总价的30%"),
    )

    assert [] == [one for text in texts for one in found(text)]


def test_an_advance_is_no_earnest_money() -> None:
    """订金 and 预付款 have no bound of their own."""
    text = EARNEST.format(cite="民法典第五百八十六条", amount="合同总价的30%")

    assert [] == found(text.replace("定金 =", "订金 =").replace("earnest_money", "advance_paid") + PAYMENT)


def test_a_named_share_is_held_against_the_bound() -> None:
    """设 定金比例."""
    law = PAY.format(cite="民法典第五百八十六条", length="30日")

    assert [("25%", "20%", "@law-earnest")] == found("设 定金比例 = earnest_share 为 25%\n" + law)
    assert [] == found("设 定金比例 = earnest_share 为 20%\n" + law)


@pytest.mark.parametrize(("switch", "count"), [("", 1), ("（政府采购法 = 不适用）", 0), ("（政府采购法 = 适用）", 1)])
def test_an_overlay_binds_while_it_is_switched_on(switch: str, count: int) -> None:
    """The library's file of the statute, as the contract sets its switch; the statute's own figure is no finding."""
    bond = BOND.format(cite="四", amount="150000元").replace(EVENTS, "事件 保证金 = bond_paid（金额 = amount：金额）\n")
    own = load_text(f"{HEADER}引用 procurement_law{switch}\n{bond}", "own.clause")

    assert count == len([one for one in own.warnings if one.code == "statute"])


@pytest.mark.parametrize(("switch", "late"), [("", False), ("（中小企业条例 = 适用）", True)])
def test_ninety_days_are_too_long_for_a_small_supplier_only(switch: str, late: bool) -> None:
    """Whether the supplier is one the contract says by the switch."""
    assert late == bool(found(f"引用 small_suppliers{switch}\n" + PAY.format(cite="四", length="90日")))
