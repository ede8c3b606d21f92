"""
What reports and messages say, in Chinese and in English: one table per subject, one pair per code.

The engine gives codes and facts, never words; a table gives each code its sentence in both languages, with the facts
named in braces. A sentence is chosen by code and never put together from halves, because word order differs. A code
that no table knows is still shown, as it stands and with its facts: a reason must not be lost for want of a word, and
a test holds that every code in use has its pair.
"""

from collections.abc import Mapping

Table = Mapping[str, tuple[str, str]]  # code to (Chinese, English)

LANGUAGES = ("zh", "en")


class _Facts(dict[str, str]):
    """Facts of a sentence; one that is missing shows as a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


def say(table: Table, code: str, lang: str, facts: Mapping[str, object] | None = None) -> str:
    """Return the sentence of a code in ``zh`` or ``en`` with its facts; an unknown code with its facts as they are."""
    told = _Facts({name: str(value) for name, value in (facts or {}).items()})
    if code not in table:
        return _as_it_stands(code, told)
    return table[code][LANGUAGES.index(lang)].format_map(told)


def _as_it_stands(code: str, facts: Mapping[str, str]) -> str:
    inside = ", ".join(f"{name} {value}" for name, value in facts.items())
    return f"{code} ({inside})" if inside else code
