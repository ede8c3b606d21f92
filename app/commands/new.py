"""``luyue new``: a contract folder with a first clause, a log and a scenario."""

import click

from luyue.app.clicks import OneOf, Verb, format_option, lang_option, reader_of
from luyue.app.stop import DONE

TEMPLATES = ("blank", "service")


def run(name: str, template: str, lang: str | None, form: str) -> int:
    """Make the folder and say what to do next."""
    from luyue.app.begin import LOG, begin
    from luyue.app.output import emit
    from luyue.app.print_json import dumps
    from luyue.app.words import begin as words
    from luyue.app.words import say

    reader = reader_of(click.get_current_context())
    language = reader.asked or reader.locale or ("en" if name.isascii() else "zh")
    made = begin(name, template=template, lang=language)
    if form == "json":
        told = {"schema": "luyue/new/1", "folder": name, "files": [str(path) for path in made.values()]}
        emit(dumps(told), as_json=True)
        return DONE
    facts = {"folder": name, "files": ", ".join(made), "clause": next(iter(made)), "path": f"./{name}"}
    emit(say(words.SAY, "made", language, {**facts, "log": str(made[LOG])}) + "\n")
    return DONE


command = Verb(
    "new",
    [
        click.Argument(["name"], metavar="NAME"),
        click.Option(["--template"], type=OneOf(*TEMPLATES), default="blank"),
        lang_option(),
        format_option(),
    ],
    run,
)
