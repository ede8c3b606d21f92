"""
What comes in wrong is refused at its place: the smallest text for each kind of trouble, with the code it must earn.

The kinds are those of a list of hostile and careless inputs; limits and files that use each other have tests of their
own (``test_limits``, ``test_check_load``).
"""

from pathlib import Path

import pytest

from luyue.app.cli import main
from luyue.dsl.diagnostic import ContractError, Diagnostic
from luyue.dsl.load import load

HEAD = (
    "合同 例 = example\n  合同总价 1000元\n  签订 2025-01-02\n  合同期 2025-01-02 至 2025-12-31\n"
    "  当事人 甲方 “甲”，乙方 “乙”\n事件 交货 = delivered\n"
)
CLAUSE = "条款 到货 = arrival 〔一〕\n  义务 乙方：交货\n  期限 不迟于 2025-06-01\n"
NEXT, LAST = 7, 9  # the line after the header, the last line of the clause


def found(text: str | bytes, folder: Path) -> tuple[Diagnostic, ...]:
    """Return what refuses a file."""
    path = folder / "x.clause"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ContractError) as caught:
        load(path, name="x.clause")
    return caught.value.diagnostics


REFUSED = (
    ("empty file", b"", "no-clause", 1, 1),
    ("only comments", "# 注\n", "no-clause", 1, 1),
    ("only a byte order mark", b"\xef\xbb\xbf", "no-clause", 1, 1),
    ("cut off in the last clause", HEAD + CLAUSE.replace(" 不迟于 2025-06-01\n", ""), "cut-short", 9, 5),
    ("open quote", HEAD + "条款 到货 = arrival\n  要旨 “没完\n  义务 乙方：交货\n", "open-quote", 8, 6),
    ("open bracket", HEAD + "条款 到货 = arrival\n  义务 乙方：交货（\n  期限 3日内\n", "open-bracket", 8, 11),
    ("keyword misspelt", HEAD + CLAUSE + "  违约全 乙方 付 甲方 5元\n", "unexpected", 10, 3),
    ("label of the other language", HEAD + "clause b\n  duty supplier: x\n", "foreign-word", NEXT, 1),
    ("another encoding", (HEAD + CLAUSE).encode("gb18030"), "not-utf8-byte", 1, 1),
    ("two bytes a character", HEAD.encode("utf-16"), "not-utf8", 1, 1),
    ("a broken byte far down", (HEAD + CLAUSE).encode() + b"# \xff\n", "not-utf8-byte", 10, 3),
    ("zero byte", HEAD + "# a\x00b\n" + CLAUSE, "control-character", NEXT, 4),
    ("control character", HEAD + "# \x85\n" + CLAUSE, "control-character", NEXT, 3),
    ("another line end", HEAD.replace("\n", "\u2028", 1) + CLAUSE, "control-character", 1, 15),
    ("turned reading order", HEAD + "# a\u202eb\n" + CLAUSE, "bidi-character", NEXT, 4),
    ("a sign nobody sees", HEAD + CLAUSE.replace("到货", "到\u200b货"), "invisible-character", NEXT, 5),
    ("a letter of another script", HEAD + CLAUSE.replace("arrival", "\u0430rrival"), "foreign-letter", NEXT, 9),
    ("raised digit", HEAD + "设 值 为 10²元\n", "not-a-digit", NEXT, 9),
    ("digit in a circle", HEAD + "设 值 为 ①\n", "not-a-digit", NEXT, 7),
    ("a half as one sign", HEAD + "设 值 为 ½\n", "not-a-digit", NEXT, 7),
    ("Roman numeral", HEAD + "设 值 为 Ⅷ元\n", "not-a-digit", NEXT, 7),
    ("digits of two widths", HEAD + "设 值 为 1２3\n", "mixed-width", NEXT, 7),
    ("Arabic-Indic digits", HEAD + "设 值 为 ٣٤元\n", "not-a-digit", NEXT, 7),
    ("Devanagari digits", HEAD + "设 值 为 १२元\n", "not-a-digit", NEXT, 7),
    ("grouped by two", HEAD + "设 值 为 1,00,000元\n", "bad-number", NEXT, 7),
    ("comma for a point", HEAD + "设 值 为 1,5元\n", "bad-number", NEXT, 7),
    ("points for groups", HEAD + "设 值 为 1.234.567,89元\n", "bad-number", NEXT, 7),
    ("full stop for a point", HEAD + "设 值 为 12。5元\n", "bad-number", NEXT, 7),
    ("5,000 digits", HEAD + f"设 值 为 {'9' * 5_000}\n", "number-too-long", NEXT, 7),
    ("an exponent", HEAD + "设 值 为 1e2000000\n", "glued", NEXT, 7),
    ("40 decimals", HEAD + f"设 值 为 0.{'1' * 40}\n", "number-too-long", NEXT, 7),
    ("less than a fen", HEAD + "设 值 为 0.005元\n", "below-fen", NEXT, 7),
    ("a negative rate", HEAD + CLAUSE + "  违约金 乙方 付 甲方 合同总价的-1% 每逾期1日\n", "unexpected", 10, 20),
    ("30 February", HEAD + "设 值 为 2024-02-30\n", "no-such-day", NEXT, 7),
    ("29 February of a common year", HEAD + "设 值 为 2023-02-29\n", "no-such-day", NEXT, 7),
    ("month 13", HEAD + "设 值 为 2024-13-01\n", "no-such-month", NEXT, 7),
    ("year 0", HEAD + "设 值 为 0000-01-01\n", "bad-year", NEXT, 7),
    ("year of five digits", HEAD + "设 值 为 20244-01-01\n", "bad-date", NEXT, 7),
    ("year of two digits", HEAD + "设 值 为 24年1月2日\n", "bad-date", NEXT, 7),
    ("day or month first", HEAD + "设 值 为 03/04/2024\n", "bad-date", NEXT, 7),
    ("an end before the start", HEAD.replace("2025-12-31", "2024-12-31") + CLAUSE, "term-reversed", 4, 7),
    ("no unit", HEAD + CLAUSE.replace("不迟于 2025-06-01", "30 内"), "missing-unit", LAST, 6),
    ("no unit, in English", "clause a\n  duty b: c\n  due within 30\n", "missing-unit", 3, 14),
    ("two units", HEAD + CLAUSE.replace("不迟于 2025-06-01", "5工作日3小时内"), "unexpected", LAST, 10),
    ("a party nobody declared", HEAD + CLAUSE.replace("乙方：", "丙方："), "unknown-party", 8, 6),
    ("an event nobody declared", HEAD + CLAUSE.replace("：交货", "：交或"), "unknown-event", 8, 9),
    (
        "a clause nobody declared",
        HEAD + "条款 乙 = b\n  当 到或 违约\n  退还 乙方 付 甲方 5元\n",
        "unknown-clause",
        8,
        5,
    ),
    ("one name twice", HEAD + CLAUSE + CLAUSE, "duplicate-name", 10, 4),
    ("a circle", HEAD + "设 甲数 为 乙数 + 1\n设 乙数 为 甲数 + 1\n", "cycle", NEXT, 3),
    ("a formula of itself", HEAD + "设 甲数 为 甲数 + 1\n", "cycle", NEXT, 3),
    ("100,000 brackets", HEAD + f"设 值 为 {'（' * 100_000}\n", "too-deep", NEXT, 71),
    ("a quote open over 100,000 signs", HEAD + f"条款 甲 = a\n 要旨 “{'字' * 100_000}", "open-quote", 8, 5),
    ("a file that is not there", HEAD + "引用 “没有.clause”\n" + CLAUSE, "missing-file", NEXT, 1),
    ("a file that uses itself", HEAD + "引用 “x.clause”\n", "use-circle", NEXT, 1),
    ("a path out of the folder", HEAD + "引用 “../../etc/passwd”\n", "outside-folder", NEXT, 1),
    ("a share on the network", HEAD + "引用 “\\\\srv\\x.clause”\n", "outside-folder", NEXT, 1),
    ("the name of a device", HEAD + "引用 “CON.clause”\n", "outside-folder", NEXT, 1),
)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED]
)
def test_what_comes_in_wrong_is_refused_at_its_place(
    text: str | bytes, code: str, line: int, column: int, tmp_path: Path
) -> None:
    first = found(text, tmp_path)[0]

    assert (code, line, column) == (first.code, first.span.line, first.span.column)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (HEAD + CLAUSE + "  违约全 乙方 付 甲方 5元\n", "did-you-mean:违约金"),
        (HEAD + CLAUSE.replace("：交货", "：交或"), "did-you-mean-at:交货"),
        (HEAD + CLAUSE.replace("乙方：", "丙方："), "did-you-mean-at:乙方"),
    ],
)
def test_a_near_miss_is_named(text: str, hint: str, tmp_path: Path) -> None:
    assert hint == found(text, tmp_path)[0].hint


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.encode("utf-8-sig"), id="byte order mark"),
        pytest.param(lambda text: text.rstrip("\n").encode(), id="no last line end"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r").encode(), id="CR"),
        pytest.param(lambda text: text.replace("\n  ", "\n\t").encode(), id="tabs"),
        pytest.param(lambda text: text.replace("\n  ", "\n\u3000").encode(), id="wide blanks"),
        pytest.param(lambda text: text.replace("1000元", "１０００元").encode(), id="wide digits"),
        pytest.param(lambda text: text.replace("1000元", "1,000.00元").encode(), id="groups"),
        pytest.param(lambda text: text.replace("1000元", "壹仟元整").encode(), id="capitals"),
    ],
)
def test_what_is_only_written_otherwise_is_the_same_contract(change: object, tmp_path: Path) -> None:
    """And its places stay where a reader looks for them."""
    plain, other = tmp_path / "plain.clause", tmp_path / "other.clause"
    plain.write_text(HEAD + CLAUSE, encoding="utf-8")
    other.write_bytes(change(HEAD + CLAUSE))  # type: ignore[operator]
    first, second = load(plain), load(other)

    assert first == second and first.digest == second.digest
    assert [one.span.line for one in first.clauses] == [one.span.line for one in second.clauses]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CLAUSE.replace("到货", "\u2f47货"), "unusual-character"),
        (CLAUSE.replace("到货", "\uf90a货"), "unusual-character"),
        (CLAUSE.replace("到货", "期末") + CLAUSE.replace("到货", "期未").replace("arrival", "arrival_2"), "look-alike"),
        (
            CLAUSE.replace("到货", "日期").replace("arrival", "day_1")
            + CLAUSE.replace("到货", "\u2f47期").replace("arrival", "day_2"),
            "look-alike",
        ),
        (CLAUSE.replace("2025-06-01", "2024-06-01"), "date-anomaly"),
        (CLAUSE + "  违约金 乙方 付 甲方 合同总价的5% 每逾期1日，不超过 合同总价的3%\n", "degenerate-cap"),
        (CLAUSE + "  违约金 乙方 付 甲方 合同总价的5% 每逾期1日\n", "uncapped"),
    ],
)
def test_what_may_be_meant_is_only_warned_about(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.clause"
    path.write_text(HEAD + text, encoding="utf-8")

    assert code in [one.code for one in load(path).warnings]


def test_a_character_is_folded_for_the_warning_only(tmp_path: Path) -> None:
    """The name stays as it is written, and is found only so."""
    path = tmp_path / "x.clause"
    path.write_text(HEAD + CLAUSE.replace("到货", "\u2f47货"), encoding="utf-8")
    (warning,) = (one for one in load(path).warnings if one.code == "unusual-character")

    assert ("U+2F47", "日") == (warning.facts["sign"], warning.facts["usual"])
    assert "\u2f47货" == load(path).clauses[0].label.zh


def test_formatting_leaves_a_file_with_errors_untouched(tmp_path: Path) -> None:
    path = tmp_path / "x.clause"
    path.write_text(HEAD + "条款 到货 = arrival\n  义务 乙方：交货（\n", encoding="utf-8")
    before = path.read_bytes()

    assert 3 == main(["fmt", "--write", str(path)])
    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_a_file_may_have_any_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a terminal would obey is shown as an escape."""
    path = tmp_path / "a\x1b[31m\u202eb.clause"
    path.write_text("条款\n", encoding="utf-8")

    assert 3 == main(["check", str(path)])
    said = "".join(capsys.readouterr())
    assert "\x1b[31m" not in said and "\u202e" not in said
