"""The door: what a clause file may be, what it may use, and what a contract's digest covers."""

import os
from pathlib import Path

import pytest
from check_text import EVENTS, HEADER, RESPONSE
from conftest import ROOT

from luyue.dsl.diagnostic import ContractError, Diagnostic, draw
from luyue.dsl.library import library
from luyue.dsl.load import check_text, load, load_text, read_source
from luyue.dsl.model import Const, Param

SMALL = HEADER + EVENTS + RESPONSE


def write(folder: Path, name: str, text: str | bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(path: Path) -> Diagnostic:
    """Return the one finding for which a file is refused."""
    with pytest.raises(ContractError) as caught:
        load(path, name="a.clause")
    (found,) = caught.value.diagnostics
    return found


# ---------------------------------------------------------------- one file


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path, prefix: bytes, end: str) -> None:
    """The same contract, the same lines."""
    path = write(tmp_path, "a.clause", prefix + SMALL.replace("\n", end).encode())

    assert load_text(SMALL, "a") == load(path)
    assert SMALL == read_source(path).text


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (SMALL.encode("utf-16"), "not-utf8", (1, 1)),
        (SMALL.encode("utf-16-le"), "not-utf8", (1, 1)),
        (SMALL.encode("utf-32"), "not-utf8", (1, 1)),
        ("合同 例".encode("gb18030"), "not-utf8-byte", (1, 1)),
        (HEADER.encode() + b"# \xff\n", "not-utf8-byte", (7, 3)),
    ],
)
def test_an_encoding_is_never_guessed(tmp_path: Path, content: bytes, code: str, place: tuple[int, int]) -> None:
    """Not UTF-8 is refused at the byte, nothing is replaced."""
    found = refused(write(tmp_path, "a.clause", content))

    assert (code, place) == (found.code, (found.span.line, found.span.column))
    assert "UTF-8" in draw(found, "zh") and "UTF-8" in draw(found, "en")


def test_a_folder_and_a_pipe_are_refused_before_they_are_opened(tmp_path: Path) -> None:
    """A pipe would be waited for."""
    pipe = tmp_path / "pipe.clause"
    os.mkfifo(pipe)

    assert ["not-a-file", "not-a-file"] == [refused(tmp_path).code, refused(pipe).code]


def test_a_large_file_hits_a_limit(tmp_path: Path) -> None:
    """16 MiB, and the finding says that it is a limit."""
    found = refused(write(tmp_path, "a.clause", b"#" * (16 * 1024 * 1024 + 1)))

    assert ("file-too-large", True) == (found.code, found.is_limit)


def test_a_missing_file_is_an_error_of_the_machine(tmp_path: Path) -> None:
    """It is no fault of the text."""
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.clause")


def test_every_finding_of_a_stage_comes_at_once_in_the_order_of_the_text() -> None:
    """One run, every fault."""
    text = SMALL + "条款 乙 = b 〔二〕\n当 没有\n违约金 乙方 付 丙方 5%\n"
    with pytest.raises(ContractError) as caught:
        load_text(text, "a.clause")

    assert ["unknown-event", "unknown-party", "missing-base"] == [one.code for one in caught.value.diagnostics]
    assert 3 == len(check_text(text, "a.clause").diagnostics)


# ---------------------------------------------------------------- files that are used


def test_parts_of_a_used_file_stand_as_if_written_here(tmp_path: Path) -> None:
    """A sibling brings its events and clauses; files of a folder below use files beside themselves."""
    write(tmp_path, "parts/events.clause", EVENTS)
    write(tmp_path, "parts/rules.clause", "引用 “events.clause”\n" + RESPONSE)
    path = write(tmp_path, "a.clause", HEADER + "引用 “parts/rules.clause”\n")

    assert load_text(SMALL, "a") == load(path)


