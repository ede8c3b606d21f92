"""``luyue demo``: the main job on a bundled contract and log, on the screen and in a folder."""

import click

from luyue.app.clicks import Verb, format_option, lang_option, reader_of
from luyue.app.stop import DONE

CONTRACT = "haining"
LOG = "events.jsonl"
FOLDER = "luyue-demo"


def run(folder: str, form: str, lang: str | None) -> int:
    """Replay the bundled contract over its log, print the report and write it to a folder."""
    from luyue.app import print_json, print_text
    from luyue.app.catalog import bundled_file
    from luyue.app.output import emit, make_folder, page_width, put_note, write_file
    from luyue.app.session import Run, report_of
    from luyue.app.words import report as words
    from luyue.app.words import say

    reader = reader_of(click.get_current_context())
    target = make_folder(folder)
    report = report_of(Run(CONTRACT, (str(bundled_file(CONTRACT, LOG)),)), reader)
    texts = {
        "report.zh.txt": print_text.report_text(report, "zh"),
        "report.en.txt": print_text.report_text(report, "en"),
        "report.json": print_json.report_text(report, reader.report),
    }
    for name, text in texts.items():
        write_file(target / name, text.encode("utf-8"))
    if form == "json":
        emit(texts["report.json"], as_json=True)
    else:
        emit(print_text.report_text(report, reader.report, page_width()))
    put_note(say(words.SAY, "written", reader.messages, {"folder": folder, "files": ", ".join(texts)}))
    return DONE


command = Verb(
    "demo",
    [click.Option(["--out", "folder"], metavar="FOLDER", default=FOLDER), lang_option(), format_option()],
    run,
)
