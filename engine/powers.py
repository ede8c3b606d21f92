"""
Powers (形成权): when one opens, whether an act exercises it, and when it is gone.

Validity is judged when the act takes effect (art. 137, 565). A power that rests on a running delay lapses with
the delay, one that rests on a count or a fact stays; a right to end the contract lapses one year after it
opened (art. 564) unless the clause gives another time. An act without an available power has no effect and is
put on record as void.
"""

from fractions import Fraction

from luyue.dsl.model import Kind
from luyue.dsl.quantity import Length, Unit
from luyue.engine.agenda import Agenda
from luyue.engine.condition import last_instant
from luyue.engine.duration import add_length
from luyue.engine.event import Event
from luyue.engine.finding import Unknown
from luyue.engine.formula import Env, bare, env_of, tied
from luyue.engine.moments import moments
from luyue.engine.plan import Norm, Plan
from luyue.engine.value import as_text
from luyue.engine.world import EVER, Instance, PowerState, World

ANYONE = ("each_party", "both_parties")
ONE_YEAR = Length(Fraction(1), Unit.YEAR)


class Powers:
    """Follow the powers of one run."""

    def __init__(self, plan: Plan, world: World, agenda: Agenda) -> None:
        self.plan = plan
        self.world = world
        self.agenda = agenda
        self.void: dict[str, list[tuple[Event, str]]] = {}  # by clause: acts that found no instance

    def carry(self, norm: Norm, inst: Instance) -> None:
        """Give an instance the power of its clause."""
        if norm.holder is None:
            return
        holder = norm.holder(env_of(self.world, inst))
        inst.power = PowerState(holder=as_text(holder), opened_by=_opened_by(inst))

    # ------------------------------------------------------------ open and lapsed

    def judge(self, norm: Norm, inst: Instance) -> None:
        """Open the power if its condition holds, let it lapse if it no longer may be used."""
        power = inst.power
        if power is None or power.state in ("effective", "lapsed") or power.lapsed_at is not None:
            return
        opened = self._opened(norm, inst)
        power.missing = opened.missing if isinstance(opened, Unknown) else ()
        holds = isinstance(opened, int) and opened <= self.world.now
        if power.state == "not_available" and holds and isinstance(opened, int):
            self._open(norm, inst, power, opened)
        elif power.state == "available" and not holds and self._rests(norm, inst) and _still_late(inst):
            power.state, power.available_from = "not_available", None  # relief recognised since: not late enough yet
        elif power.state == "available" and (not holds or not self._rests(norm, inst)):
            self._lapse(inst, power)
        elif power.state == "available" and isinstance(opened, int) and power.available_from is not None:
            power.available_from = max(power.available_from, opened)  # relief recognised since makes it later
        if power.state == "available" and self._over(norm, inst, power):
            self._lapse(inst, power)

    def _opened(self, norm: Norm, inst: Instance) -> int | Unknown | None:
        env = env_of(self.world, inst)
        if inst.excused or any(isinstance(since(env, EVER), int) for since, _ in norm.exceptions):
            return None
        if not self._rests(norm, inst):
            return None
        late = self._late_enough(norm, inst)
        if late is None:
            return None
        opened: int = max(late, inst.arose_at if inst.grounds is None else max(inst.arose_at, inst.grounds.at))
        open_ = inst.power is not None and inst.power.state == "available"
        entry = None if open_ else norm.entry  # asked when the power arises, not again
        sinces = [norm.once, *(None if gate is None else gate.since for gate in (entry, norm.gate))]
        for since in sinces:
            at = opened if since is None else since(env, EVER)
            if not isinstance(at, int):
                return at
            opened = max(opened, at)
        return opened

    def _late_enough(self, norm: Norm, inst: Instance) -> int | None:
        """Return when the delay that brought an instance reached its length, None where as is known now it did not."""
        source = inst.source
        if source is None or inst.cause or source.state != "overdue":
            return EVER
        wanted = [one for one in norm.sources if one.state == "late" and one.clause == source.norm.id]
        known = [at for one in wanted for at, _ in moments(one, source, self.world)]
        return min(known, default=None) if wanted else EVER

    def _rests(self, norm: Norm, inst: Instance) -> bool:
        """Return whether what a running power rests on is still there, and what any power rests on still stands."""
        source = inst.source
        if inst.groundless:
            return False
        if not norm.running and not norm.grounded:
            return True
        if norm.condition is not None:
            return isinstance(norm.condition(Env(self.world, {}, inst.tie), EVER), int)
        return source is None or norm.once is not None or source.state == "overdue"

    def _open(self, norm: Norm, inst: Instance, power: PowerState, at: int) -> None:
        power.state, power.available_from = "available", at
        power.until = self._last(norm, inst, at)
        if power.until is not None:
            self.agenda.at(power.until + 1, lambda: self.judge(norm, inst))
        self.agenda.report(inst)

    def _last(self, norm: Norm, inst: Instance, opened: int) -> int | None:
        """Return the last instant at which the power may be used, where there is one."""
        until = None if norm.power is None else norm.power.until
        if until is not None and until.type.kind in (Kind.DATE, Kind.INSTANT):
            moment = self.plan.conditions.value(until)(env_of(self.world, inst))
            return None if isinstance(moment, Unknown) else last_instant(moment, self.world)
        if norm.window is not None:
            due = norm.window(env_of(self.world, inst), opened)
            return None if isinstance(due, Unknown) else due.last
        if not norm.ends_contract or norm.until is not None:
            return None
        zone = self.world.zone
        return zone.end_of(add_length(zone.day_of(opened), ONE_YEAR))

    def _over(self, norm: Norm, inst: Instance, power: PowerState) -> bool:
        if power.until is not None and self.world.now > power.until:
            return True
        if norm.until is None or power.until is not None:
            return False
        at = norm.until(env_of(self.world, inst), power.available_from if power.available_from is not None else EVER)
        return isinstance(at, int)

    def _lapse(self, inst: Instance, power: PowerState) -> None:
        power.state, power.lapsed_at = "lapsed", self.world.now
        self.agenda.report(inst)

    def end(self, inst: Instance) -> None:
        """Let an open power lapse because the contract ended; one that never opened opens no more."""
        power = inst.power
        if power is None:
            return
        if power.state == "available":
            self._lapse(inst, power)
        elif power.state == "not_available":
            power.lapsed_at = self.world.now

    # ------------------------------------------------------------ exercise

    def exercised_by(self, event: Event) -> list[tuple[Norm, Instance]]:
        """Return what an act exercises, of each clause the one power that opened first; put a void act on record."""
        hits: list[tuple[Norm, Instance]] = []
        misses: list[tuple[Norm, Instance | None, str]] = []
        for norm in self.plan.exercises.get(event.type, ()):
            fits, wrong = self._fitting(norm, event)
            ready = [i for i in fits if i.power is not None and i.power.state == "available"]
            if ready:
                hits.append((norm, min(ready, key=_opening)))
            elif fits and _used_again(norm, fits):
                continue
            elif fits:
                misses.append((norm, fits[0], _why(fits[0])))
            elif wrong:
                misses.append((norm, wrong[0], "wrong_party"))
            elif (why := self._bare_fit(norm, event)) is not None:
                misses.append((norm, None, why))
        if not hits:
            for norm, inst, why in misses:
                self._record(norm, inst, event, why)
        return hits

    def _fitting(self, norm: Norm, event: Event) -> tuple[list[Instance], list[Instance]]:
        """Return the instances whose pattern an act fits, and those that it fits but for its party."""
        fits: list[Instance] = []
        wrong: list[Instance] = []
        for inst in self.world.instances[norm.id]:
            if norm.act is None or inst.power is None or not _agrees(event, inst):
                continue
            if norm.act.test(event, env_of(self.world, inst)):
                (fits if self._held(norm, inst.power.holder, event) else wrong).append(inst)
        return fits, wrong

    def _held(self, norm: Norm, holder: str, event: Event) -> bool:
        party = None if norm.act is None or norm.act.party is None else event.fields.get(norm.act.party)
        return party is None or holder in ANYONE or holder == party

    def _bare_fit(self, norm: Norm, event: Event) -> str | None:
        """Return why an act that fits a power without an instance is void; None where it does not fit."""
        if norm.act is None or norm.holder is None or self.world.instances[norm.id]:
            return None
        env = bare(self.world)
        if not norm.act.test(event, env):
            return None
        holder = as_text(norm.holder(env)) if not norm.trigger.sources else ""
        return "no_instance" if not holder or self._held(norm, holder, event) else "wrong_party"

    def _record(self, norm: Norm, inst: Instance | None, event: Event, why: str) -> None:
        if inst is not None and inst.power is not None:
            inst.power.void.append((event, why))
        else:
            self.void.setdefault(norm.id, []).append((event, why))

    def exercise(self, inst: Instance, event: Event) -> None:
        """Put an exercise on record: it is effective as it arrives."""
        power = inst.power
        if power is None:
            raise RuntimeError(f"{inst.id} carries no power")
        power.state, power.exercised_by, power.effective_at = "effective", event, event.at
        power.lapsed_at = None  # what another right of the same act ended did not end this one
        self.agenda.report(inst)


def _still_late(inst: Instance) -> bool:
    """Return whether the delay that brought a power still runs."""
    return (
        inst.grounds is not None
        and inst.grounds.cured_at is None
        and inst.source is not None
        and (inst.source.state == "overdue")
    )


def _agrees(event: Event, inst: Instance) -> bool:
    return tied(event, inst.tie)


def _opening(inst: Instance) -> tuple[int, str]:
    power = inst.power
    return (power.available_from or 0 if power is not None else 0, inst.id)


def _used_again(norm: Norm, fits: list[Instance]) -> bool:
    """Return whether an act uses again what has no effect of its own: a permission is not used up."""
    used = any(one.power is not None and one.power.state == "effective" for one in fits)
    return used and norm.power is not None and not norm.power.effects


def _why(inst: Instance) -> str:
    match None if inst.power is None else inst.power.state:
        case "lapsed":
            return "lapsed"
        case "effective":
            return "already_exercised"
        case _:
            return "not_open_yet"


def _opened_by(inst: Instance) -> tuple[str, ...]:
    if inst.grounds is not None:
        return (inst.grounds.id,)
    return () if inst.trigger is None else (inst.trigger.id,)
