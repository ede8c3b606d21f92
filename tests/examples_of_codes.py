"""
The smallest files that earn each code, as the catalogue shows them: found in the folders of cases, never listed.

``errors/CODE.clause`` is a case of one file, ``errors/CODE/`` one of several, its own first; what is too large or too
strange to keep is made here, and only what it prints is kept, in ``errors/CODE.LANG.txt``. ``event_errors`` has logs,
``run_findings`` a contract with a log. ``make docs`` (``python tests/make_docs.py``) writes what is printed anew.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from conftest import ROOT

from luyue.app.catalogue import Example
from luyue.app.print_text import report_text
from luyue.dsl.diagnostic import MOST_ERRORS, ContractError, Diagnostic, draw, escape
from luyue.dsl.load import DEEPEST_USE, MOST_BYTES, MOST_FILES, load
from luyue.dsl.scan import LARGEST
from luyue.dsl.warn import as_diagnostic
from luyue.engine.readers import read
from luyue.engine.replay import replay

ERRORS = ROOT / "tests" / "errors"
LOGS = ROOT / "tests" / "event_errors"
RUNS = ROOT / "tests" / "run_findings"
LANGUAGES = ("zh", "en")
WIDE = 400  # columns: a finding is one line
NO_FILE = (  # of logs: an option, a limit, a program; a file of bytes, a mapping file
    *("no-events", "line-too-long", "binary-fraction", "two-currencies"),
    *("not-as-named", "changed-while-read", "locked", "macros", "broken-workbook", "unsafe-workbook"),
    *("workbook-too-large", "unknown-sheet", "merged-cells", "formula-without-value", "error-cell", "computed-amount"),
    *("digits-lost", "broken-number", "bad-serial", "broken-table", "table-too-large", "approximate-amount"),
    *("strange-type", "map-syntax", "map-unknown-table", "map-no-table", "map-no-word", "map-unknown-column"),
)
HEAD = "合同 例 = example\n  当事人 甲方 “甲”，乙方 “乙”\n"


# ---------------------------------------------------------------- clause files


def findings(path: Path) -> tuple[Diagnostic, ...]:
    """Return what is found in a clause file: what refuses it, else its warnings."""
    try:
        contract = load(path, name=path.name)
    except ContractError as error:
        return error.diagnostics
    return tuple(as_diagnostic(one) for one in contract.warnings)


def case_of(code: str) -> tuple[Path, ...]:
    """Return the files of a case, that which is checked first; empty if a code has none that is kept."""
    folder = ERRORS / code
    if folder.is_dir():
        first = folder / f"{code}.clause"
        return first, *(path for path in sorted(folder.glob("*.clause")) if path != first)
    plain = ERRORS / f"{code}.clause"
    return (plain,) if plain.is_file() else ()


def _deep(folder: Path) -> Path:
    """Write files that use each other one deeper than they may."""
    for number in range(DEEPEST_USE + 1):
        (folder / f"{number}.clause").write_text(f"引用 “{number + 1}.clause”\n", encoding="utf-8")
    (folder / f"{DEEPEST_USE + 1}.clause").write_text("事件 交货\n", encoding="utf-8")
    return folder / "0.clause"


def _many(folder: Path) -> Path:
    """Write a file that uses as many others as there may be files in all."""
    for number in range(MOST_FILES):
        (folder / f"{number}.clause").write_text(f"事件 e{number}\n", encoding="utf-8")
    uses = "".join(f"引用 “{number}.clause”\n" for number in range(MOST_FILES))
    return _written(folder / "all.clause", HEAD + uses)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.clause")
    return folder / "pipe.clause"


MADE: Mapping[str, Callable[[Path], Path]] = MappingProxyType(
    {
        "too-large": lambda folder: _written(folder / "long.clause", "#" * (LARGEST + 1)),
        "file-too-large": lambda folder: _written(folder / "large.clause", "#" * (MOST_BYTES + 1)),
        "not-a-file": _pipe,
        "more-errors": lambda folder: _written(folder / "wrong.clause", "事件 一 二\n" * (MOST_ERRORS + 1)),
        "use-too-deep": _deep,
        "too-many-files": _many,
    }
)


def said_of(code: str, folder: Path) -> Mapping[str, str]:
    """Return what is said by language about a case of a clause file: of one that is made, what the code says alone."""
    made = MADE.get(code)
    path = made(folder) if made else case_of(code)[0]
    found = [one for one in findings(path) if not made or one.code == code]
    return {lang: "".join(f"{draw(one, lang)}\n" for one in found) for lang in LANGUAGES}


def kept_said(code: str) -> Path:
    """Return where what is said about a case is kept, less the language."""
    return ERRORS / code / code if (ERRORS / code).is_dir() else ERRORS / code


def clause_example(code: str) -> Example:
    """Return the example of a code of clause files, as it is kept."""
    files = case_of(code)
    severity = next((one.severity for one in findings(files[0]) if one.code == code), "error") if files else "error"
    zh, en = (Path(f"{kept_said(code)}.{lang}.txt").read_text("utf-8") for lang in LANGUAGES)
    return Example(tuple((path.name, shown(path)) for path in files), severity, zh, en)


def shown(path: Path) -> str:
    """Return what a file holds, with what is no text or cannot be seen as escapes."""
    text = path.read_bytes().decode("utf-8", "backslashreplace")
    return "\n".join(escape(line.replace("\t", "    ")) for line in text.split("\n"))


# ---------------------------------------------------------------- logs and runs


def log_example(code: str) -> Example | None:
    """Return the example of a code of logs; None where no file can earn it."""
    cases = sorted(path for path in LOGS.iterdir() if path.suffix in (".csv", ".jsonl"))
    path = next((path for path in cases if path.name.partition(".")[0] == code), None)
    if path is None:
        return None
    zh, en = ((LOGS / f"{path.name}.{lang}.txt").read_text("utf-8") for lang in LANGUAGES)
    return Example(((path.name, shown(path)),), "error", zh, en)


def run_said(code: str, lang: str) -> tuple[str, str]:
    """Return the severity of a finding of a run, and what the report of its case says about it."""
    contract = load(RUNS / f"{code}.clause", name=f"{code}.clause")
    report = replay(contract, read(RUNS / f"{code}.jsonl", contract))
    (row,) = (row for row in report.checks if row.code == code)
    lines = [line for line in report_text(report, lang, WIDE).split("\n") if f"[{code}]" in line]
    return row.severity, "".join(f"{line.strip(' *')}\n" for line in lines)


def run_example(code: str) -> Example:
    """Return the example of a finding of a run."""
    severity, zh = run_said(code, "zh")
    files = tuple((f"{code}{suffix}", shown(RUNS / f"{code}{suffix}")) for suffix in (".clause", ".jsonl"))
    return Example(files, severity, zh, run_said(code, "en")[1])
