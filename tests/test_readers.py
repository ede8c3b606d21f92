"""What a row of a log says: the envelope, fields of every type, ids, corrections, and what the reader assumes."""

import gc
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from attrs import evolve
from log_contract import CONTRACT

from luyue.dsl.load import load_text
from luyue.dsl.model import Happens
from luyue.dsl.quantity import Length, Money, Unit
from luyue.dsl.source import Source, Span
from luyue.engine.event import Cash, DayValue, Event, InstantValue, Log, Month, Span_, Value
from luyue.engine.readers import EventError, from_happenings, from_rows, read, read_bytes, read_streams

NOON = "2024-06-19 12:00"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def us(iso: str) -> int:
    """Return an instant of Shanghai, or one given with its offset."""
    moment = datetime.fromisoformat(iso)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone(timedelta(hours=8)))
    return (moment - EPOCH) // timedelta(microseconds=1)


def one(**row: object) -> Event:
    """Return the event of one row."""
    (event,) = from_rows(CONTRACT, [{"id": "e1", "time": NOON, **row}]).events
    return event


def sample(**fields: object) -> Mapping[str, Value]:
    """Return the fields of an event of the type that has one of each kind."""
    return one(type="sample", **fields).fields


def codes(*rows: Mapping[str, object], lenient: bool = False) -> list[str]:
    """Return the codes under which rows are refused."""
    with pytest.raises(EventError) as caught:
        from_rows(CONTRACT, rows, lenient=lenient)
    return [refusal.code for refusal in caught.value.refusals]


def assumed(log: Log) -> dict[str, dict[str, str]]:
    """Return what the reader assumed."""
    return {code: dict(facts) for code, facts in log.assumptions}


# ---------------------------------------------------------------- the envelope


def test_a_row_becomes_an_event() -> None:
    """Everything a row states, in the contract's ids."""
    line = (
        '{"编号": 7, "时间": "2024-06-19T23:59:59.000001+08:00", "事件": "款项到账",'
        ' "记录时间": "2024-06-20T09:00:00Z",'
        ' "认定人": "甲方", "期次": "预付款", "金额": 1130080.12, "币种": "CNY"}\n'
    )
    log = read_bytes("log.jsonl", line.encode(), CONTRACT)
    (event,) = log.events

    assert "7" == event.id
    assert "payment_received" == event.type
    assert us("2024-06-19 23:59:59.000001") == event.occurred_at == event.at
    assert us("2024-06-20 17:00") == event.recorded_at
    assert "buyer" == event.attested_by
    assert {"instalment": "预付款", "amount": Cash(Fraction(113008012, 100), "CNY")} == event.fields
    assert ("log.jsonl", 1) == event.place
    assert () == log.assumptions


@pytest.mark.parametrize("name", ["payment_received", "款项到账", "到账"])
def test_an_event_goes_by_id_twin_or_other_name(name: str) -> None:
    """A log may use any name that the contract declares."""
    assert "payment_received" == one(type=name, instalment="1", amount="5").type


def test_recorded_at_is_by_default_the_time_itself() -> None:
    """Who says nothing learned of it when it happened."""
    event = one(type="tick")

    assert us(NOON) == event.occurred_at == event.recorded_at == event.at


def test_effect_is_taken_from_the_field_that_the_type_names() -> None:
    """A notice counts from when it was received."""
    event = one(type="notice_arrived", by="buyer", received_at="2024-06-21 09:30")

    assert us(NOON) == event.occurred_at
    assert us("2024-06-21 09:30") == event.at


def test_absent_field_of_effect_means_the_time_itself() -> None:
    """And a date alone the beginning of that day."""
    assert us(NOON) == one(type="notice_arrived", by="buyer").at
    assert us("2024-06-21 00:00") == one(type="notice_arrived", by="buyer", received_at="2024-06-21").at


def test_a_field_called_id_is_written_ref() -> None:
    """The column ``id`` is the event's own."""
    assert {"id": "R9"} == one(type="ops_request", ref="R9").fields
    assert {"id": "R9"} == one(type="ops_request", 对象编号="R9").fields


def test_currency_is_the_row_s_or_the_contract_s() -> None:
    """And a type that declares it as a field has it as a field too."""
    event = one(type="transfer", amount="5", currency="USD")

    assert {"amount": Cash(Fraction(5), "USD"), "currency": "USD"} == event.fields
    assert (
        Cash(Fraction(5), "EUR")
        == one(type="payment_received", instalment="1", amount="5", 币种="EUR").fields["amount"]
    )
    assert (
        Cash(Fraction(5), "CNY")
        == one(type="payment_received", instalment="1", amount="5", 币种="人民币").fields["amount"]
    )


