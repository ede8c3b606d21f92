"""What one more day costs: a head of today held against the same head of the day after, if nobody acts until then."""

from collections.abc import Iterable

from luyue.app.pen import Pen
from luyue.app.why.clause import reason
from luyue.app.why.tree import Reason
from luyue.engine.report import HeadRow

RUNNING = ("late", "interval")  # kinds of units that grow by the day


def day_reasons(pen: Pen, row: HeadRow) -> Iterable[Reason]:
    """Return what one more day adds to a head, or that it adds nothing because a cap is reached."""
    if pen.tomorrow is None or not _runs(pen, row):
        return
    later = next((one for one in pen.tomorrow.heads if one.id == row.id), None)
    if later is None or later.worked == row.worked:
        return  # it has stopped
    if row.high is None or later.high is None:
        return  # nobody can say
    low, high = later.low - row.low, later.high - row.high
    if low > 0 or high > 0:
        yield reason(pen, "day_adds", amount=pen.amount(low, high, row.currency))
    elif later.capped_by is not None:
        yield reason(pen, "day_capped", cap=pen.names.instance(later.capped_by))


def _runs(pen: Pen, row: HeadRow) -> bool:
    """Return whether a head is of a line that counts by the day."""
    clause = pen.clauses.get(row.clause)
    number = row.id.rpartition("/")[2]
    heads = () if clause is None else clause.heads
    per = heads[int(number) - 1].per if number.isdigit() and 0 < int(number) <= len(heads) else None
    return per is not None and per.kind in RUNNING
