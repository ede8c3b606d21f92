"""Amounts and lateness for people: a figure, a range or a lower bound, with the currency as the language says it."""

from fractions import Fraction

from luyue.app.due import lasting, length
from luyue.app.numbers import yuan
from luyue.app.words import report as words
from luyue.app.words import say
from luyue.engine.finding import Late


def bare(low: Fraction, high: Fraction | None, lang: str) -> str:
    """Return an amount or a range of them without its currency, for columns of figures."""
    if high is None:
        return say(words.SAY, "at_least", lang, {"low": yuan(low)})
    if low == high:
        return yuan(low)
    return say(words.SAY, "range", lang, {"low": yuan(low), "high": yuan(high)})


def amount(low: Fraction, high: Fraction | None, currency: str, lang: str) -> str:
    """
    Return an amount or a range of them with its currency.

    >>> amount(Fraction(10900), None, "CNY", "zh"), amount(Fraction(1, 2), Fraction(1), "USD", "en")
    ('不低于 10,900.00元', 'USD 0.50 to 1.00')
    """
    if high is None:
        return say(words.SAY, "at_least", lang, {"low": amount(low, low, currency, lang)})
    text = bare(low, high, lang)
    if currency in words.MONEY:
        return say(words.MONEY, currency, lang, {"amount": text})
    return f"{currency} {text}"


def late_text(late: Late, lang: str) -> str:
    """Return how late something is: whole days, or an exact length."""
    if late.us is not None:
        return lasting(late.us, lang)
    return length(Fraction(late.days or 0), "day", lang)
