"""``luyue rule``: what a code means, how to mend it, and the smallest file that earns it."""

import click

from luyue.app.clicks import Verb, format_option, lang_option, reader_of
from luyue.app.stop import DONE, wrong_usage


def run(code: str, form: str, lang: str | None) -> int:
    """Print the entries of a code, of every place that has it."""
    from luyue.app.catalogue import entry, every_code, places_of
    from luyue.app.catalogue_print import entries_json, entries_text
    from luyue.app.output import emit, page_width
    from luyue.dsl.diagnostic import nearest

    reader = reader_of(click.get_current_context())
    places = places_of(code)
    if not places:
        near = nearest(code, every_code())
        raise wrong_usage("no-such-code", name=code, **({"near": near} if near else {}))
    found = [entry(place, code, reader.messages) for place in places]
    if form == "json":
        emit(entries_json(found, code), as_json=True)
    else:
        emit(entries_text(found, reader.messages, page_width()))
    return DONE


command = Verb("rule", [click.Argument(["code"], metavar="CODE"), lang_option(), format_option()], run)
