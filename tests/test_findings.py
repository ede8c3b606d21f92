"""What fuzzing once found is read or refused like any other input, for ever after."""

from pathlib import Path

import fuzz
import pytest

CASES = sorted(fuzz.FINDINGS.glob("*-*")) if fuzz.FINDINGS.is_dir() else []


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_finding_is_found_no_more(case: Path, tmp_path: Path) -> None:
    """Its name begins with how it was run."""
    assert "" == fuzz.run(case.name.partition("-")[0], case.read_bytes(), tmp_path)


@pytest.mark.parametrize("target", sorted(fuzz.MADE))
def test_every_target_makes_cases_and_runs_them(target: str, tmp_path: Path) -> None:
    """A few of each, from a seed of their own."""
    assert 0 == fuzz.work(0.5, 7, [target], tmp_path)
