"""
What must hold of money whatever happens: exact to the last fen, capped, balanced, never made out of nothing.

The contracts and logs are drawn (``stories``), or small ones are drawn around one sum. Expected values come from the
sentence of the law or of arithmetic that each test states, never from the engine.
"""

import decimal
import json
import re
import threading
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any, Final

import pytest
from attrs import evolve, fields, has
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from semantics import contract, rows, verdict
from stories import Case, different, hold, only, rebuilt, report_of, reported, stories, verdicts

from luyue.app.print_json import report_text
from luyue.dsl import model as m
from luyue.dsl.diagnostic import ContractError
from luyue.dsl.quantity import Money
from luyue.engine.event import Cash, Event
from luyue.engine.readers import EventError, from_rows
from luyue.engine.replay import replay
from luyue.engine.report import HeadRow, Report

FEN: Final = Fraction(1, 100)
MONEY: Final = re.compile(r"(0|[1-9]\d*)\.\d\d")
OWED: Final = ("overdue", "performed", "performed_late")


def half_up(amount: Fraction) -> Fraction:
    """Return an amount in whole fen, half a fen counted up."""
    return Fraction(int(amount * 100 + Fraction(1, 2)), 100)


def by_pair(heads: tuple[HeadRow, ...]) -> dict[tuple[str, str, str], list[HeadRow]]:
    """Return heads by who owes whom in what."""
    found: dict[tuple[str, str, str], list[HeadRow]] = {}
    for head in heads:
        found.setdefault((head.debtor, head.creditor, head.currency), []).append(head)
    return found


# ---------------------------------------------------------------- B1, B3: rounded once, capped exactly


def test_what_is_printed_is_the_exact_amount_rounded_half_up_once() -> None:
    """Only under a cap may the printed amount be less, and then by less than the cap's heads have fen (B1)."""
    seen = 0
    for n, _ in stories(150):
        for head in report_of(n).heads:
            seen += 1
            off = half_up(head.exact_low) - head.low
            assert 0 == off if head.capped_by is None else 0 <= off <= FEN * len(report_of(n).heads), (n, head)
    assert 100 < seen


def limit_of(cap: m.Cap, price: Fraction) -> Fraction | None:
    """Return a cap that is a sum or a share of the price, in exact yuan; None for one that reads the breach."""
    match cap.limit:
        case m.Const(value=Money(amount=amount)):
            return amount
        case m.Arithmetic(op="share", left=m.Const(value=Fraction() as rate), right=m.Known(name="price")):
            return rate * price
        case _:
            return None


def price_of(contract: m.Contract) -> Fraction:
    """Return the price of a contract that states it; nothing of one that does not."""
    match contract.price:
        case m.Const(value=Money(amount=amount)):
            return amount
        case _:
            return Fraction()


def test_no_cap_is_passed_by_a_single_fen() -> None:
    """Each breach and each line in total stays within its cap: exact sums exactly, printed ones rounded (B3)."""
    reached = 0
    for n, case in stories(240):
        report = report_of(n)
        price = price_of(case.contract)
        for clause in case.contract.clauses:
            for number, line in enumerate(clause.heads, 1):
                mine = [h for h in report.heads if h.clause == clause.id and h.id.endswith(f"/{number}")]
                for cap in line.caps:
                    limit = limit_of(cap, price)
                    if limit is None or cap.op != "le":
                        continue
                    groups = [mine] if cap.in_total or line.once_per_day else [[h] for h in mine]
                    for group in groups:
                        exact = sum((h.exact_low for h in group), Fraction())
                        assert exact <= limit and sum(h.low for h in group) <= half_up(limit), (n, group)
                        reached += exact == limit
    assert 20 < reached


def test_what_a_cap_row_tells_is_what_its_heads_took() -> None:
    """Used and left are the whole limit."""
    for n, _ in stories(150):
        for row in report_of(n).caps:
            assert row.limit == row.used + row.left and 0 <= row.left, (n, row)


