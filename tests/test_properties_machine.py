"""
What must hold wherever a report is made: any hash seed, zone, locale, folder and interpreter gives the same bytes.

The logs of small contracts go through every combination; the year of each bundled contract, against the report that is
kept beside it, through some of them, so that together they meet each seed, zone and locale, with and without ``-O``.
"""

import hashlib
import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

import pytest
import small_contract
from conftest import ROOT
from stories import row_of
from test_twin import KINDS

from luyue.app.cli import main
from luyue.app.print_json import report_text
from luyue.app.version import ENGINE, GRAMMAR
from luyue.dsl.load import load, load_text
from luyue.engine.calendar import WorkCalendar
from luyue.engine.readers import EventError, from_rows, read
from luyue.engine.replay import replay

SEEDS: Final = ("0", "4711")
ZONES: Final = ("UTC", "Asia/Kathmandu", "America/St_Johns")
LOCALES: Final = ("C", "tr_TR.UTF-8")
OPTIMISED: Final = ((), ("-O",))
MACHINES: Final = tuple(itertools.product(SEEDS, ZONES, LOCALES, OPTIMISED))
Machine = tuple[str, str, str, tuple[str, ...]]
Digests = dict[str, dict[str, str]]  # of each report of each contract
YEARS: Final[Mapping[str, tuple[Machine, ...]]] = {
    "haining": ((SEEDS[1], ZONES[2], LOCALES[1], ("-O",)), (SEEDS[0], ZONES[1], LOCALES[0], ())),
    "luoyang": ((SEEDS[1], ZONES[1], LOCALES[0], ("-O",)), (SEEDS[0], ZONES[2], LOCALES[1], ())),
    "shangluo": ((SEEDS[1], ZONES[0], LOCALES[1], ()), (SEEDS[0], ZONES[1], LOCALES[1], ("-O",))),
    "zhengzhou": ((SEEDS[1], ZONES[2], LOCALES[0], ()), (SEEDS[0], ZONES[0], LOCALES[1], ("-O",))),
}
NEWEST: Final = 20  # of the versions 3.11 to 3.x that are looked for
SAMPLES: Final = tuple(name for name in KINDS if name not in ("stories", "haining"))
RUN: Final = """
import json, sys
from hashlib import sha256
from pathlib import Path
from luyue.app.print_json import report_text as as_json
from luyue.app.print_text import report_text as as_text
from luyue.dsl.load import load
from luyue.engine.readers import EventError, from_rows, read
from luyue.engine.replay import replay
found = {}
for clauses, log in zip(sys.argv[1::2], sys.argv[2::2]):
    contract = load(Path(clauses))
    report = replay(contract, read([Path(log)], contract))
    texts = {"report.json": as_json(report, "zh")}
    texts |= {f"report.{lang}.txt": as_text(report, lang) for lang in ("zh", "en")}
    found[contract.label.id] = {name: sha256(text.encode()).hexdigest() for name, text in texts.items()}
sys.stdout.buffer.write(json.dumps(found).encode())
"""


def named(machine: Machine) -> str:
    """Write a combination down."""
    return "-".join([*machine[:3], *machine[3]])


def digests(machine: Machine, pairs: list[str], folder: Path, python: str = sys.executable) -> Digests:
    """Return the digest of every report of contracts and logs, as another process makes them somewhere else."""
    seed, zone, locale, options = machine
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    env = {**kept, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(ROOT / ".links")}
    done = subprocess.run(
        [python, *options, "-c", RUN, *pairs], cwd=folder, env=env, capture_output=True, check=False, timeout=120
    )
    assert 0 == done.returncode, done.stderr.decode(errors="replace")
    found: Digests = json.loads(done.stdout)
    return found


def drawn(name: str) -> list[dict[str, object]]:
    """Return the first of the drawn logs of a contract that its readers take, and that has some rows."""
    for n in range(20):
        case = KINDS[name](Random(f"machine {name} {n}"))
        rows = [row_of(event) for event in case.events]
        with suppress(EventError):
            from_rows(case.contract, rows)
            if len(rows) > 8:
                return rows
    raise AssertionError(f"no log of {name} is taken")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the paths of small contracts, each followed by that of a drawn log."""
    folder = tmp_path_factory.mktemp("samples")
    pairs = []
    for name in SAMPLES:
        log = folder / f"{name}.jsonl"
        log.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in drawn(name)), encoding="utf-8")
        pairs += [str(ROOT / "tests" / "samples" / f"{name}.clause"), str(log)]
    return pairs


@pytest.fixture(scope="module")
def expected(samples: list[str], tmp_path_factory: pytest.TempPathFactory) -> Digests:
    """Return the digests of the small contracts' reports on the first of the machines."""
    found = digests(MACHINES[0], samples, tmp_path_factory.mktemp("first"))
    assert len(SAMPLES) == len(found)
    return found


# ---------------------------------------------------------------- G1, G2, C9: anywhere


@pytest.mark.parametrize("machine", MACHINES[1:], ids=named)
def test_every_machine_gives_one_digest(
    machine: Machine, samples: list[str], expected: Digests, tmp_path: Path
) -> None:
    """Two seeds, three zones, two locales, with and without ``-O``: each report of each small contract (G2, C9)."""
    assert expected == digests(machine, samples, tmp_path)