def test_a_let_or_blank_of_a_used_file_can_be_bound(tmp_path: Path) -> None:
    """The formula is read with the names of the file that binds it."""
    rule = (
        "待定 时限 = limit：时长\n设 金额 = sum_due 为 1元\n"
        "条款 回应 = answer 〔一〕\n当 故障发生\n义务 乙方：故障响应\n期限 时限 内\n违约金 乙方 付 甲方 金额\n"
    )
    write(tmp_path, "rule.clause", rule)
    uses = "设 一成 = tenth 为 合同总价的10%\n引用 “rule.clause”（时限 = 30分钟，sum_due = 一成）\n"
    path = write(tmp_path, "a.clause", HEADER + EVENTS + uses)
    found = load(path)

    assert [] == list(found.blanks)
    assert ["tenth", "limit", "sum_due"] == [one.label.id for one in found.lets]
    assert isinstance(found.lets[1].value, Const) and isinstance(found.lets[2].value, Param)


def test_a_file_can_be_used_twice_under_aliases(tmp_path: Path) -> None:
    """Its own names stay its own, outside they follow the alias."""
    write(
        tmp_path,
        "rule.clause",
        "设 金额 = sum_due 为 1元\n条款 回应 = answer 〔一〕\n当 故障发生\n违约金 乙方 付 甲方 金额\n",
    )
    path = write(
        tmp_path,
        "a.clause",
        HEADER + EVENTS + "引用 “rule.clause” 称 甲组\n引用 “rule.clause” 称 乙组（金额 = 2元）\n"
        "条款 合计 = both 〔二〕\n当 损失认定\n违约金 乙方 付 甲方 甲组_金额 + 乙组_sum_due\n",
    )
    found = load(path)

    assert ["甲组_answer", "乙组_answer", "both"] == [
        one.id for one in sorted(found.clauses, key=lambda c: c.id == "both")
    ]
    assert ["甲组_sum_due", "乙组_sum_due"] == [one.label.id for one in found.lets]


def test_a_name_that_a_used_file_leaves_no_room_for_is_told(tmp_path: Path) -> None:
    """With the near miss."""
    write(tmp_path, "rule.clause", "待定 时限 = limit：时长\n")
    found = refused(write(tmp_path, "a.clause", HEADER + "引用 “rule.clause”（期限 = 3日）\n"))

    assert "unknown-parameter" == found.code
    assert "「rule.clause」没有可以绑定的「期限」" in draw(found, "zh")
    assert "「rule.clause」 has no 「期限」 to bind" in draw(found, "en")


OUTSIDE = (
    *("../b.clause", "/etc/passwd", "~/b.clause", "C:\\b.clause", "b.clause ", "b.clause."),
    *("https://x/b.clause", "NUL.clause", "b.txt"),
)


@pytest.mark.parametrize("target", OUTSIDE)
def test_paths_stay_inside_the_contracts_folder(tmp_path: Path, target: str) -> None:
    """Neither up, nor to a root, a home, a drive, a device or the network; the content is never read."""
    write(tmp_path, "b.clause", "条款\n")
    write(tmp_path, "b.txt", "条款\n")

    assert "outside-folder" == refused(write(tmp_path, "in/a.clause", HEADER + f"引用 “{target}”\n")).code


def test_links_stay_inside_the_contracts_folder(tmp_path: Path) -> None:
    """A link out is outside, a link to itself is missing, a link to a neighbour is the neighbour."""
    write(tmp_path, "secret.clause", "条款 秘密\n")
    write(tmp_path, "in/events.clause", EVENTS)
    for name, to in (("out", "../secret.clause"), ("loop", "loop.clause"), ("near", "events.clause")):
        (tmp_path / "in" / f"{name}.clause").symlink_to(to)

    def using(name: str) -> Path:
        return write(tmp_path, "in/a.clause", HEADER + f"引用 “{name}.clause”\n" + RESPONSE)

    outside = refused(using("out"))
    assert ("outside-folder", False) == (outside.code, "秘密" in draw(outside, "zh"))
    assert "missing-file" == refused(using("loop")).code
    assert load_text(SMALL, "a") == load(using("near"))