# ---------------------------------------------------------------- B4: one day more

DAILY = """
clause pay [1]
  duty buyer pays supplier {amount} yuan, with paid.amount
  due by 2024-03-01, no roll
  damages buyer pays supplier {rate}% of unpaid per day late, at most {cap}% of unpaid
"""
SUMS = st.integers(1, 10**9).map(lambda fen: Fraction(fen, 100))
PERCENTS = st.integers(1, 900).map(lambda n: Fraction(n, 100))


def text_of(number: Fraction) -> str:
    """Write an exact decimal."""
    return f"{float(number):.2f}" if number < 10**12 else str(number)


@settings(max_examples=60)
@given(amount=SUMS, rate=PERCENTS, cap=PERCENTS, day=st.integers(0, 300))
def test_one_day_more_adds_the_daily_amount_or_the_rest_to_the_cap(
    amount: Fraction, rate: Fraction, cap: Fraction, day: int
) -> None:
    """Never less than nothing, never more than a day; nothing at all once the cap is reached (B3, B4)."""
    made = contract(DAILY.format(amount=text_of(amount), rate=text_of(rate), cap=text_of(cap)))
    last = date(2024, 3, 1)
    daily, most = amount * rate / 100, amount * cap / 100

    def owed(late: int) -> tuple[Fraction, Fraction]:
        heads = replay(made, from_rows(made, []), as_of=last + timedelta(days=late)).heads
        return (heads[0].exact_low, heads[0].low) if heads else (Fraction(), Fraction())

    today, tomorrow = owed(day), owed(day + 1)
    assert (min(day * daily, most), min((day + 1) * daily, most)) == (today[0], tomorrow[0])
    assert min(daily, most - today[0]) == tomorrow[0] - today[0]
    assert half_up(tomorrow[0]) - half_up(today[0]) == tomorrow[1] - today[1] >= 0


# ---------------------------------------------------------------- B2: scaling


def scaled(thing: Any, k: int) -> Any:
    """Return a contract or a log with all its money k times as much, first put into whole fen."""

    def one(part: Any) -> Any:
        match part:
            case Money(amount=amount, currency=currency):
                return Money(half_up(amount) * k, currency)
            case Cash(amount=amount, currency=currency):
                return Cash(half_up(amount) * k, currency)
        return part

    return rebuilt(thing, one)


def related(contract: m.Contract) -> bool:
    """Return whether a line looks at what another came to in fen, so that it is not exact any more."""
    return any(head.relations or head.kind == "reduction" for clause in contract.clauses for head in clause.heads)


def owes_shares(contract: m.Contract) -> bool:
    """Return whether a debt is worked out, so that it comes to whole fen only by rounding."""
    owed = (duty.owed for clause in contract.clauses for duty in clause.duties)
    return any(isinstance(one, m.Pay) and not isinstance(one.amount, m.Const) for one in owed)


def test_k_times_the_money_is_k_times_the_liability() -> None:
    """Exactly; in printed fen within what one rounding each can make of it (B2)."""

    def check(case: Case, draw: Random) -> Iterator[str]:
        only(not related(case.contract) and not owes_shares(case.contract))
        k = draw.choice((2, 3, 7, 10, 1001))
        one = reported(case, contract=scaled(case.contract, 1), events=scaled(case.events, 1))
        more = reported(case, contract=scaled(case.contract, k), events=scaled(case.events, k))
        other = {head.id: head for head in more.heads}
        if {head.id for head in one.heads} != set(other):
            yield f"heads {[h.id for h in one.heads]} against {sorted(other)}"
            return
        for head in one.heads:
            big = other[head.id]
            if (big.exact_low, big.units) != (head.exact_low * k, head.units):
                yield f"{k} times {head.id}: {head.exact_low} became {big.exact_low}"
            if head.capped_by is None and abs(big.low - head.low * k) > FEN * Fraction(k + 1, 2):
                yield f"{head.id}: {head.low} became {big.low}"

    hold(check, 120, least=60)


