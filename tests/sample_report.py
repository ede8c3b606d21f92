"""A report made by hand, with one row of every kind: what printers and explanations are tried on."""

from datetime import date
from fractions import Fraction

from luyue.dsl.model import (
    Clause,
    Const,
    Contract,
    EventType,
    FieldType,
    Kind,
    Label,
    Option,
    Party,
    Reading,
    Trigger,
    Type,
)
from luyue.dsl.quantity import Length, Money, Unit
from luyue.engine.calendar import WorkCalendar
from luyue.engine.chain import Chain
from luyue.engine.clock import NO_ROLL, DueDate, Rule, within
from luyue.engine.event import Cash, Event, LogFile, Place, SetAside
from luyue.engine.finding import Amount, Late, Missing, Worked
from luyue.engine.report import (
    AccountRow,
    AlternativeRow,
    AsOf,
    BreachRow,
    CapRow,
    CheckRow,
    ContractState,
    CounterRow,
    Counts,
    DutyRow,
    HeadRow,
    MetricRow,
    Moved,
    PaymentRow,
    PowerRow,
    Report,
    SuspensionRow,
    TotalRow,
    Void,
)
from luyue.engine.zone import Zone

SHANGHAI = Zone.named("Asia/Shanghai")
ADVANCE = Fraction("1130080.12")
CALENDAR = WorkCalendar.bundled()


def day(text: str) -> int:
    """Return a day of ``YYYY-MM-DD``."""
    return date.fromisoformat(text).toordinal()


def at(text: str, hour: int = 0, minute: int = 0) -> int:
    """Return an instant of a day in Shanghai."""
    return SHANGHAI.local(day(text), (hour * 60 + minute) * 60_000_000)


def label(name: str, zh: str) -> Label:
    """Return a name with its twin."""
    return Label(name, zh, name)


TEXT = Type(Kind.TEXT)
MONEY = Type(Kind.MONEY)
TERM = (Trigger("term"),)


def clause(name: str, zh: str, kind: str, cite: str | None, gist: str | None = None) -> Clause:
    """Return a clause with a heading and nothing else."""
    return Clause(label(name, zh), kind, cite, gist, TERM)


CONTRACT = Contract(
    label=label("demo", "示例"),
    title="热线运维合同",
    number="HT-2024-01",
    currency="CNY",
    zone="Asia/Shanghai",
    calendar="prc_civil_code",
    parties=(Party(label("buyer", "甲方"), "某信访局"), Party(label("supplier", "乙方"), "某电信分公司")),
    price=Const(MONEY, Money(Fraction("2260160.24"), "CNY")),
    events=(
        EventType(label("treasury_review_passed", "国库审核无误"), (FieldType(label("instalment", "期次"), TEXT),)),
        EventType(label("payment_received", "款项到账"), (FieldType(label("amount", "金额"), MONEY),)),
        EventType(label("rescission_notice_arrived", "解除通知到达")),
        EventType(label("fm_started", "不可抗力开始")),
    ),
    readings=(
        Reading(
            label("cumulation", "叠加"),
            "两项违约金能否一并主张？",
            "特二·四",
            (Option(label("both", "并用"), default=True), Option(label("larger", "择高"))),
        ),
    ),
    clauses=(
        clause("pay_advance", "预付款", "payment", "通三·三", "审核无误后七个工作日内付一半"),
        clause("pen_a_late", "甲方逾期付款", "liability", "特二·二"),
        clause("seat_24x7", "全天运转", "prohibition", "特一·二"),
        clause("seats", "坐席人数", "level", "特一·二"),
        clause("report_monthly", "月报", "duty", None),
        clause("rescind", "逾期解除", "power", "特二·四"),
        clause("fm_extension", "不可抗力顺延", "suspension", "特三·一"),
    ),
    digest="c" * 64,
)


def due_advance() -> DueDate:
    """Return seven working days after 2024-06-07 16:00: 2024-06-19."""
    start = at("2024-06-07", 16)
    return within(start, Length(Fraction(7), Unit.WORKING_DAY), rule=Rule(roll=NO_ROLL), zone=SHANGHAI, cal=CALENDAR)


