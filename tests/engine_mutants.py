"""
Faults planted in the engine, and whether its tests see them: clock, money, ordering and readers.

``make mutants`` (``python tests/engine_mutants.py [GROUP ...]``) lays the code out in a copy as ``src/luyue/``, lets
mutmut change it one place at a time and run the tests that go through that place, and writes down per module how many
changes were made and how many of them a test saw: ``tests/engine_mutants.json``. It takes hours on one processor; a
group by name takes its part of them.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[1]
COPY = ROOT / "out" / "engine-mutants"
KEPT = ROOT / "tests" / "engine_mutants.json"
ROOMS = ("app", "contracts", "dsl", "engine", "stdlib")
GROUPS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "clock": (
            ("clock", "counting", "duration", "moved", "lateness", "zone"),
            (
                "test_clock", "test_clock_steps", "test_clock_properties", "test_clock_suspension", "test_zone",
                "test_semantics_before", "test_semantics_duties", "test_semantics_suspension", "test_semantics_corners",
                "test_reading_times",
            ),
        ),
        "days": (
            ("calendar", "holiday", "festival"),
            ("test_calendar", "test_calendar_files", "test_calendar_query", "test_calendar_table", "test_clock"),
        ),
        "money": (
            ("capping", "settle", "accounts", "reductions", "value"),
            (
                "test_semantics_money", "test_semantics_imputation", "test_semantics_reductions", "test_numbers",
                "test_semantics_undetermined", "test_semantics_levels", "test_semantics_found", "test_guards",
                "test_semantics_unanswered", "test_semantics_corners", "test_semantics_tiers", "test_published",
            ),
        ),
        "order": (
            ("parting", "strand", "corrections", "takings", "ties", "chain"),
            (
                "test_semantics_order", "test_semantics_log", "test_semantics_matching", "test_semantics_imputation",
                "test_guards", "test_sieve", "test_verify", "test_semantics_corners", "test_semantics_duties",
            ),
        ),
        "readers": (
            (
                "readers/csv", "readers/fields", "readers/headers", "readers/ids", "readers/json_line",
                "readers/jsonl", "readers/lines", "readers/numbers", "readers/times", "readers/typed", "readers/rows",
            ),
            (
                "test_readers", "test_readers_refusals", "test_readers_formats", "test_readers_schema", "test_formats",
                "test_hostile_logs", "test_numbers", "test_mapping",
            ),
        ),
    }
)  # fmt: skip
UNTRIED = (None, 2)  # how mutmut tells that the tests did not run, or were stopped
UNSEEN = (0, 5, 33, 34)  # they passed, or none goes through the place
FRESH = '''

def pytest_sessionstart() -> None:
    """Forget what was made before the change: cached values, and test modules with constants of their own."""
    import functools, gc, sys

    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper):
            one.cache_clear()
    here = str(ROOT / "tests")
    for name, module in list(sys.modules.items()):
        if name != "conftest" and (getattr(module, "__file__", None) or "").startswith(here):
            del sys.modules[name]
'''


def lay_out(group: str) -> None:
    """Copy the code and its tests, with the settings of one group."""
    shutil.rmtree(COPY, ignore_errors=True)
    bare = shutil.ignore_patterns("__pycache__")
    for room in ROOMS:
        shutil.copytree(ROOT / room, COPY / "src" / "luyue" / room, ignore=bare)
        (COPY / room).symlink_to(COPY / "src" / "luyue" / room)
    for folder in ("tests", "docs", "bench"):
        shutil.copytree(ROOT / folder, COPY / folder, ignore=bare)
    with (COPY / "tests" / "conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(FRESH)
    modules, tests = GROUPS[group]
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/luyue/engine/{name}.py" for name in modules],
        "also_copy": ["docs", "bench", *ROOMS],
        "pytest_add_cli_args": ["-k", "not machine"],  # those start other processes, which see no change
        "pytest_add_cli_args_test_selection": [f"tests/{name}.py" for name in tests],
        "use_git_change_detection": False,
    }
    options = {"pythonpath": ["src", "tests"], "addopts": ["-p", "no:cacheprovider", "-p", "no:xdist"]}
    written = [
        "[tool.pytest.ini_options]",
        *(f"{name} = {json.dumps(value)}" for name, value in options.items()),
        "[tool.mutmut]",
        *(f"{name} = {json.dumps(value)}" for name, value in settings.items()),
    ]
    (COPY / "pyproject.toml").write_text("\n".join(written) + "\n", encoding="utf-8")


def tried(group: str) -> dict[str, dict[str, int]]:
    """Return of one group, by module, how many changes were made, and how many of them the tests saw."""
    found: dict[str, dict[str, int]] = {}
    for module in GROUPS[group][0]:
        meta = COPY / "mutants" / "src" / "luyue" / "engine" / f"{module}.py.meta"
        ends = list(json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"].values())
        if any(end in UNTRIED for end in ends):
            sys.exit(f"{module}: not all changes were tried")
        found[f"engine/{module}.py"] = {"made": len(ends), "seen": sum(end not in UNSEEN for end in ends)}
    return found


def main(groups: Iterable[str]) -> None:
    """Try the groups named, else all, and write down what came of it."""
    for group in groups:
        lay_out(group)
        subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=COPY, check=False)
        known = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
        known.update(tried(group))
        KEPT.write_text(json.dumps(dict(sorted(known.items())), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:] or GROUPS)
