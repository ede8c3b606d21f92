"""
No code without its entry: what it means in both languages, the smallest file that earns it, and what is printed.

The codes are those of the product's tables of messages, so a code that is added there fails here until it has all
three.
"""

import json
from pathlib import Path

import examples_of_codes as cases
import pytest

from luyue.app import catalogue
from luyue.app.catalogue import all_entries, codes, entry, places_of, without_meaning
from luyue.app.cli import main
from luyue.app.words import rules

CODES = codes()
MADE = sorted(cases.MADE)
IN_FOLDERS = sorted(path.name for path in cases.ERRORS.iterdir() if path.is_dir())


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the locale say English unless a test says otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


# ---------------------------------------------------------------- nothing is missing


def test_every_code_has_a_meaning_and_every_meaning_a_code() -> None:
    """A row to add, or to take away, is named as place/code."""
    assert [] == without_meaning()


def test_every_code_says_how_it_is_mended_in_both_languages() -> None:
    """The command's own codes have their way out with their sentence; all others have one here."""
    rows = [(place, code, row) for place, of in rules.PLACES.items() for code, row in of.items()]

    assert [] == [code for _, code, (zh, en) in rows if not (zh[0] and en[0])]
    assert [] == [code for place, code, (zh, en) in rows if place != "command" and not (zh[1] and en[1])]


def test_meanings_are_whole_sentences_in_their_language() -> None:
    """Each ends as a sentence does; no Chinese full stop in English."""
    rows = [(code, *row) for of in rules.PLACES.values() for code, row in of.items()]

    assert [] == [code for code, zh, _ in rows if not all(text.endswith(("。", "？")) for text in zh if text)]
    assert [] == [code for code, _, en in rows if not all(text.endswith((".", "?")) for text in en if text)]
    assert [] == [code for code, _, en in rows if any("。" in text for text in en)]


def test_every_code_of_clause_files_has_a_case() -> None:
    """A file, a folder of files, or a program that makes what cannot be kept."""
    assert [] == [code for code in CODES["clause"] if not cases.case_of(code) and code not in cases.MADE]


def test_every_code_of_logs_and_runs_has_a_case() -> None:
    """Only what an option, a limit or a program brings has no file."""
    without = [code for code in CODES["log"] if cases.log_example(code) is None]

    assert sorted(cases.NO_FILE) == sorted(without)
    assert [] == [code for code in CODES["run"] if not (cases.RUNS / f"{code}.jsonl").is_file()]


def test_every_case_stands_for_a_code() -> None:
    """A case of a code that is gone would be kept for nothing."""
    named = {path.name.partition(".")[0] for path in cases.ERRORS.iterdir()}
    runs = {path.name.partition(".")[0] for path in cases.RUNS.iterdir()}

    assert set() == named - set(CODES["clause"])
    assert set() == runs - set(CODES["run"])


# ---------------------------------------------------------------- what the cases earn


@pytest.mark.parametrize("code", [*MADE, *IN_FOLDERS])
def test_a_case_of_more_than_one_file_is_said_word_for_word(code: str, tmp_path: Path) -> None:
    """What one file cannot show is held like the rest."""
    kept = {lang: Path(f"{cases.kept_said(code)}.{lang}.txt").read_text("utf-8") for lang in cases.LANGUAGES}

    assert kept == cases.said_of(code, tmp_path)
    assert f"[{code}]" in kept["en"]


@pytest.mark.parametrize("code", CODES["run"])
def test_a_finding_of_a_run_comes_from_its_case(code: str) -> None:
    """Once, and as a warning."""
    severity, said = cases.run_said(code, "en")

    assert ("warning", 1) == (severity, said.count("\n"))
    assert said.startswith(f"warning[{code}]")


# ---------------------------------------------------------------- luyue rule


def test_rule_prints_the_entry_of_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Sentence, meaning, way out, file and print, whatever the language of the file."""
    assert 0 == main(["rule", "missing-base"])
    assert (
        """\
error[missing-base] clause files:
  a share without a base

  Meaning: A share without its base: are damages of 5% taken of the price or of what is unpaid?

  To mend it: Say of what: 5% of price.

  missing-base.clause:
    合同 例 = example
      合同总价 1000元
      当事人 甲方 “甲”，乙方 “乙”
    事件 交货 = delivered
    条款 交货期 = delivery 〔一〕
      义务 乙方：交货
      期限 不迟于 2025-06-01
      违约金 乙方 付 甲方 5% 每逾期1日

  It earns:
    missing-base.clause:8:15: error[missing-base]: a share without a base
    8 │   违约金 乙方 付 甲方 5% 每逾期1日
      │                       ^^ a share of what?
      = help: say what it is a share of: …% of price