def event(id_: str, type_: str, when: int, row: int, **fields: object) -> Event:
    """Return an event read from ``events.jsonl``."""
    return Event(id_, type_, when, when, when, fields, place=Place("events.jsonl", row))  # type: ignore[arg-type]


EVENTS = {
    one.id: one
    for one in (
        event("e1", "treasury_review_passed", at("2024-06-07", 16), 1, instalment="advance"),
        event("e2", "payment_received", at("2024-06-20"), 2, amount=Cash(ADVANCE, "CNY")),
        event("e3", "rescission_notice_arrived", at("2024-07-01", 9), 3),
        event("e4", "fm_started", at("2024-08-01"), 4),
    )
}

DUTIES = (
    DutyRow(
        id="pay_advance/advance",
        clause="pay_advance",
        bearer="buyer",
        counterparty="supplier",
        trigger="e1",
        key=(("instalment", "advance"),),
        period=None,
        arose_at=at("2024-06-07", 16),
        state="performed_late",
        overdue_from=at("2024-06-20"),
        due=due_advance(),
        due_first=due_advance(),
        performed_at=at("2024-06-20"),
        performed_by=("e2",),
        late=Late(days=1),
        amount=Amount(ADVANCE, ADVANCE),
        worked=Worked("share", "", ADVANCE, (Worked("const", "", Fraction(1, 2), unit=Unit.SHARE),), Unit.MONEY),
        paid=ADVANCE,
        unpaid_at_due=ADVANCE,
    ),
    DutyRow(
        id="seat_24x7",
        clause="seat_24x7",
        bearer="supplier",
        counterparty="buyer",
        trigger=None,
        key=(),
        period=None,
        arose_at=at("2024-06-01"),
        state="holding",
    ),
    DutyRow(
        id="seats",
        clause="seats",
        bearer="supplier",
        counterparty="buyer",
        trigger=None,
        key=(),
        period=None,
        arose_at=at("2024-06-01"),
        state="undetermined",
        missing=(Missing("report", {"event": "fm_started"}),),
    ),
    DutyRow(
        id="report_monthly/2024-07",
        clause="report_monthly",
        bearer="supplier",
        counterparty="buyer",
        trigger=None,
        key=(),
        period="2024-07",
        arose_at=at("2024-07-01"),
        state="suspended",
        due=due_advance(),
        moved=(Moved("fm_extension/1", "claimed"),),
        decided_at=at("2024-08-01"),
    ),
    DutyRow(
        id="report_monthly/2024-06",
        clause="report_monthly",
        bearer="supplier",
        counterparty="buyer",
        trigger=None,
        key=(),
        period="2024-06",
        arose_at=at("2024-06-01"),
        state="performed",
    ),
)

UNPAID = Worked("known", "unpaid", ADVANCE, unit=Unit.MONEY)
RATE = Worked("const", "", Fraction(1, 20), unit=Unit.SHARE)
DAYS = Worked("units", "late", Fraction(1), unit=Unit.DAY)

HEADS = (
    HeadRow(
        id="pen_a_late/advance/1",
        clause="pen_a_late",
        kind="damages",
        debtor="buyer",
        creditor="supplier",
        currency="CNY",
        low=Fraction("56504.01"),
        high=Fraction("56504.01"),
        exact_low=Fraction("56504.006"),
        exact_high=Fraction("56504.006"),
        settled=True,
        breaches=("pay_advance/advance",),
        units=Fraction(1),
        uncapped_low=Fraction("56504.006"),
        worked=Worked(
            "mul",
            "",
            Fraction("56504.006"),
            (Worked("share", "", Fraction("56504.006"), (RATE, UNPAID), Unit.MONEY), DAYS),
            Unit.MONEY,
        ),
        capped_by="pen_a_late",
        start=day("2024-06-20"),
        end=day("2024-06-20"),
        relations=(("in_addition", "rescind"),),
        events=("e2",),
    ),
    HeadRow(
        id="pen_a_late/advance/2",
        clause="pen_a_late",
        kind="losses",
        debtor="buyer",
        creditor="supplier",
        currency="CNY",
        low=Fraction(10900),
        high=None,
        exact_low=Fraction(10900),
        exact_high=None,
        settled=False,
        breaches=("pay_advance/advance",),
        units=None,
        uncapped_low=Fraction(10900),
        worked=Worked("const", "", Fraction(10900), unit=Unit.MONEY),
        reducible=True,
        missing=(Missing("decision", {"party": "supplier", "event": "fm_started"}),),
    ),
)

