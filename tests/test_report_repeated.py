"""What was owed in every period and missed for long is one paragraph of the text report, not hundreds."""

import pytest
from semantics import verdict

from luyue.app.print_text import report_text

DAILY = """
event walked
clause watch [4]
  when every day as d
  duty supplier: walked
  due by end of d
"""


def told(log: str, as_of: str, lang: str = "en") -> str:
    """Return the second section of the text report, on one line."""
    text = report_text(verdict(DAILY, log, as_of).report, lang)
    rows = text.split("\n")
    start = next(i for i, row in enumerate(rows) if row.startswith(("2. ", "二、")))
    return " ".join(" ".join(rows[start + 2 : rows.index("", start)]).split())


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "supplier did not perform in 11 periods, which are over and cannot be made good: "),
        ("zh", "乙方有 11 期没有履行，期间已过，不能补做："),
    ],
)
def test_days_missed_in_a_row_are_spans(lang: str, sentence: str) -> None:
    """From 1 to 12 January only the fifth was kept: eleven rows in the report, one paragraph for the reader."""
    text = told("2024-01-05 09:00 walked", "2024-01-13", lang)

    assert sentence in text
    assert text.count("watch") == 1
    assert (
        "2024-01-01 to 2024-01-04, 2024-01-06 to 2024-01-12" if lang == "en" else "2024-01-01 至 2024-01-04"
    ) in text


def test_a_few_are_told_one_by_one() -> None:
    text = told("2024-01-05 09:00 walked", "2024-01-10")

    assert text.count("Its time is over and it cannot be made good.") == 8
