"""Results leave whole or not at all, and no console is too narrow for them."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import small_contract
from conftest import ROOT

from luyue.app.cli import main
from luyue.app.output import encoded, put, write_file
from luyue.app.stop import Stop

RUN = (sys.executable, "-c", "import sys; from luyue.app.cli import main; sys.exit(main())")
ENVIRONMENT = {"PYTHONPATH": str(ROOT / ".links"), "PATH": os.environ["PATH"], "LANG": "en_US.UTF-8"}


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Return a contract and a log with one late payment."""
    return small_contract.write(tmp_path)


# ---------------------------------------------------------------- files


def test_report_goes_to_a_file_and_nothing_to_the_screen(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """-o takes the whole report, in UTF-8 with line feeds."""
    assert 0 == main(["replay", *files])
    shown = capsys.readouterr().out
    assert 0 == main(["replay", *files, "-o", str(tmp_path / "报告.txt")])

    assert "" == capsys.readouterr().out
    assert shown.encode() == (tmp_path / "报告.txt").read_bytes()


def test_target_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    """The file is renamed into place; nothing lies beside it afterwards."""
    target = tmp_path / "report.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    write_file(target, b"new")

    assert (b"new", 0o640) == (target.read_bytes(), target.stat().st_mode & 0o777)
    assert [target] == list(tmp_path.iterdir())


def test_new_file_gets_the_permissions_that_new_files_get(tmp_path: Path) -> None:
    """The temporary file's own narrow permissions are not passed on."""
    before = os.umask(0o022)
    try:
        write_file(tmp_path / "report.txt", b"new")
    finally:
        os.umask(before)

    assert 0o644 == (tmp_path / "report.txt").stat().st_mode & 0o777


def test_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is found before the rename, never after."""
    target = tmp_path / "report.txt"
    target.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Stop) as stopped:
        write_file(target, b"new")

    assert (6, "ENOSPC") == (stopped.value.exit_code, stopped.value.facts["why"])
    assert ("old", [target]) == (target.read_text(encoding="utf-8"), list(tmp_path.iterdir()))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_into_and_never_replaced(tmp_path: Path) -> None:
    """So it is with devices: whoever says -o /dev/null wants to keep it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, b"told")
        assert b"told" == os.read(reading, 10)
    finally:
        os.close(reading)
    assert pipe.is_fifo()
    assert [pipe] == list(tmp_path.iterdir())


def test_what_a_link_points_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    """A shared folder's link to last week's report leads to this week's."""
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)

    write_file(link, b"new")
    assert (True, "new") == (link.is_symlink(), real.read_text(encoding="utf-8"))


def test_refused_log_leaves_an_older_report_alone(files: tuple[str, str], tmp_path: Path) -> None:
    """On refusal there is no output file, and an older one is untouched."""
    target = tmp_path / "report.txt"
    target.write_text("old", encoding="utf-8")
    Path(files[1]).write_text("nonsense\n", encoding="utf-8")

    assert 4 == main(["replay", *files, "-o", str(target)])
    assert "old" == target.read_text(encoding="utf-8")


def test_output_over_an_input_is_refused_by_any_of_its_names(files: tuple[str, str], tmp_path: Path) -> None:
    """A link to the log is the log."""
    link = tmp_path / "link.jsonl"
    link.symlink_to(files[1])

    assert 2 == main(["replay", *files, "-o", str(link)])
    assert small_contract.EVENTS == Path(files[1]).read_text(encoding="utf-8")


