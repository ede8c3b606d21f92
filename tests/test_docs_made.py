"""What is made from tables and cases is what its maker would write now; ``make docs`` brings it up to date."""

import make_docs
import pytest
from conftest import ROOT


@pytest.mark.parametrize("name", sorted(make_docs.MADE))
def test_a_made_file_is_up_to_date(name: str) -> None:
    """A change of a table that is not in the pages would mislead whoever reads them."""
    assert (ROOT / name).read_text(encoding="utf-8") == make_docs.MADE[name](), "run: make docs"


@pytest.mark.parametrize(("name", "heading"), [("docs/errors.md", "Every code"), ("docs/errors.zh.md", "全部代码")])
def test_links_of_the_catalogue_lead_to_headings(name: str, heading: str) -> None:
    """Each code of the lists at the top has its own section."""
    lines = make_docs.MADE[name]().splitlines()
    sections = [line.removeprefix("### ") for line in lines if line.startswith("### ")]
    linked = [part.partition("]")[0] for line in lines[:14] if line.startswith("**") for part in line.split("[")[1:]]

    assert f"# {heading}" == lines[0]
    assert sections == linked