def test_blanks_around_a_value_are_no_part_of_it() -> None:
    """Nor around a header."""
    assert "T1" == one(**{" type ": " fault_reported ", " ticket": " T1\u3000"}).fields["ticket"]


def test_empty_cells_null_and_absent_keys_are_the_same() -> None:
    """Nothing there is nothing there."""
    plain = one(type="fault_reported", ticket="T1")

    assert plain == one(type="fault_reported", ticket="T1", severity="", corrects=None, attested_by="  ")
    assert {"ticket": "T1"} == plain.fields


# ---------------------------------------------------------------- fields


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [
        ("words", "两行\r\n字", "两行\n字"),
        ("words", 2024, "2024"),
        ("说明", "是", "是"),
        ("figure", "１，２３４．５", Fraction(2469, 2)),
        ("figure", -3, Fraction(-3)),
        ("share", "3%", Fraction(3, 100)),
        ("share", Fraction(3), Fraction(3)),
        ("delta", "-5.5", Cash(Fraction(-11, 2), "CNY")),
        ("amount", 0, Cash(Fraction(0), "CNY")),
        ("amount", Decimal("1.10"), Cash(Fraction(11, 10), "CNY")),
        ("amount", Money(Fraction(7), "USD"), Cash(Fraction(7), "USD")),
        ("points", "99.5", Fraction(199, 2)),
        ("times", "3", Fraction(3)),
        ("day", "2024年6月9日", DayValue(date(2024, 6, 9).toordinal())),
        ("day", date(2024, 6, 9), DayValue(date(2024, 6, 9).toordinal())),
        ("month", "2024-06", Month(2024, 6)),
        ("month", (2024, 6), Month(2024, 6)),
        ("cycle", "2024年6月", "2024-06"),
        ("cycle", 3, "3"),
        ("length", "7个工作日", Span_(Fraction(7), Unit.WORKING_DAY)),
        ("length", Length(Fraction(24), Unit.HOUR), Span_(Fraction(24), Unit.HOUR)),
        ("moment", "2024-06-09 24:00", InstantValue(us("2024-06-09 23:59:59.999999"))),
        ("moment", "2024-06-09", InstantValue(us("2024-06-09 00:00"), day_only=True)),
        ("moment", datetime(2024, 6, 9, 1, tzinfo=UTC), InstantValue(us("2024-06-09 09:00"))),
        ("moment", (date(2024, 6, 9), time(0), True), InstantValue(us("2024-06-09 23:59:59.999999"))),
        ("written", "是", True),
        ("written", "No", False),
        ("written", "TRUE", True),
        ("written", False, False),
        ("party", "甲方", "buyer"),
        ("party", "supplier", "supplier"),
        ("party", "某云公司", "supplier"),
        ("norm", "respond", "respond"),
        ("norm", "付款", "pay"),
        ("norm", "line_05", "line_05"),
        ("affects", ["line_06", "响应", "pay"], ("line_06", "pay", "respond")),
        ("affects", "line_06、响应", ("line_06", "respond")),
        ("severity", "危急", "critical"),
        ("severity", "critical", "critical"),
        ("docs", "发票; contract_copy；发票", ("contract_copy", "invoice")),
        ("docs", "验收单", ("acceptance_form",)),
        ("docs", [], ()),
    ],
)
def test_a_field_holds_the_value_of_its_type(header: str, cell: object, value: Value) -> None:
    """By name or twin, from a file's cell or a program's value."""
    assert [value] == list(sample(**{header: cell}).values())


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("words", True, "wrong-kind"),
        ("words", Decimal("1.5"), "wrong-kind"),
        ("words", "a\u202eb", "unseen-character"),
        ("figure", "7 working days", "bad-number"),
        ("figure", True, "wrong-kind"),
        ("figure", 10**18, "too-many-digits"),
        ("share", 3, "bare-rate"),
        ("amount", "-1", "negative-amount"),
        ("amount", ["1"], "list-for-one"),
        ("times", -1, "bad-count"),
        ("day", 45000, "wrong-kind"),
        ("day", "2024-06-09 00:00", "bad-date"),
        ("cycle", "2024-13", "bad-month"),
        ("length", 24, "wrong-kind"),
        ("written", 1, "bad-truth"),
        ("written", "对", "bad-truth"),
        ("party", "A", "unknown-party"),
        ("norm", "line_07", "unknown-clause"),
        ("norm", "同名", "unknown-clause"),
        ("affects", "line_05,line_06", "unknown-clause"),
        ("severity", "Critical", "unknown-value"),
        ("docs", ["发票", ""], "empty-member"),
        ("docs", [["发票"]], "nested-value"),
        ("docs", "发票、保函", "unknown-value"),
        ("currency", "XYZ", "unknown-currency"),
    ],
)
def test_what_does_not_fit_a_field_is_refused(header: str, cell: object, code: str) -> None:
    """Ill-typed cells are never read as something near."""
    assert [code] == codes({"id": "e1", "time": NOON, "type": "sample", header: cell})


