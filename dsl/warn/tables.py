"""
Tables that do not add up: quantity by unit price, net and tax and gross along a row; columns against their total.

Which column is which is read off its name in either language, never guessed from the figures; a row with an empty
cell is passed over. Each amount of a tax split is rounded to the fen by itself, so that a row may be a fen off and
still be right; anything else is to the fen. A total row (合计, total) is held against the rows above it, a column of
line totals against the price where the two are near enough to be meant for each other, and shares against one whole.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from luyue.dsl.model import Const, Contract, FieldType, Kind, Pay, Row, Table, Warning_, choose, default_options
from luyue.dsl.quantity import Money, decimal
from luyue.dsl.source import Span
from luyue.dsl.warn.rows import At
from luyue.dsl.warn.words import amount, percent
from luyue.dsl.warn.worth import YUAN, worth

FEN: Final = Fraction(1, 100)
NEAR: Final = Fraction(1, 10)  # of the price: a column of line totals that far off is about something else
# What a column is by its name; the first that fits counts, so that 不含税 is never taken for 含税.
ROLES: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "rate": re.compile(r"税率|(^|_)(tax|vat)_?rate$"),
        "net": re.compile(r"不含税|除税|(^|_)(net|ex_?tax|pre_?tax|excluding_tax)($|_)"),
        "tax": re.compile(r"税额|税金|增值税|(^|_)(tax|vat)($|_amount$)"),
        "gross": re.compile(r"含税|价税合计|(^|_)(gross|with_tax|including_tax|tax_included)($|_)"),
        "quantity": re.compile(r"数量|(^|_)(quantity|qty)$"),
        "unit": re.compile(r"单价|(^|_)unit_?(price|cost)$|^price_each$"),
        "line": re.compile(r"小计|合价|总价|金额|价款|(^|_)(subtotal|line_?total|total|amount|sum)$"),
        "share": re.compile(r"比例|占比|份额|权重|(^|_)(share|weight|portion|proportion)$"),
    }
)
TOTAL: Final = re.compile(r"^(合\s*计|总\s*计|共\s*计|小\s*计|(grand |sub)?total|sum)$", re.I)


def tables(contract: Contract) -> Iterator[Warning_]:
    """Yield what does not add up in the tables, as the contract reads by default."""
    for table in choose(contract, default_options(contract)).tables:
        roles = {role: one for one in reversed(table.columns) if (role := role_of(one)) is not None}
        rows = [row for row in table.rows if not is_total(row)]
        for row in rows:
            yield from _row(contract, At(table, row, table.label.id), roles)
        yield from _columns(contract, table, rows)


def role_of(column: FieldType) -> str | None:
    """Return what a column holds by its name and kind, or None."""
    money = column.type.kind == Kind.MONEY
    fitting = {"rate": not money, "quantity": not money, "share": column.type.kind == Kind.RATE}
    names = (column.label.zh, column.label.en.lower())
    return next((x for x, form in ROLES.items() if fitting.get(x, money) and any(form.search(y) for y in names)), None)


def is_total(row: Row) -> bool:
    """Say whether a row is the total of those above it: 合计, 总计, total."""
    return any(isinstance(one, Const) and isinstance(one.value, str) and TOTAL.match(one.value) for one in row.cells)


# ---------------------------------------------------------------- along a row


def _row(contract: Contract, at: At, roles: Mapping[str, FieldType]) -> Iterator[Warning_]:
    cells = {role: _number(at, column) for role, column in roles.items()}
    values = {role: one for role, one in cells.items() if one is not None}
    quantity, each = values.get("quantity"), values.get("unit")
    if quantity is not None and each is not None:
        told = [values[one] for one in ("line", "gross", "net") if one in values]
        product = _fen(quantity * each)
        if told and product not in told:
            how = f"{decimal(quantity)} × {amount(each, contract.currency)}"
            yield mismatch(contract, how, product, told[0], _span(at), key=at.key)
    yield from (split for split in splits(contract, values, _span(at), at.key))


def splits(
    contract: Contract, values: Mapping[str, Fraction], span: Span, key: str, clause: str | None = None
) -> Iterator[Warning_]:
    """Yield what is wrong with net, tax, gross and rate where enough of them are known; at most one finding."""
    net, tax, gross, rate = (values.get(one) for one in ("net", "tax", "gross", "rate"))

    def shown(value: Fraction) -> str:
        return amount(value, contract.currency)

    if net is not None and tax is not None and gross is not None and abs(net + tax - gross) > 0:
        yield mismatch(contract, f"{shown(net)} + {shown(tax)}", net + tax, gross, span, key=key, clause=clause)
    elif rate is not None and net is not None and tax is not None and abs(_fen(net * rate) - tax) > FEN:
        how = f"{shown(net)} × {percent(rate)}"
        yield mismatch(contract, how, _fen(net * rate), tax, span, key=key, clause=clause)
    elif rate is not None and net is not None and gross is not None and abs(_fen(gross / (1 + rate)) - net) > FEN:
        how = f"{shown(gross)} ÷ (1 + {percent(rate)})"
        yield mismatch(contract, how, _fen(gross / (1 + rate)), net, span, key=key, clause=clause)
    elif rate is not None and tax is not None and gross is not None:
        part = _fen(gross * rate / (1 + rate))
        if abs(part - tax) > FEN:
            how = f"{shown(gross)} × {percent(rate)} ÷ (1 + {percent(rate)})"
            yield mismatch(contract, how, part, tax, span, key=key, clause=clause)


def mismatch(
    contract: Contract, how: str, worked: Fraction, told: Fraction, span: Span, *, key: str, clause: str | None = None
) -> Warning_:
    """Return the finding that a figure is not what the figures beside it make."""
    facts = {
        "how": how,
        "worked": amount(worked, contract.currency),
        "told": amount(told, contract.currency),
        "side": "@higher" if told > worked else "@lower",
        "off": amount(abs(told - worked), contract.currency),
        "where": key,
    }
    return Warning_("amount-mismatch", "warning", clause, None, facts, span=span)


def _number(at: At, column: FieldType) -> Fraction | None:
    cell = at.cell(column.label.id)
    match cell:
        case Const(value=Money(amount=value)) | Const(value=Fraction() as value):
            return value
    return None


def _span(at: At) -> Span:
    """Return the place of a row: from its first written cell to its last."""
    spans = [one.span for one in at.row.cells if one.span.end > one.span.start]
    return Span(spans[0].source, spans[0].start, spans[-1].end) if spans else at.table.span


def _fen(value: Fraction) -> Fraction:
    return Fraction((value * 200 + 1) // 2, 100)


# ---------------------------------------------------------------- down a column


def _columns(contract: Contract, table: Table, rows: list[Row]) -> Iterator[Warning_]:
    total = next((row for row in table.rows if is_total(row)), None)
    for column in table.columns:
        role = role_of(column)
        values = [_number(At(table, row, ""), column) for row in rows]
        if role in (None, "rate", "unit") or len(rows) < 2 or any(one is None for one in values):
            continue
        added = sum((one for one in values if one is not None), Fraction(0))
        told = None if total is None else _number(At(table, total, ""), column)
        whole = told if told is not None else _whole(contract, table, role or "", added)
        if whole is not None and whole != added:
            span = table.span if total is None or told is None else _span(At(table, total, ""))
            yield _not_whole(contract, column, added, whole, span)


def _whole(contract: Contract, table: Table, role: str, added: Fraction) -> Fraction | None:
    """Return what a column should come to: the price if it is near and no payment counts it, one whole of shares."""
    if role == "share":
        return Fraction(1)
    if _pays(contract, table):
        return None
    price = worth(contract.price, contract) if contract.price is not None and role in ("line", "gross") else None
    near = price is not None and price.base == YUAN and abs(added - price.times) <= NEAR * price.times
    return price.times if near and price is not None else None


def _pays(contract: Contract, table: Table) -> bool:
    """Say whether a payment runs over a table: then its rows are added up with the other payments."""
    return any(
        any(one.name == table.label.id for one in clause.triggers)
        and any(isinstance(duty.owed, Pay) for duty in clause.duties)
        for clause in contract.clauses
    )


def _not_whole(contract: Contract, column: FieldType, added: Fraction, whole: Fraction, span: Span) -> Warning_:
    def shown(value: Fraction) -> str:
        if column.type.kind == Kind.MONEY:
            return amount(value, contract.currency)
        return percent(value) if column.type.kind == Kind.RATE else decimal(value)

    facts = {
        "zh": f"「{column.label.zh}」一列，",
        "en": f"column 「{column.label.en}」: ",
        "parts": "@rows",
        "sum": shown(added),
        "whole": shown(whole),
        "side": "@too-much" if added > whole else "@too-little",
        "off": shown(abs(added - whole)),
    }
    return Warning_("instalments-sum", "warning", None, None, facts, span=span)
