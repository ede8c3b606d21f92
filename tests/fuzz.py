"""
Strangers' files, made by the thousand from our own: whatever is read or refused is well, anything else is a finding.

``python tests/fuzz.py [SECONDS] [--seed N] [--only TARGET]`` (``make fuzz``) changes clause files by bytes and by
words, logs in every format, and a clause file together with its log, and runs each as the command would. A case that
ends in an error of ours (exit code 70), in a crash of the process, or not within ``PATIENCE`` seconds of work is kept
under ``tests/findings``, named after its target and digest; ``test_findings.py`` replays them all for ever after.

The work is done in a process of its own, so that a crash of a library is a finding too and not the end.
"""

import argparse
import contextlib
import hashlib
import io
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import duckdb
import small_contract
from workbooks import DAY_CLOCK, E, F, N, T, parts_of, sheet_xml, zipped

from luyue.app.cli import main
from luyue.app.stop import BUG

ROOT: Final = Path(__file__).resolve().parents[1]
FINDINGS: Final = ROOT / "tests" / "findings"
PATIENCE: Final = 20  # seconds of work for one case
LARGEST: Final = 1 << 16  # bytes of a clause file that is changed
BETWEEN: Final = b"\n%%%%\n"  # the two files of a case with two
CHANGES: Final = 6  # at most, of one case
SUFFIX: Final = MappingProxyType(
    {
        "bytes": ".clause",
        "tokens": ".clause",
        "csv": ".csv",
        "jsonl": ".jsonl",
        "xlsx": ".xlsx",
        "parquet": ".parquet",
        "map": ".toml",
        "together": ".txt",
    }
)
_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
_SIGNS: Final = (
    *(
        "\x00",
        "\ufeff",
        "\u202e",
        "\u2028",
        "\r",
        "\n",
        "\t",
        '"',
        "“",
        "”",
        "（",
        "）",
        "(",
        ")",
        "、",
        "，",
        ",",
        ";",
    ),
    *("：", ":", "%", "‰", "￥", "-", "1e9", "0", "9" * 30, "合计", "NaN", "2024-02-30", "24:00", "２０24", "\ud800"),
)


# ---------------------------------------------------------------- what there is to change


@cache
def clauses() -> tuple[bytes, ...]:
    """Return the project's own clause files, but for the largest."""
    places = ("tests/gallery", "tests/samples", "docs/examples", "stdlib", "tests/errors", "contracts")
    paths = sorted(path for place in places for path in (ROOT / place).rglob("*.clause") if path.is_file())
    found = (path.read_bytes() for path in paths)
    return (small_contract.CLAUSES.encode(), *(data for data in found if len(data) <= LARGEST))


@cache
def words() -> tuple[str, ...]:
    """Return every word of those files, each once."""
    texts = (data.decode("utf-8", "ignore") for data in clauses())
    return tuple(sorted({word for text in texts for word in _WORDS.findall(text)} | set(_SIGNS)))


@cache
def logs(suffix: str) -> tuple[bytes, ...]:
    """Return the project's own logs of a format."""
    places = ("tests/event_errors", "docs/examples", "tests/run_findings")
    paths = sorted(path for place in places for path in (ROOT / place).glob(f"*{suffix}"))
    own = (small_contract.EVENTS.encode(),) if suffix == ".jsonl" else ()
    return (*own, *(path.read_bytes() for path in paths))


HEADER: Final = ["编号", "时间", "事件", "金额"]
SHEET: Final = (
    HEADER,
    ["e1", T("45450.6666666667"), "审核无误"],
    ["e2", T("45463", DAY_CLOCK), "付款到账", N("10000")],
    ["e3", "2024-06-21 09:00", "付款到账", F("1+1", "2")],
    [4, T("45464.5"), "闲谈", E("#REF!")],
)


@cache
def parts() -> Mapping[str, str]:
    """Return the parts of a workbook."""
    merged = '<mergeCells><mergeCell ref="A9:B9"/></mergeCells>'
    return parts_of({"事件": sheet_xml(SHEET, after=merged, hidden=[3]), "b": sheet_xml(SHEET)})


