"""
Every refusal of a log, word for word, in both languages: one file per code under ``event_errors``.

``CODE[.CASE].csv`` or ``.jsonl`` is the smallest log that earns a refusal; ``….zh.txt`` and ``….en.txt`` beside it
are what people read. What no file can show (a limit, an option, rows of a program) stands here.
"""

import re
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pytest
from conftest import ROOT
from examples_of_codes import NO_FILE
from log_contract import CONTRACT

from luyue.app import log_words
from luyue.app.words import log as words
from luyue.dsl.quantity import Money
from luyue.engine.readers import EventError, from_rows, read, read_bytes, read_streams

CASES = ROOT / "tests" / "event_errors"
LOGS = sorted(path for path in CASES.iterdir() if path.suffix in (".csv", ".jsonl"))
BY_HAND = NO_FILE  # shown here, with the Excel and Parquet logs, and with the mapping files
HEADER = b"id,time,type\n"
FACTS = (
    *("zone", "count", "field", "events_zh", "events_en", "type", "file", "encoding"),
    *("sheet", "others", "rows", "columns", "table", "words"),
)


def refusal_of(path: Path) -> EventError:
    """Read a log that is refused."""
    with pytest.raises(EventError) as caught:
        read(path, CONTRACT)
    return caught.value


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.name)
def test_refusal_reads_as_written_down(path: Path, lang: str) -> None:
    """Place, code, sentence and way out, to the letter."""
    expected = (CASES / f"{path.name}.{lang}.txt").read_text(encoding="utf-8")

    assert expected == log_words.text(refusal_of(path), lang)


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.name)
def test_file_is_named_after_the_code_it_earns(path: Path) -> None:
    """The first refusal of a file is the one it stands for."""
    assert path.name.split(".")[0] == refusal_of(path).refusals[0].code


