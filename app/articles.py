"""
The article index: every article of the signed text with the clauses that answer it, or why none can.

An article is answered by the clauses that cite it; else the author has said that it is a definition, a declaration or
not computable, and why; else it is missing, and then a contract is not yet wholly code.
"""

from luyue.app.layout import Column, indented, table
from luyue.app.names import Names
from luyue.app.print_json import dumps
from luyue.app.words import articles as words
from luyue.app.words import say
from luyue.dsl.diagnostic import escape
from luyue.dsl.model import Article, Contract

SCHEMA = "luyue/articles/1"
WIDTH = 100


def answer_of(article: Article) -> str:
    """Return how an article is answered: answered, definition, declaration, not_computable or missing."""
    return "answered" if article.clauses else article.answer or "missing"


def counts_of(contract: Contract) -> dict[str, int]:
    """Return how many articles are answered in each way; every way is named."""
    found = dict.fromkeys(words.ANSWER, 0)
    for article in contract.articles:
        answer = answer_of(article)
        found[answer] = found.get(answer, 0) + 1
    return found


def articles_text(contract: Contract, lang: str, columns: int = WIDTH) -> str:
    """Return the index as a table with a count of each kind of answer, and a final line feed."""
    names = Names.of_contract(contract, lang)
    rows = [
        [escape(one.cite), escape(one.title or ""), say(words.ANSWER, answer_of(one), lang), _why(one, names)]
        for one in contract.articles
    ]
    heading = [Column(say(words.COLUMN, name, lang)) for name in ("article", "title", "answer", "why")]
    counts = counts_of(contract)
    told = {name: str(number) for name, number in counts.items()}
    lines = [*indented(say(words.SAY, "title", lang, {"title": escape(contract.title)}), columns), ""]
    lines += table(heading, rows, columns) if rows else indented(say(words.SAY, "none", lang), columns)
    lines += ["", *indented(say(words.SAY, "counts", lang, {"all": str(len(rows)), **told}), columns)]
    return "\n".join(lines) + "\n"


def _why(article: Article, names: Names) -> str:
    if article.clauses:
        return ("、" if names.lang == "zh" else ", ").join(names.instance(clause) for clause in article.clauses)
    return escape(article.why or "")


def articles_json(contract: Contract, lang: str) -> str:
    """Return the index as JSON text."""
    rows = [
        {
            "cite": one.cite,
            "title": one.title,
            "answer": answer_of(one),
            "text": say(words.ANSWER, answer_of(one), lang),
            "clauses": list(one.clauses),
            "why": one.why,
        }
        for one in contract.articles
    ]
    return dumps({"schema": SCHEMA, "contract": contract.id, "counts": counts_of(contract), "articles": rows})