def test_demo_prints_a_report_and_writes_it_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The main job on real input, with nothing to type but one word."""
    folder = tmp_path / "out"

    assert 0 == main(["demo", "--out", str(folder), "--lang", "en"])
    assert (folder / "report.en.txt").read_text(encoding="utf-8") == capsys.readouterr().out
    assert (folder / "report.zh.txt").read_text(encoding="utf-8").startswith("履约报告：")
    assert "luyue/report/1" == json.loads((folder / "report.json").read_text(encoding="utf-8"))["schema"]


# ---------------------------------------------------------------- pipes and consoles


def test_log_and_contract_come_from_standard_input(files: tuple[str, str], tmp_path: Path) -> None:
    """A dash is standard input, for one of them."""
    log = subprocess.run(
        [*RUN, "replay", files[0], "-", "--format", "json"],
        input=small_contract.EVENTS.encode(),
        env=ENVIRONMENT,
        capture_output=True,
        check=True,
    )
    contract = subprocess.run(
        [*RUN, "replay", "-", files[1], "--format", "json"],
        input=small_contract.CLAUSES.encode(),
        env=ENVIRONMENT,
        capture_output=True,
        check=True,
    )

    assert json.loads(log.stdout)["duties"] == json.loads(contract.stdout)["duties"]
    assert 2 == main(["replay", "-", "-"])


def test_reader_that_stops_reading_ends_nothing(files: tuple[str, str]) -> None:
    """| head is no error: no message, and the exit code of the work itself."""
    done = subprocess.Popen(
        [*RUN, "replay", *files, "--fail-on", "breach"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert done.stdout is not None
    assert done.stderr is not None
    done.stdout.close()
    said = done.stderr.read()
    done.stderr.close()

    assert (1, b"") == (done.wait(), said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_full_device_ends_with_6(files: tuple[str, str]) -> None:
    """What could not be written is not passed over."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*RUN, "replay", *files], env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert 6 == done.returncode
    assert b"luyue replay: error[cannot-write]: cannot write standard output: no space is left\n" == done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_narrow_console_shows_escapes_and_never_a_traceback(files: tuple[str, str], encoding: str) -> None:
    """What a console cannot show is shown as what it is called."""
    done = subprocess.run(
        [*RUN, "explain", *files, "--id", "advance", "--lang", "zh"],
        env={**ENVIRONMENT, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    first = done.stdout.decode(encoding).splitlines()[0]

    assert (0, b"") == (done.returncode, done.stderr)
    assert "预付款 advance：逾期履行（违约）" == first.encode("ascii", "backslashreplace").decode("unicode_escape")


def test_json_is_utf_8_on_every_console(files: tuple[str, str]) -> None:
    """A program reads it, whatever the console."""
    done = subprocess.run(
        [*RUN, "replay", *files, "--format", "json"],
        env={**ENVIRONMENT, "PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=True,
    )

    assert "小合同" == json.loads(done.stdout.decode("utf-8"))["contract"]["title"]


def test_signs_of_the_layout_have_a_plain_form() -> None:
    """A tree stays a tree where its lines cannot be drawn."""
    assert b"`- 3 x 4" == encoded("└─ 3 × 4", "ascii")
    assert "└─ 3 × 4".encode("gbk") == encoded("└─ 3 × 4", "gbk")


def test_stream_without_bytes_gets_text() -> None:
    """A notebook's standard output is a stream of text."""
    stream = io.StringIO()
    put(stream, "报告\n")

    assert "报告\n" == stream.getvalue()


def test_termination_ends_with_143_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """SIGTERM unwinds like an exception, so what was begun is cleaned up."""
    contract, _ = small_contract.write(tmp_path)
    target = tmp_path / "report.txt"
    done = subprocess.Popen(
        [*RUN, "replay", contract, "-", "-o", str(target)],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.5)  # it waits for its log by then
    done.send_signal(signal.SIGTERM)
    _, said = done.communicate()

    assert 143 == done.returncode
    assert b"luyue: error[interrupted]: interrupted; nothing was written\n" == said
    assert not target.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2"},
        {"TZ": "America/New_York"},
        {"LC_ALL": "C"},
        {"LC_ALL": "zh_CN.UTF-8"},
    ],
)
def test_machine_changes_nothing_in_a_report(files: tuple[str, str], tmp_path: Path, changed: dict[str, str]) -> None:
    """Hash seed, zone, locale and working folder leave no trace."""
    here = subprocess.run([*RUN, "replay", *files], env=ENVIRONMENT, capture_output=True, check=True)
    there = subprocess.run(
        [*RUN, "replay", *files], env={**ENVIRONMENT, **changed}, cwd=tmp_path, capture_output=True, check=True
    )

    assert here.stdout == there.stdout
