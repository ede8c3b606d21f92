"""
Scenarios (案例): small logs inside a clause file, with what they must give.

A scenario is replayed like any log: its events take the checks of a file, its settings those of a caller, its date is the
date of the report. What it expects is compared with the report by fact, and every difference comes out as what was
expected and what was found, without words. A scenario that is refused fails unless it expects to be.

An expectation names a clause and, after it, key values; it is met if one instance that bears all these values meets it.
States are those of reports, and two that people say instead: ``breached`` (a breach is on record that nothing excused) and
``kept`` (none is, and every such instance is kept so far). A clause without an instance is ``latent`` (未触发).
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from attrs import frozen

from luyue.dsl.model import Contract, Expectation, InState, IntervalState, Let, Scenario, default_options, walk
from luyue.engine.due import DueDate
from luyue.engine.event import Log
from luyue.engine.finding import Unknown, Worth
from luyue.engine.formula import Env
from luyue.engine.plan import make_plan
from luyue.engine.readers import EventError, from_happenings
from luyue.engine.replay import replay
from luyue.engine.report import DutyRow, Key, PowerRow, Report, SuspensionRow
from luyue.engine.settings import SettingError, Settings, fill, settle
from luyue.engine.value import from_const
from luyue.engine.world import World
from luyue.engine.zone import Zone, micros
from luyue.engine.calendar import WorkCalendar
