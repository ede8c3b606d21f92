"""``luyue articles``: the index of the signed text, and which clause answers each article, or why none does."""

import click

from luyue.app.clicks import Verb, format_option, lang_option, output_option, reader_of
from luyue.app.commands.options import contract_argument
from luyue.app.stop import DONE


def run(contract: str, form: str, target: str | None, lang: str | None) -> int:
    """Print the article index."""
    from luyue.app.articles import articles_json, articles_text
    from luyue.app.output import check_target, emit, page_width
    from luyue.app.session import contract_of

    reader = reader_of(click.get_current_context())
    check_target(target, (contract,))
    found = contract_of(contract, reader)
    if form == "json":
        emit(articles_json(found, reader.report), target, as_json=True)
    else:
        emit(articles_text(found, reader.report, page_width(target)), target)
    return DONE


command = Verb("articles", [contract_argument(), lang_option(), format_option(), output_option()], run)