@pytest.mark.parametrize("value", [{"a": "1"}, b"bytes", object()])
def test_a_value_that_no_cell_can_hold_is_a_mistake_of_the_program(value: object) -> None:
    """Not of the log."""
    with pytest.raises(TypeError):
        from_rows(CONTRACT, [{"id": "e1", "time": NOON, "type": "sample", "words": value}])


def test_a_row_that_lacks_a_field_is_refused_and_an_optional_one_left_out() -> None:
    """What reads an absent optional field is undetermined; a needed one must be there."""
    assert ["missing-field", "missing-field"] == codes({"id": "e1", "time": NOON, "type": "payment_received"})
    assert {} == sample()


# ---------------------------------------------------------------- undeclared and misspelt


def test_a_field_that_nobody_declared_is_ignored_and_named() -> None:
    """Its content cannot matter, but the report says so; an empty column says nothing."""
    rows = [
        {"id": "e1", "time": NOON, "type": "tick", "remark": "x", "operator": ""},
        {"id": "e2", "time": NOON, "type": "fault_reported", "ticket": "T1", "remark": "y"},
    ]
    log = from_rows(CONTRACT, rows)

    assert {
        "field": "remark",
        "events_zh": "故障发生、滴答",
        "events_en": "fault_reported, tick",
        "count": "2",
    } == assumed(log)["field-ignored"]
    assert 1 == len([code for code, _ in log.assumptions if code == "field-ignored"])


@pytest.mark.parametrize("header", ["sevrity", "Severity", "severity ", "等级（必填）", "severitys", "severity_"])
def test_a_near_miss_of_a_declared_field_is_refused(header: str) -> None:
    """Ignoring a misspelt field would lose what it says."""
    row = {"id": "e1", "time": NOON, "type": "fault_reported", "ticket": "T1", header: "重大"}
    if header.strip() == "severity":
        assert "major" == from_rows(CONTRACT, [row]).events[0].fields["severity"]
    else:
        assert ["near-field"] == codes(row)


@pytest.mark.parametrize("header", ["记录人", "更正人", "认定时间", "dev", "title", "recorder", "severity2024"])
def test_another_word_is_no_near_miss(header: str) -> None:
    """Being alike is not enough to refuse a log."""
    row = {"id": "e1", "time": NOON, "type": "fault_reported", "ticket": "T1", header: "x"}

    assert header == assumed(from_rows(CONTRACT, [row]))["field-ignored"]["field"]


def test_what_is_near_a_field_that_the_row_has_is_another_field() -> None:
    """Who writes both 工单号 and 工单编号 does not mean one by the other."""
    row = {"id": "e1", "time": NOON, "type": "故障发生", "工单号": "T1", "工单编号": "x"}

    assert "工单编号" == assumed(from_rows(CONTRACT, [row]))["field-ignored"]["field"]


def test_an_undeclared_type_is_refused_unless_lenient() -> None:
    """Lenient sets its rows aside, and counts them."""
    rows = [{"id": "e1", "time": "?", "type": "tock"}, {"id": "e2", "time": NOON, "type": "tick"}]
    log = from_rows(CONTRACT, rows, lenient=True)

    assert ["unknown-type"] == codes(*rows)
    assert [("rows", 1, "e1", "undeclared", {"type": "tock"})] == [
        (*aside.place, aside.id, aside.reason, aside.facts) for aside in log.undeclared
    ]
    assert {"type": "tock", "count": "1"} == assumed(log)["undeclared-events"]
    assert 2 == log.read


# ---------------------------------------------------------------- ids