@pytest.mark.parametrize(
    ("contract", "machine"),
    [pytest.param(name, one, id=f"{name}-{named(one)}") for name, several in YEARS.items() for one in several],
)
def test_every_machine_gives_the_reports_that_are_kept(contract: str, machine: Machine, tmp_path: Path) -> None:
    """The year of each contract has one digest for each report beside it, wherever it is replayed (G2)."""
    folder = ROOT / "contracts" / contract
    found = digests(machine, [str(folder / f"{contract}.clause"), str(folder / "events.jsonl")], tmp_path)[contract]

    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in found} == found


def test_the_years_meet_every_machine_part() -> None:
    """Each contract both ways of ``-O`` and both seeds; together every zone and every locale."""
    assert set(YEARS) == {path.parent.name for path in (ROOT / "contracts").glob("*/report.json")}
    for several in YEARS.values():
        assert 2 == len({one[0] for one in several}) and 2 == len({one[3] for one in several})
    met = [one for several in YEARS.values() for one in several]
    assert set(ZONES) == {one[1] for one in met} and set(LOCALES) == {one[2] for one in met}


def others() -> list[str]:
    """Return the interpreters of other versions on this machine that have what the program needs."""
    mine = f"python3.{sys.version_info.minor}"
    names = (name for name in (f"python3.{n}" for n in range(11, NEWEST)) if name != mine and shutil.which(name))
    needs = "import attrs, click, lark, msgspec, pendulum, rich"
    return [
        one for one in names if 0 == subprocess.run([one, "-c", needs], capture_output=True, check=False).returncode
    ]


def test_every_python_of_the_machine_gives_one_digest(samples: list[str], expected: Digests, tmp_path: Path) -> None:
    """Those from 3.11 on that can import what the program needs (G2)."""
    found = others()
    if not found:
        pytest.skip("no other Python with the program's dependencies")
    for python in found:
        assert expected == digests(MACHINES[0], samples, tmp_path, python), python


def test_one_process_says_the_same_thing_twice() -> None:
    """Nothing is left over from the first replay (G1)."""
    folder = ROOT / "contracts" / "shangluo"
    contract = load(folder / "shangluo.clause")
    rows = read([folder / "events.jsonl"], contract)
    other = load_text(small_contract.CLAUSES, "small.clause")
    one = report_text(replay(contract, rows), "zh")
    replay(other, [])

    assert one == report_text(replay(contract, rows), "zh")
    assert one == (folder / "report.json").read_text(encoding="utf-8")


# ---------------------------------------------------------------- G3: no trace of the machine


@pytest.mark.parametrize("form", ["text", "json", "csv", "html", "ics"])
def test_a_report_holds_nothing_of_the_machine(form: str, tmp_path: Path) -> None:
    """No path, host, user, hour, day of the run or address in memory (G3)."""
    folder = tmp_path / "a_folder_nobody_names"
    folder.mkdir()
    contract, log = small_contract.write(folder)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    env = {**kept, "PYTHONPATH": str(ROOT / ".links"), "USER": "a_user", "HOME": str(folder), "HOSTNAME": "a_host"}
    run = "import sys; from luyue.app.cli import main; sys.exit(main())"
    target = folder / "made"
    before = datetime.now(UTC)
    subprocess.run(
        [sys.executable, "-c", run, "replay", contract, log, "--format", form, "-o", str(target)],
        cwd=folder, env=env, capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    made = [target] if target.is_file() else sorted(target.glob("*"))
    assert made
    told = "\n".join(path.read_text(encoding="utf-8") for path in made)

    assert len(told) > 80
    days = {
        day for at in (before, datetime.now(UTC)) for day in (f"{at:%Y-%m-%d}", f"{at:%Y%m%d}", f"{at:%Y年%m月%d日}")
    }
    for word in (str(tmp_path), folder.name, "a_user", "a_host", socket.gethostname(), str(ROOT), *days):
        assert word not in told, word
    assert re.search(r"\b0x[0-9a-f]{6,}", told) is None


# ---------------------------------------------------------------- G4, G5: what a report was made from


def test_the_manifest_names_everything_that_a_report_was_made_from(tmp_path: Path) -> None:
    """Engine, grammar, contract, calendar, options, and each file with its digest and number of rows (G4)."""
    contract, log = small_contract.write(tmp_path)
    target = tmp_path / "report.json"
    assert 0 == main(["replay", contract, log, "--format", "json", "-o", str(target), "--as-of", "2024-07-01"])
    kept = json.loads(target.read_text(encoding="utf-8"))["manifest"]
    checked = load(Path(contract))

    assert (ENGINE, GRAMMAR) == (kept["engine"], kept["grammar"])
    assert (checked.digest, WorkCalendar.bundled().digest) == (kept["contract_digest"], kept["calendar_digest"])
    whole = {"name": "events.jsonl", "sha256": hashlib.sha256(Path(log).read_bytes()).hexdigest(), "rows": 2}
    assert [whole] == kept["files"]
    assert "2024-07-01" == kept["options"]["as_of"]
    marks = kept["chain"]["marks"].split()
    assert 2 == len(marks) and kept["chain_head"].startswith(marks[-1])


def test_a_digest_of_the_contract_changes_with_every_word_that_counts(tmp_path: Path) -> None:
    """And not with a remark or a space (G4)."""
    plain = load_text(small_contract.CLAUSES, "small.clause").digest
    remark = load_text("# a remark\n" + small_contract.CLAUSES.replace("期限 7个", "期限   7个"), "small.clause").digest
    other = load_text(small_contract.CLAUSES.replace("7个工作日", "8个工作日"), "small.clause").digest

    assert plain == remark != other