# ---------------------------------------------------------------- B5, B11: accounts


def test_every_account_balances_and_is_the_sum_of_the_rows_shown() -> None:
    """Accrued is paid, set off, waived and outstanding; it is the sum of the heads and of the debts due (B5, B11)."""
    seen = 0
    for n, case in stories(240):
        report = report_of(n)
        for row in report.accounts:
            seen += 1
            gone = row.paid + row.set_off + row.waived
            assert row.accrued_low == gone + row.outstanding_low, (n, row)
            assert row.accrued_high is None or row.outstanding_high == row.accrued_high - gone, (n, row)
            assert 0 <= min(row.paid, row.set_off, row.waived, row.outstanding_low, row.credit), (n, row)
            pair = (row.debtor, row.creditor, row.currency)
            heads = [h for h in report.heads if (h.debtor, h.creditor, h.currency) == pair]
            if not all(h.settled for h in heads):
                continue
            debts = [p for p in report.payments if (p.payer, p.payee, p.currency) == pair]
            shown = sum((h.low for h in heads), Fraction()) + sum(
                (
                    p.amount_low + taken(p.reductions) if p.state in OWED else p.paid + taken(p.reductions)
                    for p in debts
                ),
                Fraction(),
            )
            assert shown == row.accrued_low, (n, row, heads, debts)
        given = sum((money_of(event) for event in report.events.values()), Fraction())
        assert sum((row.paid + row.credit for row in report.accounts), Fraction()) <= given, n
        assert 1 == len({case.contract.currency, *(row.currency for row in report.accounts)}), n
    assert 150 < seen


def test_no_yuan_is_made_and_none_vanishes() -> None:
    """What the events paid is what debts were paid with and what is too much, over all accounts together (B5)."""
    seen = 0
    for n, case in stories(240):
        payments = {d.owed.by.event for c in case.contract.clauses for d in c.duties if isinstance(d.owed, m.Pay)}
        if case.contract.label.id != "trial" or not payments:
            continue
        seen += 1
        report = report_of(n)
        given = sum((money_of(event) for event in report.events.values() if event.type in payments), Fraction())
        given += sum((head.paid for head in report.heads), Fraction())  # paid by naming it
        assert given == sum((row.paid + row.credit for row in report.accounts), Fraction()), n
    assert 60 < seen


def taken(reductions: tuple[tuple[str, Fraction], ...]) -> Fraction:
    """Return what reductions took off a payment."""
    return sum((amount for _, amount in reductions), Fraction())


def money_of(event: Event) -> Fraction:
    """Return the yuan of an event."""
    found = (value.amount for value in event.fields.values() if isinstance(value, Cash) and value.currency == "CNY")
    return sum((max(amount, Fraction()) for amount in found), Fraction())


def test_every_total_is_the_sum_of_the_printed_lines() -> None:
    """Where all of them are settled; a difference of rounding is in the last line, never in the total (B11)."""
    seen = 0
    for n, _ in stories(240):
        report = report_of(n)
        lines = by_pair(report.heads)
        assert set(lines) >= {(t.debtor, t.creditor, t.currency) for t in report.totals}
        for total in report.totals:
            mine = lines[total.debtor, total.creditor, total.currency]
            if all(head.settled for head in mine):
                seen += 1
                assert sum(head.low for head in mine) == total.low == total.high, (n, mine)
            else:
                assert total.high is None or total.low <= total.high, (n, total)
    assert 50 < seen


@pytest.mark.parametrize("name", ["haining", "luoyang", "shangluo", "zhengzhou"])
def test_the_printed_lines_of_a_year_add_up(name: str) -> None:
    """As text, as a clerk adds them: the lines of each pair to its total, each account to what is outstanding (B11)."""
    kept = json.loads((ROOT / "contracts" / name / "report.json").read_text(encoding="utf-8"))
    for total in kept["totals"]:
        mine = [h for h in kept["liabilities"] if (h["debtor"], h["creditor"]) == (total["debtor"], total["creditor"])]
        assert mine
        if all(head["settled"] for head in mine):
            assert Fraction(total["low"]) == sum(Fraction(head["low"]) for head in mine)
    for row in kept["accounts"]:
        gone = sum(Fraction(row[part]) for part in ("paid", "set_off", "waived"))
        assert Fraction(row["accrued_low"]) == gone + Fraction(row["outstanding_low"])