def test_the_same_event_twice_is_set_aside() -> None:
    """However it is spelt the second time."""
    rows: list[dict[str, object]] = [
        {
            "id": "e1",
            "time": "2024-06-19T12:00:00+08:00",
            "type": "payment_received",
            "instalment": "1",
            "amount": "5.00",
        },
        {
            "编号": "e1",
            "时间": "2024年6月19日12时",
            "事件": "到账",
            "期次": 1,
            "金额": "￥5",
            "记录时间": "2024-06-19T04:00Z",
        },
    ]
    log = from_rows(CONTRACT, rows)

    assert ["e1"] == [event.id for event in log.events]
    assert [("e1", "duplicate", {"of": "rows:1"})] == [
        (aside.id, aside.reason, aside.facts) for aside in log.duplicates
    ]
    assert 2 == log.read


@pytest.mark.parametrize(
    "change",
    [
        {"time": "2024-06-19 12:00:00.000001"},
        {"recorded_at": "2024-06-19 12:00:01"},
        {"amount": "5.01"},
        {"currency": "USD"},
        {"purpose": "尾款"},
        {"attested_by": "甲方"},
    ],
)
def test_one_id_with_other_content_is_refused(change: dict[str, str]) -> None:
    """Each part of a row counts."""
    row = {"id": "e1", "time": NOON, "type": "payment_received", "instalment": "1", "amount": "5.00"}

    assert ["same-id"] == codes(row, {**row, **change})


def test_rows_without_ids_get_them_from_their_content() -> None:
    """The same ids in any order, and said so."""
    rows = [{"time": NOON, "type": "fault_reported", "ticket": ticket} for ticket in ("T1", "T2")]
    log, turned = from_rows(CONTRACT, rows), from_rows(CONTRACT, rows[::-1])

    assert {event.id for event in log.events} == {event.id for event in turned.events}
    assert {"count": "2"} == assumed(log)["ids-derived"]


def test_identical_rows_without_ids_are_refused_unless_lenient() -> None:
    """Two payments, or one written twice: nobody can tell."""
    rows = [{"time": NOON, "type": "tick"}] * 3
    log = from_rows(CONTRACT, rows, lenient=True)
    first, second, third = (event.id for event in log.events)

    assert ["identical-rows", "identical-rows"] == codes(*rows)
    assert (f"{first}-2", f"{first}-3") == (second, third)
    assert {"count": "2"} == assumed(log)["identical-rows-kept"]


def test_a_derived_id_can_be_corrected() -> None:
    """It is an id like any other."""
    first = from_rows(CONTRACT, [{"time": NOON, "type": "tick"}]).events[0].id
    rows = [{"time": NOON, "type": "tick"}, {"id": "c1", "time": "2024-06-20 12:00", "type": "tick", "corrects": first}]

    assert [first, "c1"] == [event.id for event in from_rows(CONTRACT, rows).events]


# ---------------------------------------------------------------- corrections and withdrawals


def tick(id_: str, **more: str) -> dict[str, str]:
    """Return a row of the smallest type."""
    return {"id": id_, "time": NOON, "type": "tick", **more}


def test_corrections_and_withdrawals_may_come_before_what_they_change() -> None:
    """Rows come in any order."""
    events = from_rows(CONTRACT, [tick("c2", withdraws="c1"), tick("c1", corrects="e1"), tick("e1")]).events

    assert [("c2", None, "c1"), ("c1", "e1", None), ("e1", None, None)] == [
        (event.id, event.corrects, event.withdraws) for event in events
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([tick("e1"), tick("c1", corrects="e2")], ["unknown-target"]),
        ([tick("e1"), tick("c1", withdraws="e2")], ["unknown-target"]),
        ([tick("c1", corrects="c1")], ["self-target"]),
        ([tick("c1", corrects="c2"), tick("c2", corrects="c1")], ["target-circle"]),
        ([tick("c1", corrects="c2"), tick("c2", withdraws="c1")], ["target-circle"]),
        ([tick("e1"), tick("c1", corrects="e1"), tick("c2", corrects="e1")], ["second-correction"]),
        ([tick("e1"), tick("c1", corrects="e1", withdraws="e1")], ["corrects-and-withdraws"]),
        (
            [tick("e1"), {"id": "c1", "time": NOON, "type": "ops_request", "ref": "R", "corrects": "e1"}],
            ["correction-of-other-type"],
        ),
    ],
)
def test_changes_that_cannot_stand_are_refused(rows: list[dict[str, str]], expected: list[str]) -> None:
    """Unknown, itself, in a circle, twice, into another type."""
    assert expected == codes(*rows)