@cache
def tables() -> tuple[bytes, ...]:
    """Return Parquet files: plain and compressed, with a column of every common type."""
    select = (
        "SELECT i::VARCHAR AS id, TIMESTAMP '2024-06-07 16:00' + INTERVAL (i) HOUR AS time, "
        "CASE WHEN i % 2 = 0 THEN 'review_passed' ELSE 'payment_made' END AS type, "
        "(i * 1.5)::DECIMAL(18, 2) AS amount, "
        "TIMESTAMPTZ '2024-06-07 16:00+08' AS recorded_at, i::DOUBLE AS f, ['a', 'b'] AS l, {'x': i} AS s, "
        "DATE '2024-01-01' AS d, i % 3 = 0 AS b FROM range(40) t(i)"
    )
    found = []
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as base:
        for at, form in enumerate(("uncompressed", "snappy", "zstd")):
            path = Path(folder) / f"{at}.parquet"
            base.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet, CODEC {form}, ROW_GROUP_SIZE 2048)")
            found.append(path.read_bytes())
    return tuple(found)


# ---------------------------------------------------------------- how it is changed


def by_bytes(chance: random.Random, data: bytes) -> bytes:
    """Return bytes with some changed, gone, doubled or put elsewhere."""
    found = bytearray(data)
    for _ in range(chance.randint(1, CHANGES)):
        at = chance.randrange(len(found) + 1)
        end = min(len(found), at + chance.choice((1, 1, 2, 4, 16, 64)))
        match chance.randrange(6):
            case 0:
                found[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
            case 1:
                del found[at:end]
            case 2:
                found[at:at] = found[at:end] * chance.choice((1, 1, 2, 50))
            case 3 if at < len(found):
                found[at] ^= 1 << chance.randrange(8)
            case 4:
                found[at:at] = chance.choice(_SIGNS).encode("utf-8", "surrogatepass")
            case _:
                del found[chance.choice((at, end)) :]
        if not found:
            break
    return bytes(found)


def by_words(chance: random.Random, data: bytes) -> bytes:
    """Return text with some words gone, doubled, exchanged, or from another file."""
    found = _WORDS.findall(data.decode("utf-8", "ignore"))
    for _ in range(chance.randint(1, CHANGES)):
        if not found:
            break
        at, other = chance.randrange(len(found)), chance.randrange(len(found))
        match chance.randrange(6):
            case 0:
                del found[at : at + chance.choice((1, 1, 2, 8))]
            case 1:
                found.insert(at, found[other])
            case 2:
                found[at], found[other] = found[other], found[at]
            case 3:
                found[at] = chance.choice(words())
            case 4:
                found.insert(at, chance.choice(words()))
            case _:
                found[at:at] = found[other : other + 12]
    return "".join(found).encode("utf-8", "surrogatepass")


def _clause_bytes(chance: random.Random) -> bytes:
    return by_bytes(chance, chance.choice(clauses()))


def _clause_words(chance: random.Random) -> bytes:
    return by_words(chance, chance.choice(clauses()))


def _log(suffix: str) -> Callable[[random.Random], bytes]:
    def made(chance: random.Random) -> bytes:
        return chance.choice((by_bytes, by_words))(chance, chance.choice(logs(suffix)))

    return made


def _workbook(chance: random.Random) -> bytes:
    """Return a workbook changed in one of its parts, or as an archive."""
    if chance.random() < 0.3:
        return by_bytes(chance, zipped(parts()))
    name = chance.choice(sorted(parts()))
    changed = chance.choice((by_bytes, by_words))(chance, parts()[name].encode())
    whole: dict[str, str | bytes] = {**parts(), name: changed}
    return zipped(whole)


def _table(chance: random.Random) -> bytes:
    return by_bytes(chance, chance.choice(tables()))


MAP: Final = b'[columns]\n"x" = "amount"\n[types]\n"y" = "payment_made"\n[values.amount]\n"1" = "2"\n'


def _map(chance: random.Random) -> bytes:
    return chance.choice((by_bytes, by_words))(chance, MAP)


def _pair(chance: random.Random) -> bytes:
    """Return a clause file and a log, one or both changed by words: what is still sound is replayed."""
    clause, log = small_contract.CLAUSES.encode(), small_contract.EVENTS.encode() * chance.choice((1, 1, 3))
    which = chance.randrange(3)
    if which != 0:
        clause = by_words(chance, clause)
    if which != 1:
        log = by_words(chance, log)
    return clause + BETWEEN + log


MADE: Final[Mapping[str, Callable[[random.Random], bytes]]] = MappingProxyType(
    {
        "bytes": _clause_bytes,
        "tokens": _clause_words,
        "csv": _log(".csv"),
        "jsonl": _log(".jsonl"),
        "xlsx": _workbook,
        "parquet": _table,
        "map": _map,
        "together": _pair,
    }
)


# ---------------------------------------------------------------- how a case is run


def run(target: str, data: bytes, folder: Path) -> str:
    """Run a case as the command would; return what is wrong with how it ended, or nothing."""
    contract, _ = small_contract.write(folder)
    case = folder / f"case{SUFFIX[target]}"
    match target:
        case "bytes" | "tokens":
            case.write_bytes(data)
            calls = [["check", str(case)], ["fmt", str(case)], ["replay", str(case), "--as-of", "2025-01-01"]]
        case "together":
            clause, _, log = data.partition(BETWEEN)
            (folder / "two.clause").write_bytes(clause)
            (folder / "two.jsonl").write_bytes(log)
            calls = [["replay", str(folder / "two.clause"), str(folder / "two.jsonl"), "--format", "json"]]
        case "map":
            case.write_bytes(data)
            calls = [["replay", contract, str(folder / "events.jsonl"), "--map", str(case)]]
        case _:
            case.write_bytes(data)
            calls = [["replay", contract, str(case), "--lenient"]]
    for call in calls:
        if wrong := _wrong(call):
            return wrong
    return ""


def _wrong(call: list[str]) -> str:
    out, said = io.StringIO(), io.StringIO()
    started = time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        try:
            code = main(call)
        except BaseException as error:  # whatever gets out is the finding
            return f"{call[0]}: {type(error).__name__}: {error}"
    if code == BUG:
        return f"{call[0]}: {said.getvalue().strip()}"
    worked = time.process_time() - started
    return f"{call[0]}: {worked:.0f} s" if worked > PATIENCE else ""


def keep(target: str, data: bytes) -> Path:
    """Keep a finding and return where."""
    FINDINGS.mkdir(exist_ok=True)
    path = FINDINGS / f"{target}-{hashlib.sha256(data).hexdigest()[:12]}{SUFFIX[target]}"
    path.write_bytes(data)
    return path


def work(seconds: float, seed: int, targets: Sequence[str], folder: Path) -> int:
    """Make and run cases until the time is over; the case at hand lies in the folder, should the process crash."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    counts = dict.fromkeys(targets, 0)
    told: set[str] = set()
    while time.monotonic() < end:
        target = chance.choice(targets)
        data = MADE[target](chance)
        (folder / "target").write_text(target, encoding="utf-8")
        (folder / "case").write_bytes(data)
        counts[target] += 1
        wrong = run(target, data, folder)
        if wrong and wrong not in told:
            told.add(wrong)
            print(f"{keep(target, data)}: {wrong}", flush=True)
    print(", ".join(f"{target} {count}" for target, count in counts.items()), flush=True)
    return len(told)


def watch(seconds: float, seed: int, targets: Sequence[str]) -> int:
    """Have cases run in another process; where it crashes, keep the case and go on. Return how many were found."""
    end = time.monotonic() + seconds
    found = 0
    while (left := end - time.monotonic()) > 1:
        folder = Path(tempfile.mkdtemp())
        try:
            only = ["--only", *targets]
            done = subprocess.run(
                [sys.executable, __file__, str(left), "--seed", str(seed), "--worker", str(folder), *only],
                check=False,
            )
            found += done.returncode if 0 <= done.returncode < 100 else 1
            if not 0 <= done.returncode < 100:
                target = (folder / "target").read_text(encoding="utf-8")
                print(f"{keep(target, (folder / 'case').read_bytes())}: ended with {done.returncode}", flush=True)
        finally:
            shutil.rmtree(folder)
        seed += 1
    return found


def told() -> int:
    """Do what the command line says; the exit code is 1 if anything was found."""
    asked = argparse.ArgumentParser()
    asked.add_argument("seconds", nargs="?", type=float, default=60)
    asked.add_argument("--seed", type=int, default=None)
    asked.add_argument("--only", nargs="+", choices=sorted(MADE), default=sorted(MADE))
    asked.add_argument("--worker", type=Path)
    got = asked.parse_args()
    seed = random.SystemRandom().randrange(1 << 30) if got.seed is None else got.seed
    if got.worker is not None:
        return min(work(got.seconds, seed, got.only, got.worker), 99)
    print(f"seed {seed}", flush=True)
    return 1 if watch(got.seconds, seed, got.only) else 0


if __name__ == "__main__":
    sys.exit(told())
