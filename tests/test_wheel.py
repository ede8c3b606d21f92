"""
The program as a stranger has it: a wheel, installed with what it says it needs and nothing else, far from the checkout.

The environment is new: no package of the checkout's own is in it but the wheel and, linked from what is installed, the
closure of the dependencies that the wheel declares. So a file that was not packed, or a package that was not declared,
is missing there as it would be for a stranger.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from conftest import ROOMS, ROOT, tracked
from packaging.requirements import Requirement

RULE = """
def test_a_rule_of_a_project_of_its_own(contract, replay, event):
    found = replay(contract("haining"), [event("contract_signed", "2024-05-20 10:00")], as_of="2024-05-31")
    assert found.report.contract.label.id == "haining"
"""


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, with its extra for tests, into a new environment; return its Python."""
    env = tmp_path_factory.mktemp("env")
    run(sys.executable, "-m", "venv", "--without-pip", str(env))
    found = env / "bin" / "python"
    run(sys.executable, "-m", "pip", "-q", "--python", str(found), "install", "--no-deps", "--no-index", str(wheel))
    site = Path(run(str(found), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (metadata,) = site.glob("luyue-*.dist-info")
    for name in sorted(closure(Distribution.at(metadata), "test")):
        link(distribution(name), site)
    return found


def run(*command: str, cwd: Path | None = None) -> str:
    """Run a command without anything of the checkout; return what it prints."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST", "COV"))}
    done = subprocess.run(command, cwd=cwd, env=bare, capture_output=True, text=True, encoding="utf-8", check=False)
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


def closure(of: Distribution, *extras: str) -> set[str]:
    """Return the names of all that a distribution needs, with some of its extras."""
    found: set[str] = set()
    pending = [(of, extra) for extra in ("", *extras)]
    for one, extra in pending:
        for line in one.requires or ():
            needed = Requirement(line)
            wanted = needed.marker is None or needed.marker.evaluate({"extra": extra})
            if wanted and needed.name not in found:
                found.add(needed.name)
                pending.extend((distribution(needed.name), name) for name in ("", *needed.extras))
    return found


def link(package: Distribution, site: Path) -> None:
    """Link what a package installed into another environment."""
    for top in dict.fromkeys(file.parts[0] for file in package.files or ()):
        if top in ("..", "__pycache__"):
            continue
        here = Path(str(package.locate_file(top)))
        if here.exists() and not (site / top).exists():
            (site / top).symlink_to(here)


def test_wheel_holds_every_tracked_file_of_the_rooms(wheel: Path) -> None:
    """What git tracks is what people get: code, grammar, clause files, calendars, type markers."""
    expected = {"luyue/" + name for name in tracked() if name.split("/")[0] in ROOMS}
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert expected == held


def test_the_environment_has_nothing_of_the_checkout(python: Path) -> None:
    """Else what follows would prove nothing: no path of the checkout, no package that only developers have."""
    told = run(str(python), "-c", "import sys, luyue.engine; print(luyue.engine.__file__); print(*sys.path, sep='\\n')")

    assert str(ROOT) not in told
    run(str(python), "-c", "import importlib.util as u; assert not any(map(u.find_spec, ('mypy', 'duckdb', 'ruff')))")


def test_the_wheel_replays_a_year_as_the_checkout_does(python: Path, tmp_path: Path) -> None:
    """The report beside the contract, by the installed command, in an empty folder."""
    log = tmp_path / "events.jsonl"
    shutil.copy(ROOT / "contracts" / "haining" / "events.jsonl", log)
    command = str(python.with_name("luyue"))
    told = json.loads(run(command, "replay", "haining", "events.jsonl", "--format", "json", cwd=tmp_path))

    assert json.loads((ROOT / "contracts" / "haining" / "report.json").read_text(encoding="utf-8")) == told


def test_the_demo_of_the_wheel_runs_where_it_is(python: Path, tmp_path: Path) -> None:
    """The first command of the README needs no file of the checkout."""
    assert "haining" in run(str(python.with_name("luyue")), "demo", cwd=tmp_path)


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_a_strangers_project_collects_scenarios_and_fixtures(
    python: Path, tmp_path: Path, workers: tuple[str, ...]
) -> None:
    """A clause file and a rule in Python, alone and under xdist, by nothing but the installed plugin."""
    if workers:
        site = Path(run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
        for name in ("pytest-xdist", "execnet"):
            link(distribution(name), site)
    shutil.copy(ROOT / "docs" / "examples" / "goods.clause", tmp_path)
    (tmp_path / "test_rule.py").write_text(RULE, encoding="utf-8")
    scenarios = (tmp_path / "goods.clause").read_text(encoding="utf-8").count("\n案例 ")
    told = run(str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *workers, cwd=tmp_path)

    assert 0 < scenarios
    assert f"{scenarios + 1} passed" in told
