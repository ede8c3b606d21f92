"""What ``luyue check`` prints: each file's own findings first, a line that counts them, and one for all files."""

from pathlib import Path

import pytest

from luyue.app.cli import main

HEAD = "合同 例 = example\n  合同总价 1000元\n  当事人 甲方 “甲”，乙方 “乙”\n"
DELIVERY = """事件 交货 = delivered
条款 交货期 = {name} 〔一〕
  义务 乙方：交货
  期限 不迟于 2025-06-01
  违约金 乙方 付 甲方 {head}
"""
FINE = DELIVERY.format(name="delivery", head="100元，一次")
UNCAPPED = DELIVERY.format(name="delivery", head="100元 每逾期1日")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to work in, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """Return the lines that a check of files prints in English, those of excerpts and ways out left out."""
    main(["check", "--lang", "en", *words])
    return [line for line in capsys.readouterr().out.split("\n") if line and line.startswith(("a", "b", "z", "2", "3"))]


def test_one_file_has_one_line_that_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No total is needed."""
    (folder / "a.clause").write_text(HEAD + FINE, encoding="utf-8")

    assert ["a.clause: sound, 0 warnings, 0 notes"] == printed(capsys, "a.clause")


def test_several_files_are_counted_together(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How many were sound, how many refused, and what was found in all of them."""
    for name, text in (("a", HEAD + FINE), ("b", HEAD + UNCAPPED), ("z", HEAD + FINE + "条款 甲")):
        (folder / f"{name}.clause").write_text(text, encoding="utf-8")

    found = printed(capsys, "a.clause", "b.clause", "z.clause")

    assert "3 files: 2 sound, 1 refused; 1 error, 1 warning, 0 notes" == found[-1]
    assert ["a.clause: sound, 0 warnings, 0 notes", "b.clause: sound, 1 warning, 0 notes"] == [
        line for line in found if ": sound, " in line
    ]


def test_findings_of_the_file_itself_come_before_those_of_what_it_uses(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the names of the files."""
    (folder / "z.clause").write_text(HEAD + "引用 “a.clause”\n" + UNCAPPED, encoding="utf-8")
    used = UNCAPPED.replace("交货期 = delivery", "开通期 = start").replace("交货 = delivered", "开通 = started")
    (folder / "a.clause").write_text(used.replace("乙方：交货", "乙方：开通"), encoding="utf-8")

    found = [line.partition(":")[0] for line in printed(capsys, "z.clause") if "[uncapped]" in line]

    assert ["z.clause", "a.clause"] == found
