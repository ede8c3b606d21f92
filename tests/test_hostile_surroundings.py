"""
Every row of the list of bad inputs about surroundings and output (B-049, B-096 to B-105), by its number.

A result is there whole or not at all, an older one is untouched by whatever goes wrong, and what a stranger wrote in a
log or a contract reaches neither a spreadsheet's formulas nor a terminal. Nobody's functions are taken in: of B-105
that is what is tested. Rows about a live monitor have no test.
"""

import csv
import hashlib
import io
import json
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import small_contract
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from luyue.app.cli import main
from luyue.app.export.csv import cell_text
from luyue.app.output import write_file
from luyue.app.print_json import report_text
from luyue.dsl.load import load
from luyue.engine.readers import read_on
from luyue.engine.replay import replay

RUN = (sys.executable, "-c", "import sys; from luyue.app.cli import main; sys.exit(main())")
ENVIRONMENT = {"PYTHONPATH": str(ROOT / ".links"), "PATH": os.environ["PATH"], "LANG": "en_US.UTF-8"}
DANGER = ("=1+1", "+1", "-1x", "@x", "\t=1", "＝1", "＋1", "－x", "＠x", "  =1")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return a contract and a log; messages are English."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    return small_contract.write(tmp_path)


def called(*arguments: str, **how: object) -> "subprocess.CompletedProcess[bytes]":
    """Run the command in a process of its own."""
    return subprocess.run([*RUN, *arguments], env=ENVIRONMENT, capture_output=True, check=False, **how)  # type: ignore[call-overload, no-any-return]


# ---------------------------------------------------------------- B-049: a file that changes while it is read


