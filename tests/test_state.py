"""Stopping at any event, keeping what was read and reading on gives the report of reading everything at once."""

import json
from fractions import Fraction
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
import small_contract
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from luyue.app.cli import main
from luyue.app.print_json import report_text
from luyue.dsl.load import load, load_text
from luyue.dsl.model import Contract
from luyue.engine.event import Cash, DayValue, InstantValue, Log, Month, Span_, Value
from luyue.engine.readers import read_on
from luyue.engine.readers.state import StateError, dump, parse, tagged, value_of
from luyue.engine.replay import replay

HAINING = ROOT / "contracts" / "haining"
ROWS = (HAINING / "events.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
OTHERS = """\
{"id": "e3", "time": "2024-06-21 09:00", "type": "small_talk", "mood": "good"}
{"time": "2024-06-22 09:00", "type": "small_talk"}
{"id": "e4", "time": "2024-06-19T10:00:00+08:00", "type": "payment_made", "amount": "10000.00", "corrects": "e2"}
{"id": "e1", "time": "2024-06-07T16:00:00+08:00", "type": "review_passed"}
{"id": "e5", "time": "2024-06-23 09:00", "withdraws": "e3"}
"""


@cache
def haining() -> Contract:
    """Return Haining's contract."""
    return load(HAINING / "haining.clause")


def split(contract: Contract, rows: list[str], *cuts: int, lenient: bool = False) -> tuple[Log, Log]:
    """Return the log of rows cut into files, read at once, and read with a state kept and taken up at each cut."""
    ends = [0, *cuts, len(rows)]
    parts = ["".join(rows[a:b]).encode() for a, b in pairwise(ends)]
    names = [(f"{number}.jsonl", part) for number, part in enumerate(parts)]
    whole, _ = read_on([(n, BytesIO(p)) for n, p in names], contract, engine="1", lenient=lenient)
    state = None
    for name, part in names:
        log, after = read_on([(name, BytesIO(part))], contract, state, engine="1", lenient=lenient)
        state = parse(dump(after), contract, engine="1", lenient=lenient)
    return whole, log


@given(cut=st.integers(0, len(ROWS)))
def test_haining_stopped_at_any_event_gives_the_same_log(cut: int) -> None:
    """Events with all their values, what was set aside, what was assumed, the files."""
    whole, resumed = split(haining(), ROWS, cut)

    assert whole == resumed


def test_haining_stopped_and_taken_up_gives_the_same_bytes() -> None:
    """Three stops on the way."""
    whole, resumed = split(haining(), ROWS, 1, 100, 250)

    assert report_text(replay(haining(), whole), "zh") == report_text(replay(haining(), resumed), "zh")


@pytest.mark.parametrize("cut", range(8))
def test_corrections_duplicates_and_rows_without_id_are_known_across_a_stop(cut: int) -> None:
    """A correction after the stop corrects what came before it; a row sent twice is a duplicate."""
    contract = load_text(small_contract.CLAUSES, "small.clause")
    rows = (small_contract.EVENTS + OTHERS).splitlines(keepends=True)

    whole, resumed = split(contract, rows, cut)
    assert whole == resumed
    assert replay(contract, whole) == replay(contract, resumed)


def test_rows_without_id_that_say_the_same_are_counted_on() -> None:
    """Two before the stop, a third after it."""
    contract = load_text(small_contract.CLAUSES, "small.clause")
    row = '{"time": "2024-06-22 09:00", "type": "small_talk"}\n'

    whole, resumed = split(contract, [row] * 3, 2, lenient=True)
    assert whole == resumed
    assert 3 == len(resumed.events)


VALUES = st.one_of(
    st.text(),
    st.fractions(),
    st.booleans(),
    st.builds(Cash, st.fractions(), st.just("CNY")),
    st.builds(DayValue, st.integers(1, 800_000)),
    st.builds(Month, st.integers(1, 9999), st.integers(1, 12)),
    st.builds(InstantValue, st.integers(-(2**60), 2**60), st.booleans()),
    st.builds(Span_, st.fractions(), st.sampled_from(["day", "hour"])),
    st.lists(st.text()).map(tuple),
)


@given(VALUES)
def test_every_value_comes_back_as_it_was(value: Value) -> None:
    """Exact fractions, truth values that are no numbers, sets."""
    back = value_of(json.loads(json.dumps(tagged(value))))

    assert (value, type(value)) == (back, type(back))


@pytest.mark.parametrize("value", [["s", 1], ["x", "1"], ["c", ["1"]], ["d", "1"], ["b", 1]])
def test_a_value_of_no_type_is_refused(value: tuple[str, object]) -> None:
    """A state is never guessed at."""
    with pytest.raises(StateError, match="no-state"):
        value_of((value[0], value[1]))


def test_money_stays_exact() -> None:
    """Never a binary fraction."""
    assert ("c", ["1130080120000000000001/1000", "CNY"]) == tagged(Cash(Fraction(1130080120000000000001, 1000), "CNY"))


# ---------------------------------------------------------------- on the command line


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Path, Path]:
    """Return a contract, a state of its first row, and the log of its second."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    contract, log = small_contract.write(tmp_path)
    first, second = Path(log).read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "a.jsonl").write_text(first, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(second, encoding="utf-8")
    state = tmp_path / "state.json"
    done = main(["replay", contract, str(tmp_path / "a.jsonl"), "--save", str(state), "-o", str(tmp_path / "out.txt")])
    assert 0 == done
    return contract, state, tmp_path / "b.jsonl"


def test_resumed_report_is_that_of_both_files(kept: tuple[str, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """The same bytes."""
    contract, state, log = kept

    assert 0 == main(["replay", contract, str(log), "--resume", str(state), "--format", "json"])
    resumed = capsys.readouterr().out
    assert 0 == main(["replay", contract, str(log.parent / "a.jsonl"), str(log), "--format", "json"])
    assert capsys.readouterr().out == resumed


def test_same_state_is_the_same_bytes(kept: tuple[str, Path, Path], tmp_path: Path) -> None:
    """Saved again after reading nothing more."""
    contract, state, _ = kept
    again = tmp_path / "again.json"

    assert 0 == main(["replay", contract, "--resume", str(state), "--save", str(again), "-o", str(tmp_path / "o.txt")])
    assert state.read_bytes() == again.read_bytes()


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        (lambda text: text.replace("e1", "e9"), 7, "was changed after it was kept"),
        (lambda text: text[:-20], 6, "is no state that replay --save kept"),
        (lambda _: "{}", 6, "is no state that replay --save kept"),
        (lambda _: "", 6, "is no state that replay --save kept"),
    ],
)
def test_a_state_that_is_none_any_more_is_refused(
    change: object, code: int, sentence: str, kept: tuple[str, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is taken from it."""
    contract, state, log = kept
    assert callable(change)
    state.write_text(change(state.read_text(encoding="utf-8")), encoding="utf-8")

    assert code == main(["replay", contract, str(log), "--resume", str(state)])
    said = capsys.readouterr()
    assert ("", True) == (said.out, sentence in said.err)


