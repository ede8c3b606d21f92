"""
The legal clock, profile 民法典期间: the door to due dates, lengths and suspensions.

The rules, each a step of the explanation of a due date:

=======================  =======  =================================================================================
step                     article  facts
=======================  =======  =================================================================================
start                             at, day (not for hours)
start-day-not-counted    201(1)   day
start-day-counted        204      day
count-days               201(1)   count, first, last
count-working-days       201(1)   count, first, last, counted (days), skipped ((day, kind, name) each)
corresponding-day        202      count, unit, last
month-end                202      count, unit, last: there is no corresponding day
count-exact              201(2)   count (text), unit, last
fixed-date                        day
instant                  1259     at
before-instant           1259     at: broken at that instant itself
before-day               1259     day: broken when that day begins
ahead                    201      count (text), unit, of (day; instant for hours, 201(2)), last; for working days
                                  counted and skipped too
roll                     203(1)   from, to, reading (rest_days, festivals), skipped ((day, kind, name) each)
roll-not-needed          203(1)   day, reading
end-of-day               203(2)   day, last
cut-off                  203(2)   day, until (microseconds since midnight), last
extend                            began, ended, from_trigger (0, 1), by and rest (days or microseconds), unit,
                                  before, after
stop-clock                        as extend: rest is what was left to run
later-of, earlier-of              chosen (from 0), lasts; the due dates themselves are the step's parts; waits: codes of
                                  what those that do not run yet wait for
no-time-stated           511(4)   none: nobody demanded it, so it is due by the end of the term
assumed-weekdays                  years
=======================  =======  =================================================================================

Days in facts are ordinals, instants are microseconds (see ``zone``); kinds of days are those of ``holiday``.

What a rule of the law says holds unless the contract says otherwise (art. 204): ``Rule`` is where it says so. The first
late instant is one microsecond after the last timely one. A closing hour, a limit by the hour and a limit given as an
instant include that very instant (art. 1259: 以内 and 届满 include); ``before`` excludes it. Whatever needs the working
days of a year without a table raises ``UnknownYear``.
"""

from luyue.engine.calendar import UnknownFestival, UnknownYear, WorkCalendar
from luyue.engine.counting import (
    ahead,
    ahead_of_instant,
    before_day,
    before_instant,
    by_day,
    by_instant,
    close,
    earlier,
    later,
    roll_day,
    skipped_facts,
    within,
)
from luyue.engine.due import (
    FESTIVALS,
    NO_ROLL,
    REST_DAYS,
    DueDate,
    Fact,
    Roll,
    Rule,
    Step,
    late_days,
    late_exact,
)
from luyue.engine.duration import add_length, add_months, exact_micros, lasting, period_of, periods, term_end
from luyue.engine.moved import extend, stop_clock
from luyue.engine.zone import Zone

__all__ = (
    "FESTIVALS",
    "NO_ROLL",
    "REST_DAYS",
    "DueDate",
    "Fact",
    "Roll",
    "Rule",
    "Step",
    "UnknownFestival",
    "UnknownYear",
    "WorkCalendar",
    "Zone",
    "add_length",
    "add_months",
    "ahead",
    "ahead_of_instant",
    "before_day",
    "before_instant",
    "by_day",
    "by_instant",
    "close",
    "earlier",
    "exact_micros",
    "extend",
    "lasting",
    "late_days",
    "late_exact",
    "later",
    "period_of",
    "periods",
    "roll_day",
    "skipped_facts",
    "stop_clock",
    "term_end",
    "within",
)
