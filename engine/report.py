"""
The report as a value: every verdict with its reasons, no words.

Rows carry ids, exact numbers and coded reasons; the app words them in either language and prints JSON, text or
trees. Instants are microseconds since the UTC epoch, days are ordinals in the contract's zone, money is exact
yuan beside whole fen. Rows are sorted as INTERFACES section 4 says: by time, then clause order, then id.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from luyue.dsl.model import Contract
from luyue.engine.chain import Chain
from luyue.engine.clock import DueDate
from luyue.engine.event import Event, LogFile, SetAside
from luyue.engine.evidence import Evidence
from luyue.engine.finding import Amount, Late, Missing, Worked

Key = tuple[tuple[str, str], ...]  # identifying fields as text, in the order of the clause


@frozen
class Moved:
    """A suspension that moved (or, while claimed, would move) a due date."""

    suspension: str  # row id
    status: str


@frozen
class DutyRow:
    """One instance of a duty, level or prohibition."""

    id: str
    clause: str
    bearer: str
    counterparty: str | None
    trigger: str | None  # event id
    key: Key
    period: str | None
    arose_at: int
    state: str
    overdue_from: int | None = None
    due: DueDate | None = None
    due_first: DueDate | None = None  # before suspensions
    due_claimed: DueDate | None = None  # with all suspensions still claimed, where these would move it
    performed_at: int | None = None
    performed_by: tuple[str, ...] = ()
    late: Late | None = None
    amount: Amount | None = None
    worked: Worked | None = None  # of the amount
    paid: Fraction | None = None
    unpaid_at_due: Fraction | None = None
    missing: tuple[Missing, ...] = ()
    moved: tuple[Moved, ...] = ()
    excused_by: tuple[str, ...] = ()  # event or suspension ids
    decided_at: int | None = None  # when not yet: the instant at which it will be decided if nothing happens
    cites: tuple[str, ...] = ()  # events read for preconditions and times
    binding: str | None = None  # of the two times of a precondition with "else due": met, or the other (late, else)
    met_at: int | None = None  # since when the precondition is met
    full: Amount | None = None  # of a payment that reductions lower: its amount before them
    reductions: tuple[tuple[str, Fraction], ...] = ()  # head id, and what it takes off


@frozen
class BreachRow:
    """The fact that a first late instant came, a prohibited event happened, or a level fell short."""

    id: str
    clause: str
    duty: str | None
    by: str
    at: int
    cured_at: int | None = None
    excused_by: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    value: Worked | None = None  # of a level: what was reported or measured
    bounds: tuple[tuple[str, Worked], ...] = ()  # of a level: ge, gt, le, lt and the value owed
    metric: str | None = None  # of a level by a figure: the figure's row


@frozen
class HeadRow:
    """One head of liability."""

    id: str
    clause: str
    kind: str  # damages, reduction, refund, losses
    debtor: str
    creditor: str
    currency: str
    low: Fraction  # rounded to the fen, in yuan
    high: Fraction | None
    exact_low: Fraction
    exact_high: Fraction | None
    settled: bool
    breaches: tuple[str, ...]
    units: Fraction | None
    uncapped_low: Fraction
    worked: Worked
    capped_by: str | None = None  # clause or limit id
    swallows: tuple[tuple[str, Fraction], ...] = ()  # by each cap that bit, in their order, of the low end
    start: int | None = None  # from: day ordinal of the first unit, or None
    end: int | None = None  # to: day ordinal of the last unit
    claim: str = "claimable"  # claimed, waived
    paid: Fraction = Fraction(0)
    reducible: bool = False
    decided_by: str | None = None
    missing: tuple[Missing, ...] = ()
    events: tuple[str, ...] = ()  # what brought it where no breach did, then those whose fields the formula read
    relations: tuple[tuple[str, str], ...] = ()  # (relation, head or clause id) that changed the amount
    lowers: tuple[tuple[str, Fraction], ...] = ()  # of a reduction: the payments it is taken off, and how much of each
    given: tuple[str, ...] = ()  # breaches without which its precondition would not be met

    @property
    def swallowed(self) -> Fraction:
        """Return what all caps together swallowed of the low end."""
        return sum((amount for _, amount in self.swallows), Fraction(0))


@frozen
class Void:
    """An act that claimed a power that was not there."""

    event: str
    at: int
    why: str  # code: not_available, no_instance, not_open_yet, already_exercised, lapsed, wrong_party, too_late
    late: int | None = None  # of a power that waits for so much delay: days late at that time
    opens_at: int | None = None  # when it would have opened, had the delay lasted


@frozen
class PowerRow:
    """One power."""

    id: str
    clause: str
    holder: str
    act: str  # event type
    state: str  # not_available, available, lapsed, exercised, effective, void
    key: Key = ()
    available_from: int | None = None
    until: int | None = None
    exercised_by: str | None = None
    effective_at: int | None = None
    void: tuple[Void, ...] = ()
    effects: tuple[tuple[str, tuple[str, ...]], ...] = ()  # kind, clauses
    opened_by: tuple[str, ...] = ()  # breach, event or suspension ids
    missing: tuple[Missing, ...] = ()
    lapsed_at: int | None = None


@frozen
class PaymentRow:
    """A payment duty seen as money."""

    id: str  # of the duty
    clause: str
    payer: str
    payee: str
    currency: str
    base: Fraction | None
    share: Fraction | None  # None: not decided, or the amount is not a share of a base
    amount_low: Fraction
    amount_high: Fraction | None
    due: DueDate | None
    state: str
    paid: Fraction
    reductions: tuple[tuple[str, Fraction], ...] = ()  # head id, and what it took off: the amount is what is left


@frozen
class MetricRow:
    """A figure of a period."""

    id: str
    name: str
    period: str
    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    target: Fraction | None
    met: bool | None
    closed: bool


@frozen
class LossRow:
    """Points taken once off an item of a score."""

    points: Fraction  # the least; less than ``most`` while it is not decided
    most: Fraction | None
    by: tuple[str, ...]  # event, breach or instance ids
    clause: str | None = None  # whose line takes them; None: a line of the item
    at: int | None = None
    part: str | None = None  # the shorter period or the row they were worked out for
    missing: tuple[Missing, ...] = ()


@frozen
class ScoreItemRow:
    """What one item of a score lost in a period."""

    id: str
    name: str  # the item's own id; a row's item adds the row's key to it
    row: str | None
    worth: Fraction
    raw: Fraction  # before the cap
    lost: Fraction  # as it stands
    low: Fraction  # the least and the most that it may come to
    high: Fraction | None
    by: tuple[str, ...]
    judged: bool
    met: bool | None = None  # of an item with a condition
    counts_as: str | None = None  # not judged: kept, lost, left_out
    losses: tuple[LossRow, ...] = ()
    missing: tuple[Missing, ...] = ()


@frozen
class TierRow:
    """What a score is worth by a table of tiers: one value, or a range while the score or the tier is not decided."""

    tiers: str
    value: Worked | None  # None: not one value
    low: Worked | None = None
    high: Worked | None = None
    next: tuple[str, Fraction] | None = None  # the bound (ge or gt) of the next band above, where there is one


@frozen
class ScoreRow:
    """A score of a period."""

    id: str
    name: str
    cite: str | None
    period: str
    value: Fraction | None  # as it stands: running while it is open; None: a range even so
    low: Fraction | None  # what it may come out as; both ends are the value once it is final
    high: Fraction | None
    start: Fraction
    floor: Fraction | None
    items: tuple[ScoreItemRow, ...]
    tiers: tuple[TierRow, ...]
    closed: bool
    final: bool
    computed: Fraction | None = None  # where another score was confirmed
    confirmed_by: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()


@frozen
class SuspensionRow:
    """One interval seen by one suspension clause."""

    id: str
    clause: str
    start: int
    end: int | None
    party: str | None
    status: str  # claimed, recognised, revocable, refused
    why: tuple[Missing, ...] = ()  # conditions met and not met, coded
    events: tuple[str, ...] = ()


@frozen
class CapRow:
    """A cap and what was taken of it, in exact yuan."""

    clause: str
    limit: Fraction
    used: Fraction
    left: Fraction


@frozen
class CounterRow:
    """A count that a clause waits for."""

    clause: str
    count: int
    needed: int


@frozen
class AccountRow:
    """What one party owes another."""

    debtor: str
    creditor: str
    currency: str
    accrued_low: Fraction
    accrued_high: Fraction | None
    paid: Fraction
    set_off: Fraction
    waived: Fraction
    outstanding_low: Fraction
    outstanding_high: Fraction | None
    credit: Fraction


@frozen
class TotalRow:
    """Liabilities of an ordered pair, gross of payment, in whole fen as yuan."""

    debtor: str
    creditor: str
    currency: str
    low: Fraction
    high: Fraction | None


@frozen
class AlternativeRow:
    """What another option of a reading gives."""

    reading: str
    option: str
    totals: tuple[TotalRow, ...]
    changed: tuple[str, ...]


@frozen
class CheckRow:
    """A static warning or a finding of the run."""

    code: str
    severity: str  # error, warning, info
    clause: str | None = None
    article: str | None = None
    facts: Mapping[str, str] = field(factory=dict)


@frozen
class ContractState:
    """Whether the contract binds."""

    state: str  # not_in_force, in_force, ended
    since: int | None = None
    by: str | None = None  # event id, or "term"


@frozen
class Counts:
    """Where every row went."""

    read: int
    applied: int
    duplicate: int
    late_known: int
    ignored: int
    rejected: int = 0


@frozen
class AsOf:
    """The instant a report speaks of, and whether it was given as a date or chosen by default."""

    us: int | None
    day: int | None = None  # when a date was given: D means D 24:00
    default: bool = False


@frozen
class Report:
    """What a contract and a log give at a date."""

    contract: Contract  # as chosen by the readings taken
    as_of: AsOf
    known_at: int | None
    settings: Mapping[str, str]  # blanks set by the caller or by events, as written in the language
    readings: Mapping[str, str]  # every reading and the option taken
    assumptions: tuple[tuple[str, Mapping[str, str]], ...]
    counts: Counts
    effective_at: int | None
    term: tuple[int, int] | None  # first and last day
    instruments: tuple[tuple[str, int | None, int | None, int | None], ...]  # id, effective, from, to
    duties: Sequence[DutyRow]
    breaches: tuple[BreachRow, ...]
    heads: tuple[HeadRow, ...]
    powers: tuple[PowerRow, ...]
    payments: tuple[PaymentRow, ...]
    metrics: tuple[MetricRow, ...]
    suspensions: tuple[SuspensionRow, ...]
    caps: tuple[CapRow, ...]
    counters: tuple[CounterRow, ...]
    accounts: tuple[AccountRow, ...]
    alternatives: tuple[AlternativeRow, ...]
    duplicate: Sequence[SetAside]
    late_known: Sequence[SetAside]
    ignored: Sequence[SetAside]
    contract_state: ContractState
    checks: tuple[CheckRow, ...]
    totals: tuple[TotalRow, ...]
    calendar_digest: str
    files: tuple[LogFile, ...]
    chained: Callable[[], Chain] = field(repr=False, eq=lambda made: made())  # over the events applied
    scores: tuple[ScoreRow, ...] = ()
    events: Mapping[str, Event] = field(repr=False, factory=dict)  # applied events by id, to cite rows
    evidence: Evidence | None = field(repr=False, eq=False, default=None)  # asks for the events behind a row
    given: Mapping[str, str] = field(factory=dict)  # settings and readings as the caller set them

    @property
    def chain(self) -> Chain:
        """Return the hash chain over the contract and the events applied."""
        return self.chained()