def test_a_state_of_another_text_is_refused(kept: tuple[str, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Eight working days instead of seven."""
    contract, state, log = kept
    path = Path(contract)
    path.write_text(path.read_text(encoding="utf-8").replace("7个工作日", "8个工作日"), encoding="utf-8")

    assert 2 == main(["replay", contract, str(log), "--resume", str(state)])
    assert "belongs to another text of the contract small" in capsys.readouterr().err


def test_a_state_of_another_engine_is_refused(
    kept: tuple[str, Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an engine understood is its own."""
    contract, state, log = kept
    monkeypatch.setattr("luyue.app.session.ENGINE", "9.9.9")

    assert 2 == main(["replay", contract, str(log), "--resume", str(state)])
    assert "was kept by engine 0.1.0; this is 9.9.9" in capsys.readouterr().err


def test_a_state_read_leniently_is_taken_up_leniently(
    kept: tuple[str, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Or not at all."""
    contract, state, log = kept

    assert 2 == main(["replay", contract, str(log), "--resume", str(state), "--lenient"])
    assert "was read with another --lenient" in capsys.readouterr().err


def test_nothing_is_kept_of_a_log_that_is_refused(kept: tuple[str, Path, Path], tmp_path: Path) -> None:
    """Half a log is no state."""
    contract, _, log = kept
    log.write_text('{"id": "e7", "type": "nothing"}\n', encoding="utf-8")

    assert 4 == main(["replay", contract, str(log), "--save", str(tmp_path / "none.json")])
    assert not (tmp_path / "none.json").exists()
