"""
The catalogue of every code: what it says, what it means, how to mend it, and the smallest file that earns it.

The codes are those of the tables of messages, never a list of their own, so a code cannot be forgotten. What a code
means stands in ``words.rules``; the examples are files of the tests, kept with what they print in ``examples.json``,
so that an installed command has them too. ``make docs`` writes that file and the pages ``docs/errors*.md``.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec
from attrs import frozen

from luyue.app.words import checks, errors, log
from luyue.app.words.rules import PLACES, help_of_command, rule
from luyue.dsl.messages import LABEL_CODES, MESSAGES, file_words, wording

EXAMPLES = "examples.json"


@frozen
class Example:
    """The smallest files that earn a code, and what is printed; no files where they cannot be kept."""

    files: tuple[tuple[str, str], ...]  # name and text, with what cannot be shown escaped
    severity: str  # error, warning, info
    zh: str
    en: str

    def said(self, lang: str) -> str:
        """Return what is printed, with its last line feed."""
        return self.zh if lang == "zh" else self.en


@frozen
class Entry:
    """One code of one place, in one language."""

    code: str
    place: str  # clause, log, run, command
    severity: str
    says: str  # gaps that the facts of a case fill are shown as …
    help: str
    means: str
    mend: str
    example: Example | None


Examples = Mapping[str, Mapping[str, Example]]  # by place and code


def codes() -> Mapping[str, tuple[str, ...]]:
    """Return every code of the product by place, in the order of its table."""
    return {
        "clause": tuple(code for code in MESSAGES if code not in LABEL_CODES),
        "log": tuple(dict.fromkeys(code.partition(":")[0] for code in log.REFUSAL)),
        "run": tuple(checks.FINDING),
        "command": tuple(errors.SENTENCE),
    }


def places_of(code: str) -> tuple[str, ...]:
    """Return the places that know a code, in order; empty if none does."""
    return tuple(place for place, known in codes().items() if code in known)


def every_code() -> tuple[str, ...]:
    """Return each code once."""
    return tuple(dict.fromkeys(code for known in codes().values() for code in known))


@cache
def examples() -> Examples:
    """Return the examples that come with the program."""
    kept = msgspec.json.decode(files("luyue.app").joinpath(EXAMPLES).read_bytes())
    return {place: {code: _example(one) for code, one in of.items()} for place, of in kept.items()}


def _example(kept: dict[str, object]) -> Example:
    one = msgspec.convert(kept, _Kept)
    return Example(one.files, one.severity, one.zh, one.en)


class _Kept(msgspec.Struct):
    files: tuple[tuple[str, str], ...]
    severity: str
    zh: str
    en: str


def entry(place: str, code: str, lang: str, known: Examples | None = None) -> Entry:
    """
    Return the entry of a code; ``known`` are the examples (those of the program by default).

    :raises KeyError: for a code that its place does not have, or that has no meaning in ``words.rules``
    """
    example = (examples() if known is None else known).get(place, {}).get(code)
    says, help_ = _said(place, code, lang)
    told = rule(place, code, lang)
    severity = "error" if example is None else example.severity
    return Entry(code, place, severity, says, help_, told.means, told.mend, example)


def _said(place: str, code: str, lang: str) -> tuple[str, str]:
    """Return the sentence and the way out of a code, with gaps for the facts."""
    at = 0 if lang == "zh" else 1
    match place:
        case "clause":
            words = wording(code, lang)
            return _gapped(words.says, lang), _gapped(words.help, lang)
        case "log":
            help_ = log.HELP[code][at] if code in log.HELP else ""
            says = next(said for key, said in log.REFUSAL.items() if key.partition(":")[0] == code)
            return _gapped(says[at], lang), _gapped(help_, lang)
        case "run":
            return _gapped(checks.FINDING[code][at], lang), ""
        case "command":
            return _gapped(errors.SENTENCE[code][at], lang), _gapped(help_of_command(code, lang), lang)
    raise KeyError(place)


class _Gaps(dict[str, str]):
    """Facts that are not known yet."""

    def __missing__(self, key: str) -> str:
        return "…"


def _gapped(template: str, lang: str) -> str:
    return template.format_map(_Gaps(file_words(lang)))


def all_entries(lang: str, known: Examples | None = None) -> Sequence[Entry]:
    """Return every entry, place by place."""
    return [entry(place, code, lang, known) for place, of in codes().items() for code in of]


def without_meaning() -> list[str]:
    """Return the codes that ``words.rules`` lacks, and the rows there that no code has, as place/code."""
    return sorted(f"{place}/{code}" for place, known in codes().items() for code in set(known) ^ set(PLACES[place]))