def test_a_correction_may_be_corrected_and_a_corrected_event_withdrawn() -> None:
    """What is refused is only a second correction of one event."""
    rows = [tick("e1"), tick("c1", corrects="e1"), tick("c2", corrects="c1"), tick("w1", withdraws="e1")]

    assert 4 == len(from_rows(CONTRACT, rows).events)


def test_a_withdrawal_needs_neither_fields_nor_type() -> None:
    """It takes the type of what it withdraws, through another withdrawal too."""
    rows = [
        {"id": "e1", "time": NOON, "type": "payment_received", "instalment": "1", "amount": "5"},
        {"id": "w1", "time": NOON, "withdraws": "e1"},
        {"id": "w2", "time": NOON, "withdraws": "w1"},
        {"id": "w3", "time": NOON, "type": "payment_received", "withdraws": "w2"},
    ]

    assert ["payment_received"] * 4 == [event.type for event in from_rows(CONTRACT, rows).events]


def test_a_withdrawal_of_what_is_set_aside_is_set_aside() -> None:
    """Nothing that a clause could read is withdrawn."""
    rows = [{"id": "e1", "time": NOON, "type": "tock"}, {"id": "w1", "time": NOON, "withdraws": "e1"}]
    log = from_rows(CONTRACT, rows, lenient=True)

    assert ((), ["e1", "w1"]) == (log.events, [aside.id for aside in log.undeclared])


def test_long_rows_of_corrections_are_checked_in_time() -> None:
    """A chain of many corrections costs no more than their number."""
    rows = [tick("e0"), *(tick(f"e{n}", corrects=f"e{n - 1}") for n in range(1, 20_000))]
    circle = [tick(f"e{n}", corrects=f"e{(n + 1) % 20_000}") for n in range(20_000)]

    assert 20_000 == len(from_rows(CONTRACT, rows).events)
    assert ["target-circle"] == codes(*circle)


# ---------------------------------------------------------------- what is assumed


def test_the_contract_s_zone_is_assumed_aloud() -> None:
    """Once, with how many times it was needed."""
    rows = [tick("e1"), {**tick("e2"), "time": "2024-06-19T12:00+08:00"}, tick("e3", recorded_at="2024-06-20 09:00")]

    assert {"zone": "Asia/Shanghai", "count": "3"} == assumed(from_rows(CONTRACT, rows))["zone-assumed"]


def test_another_zone_of_the_contract_is_used() -> None:
    """Local times are local to the contract."""
    tokyo = evolve(CONTRACT, zone="Asia/Tokyo")
    (event,) = from_rows(tokyo, [tick("e1")]).events

    assert us("2024-06-19 11:00") == event.occurred_at


def test_a_row_recorded_before_it_happened_is_kept_and_said() -> None:
    """It is odd, not impossible: an announcement."""
    log = from_rows(CONTRACT, [tick("e1", recorded_at="2024-06-01 09:00")])

    assert {"count": "1"} == assumed(log)["recorded-before-occurred"]
    assert us("2024-06-01 09:00") == log.events[0].recorded_at


# ---------------------------------------------------------------- files


def test_several_files_make_one_log(tmp_path: Path) -> None:
    """Their names without folders, digests and rows are kept."""
    first, second = tmp_path / "甲.csv", tmp_path / "b.jsonl"
    first.write_text("编号,时间,事件\ne1,2024-06-19 12:00,滴答\n", encoding="utf-8")
    second.write_text('{"id": "e2", "time": "2024-06-19 12:00", "type": "tick"}\n' * 2, encoding="utf-8")
    log = read([first, str(second)], CONTRACT)

    assert ["e1", "e2"] == [event.id for event in log.events]
    assert [("甲.csv", 1), ("b.jsonl", 2)] == [(file.name, file.rows) for file in log.files]
    assert [sha256(path.read_bytes()).hexdigest() for path in (first, second)] == [file.sha256 for file in log.files]
    assert 3 == log.read == len(log.events) + len(log.duplicates)


def test_one_path_is_one_file(tmp_path: Path) -> None:
    """A string is a path, not a row of letters."""
    path = tmp_path / "log.csv"
    path.write_bytes(b"id,time,type\ne1,2024-06-19 12:00,tick\n")

    assert read(path, CONTRACT) == read(str(path), CONTRACT) == read([path], CONTRACT)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("-", b'{"id": "e1", "time": "2024-06-19 12:00", "type": "tick"}'),
        ("-", b"id,time,type\ne1,2024-06-19 12:00,tick\n"),
        ("log.txt", b'\xef\xbb\xbf {"id": "e1", "time": "2024-06-19 12:00", "type": "tick"}\n'),
    ],
)
def test_a_file_without_a_telling_name_is_known_by_its_first_sign(name: str, data: bytes) -> None:
    """An object opens JSON Lines; else it is CSV."""
    assert ["e1"] == [event.id for event in read_bytes(name, data, CONTRACT).events]


