"""In which language a clause file is written, told before it is parsed."""

from luyue.dsl import words


def language_of(text: str) -> str:
    """Return the language of the first label at the beginning of a line; without one, that of the signs used."""
    tables = {lang: words.labels(lang, words.PARTS) for lang in words.LANGUAGES}
    for line in text.split("\n"):
        first = line.split(maxsplit=1)[:1]
        for lang, table in tables.items():
            if first and first[0].rstrip(":：") in table:
                return lang
    return "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "en"
