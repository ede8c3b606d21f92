"""
A formula with its numbers: the same expression that was computed, read once more for people.

Every part carries the value it had, so that the app can print "5% of the unpaid 1,130,080.12 = 56,504.006" in either
language without computing anything.
"""

from fractions import Fraction

from attrs import evolve

from luyue.dsl import model
from luyue.dsl.quantity import Length
from luyue.engine.finding import Reach, Unknown, Worked, Worth
from luyue.engine.formula import Env
from luyue.engine.measured import Measures
from luyue.engine.value import as_text


def worked(expr: model.Expr, env: Env, conditions: Measures) -> Worked:
    """Return an expression as it was computed, part by part."""
    found = conditions.value(expr)(env)
    shown = _worked(expr, found, env, conditions)
    if isinstance(found, Reach) and found.low is not None and found.high is not None:
        return evolve(shown, value=found.low, high=found.high, unit=_number_unit(expr))
    return shown


def _worked(expr: model.Expr, found: object, env: Env, conditions: Measures) -> Worked:
    value, unit = _shown(found, expr)
    match expr:
        case model.Arithmetic(op=op, left=left, right=right):
            return Worked(op, "", value, (worked(left, env, conditions), worked(right, env, conditions)), unit)
        case model.Range(low=low, high=high):
            parts = [worked(part, env, conditions) for part in (low, high) if part is not None]
            return Worked("range", "", value, tuple(parts), unit)
        case model.Fn(name=name, args=args):
            return Worked("call", name, value, tuple(worked(arg, env, conditions) for arg in args), unit)
        case model.If(condition=condition, then=then, otherwise=otherwise):
            held = conditions.value(condition)(env)
            return worked(then if held is True else otherwise, env, conditions)
        case model.Param(source="let", name=name):
            return Worked("let", name, value, (worked(conditions.lets[name], env, conditions),), unit)
        case model.Param(source=source, name=name):
            return Worked(source, name, value, (), unit)
        case model.Known(name=name):
            return Worked("known", name, value, (), unit)
        case model.FieldOf(of=of, name=name):
            return Worked("field", f"{of.type.of or ''}.{name}", value, (), unit)
        case model.Aggregate(fn=fn, field=name):
            kind = "" if expr.pattern is None else expr.pattern.event
            return Worked(fn, f"{kind}.{name}" if name else "", value, (), unit)
        case model.Measured(name=name) if name in conditions.all_tiers:
            return Worked("tier", name, value, (worked(conditions.all_tiers[name].of, env, conditions),), unit)
        case model.Measured(name=name):
            return Worked("measured", name, value, (), unit)
        case _:
            return Worked("const", "", value, (), unit)


def told(found: object, expr: model.Expr) -> Worked | None:
    """Return a value that an expression had as one figure, None where it had none."""
    value, unit = _shown(found, expr)
    return None if value is None or found is None else Worked("const", "", value, (), unit)


def _shown(found: object, expr: model.Expr) -> tuple[Fraction | str | None, str | None]:
    match found:
        case Worth(low=low, high=high):
            return (low if low == high else None), "money"
        case Length(count=count, unit=unit):
            return count, unit.value
        case Fraction():
            return found, _number_unit(expr)
        case Reach():
            return None, None
        case Unknown():
            return None, None
        case _:
            return as_text(found), None


def _number_unit(expr: model.Expr) -> str:
    return {"rate": "share", "points": "point"}.get(expr.type.kind.value, "number")
