"""``luyue test``: the scenarios of clause files, pass or fail with the difference; what they reach and would miss."""

from pathlib import Path
from typing import Any

import click

from luyue.app.clicks import Verb, format_option, lang_option, reader_of
from luyue.app.commands.options import calendar_options, paths_argument
from luyue.app.stop import DONE, FINDINGS, wrong_usage


def run(
    paths: tuple[str, ...],
    form: str,
    lang: str | None,
    only: str | None,
    junit: str | None,
    update: bool,
    reached: bool,
    mutate: bool,
    page: str | None,
    **asked: Any,
) -> int:
    """Run scenarios and print what came of them."""
    from luyue.app.output import check_target, emit, write_file
    from luyue.app.session import calendar_of
    from luyue.app.trial.tested import passed, tested_json, tested_text, tried

    reader = reader_of(click.get_current_context())
    check_target(junit, [path for path in paths if Path(path).is_file()])
    calendar = calendar_of(asked["calendars"], assume_weekdays=asked["assume_weekdays"])
    found = tried(paths, reader, calendar, only)
    if junit is not None:
        from luyue.app.trial.junit import junit_xml

        write_file(Path(junit), junit_xml(found).encode("utf-8"))
    if update:
        return _update(found)
    if page is not None:
        _page(found, page, reader.report, calendar)
    if reached:
        return _reached(found, calendar, reader)
    if mutate:
        return _mutated(found, calendar, reader)
    if form == "json":
        emit(tested_json(found), as_json=True)
    else:
        emit(tested_text(found))
    return DONE if passed(found) else FINDINGS


def _reached(found: Any, calendar: Any, reader: Any) -> int:
    """Print what the scenarios reach; 1 if one of them fails, for what it reaches is then not sure."""
    from luyue.app.output import emit
    from luyue.app.trial.coverage import coverage
    from luyue.app.trial.coverage_print import coverage_json, coverage_text
    from luyue.app.trial.tested import passed

    all_ = [coverage(one, calendar) for one in found]
    emit(coverage_json(all_) if reader.as_json else coverage_text(all_, reader.messages), as_json=reader.as_json)
    return DONE if passed(found) else FINDINGS


def _mutated(found: Any, calendar: Any, reader: Any) -> int:
    """Print which mutants survive; 1 if a scenario fails on the contract itself."""
    from luyue.app.output import emit
    from luyue.app.trial.mutants import judged
    from luyue.app.trial.mutants_print import mutants_json, mutants_text
    from luyue.app.trial.tested import passed

    all_ = [(one, tuple(judged(one, calendar))) for one in found]
    if reader.as_json:
        emit(mutants_json(all_), as_json=True)
    else:
        emit("".join(mutants_text(one, these, reader.messages) for one, these in all_))
    return DONE if passed(found) else FINDINGS


def _page(found: Any, target: str, lang: str, calendar: Any) -> None:
    """Write the clause file as a page with what its scenarios reach; one file at a time."""
    from luyue.app.output import write_file
    from luyue.app.trial.coverage import coverage
    from luyue.app.trial.coverage_print import coverage_html

    if len(found) != 1:
        raise wrong_usage("one-file", name="--page")
    text = found[0].place.path.read_text(encoding="utf-8-sig")
    write_file(Path(target), coverage_html(coverage(found[0], calendar), text, lang).encode("utf-8"))


def _update(found: Any) -> int:
    """Show what is rewritten, then write it; 1 if something could not be."""
    from luyue.app.output import emit, write_file
    from luyue.app.trial.update import rewritten
    from luyue.app.words import say
    from luyue.app.words import scenario as words

    lines, left = [], 0
    for one in found:
        text, changes = rewritten(one, one.place.path.read_text(encoding="utf-8-sig"))
        for change in changes:
            code = "rewritten" if change.after is not None else "left"
            facts = {
                "file": one.place.shown,
                "line": str(change.line),
                "before": change.before,
                "after": change.after or "",
            }
            lines.append(say(words.SAY, code, one.lang, facts))
            left += change.after is None
        left += sum(not outcome.passed and not outcome.differences for outcome in one.outcomes)
        if any(change.after is not None for change in changes):
            write_file(one.place.path, text.encode("utf-8"))
    lang = found[0].lang if found else "en"
    lines.append(say(words.SAY, "updated", lang, {"n": str(len(lines) - left), "left": str(left)}))
    emit("\n".join(lines) + "\n")
    return FINDINGS if left else DONE


command = Verb(
    "test",
    [
        paths_argument(),
        click.Option(["--only"], metavar="TEXT"),
        click.Option(["--junit"], metavar="FILE"),
        click.Option(["--update"], is_flag=True),
        click.Option(["--coverage", "reached"], is_flag=True),
        click.Option(["--mutate"], is_flag=True),
        click.Option(["--page"], metavar="FILE"),
        *calendar_options(),
        lang_option(),
        format_option(),
    ],
    run,
)
