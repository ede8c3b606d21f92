"""
The pytest plugin: scenarios of ``*.clause`` files are tests, and rules of procurement can be tested like code.

Nothing but pytest is imported when it loads. A clause file that does not check fails when it is collected, with the
refusal as ``luyue check`` says it. Verdicts that ``replayed`` returns explain themselves when an assertion on them
fails.

Fixtures: ``contract("haining")`` or ``contract(path)``; ``replay(contract, rows, as_of=...)``; ``event(type, time,
**fields)``. The option of pytest's configuration ``luyue_lang`` (zh or en) is the language of what is said; without it,
that of the file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from luyue.app.trial.replayed import Replayed
    from luyue.dsl.model import Contract, Scenario

SUFFIX = ".clause"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare what can be configured."""
    parser.addini("luyue_lang", "language of explanations of clause files: zh or en", default="")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the scenarios of clause files."""
    if file_path.suffix != SUFFIX:
        return None
    found: ClauseFile = ClauseFile.from_parent(parent, path=file_path)
    return found


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    """Explain a verdict of which something else was expected."""
    for one, other in ((left, right), (right, left)):
        explain = getattr(one, "luyue_reasons", None)
        if callable(explain):
            return [f"{left!s} {op} {other!s}" if one is left else f"{other!s} {op} {one!s}", *explain()]
    return None


class ClauseFile(pytest.File):
    """A clause file with its scenarios."""

    def collect(self) -> Iterator["ScenarioItem"]:
        """Yield a test per scenario; a library file without a contract has none of its own."""
        from luyue.dsl.diagnostic import ContractError
        from luyue.dsl.load import load

        try:
            contract = load(self.path, name=self._shown())
        except ContractError as refused:
            if {one.code for one in refused.diagnostics} == {"no-contract"}:
                return
            raise ClauseError(self._told(refused)) from refused
        names: dict[str, int] = {}
        for scenario in contract.scenarios:
            names[scenario.title] = names.get(scenario.title, 0) + 1
            again = f"#{names[scenario.title]}" if names[scenario.title] > 1 else ""
            item: ScenarioItem = ScenarioItem.from_parent(self, name=scenario.title + again)
            item.contract, item.scenario = contract, scenario
            yield item

    def _shown(self) -> str:
        try:
            return str(self.path.relative_to(self.config.rootpath))
        except ValueError:
            return self.path.name

    def _told(self, refused: Exception) -> str:
        from luyue.app.reader import Reader
        from luyue.app.refused import refusal

        told = refusal(refused, Reader(asked=language(self)))
        return str(refused) if told is None else told.text

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """Show what is wrong with the clause file, without a traceback of ours."""
        if isinstance(excinfo.value, ClauseError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))


class ScenarioItem(pytest.Item):
    """One scenario as a test."""

    contract: "Contract"
    scenario: "Scenario"

    def runtest(self) -> None:
        """Replay the scenario; raise ScenarioFailed with the difference and its reasons."""
        from luyue.app.catalog import Place
        from luyue.app.trial.tested import Tested, differences, reasons
        from luyue.engine.scenario import run

        outcome = run(self.contract, self.scenario)
        if not outcome.passed:
            place = Place(self.path, self.scenario.span.source.name)
            one = Tested(place, self.contract, (outcome,), language(self) or file_language(self.path))
            raise ScenarioFailed("\n".join([*differences(one, outcome), *reasons(one, outcome)]))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """Show the difference and its reasons, without a traceback of ours."""
        if isinstance(excinfo.value, ScenarioFailed):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the scenario stands."""
        return self.path, self.scenario.span.line - 1, self.name


class ClauseError(Exception):
    """A clause file that does not check."""


class ScenarioFailed(Exception):
    """A scenario that does not prove what it says."""


def language(node: pytest.Collector | pytest.Item) -> str | None:
    """Return the language that is configured; None where it is left to the file."""
    found = node.config.getini("luyue_lang")
    return str(found) if found in ("zh", "en") else None


def file_language(path: Path) -> str:
    """Return the language that a clause file is written in."""
    from luyue.app.file_language import language_of

    return language_of(path.read_text(encoding="utf-8-sig"))


# ---------------------------------------------------------------- fixtures


@pytest.fixture(scope="session")
def contract() -> "Callable[[str | Path], Contract]":
    """Return a contract by its bundled name or the path of its clause file; read once a session."""
    from functools import cache

    from luyue.app.catalog import contract_file
    from luyue.dsl.load import load

    @cache
    def loaded(name: str) -> "Contract":
        place = contract_file(name)
        return load(place.path, name=place.shown)

    return lambda name: loaded(str(name))


@pytest.fixture
def event() -> Callable[..., dict[str, object]]:
    """Return a row of a log: ``event("payment_made", "2024-06-20 00:00", amount="10000.00")``."""

    def row(type: str, time: str, **fields: object) -> dict[str, object]:
        return {"type": type, "time": time, **fields}

    return row


@pytest.fixture
def replay() -> "Callable[..., Replayed]":
    """Return the verdicts of a replay: ``replay(contract, rows, as_of="2024-06-30", rate="five_permille")``."""

    def replayed(
        contract: "Contract",
        rows: Iterable[Mapping[str, object]],
        *,
        as_of: str | None = None,
        known_at: str | None = None,
        lang: str = "zh",
        **settings: object,
    ) -> "Replayed":
        from luyue.app.trial.replayed import replay_rows

        return replay_rows(contract, rows, as_of=as_of, known_at=known_at, lang=lang, settings=settings)

    return replayed
