"""
A contract set on its feet: the world of one replay made ready, and the loop run over it.

From everything that the report may know comes first when the contract binds and how long it runs; then the loop runs
over the rows that it must see. Where a power ended the contract, or a part of it, what was done afterwards is looked at
again in the loop: the sieve knows of no end but the term's.
"""

from operator import attrgetter

from attrs import field, frozen

from luyue.engine.calendar import WorkCalendar
from luyue.engine.event import Event
from luyue.engine.finding import Unknown
from luyue.engine.force import Force, term_days
from luyue.engine.formula import Env
from luyue.engine.named import named
from luyue.engine.parting import Parted
from luyue.engine.plan import Plan
from luyue.engine.reductions import Lowerings
from luyue.engine.report import AsOf
from luyue.engine.run import Run
from luyue.engine.settings import Settings
from luyue.engine.sieve import Kept, Sifting, Windows
from luyue.engine.sift import Sieve
from luyue.engine.value import start_of
from luyue.engine.world import EVER, World
from luyue.engine.zone import Zone

NO_SIEVE = Sieve((), frozenset())
EVER_AFTER = 2**62


@frozen(eq=False)
class Played:
    """A run that is over: the rows that the loop saw, and what it did not have to see."""

    run: Run
    events: tuple[Event, ...]
    kept: Kept | None


@frozen(eq=False)
class Stage:
    """One contract under one set of settings, and the rows that a report applies."""

    plan: Plan
    parted: Parted
    moment: AsOf
    settings: Settings
    zone: Zone
    calendar: WorkCalendar
    sieve: Sieve
    _sifting: Sifting | None = field(init=False)
    _others: tuple[Event, ...] = field(init=False)

    @_sifting.default
    def _sifted(self) -> Sifting | None:
        if not self.sieve.useful:
            return None
        return Sifting(self.sieve, self.parted.strands(self.sieve.free), self.plan.conditions.test)

    @_others.default
    def _rest(self) -> tuple[Event, ...]:
        return tuple(self.parted.others(self.sieve.free))

    def play(self, lowered: Lowerings, events: list[Event] | None = None) -> Played:
        """Return a run over the rows in order of effect; ``events`` are the looped ones in another order."""
        end = self.moment.us
        while True:
            world = self._world(lowered)
            told, windows = self._date_contract(world)
            run = Run(self.plan, world)
            if self.moment.us is None or end is None:
                return Played(run, (), None)
            kept = None if self._sifting is None else self._kept(self._sifting, windows, world, end)
            run.known = frozenset() if kept is None else kept.known
            if events is not None:
                told = named(events, self.plan.conditions, world)
            elif kept is not None and kept.looped:
                told = sorted((*told, *kept.looped), key=attrgetter("order"))
            run.play(told, self.moment.us)
            over = None if kept is None else self._over(world)
            if over is None or over > end:
                return Played(run, tuple(told), kept)
            end = over - 1

    def _world(self, lowered: Lowerings) -> World:
        return World(
            lowered=lowered,
            contract=self.plan.contract,
            zone=self.zone,
            calendar=self.calendar,
            settings=self.settings.blanks,
            read_types=self.plan.read_types,
        )

    def _kept(self, sifting: Sifting, windows: Windows, world: World, end: int) -> Kept:
        """Return what is plainly kept until an instant; the rows that are counted by column are all there at once."""
        kept = sifting.part(world, tuple(None if w is None else (w[0], min(w[1], end)) for w in windows))
        world.counted.update(kept.strands)
        return kept

    def _windows(self, world: World) -> Windows:
        """Return the first and last instant at which each sifted clause binds, if nothing ends it before."""
        force = Force(self.plan, world)
        found = [(force.since(one.norm), force.closes(one.norm)) for one in self.sieve.clauses]
        return tuple(None if first is None else (first, EVER_AFTER if last is None else last) for first, last in found)

    def _over(self, world: World) -> int | None:
        """Return when the contract, or a clause that was sifted, was ended by somebody; None where nothing was."""
        ends = [world.ended(one.norm.id) for one in self.sieve.clauses]
        return min((at for at in ends if at is not None), default=None)

    def _date_contract(self, world: World) -> tuple[list[Event], Windows]:
        """
        Find when the contract came into force and how long it runs, from everything the report may know.

        Return the events that the loop sees in any case, periods that they name by number under the reports' names, and
        when the clauses that are sifted bind.
        """
        if self.moment.us is None:
            world.now = EVER
        else:
            world.now, world.day = self.moment.us, self.zone.day_of(self.moment.us)
        for event in self._others:
            world.history[event.type].append(event)
        env = Env(world, {}, {})
        contract, conditions = self.plan.contract, self.plan.conditions
        stated = contract.effective if contract.effective is not None else contract.signed
        if stated is None:
            world.effective = self._first_day()
        else:
            found = conditions.value(stated)(env)
            world.effective = None if isinstance(found, Unknown) else start_of(found, self.zone)
        days = term_days(contract.term, conditions, env)
        world.term = None if days is None or days[1] is None else (days[0], days[1])
        told = named(self._others, conditions, world)
        windows = self._windows(world)
        world.forget()
        return told, windows

    def _first_day(self) -> int | None:
        """Return the beginning of the day of the first event, for a contract that does not say when it binds."""
        strands = () if self._sifting is None else self._sifting.strands.values()
        first = [*(strand.at[0] for strand in strands if len(strand)), *(event.at for event in self._others)]
        return self.zone.start_of(self.zone.day_of(min(first))) if first else None