REPORT = Report(
    contract=CONTRACT,
    as_of=AsOf(at("2024-10-08", 24), day("2024-10-08"), default=True),
    known_at=None,
    settings={"immediate": "24小时"},
    readings={"cumulation": "both"},
    assumptions=(("zone-assumed", {"count": "3", "zone": "Asia/Shanghai"}),),
    counts=Counts(read=6, applied=4, duplicate=1, late_known=0, ignored=1),
    effective_at=at("2024-05-20"),
    term=(day("2024-05-20"), day("2025-05-20")),
    instruments=(),
    duties=DUTIES,
    breaches=(
        BreachRow(
            "pay_advance/advance", "pay_advance", "pay_advance/advance", "buyer", at("2024-06-20"), at("2024-06-20")
        ),
        BreachRow("seat_24x7/2", "seat_24x7", "seat_24x7", "supplier", at("2024-07-01", 9, 30), events=("e3",)),
    ),
    heads=HEADS,
    powers=(
        PowerRow(
            id="rescind",
            clause="rescind",
            holder="buyer",
            act="rescission_notice_arrived",
            state="not_available",
            void=(Void("e3", at("2024-07-01", 9), "not_available"),),
            effects=(("ends_contract", ()),),
        ),
    ),
    payments=(
        PaymentRow(
            id="pay_advance/advance",
            clause="pay_advance",
            payer="buyer",
            payee="supplier",
            currency="CNY",
            base=Fraction("2260160.24"),
            share=Fraction(1, 2),
            amount_low=ADVANCE,
            amount_high=ADVANCE,
            due=due_advance(),
            state="performed_late",
            paid=ADVANCE,
        ),
    ),
    metrics=(
        MetricRow(
            "answer_rate/2024-06",
            "answer_rate",
            "2024-06",
            Fraction(2, 3),
            Fraction(200),
            Fraction(300),
            Fraction(9, 10),
            False,
            True,
        ),
    ),
    suspensions=(
        SuspensionRow(
            id="fm_extension/1",
            clause="fm_extension",
            start=at("2024-08-01"),
            end=None,
            party="supplier",
            status="claimed",
            why=(Missing("condition_open", {"event": "fm_started"}),),
            events=("e4",),
        ),
    ),
    caps=(CapRow("pen_a_late", Fraction("56504.006"), Fraction("56504.006"), Fraction(0)),),
    counters=(CounterRow("rescind", 1, 2),),
    accounts=(
        AccountRow(
            debtor="buyer",
            creditor="supplier",
            currency="CNY",
            accrued_low=Fraction("67404.01"),
            accrued_high=None,
            paid=Fraction(0),
            set_off=Fraction(0),
            waived=Fraction(0),
            outstanding_low=Fraction("67404.01"),
            outstanding_high=None,
            credit=Fraction(0),
        ),
    ),
    alternatives=(
        AlternativeRow(
            "cumulation",
            "larger",
            (TotalRow("buyer", "supplier", "CNY", Fraction("56504.01"), Fraction("56504.01")),),
            ("pen_a_late/advance/2",),
        ),
    ),
    duplicate=(SetAside(Place("events.jsonl", 5), "e2", "duplicate", {"of": "e2"}),),
    late_known=(),
    ignored=(SetAside(Place("events.jsonl", 6), "e9", "after_as_of"),),
    contract_state=ContractState("in_force", at("2024-05-20")),
    checks=(CheckRow("void-exercise", "warning", "rescind", None, {"event": "e3", "why": "not_available"}),),
    totals=(TotalRow("buyer", "supplier", "CNY", Fraction("67404.01"), None),),
    calendar_digest="d" * 64,
    files=(LogFile("events.jsonl", "e" * 64, 6),),
    chained=lambda: Chain("f" * 64, 1, ("f" * 8,)),
    events=EVENTS,
)