# ---------------------------------------------------------------- B6, B9: no float, no borrowed context


ASKED: Final = ("evidence", "chained")  # answers to who asks, no values


def numbers(node: Any) -> Iterator[object]:
    """Yield every number anywhere in a value."""
    pending = [node]
    while pending:
        one = pending.pop()
        if isinstance(one, m.Contract):
            continue
        if isinstance(one, list | tuple):
            pending.extend(one)
        elif isinstance(one, Mapping):
            pending.extend([*one.keys(), *one.values()])
        elif has(type(one)):
            pending.extend(getattr(one, part.name) for part in fields(type(one)) if part.name not in ASKED)
        elif not isinstance(one, str | bool | None):
            yield one


def test_no_binary_fraction_stands_anywhere_in_a_report() -> None:
    """Only integers and fractions; in JSON money is text beside whole fen (B6)."""
    seen = 0
    for n, _ in stories(100):
        found = [*numbers(report_of(n))]
        seen += len(found)
        assert {int, Fraction} >= {type(one) for one in found}, n
    assert 5000 < seen


def test_no_binary_fraction_stands_in_json() -> None:
    """Not one number with a point; every printed sum is text with two decimals, which is whole fen (B6)."""

    def refuse(text: str) -> float:
        raise AssertionError(f"{text} is a binary fraction to whoever reads it")

    seen = 0
    for n, _ in stories(60):
        kept = json.loads(report_text(report_of(n), "en"), parse_float=refuse, parse_constant=refuse)
        sums = [(row, name) for row in kept["liabilities"] for name in ("low", "high", "paid", "uncapped_low")]
        sums += [(row, name) for row in kept["accounts"] for name in ("accrued_low", "paid", "outstanding_low")]
        for row, name in [*sums, *((row, "low") for row in kept["totals"])]:
            seen += 1
            assert row[name] is None or MONEY.fullmatch(row[name]), (n, row)
    assert 200 < seen


def test_a_hostile_decimal_context_changes_nothing() -> None:
    """Six digits, rounded up, without traps, set by somebody else in the thread that replays (B9)."""
    said: list[str] = []

    def run() -> None:
        decimal.setcontext(decimal.Context(prec=6, rounding=decimal.ROUND_UP, traps=[]))
        decimal.DefaultContext.prec = 6
        try:
            for n, case in stories(40):
                if report_text(reported(case), "en") != report_text(report_of(n), "en"):
                    said.append(f"story {n} differs")
        finally:
            decimal.DefaultContext.prec = 28

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()

    assert [] == said


# ---------------------------------------------------------------- B8: currencies apart


def test_money_of_another_currency_changes_nothing() -> None:
    """Every payment repeated in dollars: no duty, head, account or total moves (B8)."""

    def check(case: Case, draw: Random) -> list[str]:
        abroad = [
            evolve(
                event,
                id=f"{event.id}_usd",
                corrects=None,
                fields={k: Cash(v.amount, "USD") if isinstance(v, Cash) else v for k, v in event.fields.items()},
            )
            for event in case.events
            if event.withdraws is None and any(isinstance(v, Cash) for v in event.fields.values())
        ]
        only(bool(abroad) and not reads_losses(case.contract) and not counts_payments(case.contract))
        one, other = verdicts(reported(case)), verdicts(reported(case, events=(*case.events, *abroad)))
        return different(without_findings(one), without_findings(other))

    hold(check, 160, least=40)


def without_findings(found: dict[str, Any]) -> dict[str, Any]:
    """Leave out the findings: money of another currency is one."""
    return {name: value for name, value in found.items() if name != "checks"}