def test_an_empty_file_is_said_to_be_empty() -> None:
    """Empty, or a header alone."""
    streams = [("a.csv", BytesIO(b"")), ("b.csv", BytesIO(b"id,time,type\n")), ("c.jsonl", BytesIO(b"\n \n"))]
    log = read_streams(streams, CONTRACT)

    assert [("no-events", name) for name in ("a.csv", "b.csv", "c.jsonl")] == [
        (code, facts["file"]) for code, facts in log.assumptions
    ]


def test_gb18030_is_read_only_when_said_and_then_said_again() -> None:
    """Two characters of UTF-8 are three of GB18030; nobody would notice."""
    data = "编号,时间,事件\ne1,2024-06-19 12:00,滴答\n".encode("gb18030")
    log = read_bytes("log.csv", data, CONTRACT, encoding="gb18030")

    assert "tick" == log.events[0].type
    assert {"file": "log.csv", "encoding": "GB18030"} == assumed(log)["encoding"]
    with pytest.raises(ValueError, match="latin-1"):
        read_bytes("log.csv", data, CONTRACT, encoding="latin-1")


def test_scenario_events_pass_the_same_checks() -> None:
    """Typed values, placed at their lines; two equal lines are two events."""
    text = Source("a.clause", "案例\n事件一\n事件二\n")
    fields = (("instalment", "1"), ("amount", Money(Fraction(5), "CNY")))
    events = [
        Happens((date(2024, 6, 19), time(0), True), "payment_received", fields, span=Span(text, 3, 4)),
        Happens((date(2024, 6, 19), time(0), True), "payment_received", fields, span=Span(text, 7, 8)),
        Happens((date(2024, 6, 19), time(9), False), "ops_request", (("id", "R1"),), span=Span(text, 7, 8)),
    ]
    log = from_happenings(CONTRACT, events)

    assert [("a.clause", 2), ("a.clause", 3), ("a.clause", 3)] == [event.place for event in log.events]
    assert us("2024-06-19 23:59:59.999999") == log.events[0].at
    assert {"instalment": "1", "amount": Cash(Fraction(5), "CNY")} == log.events[1].fields
    assert {"id": "R1"} == log.events[2].fields


def test_reading_leaves_the_collector_of_garbage_as_it_was() -> None:
    """On or off, and after a refusal too."""
    for before in (True, False):
        (gc.enable if before else gc.disable)()
        for data in (b"id,time,type\ne1,2024-06-19 12:00,tick\n", b"id,time,type\ne1,never,tick\n"):
            with suppress(EventError):
                read_bytes("log.csv", data, CONTRACT)
            assert before == gc.isenabled()
    gc.enable()


def test_many_faults_are_counted_without_delay() -> None:
    """A near miss is sought among all clauses for each of them."""
    misspelt = [{"id": str(n), "time": NOON, "type": "sample", "norm": f"line_5{n}"} for n in range(2000)]
    with pytest.raises(EventError) as caught:
        from_rows(CONTRACT, misspelt)

    assert {"rows": 2000} == dict(caught.value.counts)
    assert 100 == len(caught.value.refusals)


def test_a_field_left_out_counts_as_its_declaration_says() -> None:
    """Share of fault left out is none, and a row that states it is not overruled."""
    contract = load_text(
        'contract c\n price 1 yuan\n signed 2024-01-01\n parties buyer "A", supplier "B"\n'
        "event loss (amount: money, share: rate optional be 0%, fault: ordinary/gross optional be ordinary)\n",
        "t.clause",
    )
    rows = [
        {"time": NOON, "type": "loss", "amount": "5"},
        {"time": NOON, "type": "loss", "amount": "5", "share": "30%", "fault": "gross"},
    ]

    assert [
        {"amount": Cash(Fraction(5), "CNY"), "share": Fraction(0), "fault": "ordinary"},
        {"amount": Cash(Fraction(5), "CNY"), "share": Fraction(3, 10), "fault": "gross"},
    ] == [event.fields for event in from_rows(contract, rows).events]
