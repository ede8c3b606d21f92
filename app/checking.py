"""
Findings of clause files: errors that refuse a contract, and the lawyer's warnings of a sound one.

All files are checked, whatever is wrong with one of them. Of each its own findings come first, in the order of its
text, then those of the files that it uses; a line counts them, and of several files a last line counts them all.
Findings are the result, so they go to standard output; the exit code says whether a contract was refused, or whether
warnings were asked to fail.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import frozen

from luyue.app.catalog import STDIN, Place, clause_files
from luyue.app.output import emit
from luyue.app.print_json import dumps
from luyue.app.reader import Reader
from luyue.app.session import contract_of, loaded
from luyue.app.stop import CONTRACT, DONE, FINDINGS, LIMIT
from luyue.app.words import check as words
from luyue.app.words import say
from luyue.dsl.diagnostic import ContractError, Diagnostic, as_json, draw, escape
from luyue.dsl.model import Contract, Warning_

SCHEMA = "luyue/check/1"
SEVERITIES = ("error", "warning", "info")
SHOWN_WHOLE = 3  # warnings of one code in a file that come with their line and a way out


@frozen
class Checked:
    """A file with everything found in it."""

    place: Place
    contract: Contract | None  # None: refused
    findings: tuple[Diagnostic, ...]
    lang: str  # of the messages about it

    def count(self, severity: str) -> int:
        """Return how many findings are of a severity."""
        return sum(one.severity == severity for one in self.findings)

    @property
    def limit(self) -> bool:
        """Return whether a limit was hit rather than something wrong written."""
        return any(one.is_limit for one in self.findings if one.severity == "error")


def warning(one: Warning_) -> Diagnostic:
    """Return a warning of a sound contract as a finding about its text."""
    return Diagnostic(one.code, one.span, dict(one.facts), severity=one.severity)


def check(place: Place, reader: Reader) -> Checked:
    """Return everything found in one file."""
    try:
        contract = contract_of(STDIN, reader) if place.shown == STDIN else loaded(place, reader)
    except ContractError as error:
        return Checked(place, None, _own_first(place, error.diagnostics), reader.messages)
    return Checked(place, contract, _own_first(place, map(warning, contract.warnings)), reader.messages)


def _own_first(place: Place, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings, each file's in the order of its text, those of the file that was named before all others."""
    return tuple(sorted(findings, key=lambda one: one.span.source.name != place.shown))


def checked(paths: Iterable[str], reader: Reader, *, gate: bool) -> int:
    """Check files, print every finding, and return the exit code; ``gate``: warnings fail too."""
    found = [check(place, reader) for place in clause_files(paths)]
    emit(_json(found) if reader.as_json else _text(found), as_json=reader.as_json)
    if any(one.contract is None for one in found):
        return LIMIT if all(one.limit for one in found if one.contract is None) else CONTRACT
    warned = any(one.count("warning") for one in found)
    return FINDINGS if gate and warned else DONE


def _text(found: list[Checked]) -> str:
    lines = []
    for one in found:
        lines += [f"{text}\n" for text in _drawn(one)]
        counts = _counts([one], one.lang)
        code = "refused" if one.contract is None else "sound"
        lines.append(say(words.SAY, code, one.lang, {"file": escape(one.place.shown), **counts}) + "\n")
    if len(found) > 1:
        sound = sum(one.contract is not None for one in found)
        told = {"files": len(found), "sound": sound, "refused": len(found) - sound, **_counts(found, found[0].lang)}
        lines.append(say(words.SAY, "in-all", found[0].lang, told) + "\n")
    return "".join(lines)


def _counts(found: list[Checked], lang: str) -> dict[str, str]:
    """Return how many findings of each severity there are, in words."""
    return {f"{x}s": _counted(f"{x}s", sum(one.count(x) for one in found), lang) for x in SEVERITIES}


def _drawn(one: Checked) -> Iterator[str]:
    """
    Yield the findings of a file, each with its line and a way out; of warnings of one code the first few.

    Where a code has many, the rest are one line each: place and sentence. What refuses a file is always shown whole.
    """
    seen: Counter[str] = Counter()
    for finding in one.findings:
        seen[finding.code] += 1
        whole = draw(finding, one.lang)
        yield whole if finding.severity == "error" or seen[finding.code] <= SHOWN_WHOLE else whole.split("\n", 1)[0]


def _counted(code: str, n: int, lang: str) -> str:
    return say(words.SAY, f"{code}-one" if n == 1 else code, lang, {"n": n})


def _json(found: list[Checked]) -> str:
    files = [
        {
            "file": one.place.shown,
            "contract": None if one.contract is None else one.contract.id,
            "sound": one.contract is not None,
            "counts": {severity: one.count(severity) for severity in SEVERITIES},
            "findings": [as_json(finding, one.lang) for finding in one.findings],
        }
        for one in found
    ]
    return dumps({"schema": SCHEMA, "files": files})
