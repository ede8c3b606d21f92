"""
Scenarios (案例): small logs inside a clause file, with what they must give.

A scenario is replayed like any log: its events take the checks of a file, its settings the checks of a caller, its date is the
date of the report. What it expects is compared with the report by fact, and every difference comes out as what was
expected and what was found, without words. A scenario that expects to be refused fails when it is not.

An expectation names a clause and, after it, key values; it is met if one instance that has all these values meets it. The
states are those of reports and four words that people use for them: breached (a breach is on record, excused or not
counted), late (late now, or performed late), exercised, void.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from luyue.dsl.model import Const, Contract, Empty, Expectation, Expr, Range, Scenario
from luyue.dsl.quantity import Money
from luyue.engine.due import DueDate
from luyue.engine.finding import Unknown, Worth
from luyue.engine.readers import EventError, from_happenings
from luyue.engine.replay import replay
from luyue.engine.report import DutyRow, PowerRow, Report
from luyue.engine.settings import SettingError
from luyue.engine.value import as_text, from_const
from luyue.engine.zone import Zone, micros