class Changing(io.BytesIO):
    """A file of which a little is read at a time, and which somebody else writes anew in the meantime."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.read_bytes())
        self.path = path

    def read(self, size: int | None = -1, /) -> bytes:
        self.path.write_bytes(self.getvalue().replace(b"10000.00", b"19000.00"))
        return super().read(64 if size is None or size < 0 or size > 64 else size)


def test_b_049_the_digest_is_that_of_what_was_read(files: tuple[str, str], tmp_path: Path) -> None:
    """The report is of the bytes that were parsed and says so; held against what now stands there it ends with 7."""
    contract, log = load(Path(files[0])), Path(files[1])
    before = log.read_bytes()
    read_, _ = read_on([(log.name, Changing(log))], contract, engine="1")
    target = tmp_path / "report.json"
    target.write_text(report_text(replay(contract, read_), "en"), encoding="utf-8")

    assert before != log.read_bytes()
    assert [hashlib.sha256(before).hexdigest()] == [file.sha256 for file in read_.files]
    assert 7 == main(["verify", str(target)])
    log.write_bytes(before)
    assert 0 == main(["verify", str(target)])


def test_b_049_a_contract_that_changed_since_is_told(files: tuple[str, str], tmp_path: Path) -> None:
    """Its digest is over what was parsed."""
    target = tmp_path / "report.json"
    assert 0 == main(["replay", *files, "--format", "json", "-o", str(target)])
    contract = Path(files[0])
    contract.write_text(contract.read_text(encoding="utf-8").replace("7个工作日内", "8个工作日内"), encoding="utf-8")

    assert 7 == main(["verify", str(target)])


# ---------------------------------------------------------------- B-096: where it cannot be written


@pytest.mark.parametrize(
    ("target", "ends", "says"),
    [
        ("nowhere/report.txt", 6, "no such file or folder"),
        ("folder", 6, "it is a folder"),
        ("events.jsonl", 2, "events.jsonl is both read and written"),
        ("small.clause", 2, "small.clause is both read and written"),
        ("events.jsonl/report.txt", 6, "cannot write"),
        ("x" * 300 + ".txt", 6, "the name is too long"),
    ],
)
def test_b_096_a_target_that_cannot_be_written_is_refused_first(
    target: str, ends: int, says: str, files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written and nothing changed."""
    (tmp_path / "folder").mkdir()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}

    assert ends == main(["replay", *files, "-o", str(tmp_path / target)])
    assert says in capsys.readouterr().err
    assert before == {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_b_096_a_folder_that_may_not_be_written_is_refused(files: tuple[str, str], tmp_path: Path) -> None:
    """Before the long work."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)

    assert 6 == main(["replay", *files, "-o", str(closed / "report.txt")])


def test_b_096_a_full_disk_leaves_the_old_report(
    files: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found before the old file is let go."""
    target = tmp_path / "report.txt"
    target.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    assert 6 == main(["replay", *files, "-o", str(target)])
    assert ("old", 3) == (target.read_text(encoding="utf-8"), len(list(tmp_path.iterdir())))


# ---------------------------------------------------------------- B-097: consoles


@pytest.mark.parametrize("verb", [("replay",), ("replay", "--format", "json"), ("due",), ("check",)])
def test_b_097_a_reader_that_leaves_ends_nothing(verb: Sequence[str], files: tuple[str, str]) -> None:
    """No word of it, and the exit code of the work."""
    paths = files if verb[0] != "check" else files[:1]
    with subprocess.Popen(
        [*RUN, verb[0], *paths, *verb[1:]], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as done:
        assert done.stdout is not None and done.stderr is not None
        done.stdout.close()
        assert (b"", 0) == (done.stderr.read(), done.wait())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_b_097_a_full_device_ends_with_6(files: tuple[str, str]) -> None:
    """As text and as JSON."""
    for form in ("text", "json"):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [*RUN, "replay", *files, "--format", form],
                env=ENVIRONMENT,
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert 6 == done.returncode
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
@pytest.mark.parametrize("log", ["", "垃圾\n"])
def test_b_097_no_console_is_too_narrow(encoding: str, log: str, files: tuple[str, str], tmp_path: Path) -> None:
    """Neither for a report nor for a refusal."""
    if log:
        Path(files[1]).write_text(log, encoding="utf-8")
    done = subprocess.run(
        [*RUN, "replay", *files, "--lang", "zh"],
        env={**ENVIRONMENT, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )

    assert (4 if log else 0) == done.returncode
    assert b"Traceback" not in done.stderr
    (done.stdout + done.stderr).decode(encoding)


# ---------------------------------------------------------------- B-098, B-099: what strangers write


def hostile(folder: Path, word: str) -> tuple[str, str]:
    """Write a contract whose party and a log whose id are a stranger's words."""
    clauses = small_contract.CLAUSES.replace("“某局”", f"“{word}”")
    lines = [json.loads(line) for line in small_contract.EVENTS.splitlines()]
    lines[0]["id"] = word.strip()
    return small_contract.write(folder, clauses, "".join(json.dumps(line) + "\n" for line in lines))


@pytest.mark.parametrize("word", [word for word in DANGER if "\t" not in word])
def test_b_098_no_cell_becomes_a_formula(word: str, files: tuple[str, str], tmp_path: Path) -> None:
    """In CSV such text gets a mark before it; numbers stay numbers; JSON is unchanged."""
    paths = hostile(tmp_path, word)
    assert 0 == main(["replay", *paths, "--format", "csv", "-o", str(tmp_path / "r.csv")])
    assert 0 == main(["replay", *paths, "--format", "json", "-o", str(tmp_path / "r.json")])
    cells = [cell for row in csv.reader(io.StringIO((tmp_path / "r.csv").read_text("utf-8-sig"))) for cell in row]

    assert [] == [
        cell
        for cell in cells
        if re.match(r"\s*[=+\-@＝＋－＠\t\r\n]", cell) and not re.fullmatch(r"[+-]?[0-9.]+", cell)
    ]
    assert any(word.strip() in cell for cell in cells)
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["contract"]["parties"]["buyer"] in (word, word.strip())


def unmarked(cell: str) -> str:
    """Return what a cell of the CSV said, by the rule that its page tells: one apostrophe off where one was put."""
    said = cell[1:].lstrip("'")
    marked = cell.startswith("'") and re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n\0]", said) is not None
    return cell[1:] if marked else cell


@given(st.text(alphabet="'=+-@＝\t\r\n\0 x1", max_size=8))
def test_b_098_the_mark_of_a_cell_can_be_taken_off_again(text: str) -> None:
    """Whatever was said, apostrophes of its own and all: no more and no less than our mark goes."""
    assert text == unmarked(cell_text(text))


@pytest.mark.parametrize("form", ["text", "html", "csv", "json"])
@pytest.mark.parametrize("word", ["<script>alert(1)</script>", "]]>", "${x}", "x" * 5000])
def test_b_099_what_a_log_says_reaches_no_program(word: str, form: str, files: tuple[str, str], tmp_path: Path) -> None:
    """Escaped in a page, harmless in the rest."""
    done = tmp_path / "out"
    assert 0 == main(["replay", *hostile(tmp_path, word), "--format", form, "-o", str(done)])

    assert "<script>alert" not in done.read_text("utf-8") or form != "html"


@pytest.mark.parametrize("sign", ["\x1b[2J", "\u202e", "\x07", "\u0085"])
def test_b_099_signs_that_a_terminal_obeys_are_escaped_in_messages(
    sign: str, files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """And cut to a line."""
    word = json.dumps(f"x{sign}{'y' * 3000}")
    Path(files[1]).write_text(f'{{"time": "2024-06-07 16:00", "type": {word}}}\n', encoding="utf-8")

    assert 4 == main(["replay", *files])
    told = capsys.readouterr().err
    assert sign not in told
    assert max(map(len, told.splitlines())) < 400


# ---------------------------------------------------------------- B-100, B-101: what was kept


def test_b_100_a_state_that_was_touched_is_not_taken_up(files: tuple[str, str], tmp_path: Path) -> None:
    """Edited, cut off, or a pickle: never read on from."""
    state = tmp_path / "state.json"
    assert 0 == main(["replay", *files, "--save", str(state)])
    data = state.read_bytes()
    ends = {}
    for name, changed in (
        ("edited", data.replace(b"10000", b"90000", 1)),
        ("cut", data[: len(data) // 2]),
        ("pickle", pickle.dumps({"a": 1})),
        ("empty", b""),
        ("deep", b"[" * 100_000),
    ):
        state.write_bytes(changed)
        ends[name] = main(["replay", files[0], "--resume", str(state)])
    state.write_bytes(data)

    assert {"edited": 7, "cut": 6, "pickle": 6, "empty": 6, "deep": 6} == ends
    assert 0 == main(["replay", files[0], "--resume", str(state)])


def test_b_100_a_state_of_another_contract_is_wrong_usage(files: tuple[str, str], tmp_path: Path) -> None:
    """It says what differs."""
    state = tmp_path / "state.json"
    assert 0 == main(["replay", *files, "--save", str(state)])
    Path(files[0]).write_text(small_contract.CLAUSES.replace("7个工作日", "8个工作日"), encoding="utf-8")

    assert 2 == main(["replay", files[0], "--resume", str(state)])


@pytest.mark.parametrize(
    ("change", "ends"),
    [
        (lambda text: text.replace('"500.00"', '"400.00"', 1), 7),
        (lambda text: text.replace("events.jsonl", "other.jsonl", 1), 2),
        (lambda text: text[:-20], 6),
        (lambda text: "", 6),
        (lambda text: "[" * 100_000, 6),
        (lambda text: re.sub(r'("chain_head": ")[0-9a-f]', r"\g<1>x", text), 7),
    ],
)
def test_b_101_a_report_that_was_touched_does_not_hold(
    change: object, ends: int, files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By one byte, by a name, by being cut off."""
    report = tmp_path / "report.json"
    assert 0 == main(["replay", *files, "--format", "json", "-o", str(report)])
    report.write_text(change(report.read_text("utf-8")), encoding="utf-8")  # type: ignore[operator]

    found = main(["verify", str(report)])
    assert "Traceback" not in capsys.readouterr().err
    assert ends == found


# ---------------------------------------------------------------- B-102 to B-104: two at once, cut short, too large


def test_b_102_of_two_writers_one_wins_whole(tmp_path: Path) -> None:
    """Never a mixture."""
    target = tmp_path / "report.txt"
    texts = [sign * 200_000 for sign in (b"a", b"b")]

    def writes(text: bytes) -> None:
        for _ in range(10):
            write_file(target, text)

    both = [threading.Thread(target=writes, args=(text,)) for text in texts]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert target.read_bytes() in texts
    assert [target] == list(tmp_path.iterdir())


@pytest.mark.parametrize(("sent", "ends"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_b_103_an_interrupted_run_leaves_nothing(
    sent: signal.Signals, ends: int, files: tuple[str, str], tmp_path: Path
) -> None:
    """Neither a result nor what was begun."""
    before = sorted(tmp_path.iterdir())
    with subprocess.Popen(
        [*RUN, "replay", files[0], "-", "-o", str(tmp_path / "out.txt")],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as done:
        time.sleep(2.5)  # it waits for its log by then
        done.send_signal(sent)
        _, said = done.communicate()

    assert (ends, True) == (done.returncode, b"interrupted" in said)
    assert before == sorted(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory differ elsewhere")
def test_b_104_too_little_memory_is_told(files: tuple[str, str], tmp_path: Path) -> None:
    """No output, no traceback."""
    rows = "".join(f'{{"id": "e{n}", "time": "2024-06-07 16:00", "type": "small_talk"}}\n' for n in range(300_000))
    Path(files[1]).write_text(rows, encoding="utf-8")
    limited = "import resource; resource.setrlimit(resource.RLIMIT_AS, (200 << 20, 200 << 20)); "
    done = subprocess.run(
        [sys.executable, "-c", limited + RUN[2], "replay", *files, "-o", str(tmp_path / "out.txt")],
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
    )

    assert done.returncode in (5, 6)
    assert b"Traceback" not in done.stderr
    assert not (tmp_path / "out.txt").exists()


# ---------------------------------------------------------------- B-105: code of others


def test_b_105_code_beside_a_contract_is_never_run(files: tuple[str, str], tmp_path: Path) -> None:
    """Modules called like the contract, like us or like what we use: none is imported, none can print or loop."""
    for name in ("small", "luyue", "luyue_small", "conftest", "plugin", "lark", "attrs", "json", "decimal"):
        (tmp_path / f"{name}.py").write_text("print('run')\nwhile True: pass\n", encoding="utf-8")
    safe = {**ENVIRONMENT, "PYTHONSAFEPATH": "1"}  # as for the installed command, whose folder is not this one
    done = subprocess.run(
        [*RUN, "replay", *files], cwd=tmp_path, env=safe, capture_output=True, check=False, timeout=60
    )

    assert (0, b"") == (done.returncode, done.stderr)
    assert b"run" not in done.stdout


@pytest.mark.parametrize(
    "fault", [ValueError("said"), KeyError("x"), AssertionError(), RuntimeError("a cap is passed")]
)
def test_b_105_our_own_fault_ends_with_70_and_a_sentence(
    fault: Exception,
    files: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No traceback, no report, an older one untouched; the sentence names what it was."""

    def fails(*_: object) -> None:
        raise fault

    monkeypatch.setattr("luyue.engine.run.Run.play", fails)
    target = tmp_path / "report.txt"
    target.write_text("older", encoding="utf-8")

    assert 70 == main(["replay", *files, "-o", str(target)])
    said = capsys.readouterr()
    assert "" == said.out and "Traceback" not in said.err
    assert "luyue: error[our-bug]" in said.err and type(fault).__name__ in said.err
    assert "older" == target.read_text(encoding="utf-8")
