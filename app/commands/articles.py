"""``luyue articles``: the index of the signed text, and which clause answers each article, or why none does."""

import click

from luyue.app.clicks import Verb, format_option, lang_option, output_option, reader_of
from luyue.app.commands.options import contract_argument
from luyue.app.stop import DONE


def run(contract: str, form: str, target: str | None, lang: str | None) -> int:
    """Print the article index."""
    from luyue.app.articles import articles_json, articles_text
    from luyue.app.output import check_target, emit
    from luyue.app.session import contract_of

    reader = reader_of(click.get_current_context())
    check_target(target, (contract,))
    found = contract_of(contract, reader)
    text = articles_json(found, reader.report) if form == "json" else articles_text(found, reader.report)
    emit(text, target, as_json=form == "json")
    return DONE


command = Verb("articles", [contract_argument(), lang_option(), format_option(), output_option()], run)