"""
        == capsys.readouterr().out
    )


def test_rule_speaks_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """The findings of a run have a contract and a log for their case."""
    assert 0 == main(["rule", "other-currency", "--lang", "zh"])
    assert (
        """\
警告[other-currency] 推演的发现：
  事件 … 用的是另一种货币，不清偿任何债务

  含义：付款用了与债务不同的货币。语言不换算汇率，所以债务没有减少。

  改法：按约定的币种付款，或更正记录里的币种。

  other-currency.clause：
    合同 例 = example
      合同总价 1000元
      签订 2025-01-02
      合同期 2025-01-02 至 2025-12-31
      当事人 甲方 “甲”，乙方 “乙”
    事件 到账 = paid（金额 = amount：金额）
    条款 付款 = payment 〔一〕
      义务 甲方 付 乙方 1000元，以 到账的金额
      期限 不迟于 2025-03-01

  other-currency.jsonl：
    {"id": "e1", "time": "2025-02-05 09:00", "type": "到账", "金额": "1000.00", "币种": "USD"}

  得到：
    警告[other-currency] 付款 payment 〔一〕：事件 e1 用的是另一种货币，不清偿任何债务
"""
        == capsys.readouterr().out
    )


def test_a_code_of_several_places_is_told_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    """A date of a clause file, of a log, and of the command line."""
    assert ("clause", "log", "command") == places_of("bad-date")
    assert 0 == main(["rule", "bad-date"])

    heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith("error[")]
    assert ["error[bad-date] clause files:", "error[bad-date] event logs:", "error[bad-date] the command:"] == heads


def test_rule_for_programs_has_both_prints(capsys: pytest.CaptureFixture[str]) -> None:
    """The same entry as plain values."""
    assert 0 == main(["rule", "unknown-type", "--format", "json"])
    told = json.loads(capsys.readouterr().out)

    assert ("luyue/rule/1", "unknown-type") == (told["schema"], told["code"])
    (only,) = told["entries"]
    assert ("log", "error", ["unknown-type.csv"]) == (
        only["place"],
        only["severity"],
        [file["file"] for file in only["example"]["files"]],
    )
    assert "错误[unknown-type]" in only["example"]["said"]["zh"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "luyue rule: error[no-such-code]: there is no code unknown-evnt\n  = help: did you mean unknown-event?\n",
        ),
        ("zh", "luyue rule: 错误[no-such-code]：没有「unknown-evnt」这个代码\n  = 帮助：是不是「unknown-event」？\n"),
    ],
)
def test_a_code_that_is_none_is_wrong_usage(lang: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the near miss, as everywhere."""
    assert 2 == main(["rule", "unknown-evnt", "--lang", lang])
    assert ("", said) == capsys.readouterr()


def test_a_word_like_no_code_gets_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing is near, the page of all codes is."""
    assert 2 == main(["rule", "xyzzy"])
    assert (
        "luyue rule: error[no-such-code]: there is no code xyzzy\n"
        "  = help: codes stand in brackets; docs/errors.md lists them all\n" == capsys.readouterr().err
    )


@pytest.mark.parametrize("lang", cases.LANGUAGES)
def test_every_entry_can_be_printed(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No gap of a sentence is left open, and every entry of a clause file shows what is printed."""
    entries = all_entries(lang)

    assert [] == [one.code for one in entries if "{" in one.says + one.help and one.code != "not-an-object"]
    assert [] == [one.code for one in entries if one.place == "clause" and one.example is None]
    assert 0 == main(["rule", "too-large", "--lang", lang])
    assert "luyue rule" not in capsys.readouterr().err


def test_an_unknown_place_is_our_own_mistake() -> None:
    """Fail loudly."""
    with pytest.raises(KeyError):
        entry("nowhere", "unknown-event", "en")


def test_examples_come_with_the_program() -> None:
    """An installed command has no folder of tests."""
    assert {"clause", "log", "run"} == set(catalogue.examples())


def test_help_of_rule_is_in_the_language_of_the_reader(capsys: pytest.CaptureFixture[str]) -> None:
    """Where a code stands is said with it."""
    assert (0, 0) == (main(["rule", "--help"]), main(["rule", "--help", "--lang", "zh"]))
    assert (
        """\
Usage: luyue rule CODE [...]

what a code means and how to mend it

Arguments:
  CODE  the code in brackets, such as unknown-event

Options:
  --lang zh|en        language: zh or en
  --format text|json  output: text or json
  --help, -h          show this help
用法：luyue rule CODE [...]

说明一个代码的含义和改法

参数：
  CODE  方括号里的代码，如 unknown-event

选项：
  --lang zh|en        语言：zh 或 en
  --format text|json  输出格式：text 或 json
  --help, -h          显示本说明
"""
        == capsys.readouterr().out
    )