def test_a_circle_of_files_is_told_whole(tmp_path: Path) -> None:
    """Whichever file it is entered by."""
    write(tmp_path, "b.clause", "引用 “c.clause”\n")
    write(tmp_path, "c.clause", "引用 “a.clause”\n")
    found = refused(write(tmp_path, "a.clause", HEADER + "引用 “b.clause”\n"))

    assert ("use-circle", ("a.clause", "b.clause", "c.clause", "a.clause")) == (found.code, found.facts["files"])


def test_files_use_files_sixteen_deep_at_most(tmp_path: Path) -> None:
    """The seventeenth is a limit hit."""
    for number in range(1, 18):
        write(tmp_path, f"f{number}.clause", f"设 数{'一' * number} 为 1\n引用 “f{number + 1}.clause”\n")
    write(tmp_path, "f17.clause", "设 末尾 为 1\n")
    deep = write(tmp_path, "a.clause", HEADER + "引用 “f2.clause”\n")
    too_deep = write(tmp_path, "b.clause", HEADER + "引用 “f1.clause”\n")

    assert 16 == len(load(deep).lets)
    found = refused(too_deep)
    assert ("use-too-deep", True) == (found.code, found.is_limit)
    assert "最多 16 层" in draw(found, "zh") and "16 deep at most" in draw(found, "en")


def test_a_thousand_files_at_most(tmp_path: Path) -> None:
    """The same file under a thousand aliases counts as often."""
    write(tmp_path, "one.clause", "设 数 为 1\n")
    uses = "".join(f"引用 “one.clause” 称 a{number}\n" for number in range(1_000))
    found = refused(write(tmp_path, "a.clause", HEADER + uses))

    assert ("too-many-files", True) == (found.code, found.is_limit)
    assert "最多 1000 份" in draw(found, "zh") and "1000 at most" in draw(found, "en")


def test_a_fault_in_a_used_file_is_told_with_its_place_there(tmp_path: Path) -> None:
    """The name of the file is the path in the folder."""
    write(tmp_path, "parts/b.clause", "条款 甲 = a 〔一〕\n当 没有\n违约金 乙方 付 甲方 1元\n")
    found = refused(write(tmp_path, "a.clause", HEADER + "引用 “parts/b.clause”\n"))

    assert ("unknown-event", "parts/b.clause", 2) == (found.code, found.span.source.name, found.span.line)


def test_the_standard_library_is_found_by_name() -> None:
    """Its files are listed; a text without a folder may use them and nothing else."""
    assert sorted(library()) == list(library())
    with pytest.raises(ContractError) as caught:
        load_text(HEADER + "引用 “b.clause”\n", "a.clause")
    assert ["outside-folder"] == [one.code for one in caught.value.diagnostics]


# ---------------------------------------------------------------- the digest


def test_the_digest_covers_what_is_meant_and_nothing_of_how_it_is_written() -> None:
    """Comments, blanks and the order of lines are not meant; a number is."""
    turned = RESPONSE.replace("  当 故障发生\n", "").replace("15分钟内", "15分钟内  # 快\n  当 故障发生")

    def digest(text: str) -> str:
        return load_text(HEADER + EVENTS + text, "a").digest

    assert digest(RESPONSE) == digest(turned)
    assert digest(RESPONSE) != digest(RESPONSE.replace("15分钟", "16分钟"))


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "samples").glob("*.clause")), ids=lambda path: path.stem)
def test_samples_are_sound_and_their_digest_is_stable(path: Path) -> None:
    """Loaded twice, from a path or a text, a contract is the same value with the same digest."""
    found = load(path)

    assert 64 == len(found.digest)
    assert found == load_text(path.read_text("utf-8"), "other name")