def test_every_code_of_the_readers_has_a_case_and_words() -> None:
    """A code without words would be shown bare; words without a code would never be read."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "engine" / "readers").glob("*.py"))
    written = set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+|exponent|locked|macros)"', source))
    worded = {code.split(":")[0] for code in words.REFUSAL}
    shown = {path.name.split(".")[0] for path in LOGS} | set(BY_HAND)

    assert set() == worded - written
    assert worded == shown
    assert set() == {code.split(":")[0] for code in words.HELP} - worded - {"near"}


def test_no_sentence_is_left_with_a_gap() -> None:
    """A fact that a sentence names and nobody gives would be printed as a question mark."""
    texts = [path.read_text(encoding="utf-8") for path in CASES.glob("*.txt")]

    assert [] == [text for text in texts if "「?」" in text or " ? " in text or "{" in text.replace('{"time"', "")]


def test_empty_log_is_refused_where_events_are_required() -> None:
    """Otherwise it is no more than an assumption."""
    with pytest.raises(EventError) as caught:
        read_bytes("空.csv", HEADER, CONTRACT, require_events=True)

    assert "空.csv: 错误[no-events]：一条事件也没有，而这里要求至少有一条\n" == log_words.text(caught.value, "zh")
    assert "空.csv: error[no-events]: there is no event, and at least one is required\n" == log_words.text(
        caught.value, "en"
    )


def test_line_without_end_is_refused_as_a_limit() -> None:
    """A megabyte is enough for one event; what follows is still read."""
    data = HEADER + b"e1,2025-01-01 09:00," + b"x" * (3 << 20) + b"\ne2,2025-01-01,tick\n"
    with pytest.raises(EventError) as caught:
        read_bytes("log.csv", data, CONTRACT)
    first, second = caught.value.refusals

    assert first.is_limit
    assert (2, 3) == (first.place.row, second.place.row)
    assert (
        "log.csv:2: 错误[line-too-long]：这一行超过 1048576 字节\n  = 帮助：一条事件一行；行尾要有换行符"
        == log_words.refusal_text(first, "zh")
    )
    assert (
        "log.csv:2: error[line-too-long]: this line is longer than 1048576 bytes\n"
        "  = help: one event is one line, with a line feed at its end" == log_words.refusal_text(first, "en")
    )


def test_binary_fraction_of_a_program_is_refused() -> None:
    """0.1 is not a tenth."""
    row = {"time": "2025-01-01 09:00", "type": "payment_received", "instalment": "1", "amount": 0.1}
    with pytest.raises(EventError) as caught:
        from_rows(CONTRACT, [row])

    assert (
        "rows:1: 错误[binary-fraction]：0.1 是二进制小数，说不准是多少\n  = 帮助：写成文本，或 Fraction\n"
        == log_words.text(caught.value, "zh")
    )
    assert (
        "rows:1: error[binary-fraction]: 0.1 is a binary fraction, which is not exactly what it looks like\n"
        "  = help: give it as text, or as a Fraction\n" == log_words.text(caught.value, "en")
    )


def test_two_currencies_in_one_row_are_refused() -> None:
    """A row states one currency for its amounts."""
    amounts = {"amount": Money(Fraction(1), "CNY"), "delta": Money(Fraction(1), "USD")}
    with pytest.raises(EventError) as caught:
        from_rows(CONTRACT, [{"time": "2025-01-01 09:00", "type": "sample", **amounts}])

    assert "rows:1: 错误[two-currencies]：一行里有两种币种：CNY, USD\n" == log_words.text(caught.value, "zh")
    assert "rows:1: error[two-currencies]: one row has amounts in two currencies: CNY, USD\n" == log_words.text(
        caught.value, "en"
    )


def test_faults_beyond_a_hundred_are_counted() -> None:
    """A hundred are shown, of each file; the rest is a number."""
    data = HEADER + b"".join(b"e%d,never,tick\n" % number for number in range(150))
    with pytest.raises(EventError) as caught:
        read_bytes("log.csv", data, CONTRACT)

    assert 100 == len(caught.value.refusals)
    assert {"log.csv": 150} == dict(caught.value.counts)
    assert "log.csv: 另有 50 处错误没有列出" == log_words.text(caught.value, "zh").splitlines()[-1]
    assert "log.csv: 50 more errors are not listed" == log_words.text(caught.value, "en").splitlines()[-1]


def test_every_fault_of_a_row_and_of_each_file_is_told() -> None:
    """Nobody should have to run it again for each fault."""
    first = b"id,time,type,instalment,amount\ne1,2025-13-01 09:00,payment_received,,-5\n"
    with pytest.raises(EventError) as caught:
        read_streams([("a.csv", BytesIO(first)), ("b.jsonl", BytesIO(b"{}\n"))], CONTRACT)

    assert [
        ("a.csv", "impossible-date"),
        ("a.csv", "missing-field"),
        ("a.csv", "negative-amount"),
        ("b.jsonl", "missing-type"),
    ] == [(refusal.place.file, refusal.code) for refusal in caught.value.refusals]


def test_a_fault_of_many_rows_is_told_once() -> None:
    """A misspelt event in a thousand rows is one fault, with their number."""
    data = HEADER + b"".join(b"e%d,2025-01-01 09:00,tock\n" % number for number in range(1000))
    with pytest.raises(EventError) as caught:
        read_bytes("log.csv", data, CONTRACT)
    (refusal,) = caught.value.refusals

    assert (1000, 2) == (refusal.rows, refusal.place.row)
    assert {"log.csv": 1000} == dict(caught.value.counts)


def test_refusal_as_json_holds_what_its_text_says() -> None:
    """Programs get place, code, sentence, way out and facts."""
    refusal = refusal_of(CASES / "bad-money.csv").refusals[0]

    assert {
        "file": "bad-money.csv",
        "line": 3,
        "column": None,
        "where": None,
        "field": "amount",
        "rows": 1,
        "severity": "error",
        "code": "bad-money",
        "message": "「(123.45)」 in 「amount」 is not an amount of money",
        "help": ["write 1234.50, 1,234.50, ￥1234.5 or 1234.5元"],
        "facts": {"value": "(123.45)"},
    } == log_words.as_json(refusal, "en")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", sorted(words.ASSUMED))
def test_every_assumption_has_words_for_its_facts(code: str, lang: str) -> None:
    """The facts are those that the reader gives."""
    facts = {name: f"<{name}>" for name in FACTS}
    told = log_words.assumption_text(code, MappingProxyType(facts), lang)

    assert "?" not in told
    assert "<" in told
