"""
What is coming as a calendar (iCalendar, RFC 5545): one entry per duty with a date, one per right that will open.

A calendar is the same whenever it is made: the stamp of every entry is the date of the report, and an entry's uid
comes from the contract and the row, so that a newer calendar replaces the entries of an older one.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta

from luyue.app.coming.ahead import Coming
from luyue.app.coming.text import days_left
from luyue.app.pen import Pen
from luyue.app.stop import wrong_usage
from luyue.app.words import coming as words
from luyue.app.words import say

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PRODUCT = "-//luyue//due//{}"


def coming_ics(found: Coming, lang: str) -> str:
    """
    Return the calendar as text with CRLF line ends.

    :raises Stop: the library that writes calendars is not installed
    """
    try:
        from icalendar import Calendar, Event
    except ImportError as why:
        raise wrong_usage("needs-extra", extra="calendar", form="ics") from why
    pen = Pen(found.report, lang)
    contract = found.report.contract
    calendar = Calendar()
    calendar.add("prodid", PRODUCT.format(lang.upper()))
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", say(words.SAY, "calendar", lang, {"title": contract.title}))

    def entry(row_id: str, summary: str, about: str, begins: date | datetime) -> None:
        one = Event()
        one.add("uid", f"{hashlib.sha256(f'{contract.id}/{row_id}'.encode()).hexdigest()[:32]}@luyue")
        one.add("dtstamp", _instant(found.report.as_of.us or 0))
        one.add("summary", summary)
        one.add("description", about)
        one.add("dtstart", begins)
        if not isinstance(begins, datetime):
            one.add("dtend", begins + timedelta(days=1))
        calendar.add_component(one)

    for duty in found.duties:
        row = duty.row
        if row.due is None:
            continue
        names = {"clause": pen.title(row.id, row.clause), "party": pen.names.of(row.bearer)}
        amount = "" if row.amount is None else pen.amount(row.amount.low, row.amount.high)
        about = pen.listed(part for part in (days_left(duty, lang), amount) if part)
        begins = _instant(row.due.last) if row.due.day is None else date.fromordinal(row.due.day)
        entry(row.id, say(words.SAY, "summary", lang, names), about, begins)
    for right in found.powers:
        if right.opens_at is not None:
            names = {"clause": pen.title(right.row.id, right.row.clause), "party": pen.names.of(right.row.holder)}
            told = say(words.SAY, "opens_event", lang, names)
            entry(f"{right.row.id}!opens", told, pen.effects(right.row.effects), _instant(right.opens_at))
    return bytes(calendar.to_ical()).decode("utf-8")


def _instant(us: int) -> datetime:
    """Return an instant, in whole seconds: a calendar knows no smaller."""
    return EPOCH + timedelta(seconds=us // 1_000_000)