def reads_losses(contract: m.Contract) -> bool:
    """Return whether an amount is a field of an event that is no payment: the second such event is another matter."""
    return any(head.kind == "losses" or head.decided is not None for c in contract.clauses for head in c.heads)


def counts_payments(contract: m.Contract) -> bool:
    """Return whether what pays also does something else than to pay."""
    paid = {d.owed.by.event for c in contract.clauses for d in c.duties if isinstance(d.owed, m.Pay)}
    return sum(n.event in paid for n in m.walk(contract) if isinstance(n, m.Pattern)) > len(
        [d for c in contract.clauses for d in c.duties if isinstance(d.owed, m.Pay)]
    )


# ---------------------------------------------------------------- B12: nothing out of nothing

PAY = """
clause pay [1]
  duty buyer pays supplier 1000 yuan, with paid.amount
  due by 2024-03-01, no roll
  damages buyer pays supplier 1% of unpaid per day late
"""


@pytest.mark.parametrize("amount", ["-1", "-1000", "-0", "-0.01", "(100)", "100-"])
def test_negative_payment_is_refused_at_the_door(amount: str) -> None:
    """Who takes money back says so with an event of its own (B12)."""
    with pytest.raises(EventError):
        verdict(PAY, f"2024-02-01 09:00 paid amount={amount}", "2024-03-31")


def test_payment_of_nothing_pays_nothing() -> None:
    """The debt stands as it stood (B12)."""
    none, zero = (verdict(PAY, log, "2024-03-31").report for log in ("", "2024-02-01 09:00 paid amount=0"))

    assert [(r.low, r.units) for r in none.heads] == [(r.low, r.units) for r in zero.heads]
    assert none.accounts == zero.accounts
    assert ["overdue"] == [row.state for row in zero.duties]


LATE = """
clause act [1]
  duty supplier: delivered
  due by 2024-03-01, no roll
  damages supplier pays buyer {line}
"""
BELOW_NOTHING = (
    "(0 yuan - 5 yuan) per day late",
    "(10 yuan - 15 yuan)",
    "10 yuan per day late, at most (5 yuan - 10 yuan)",
    "10 yuan per day late, in total at most (5 yuan - 10 yuan)",
)


@pytest.mark.parametrize("line", BELOW_NOTHING)
def test_liability_below_nothing_is_nothing(line: str) -> None:
    """Damages that work out negative are not owed by the one who was let down (B12)."""
    found = verdict(LATE.format(line=line), "", "2024-03-31")

    assert ({}, {}, []) == (found.heads, found.owed, found.accounts)


def test_a_negative_rate_is_refused_in_the_file() -> None:
    """No such share (B12)."""
    with pytest.raises(ContractError):
        contract(LATE.format(line="-1% of price per day late"))


def test_debt_below_nothing_is_nothing() -> None:
    """Who owes 500 less 1,000 owes nothing, and what is paid on it is too much (B12)."""
    debt = PAY.replace("1000 yuan", "(500 yuan - 1000 yuan)")
    found = verdict(debt, "2024-02-01 09:00 paid amount=100", "2024-03-31")

    assert ({}, [("buyer", "supplier", "0.00", "0.00", "100.00")]) == (found.heads, found.accounts)


SIGNED = """
event settled_up (amount: money signed)
clause pay [1]
  duty buyer pays supplier 1000 yuan, with settled_up.amount
  due by 2024-03-01, no roll
"""


def test_a_signed_payment_below_nothing_never_makes_money_for_its_sender() -> None:
    """Paying -500 neither pays a debt nor makes one for the other side (B12)."""
    made = contract(SIGNED)
    log = from_rows(made, rows("2024-02-01 09:00 settled_up amount=-500"))
    report: Report = replay(made, log, as_of=date(2024, 3, 31))

    assert [("overdue", Fraction())] == [(row.state, row.paid) for row in report.duties]
    assert [(Fraction(1000), Fraction(0))] == [(row.outstanding_low, row.credit) for row in report.accounts]
