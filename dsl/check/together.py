"""What the lines of a clause must have together: a duty a time, a line its place, a clause something to keep."""

from typing import Final

from luyue.dsl import syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.diagnostic import Label

ONCE: Final = (
    syntax.Gist,
    syntax.When,
    syntax.InForce,
    syntax.Provided,
    syntax.Due,
    syntax.Suspends,
    syntax.Power,
    syntax.Survives,
)


def together(env: Env, part: syntax.Clause) -> None:
    """Note what a clause says twice, leaves without a time, or does not say at all."""
    _once_each(env, part)
    _times_of_duties(env, part)
    _says_something(env, part)


def _overlap(one: syntax.Under | None, other: syntax.Under | None) -> bool:
    """Say whether two lines can hold at once: unless they stand under different options of one reading, they can."""
    return one is None or other is None or one.reading != other.reading or one.option == other.option


def _once_each(env: Env, part: syntax.Clause) -> None:
    groups: dict[str, list[syntax.Line]] = {}
    for line in part.lines:
        if isinstance(line, (*ONCE, syntax.Duty, syntax.Forbidden)):
            kind = "duty" if isinstance(line, syntax.Duty | syntax.Forbidden) else type(line).__name__.lower()
            groups.setdefault(kind, []).append(line)
    for lines in groups.values():
        for at, line in enumerate(lines):
            clashing = (one for one in lines[:at] if _overlap(one.under, line.under) and not _add_up(one, line))
            before = next(clashing, None)
            if before is not None:
                env.error("line-twice", line, labels=(Label(before.span, "first-here"),))


def _add_up(one: syntax.Line, other: syntax.Line) -> bool:
    """
    Say whether two preconditions can both be asked: all must be met, where what holds until then is said alike.

    One without which no duty arises may stand beside any other, for it is asked when the duty would arise.
    """
    if not isinstance(one, syntax.Provided) or not isinstance(other, syntax.Provided):
        return False
    kinds = {one.otherwise if isinstance(one.otherwise, str) else type(one.otherwise).__name__}
    kinds |= {other.otherwise if isinstance(other.otherwise, str) else type(other.otherwise).__name__}
    return "no_duty" in kinds or (len(kinds) == 1 and "Timing" not in kinds)


def _times_of_duties(env: Env, part: syntax.Clause) -> None:
    """Note a duty or payment that has no time, or none under some option of a reading."""
    dues = [line for line in part.lines if isinstance(line, syntax.Due)]
    for line in part.lines:
        if not isinstance(line, syntax.Duty) or isinstance(line.act, syntax.Keep):
            continue
        unders = [due.under for due in dues if _overlap(due.under, line.under)]
        if not unders:
            env.error("duty-without-time", line.act)
        elif None not in unders and line.under not in unders:
            _every_option(env, line, [one for one in unders if one is not None])


def _every_option(env: Env, duty: syntax.Duty, unders: list[syntax.Under]) -> None:
    """Note the first option of a reading that leaves a duty without a time, unless another reading covers them all."""
    lacking = None
    for reading in dict.fromkeys(one.reading.text for one in unders):
        covered = {one.option.text for one in unders if one.reading.text == reading}
        declared = env.desk.names.find(reading, env.scope)
        options = () if declared is None else env.desk.options.get(declared.id, ())
        left = [one for one in options if not covered & {one.zh, one.en}]
        if not left:
            return
        lacking = lacking or {"reading": reading, "option": left[0].text(env.scope.language)}
    if lacking is not None:
        env.error("duty-sometimes-without-time", duty.act, lacking)


def _says_something(env: Env, part: syntax.Clause) -> None:
    kinds = (
        syntax.Duty,
        syntax.Forbidden,
        syntax.Head,
        syntax.Reduction,
        syntax.Power,
        syntax.Suspends,
        syntax.Deduct,
    )
    if not any(isinstance(line, kinds) for line in part.lines):
        env.error("empty-clause", part.heading, {"name": part.heading.name.text})
    requires = [line for line in part.lines if isinstance(line, syntax.Requires)]
    if requires and not any(isinstance(line, syntax.Suspends) for line in part.lines):
        env.error("requires-nothing", requires[0])
    dues = [line for line in part.lines if isinstance(line, syntax.Due)]
    if dues and not any(isinstance(line, syntax.Duty) for line in part.lines):
        env.error("time-of-nothing", dues[0])
