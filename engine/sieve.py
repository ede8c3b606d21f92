"""
What the loop need not see: acts owed one by one that were plainly done in time.

A hotline answers nearly every ticket in time, and of a ticket answered in time nothing follows: no breach, no money, no
point. Such instances are found by column, a trigger and the first act of the same key, before the loop begins; their
rows are made when somebody asks for them, by the very code that makes the others. Everything else goes through the
loop, with all the rows of its key: what was late, what was never done, what two triggers of one key leave in doubt.

An instance is *plainly kept* where its own clause and its own two rows decide it: a clause triggered by one event, an
act owed within a length of it, tied by fields of both; done at or before the due date as the contract counts it, before
any suspension, for a suspension only gives more time (art. 590). A clause is sifted only where nothing asks about it
but whether it was broken, and where nothing else reads the events that start and perform it. ``sift`` says which
clauses these are, ``Sieve`` parts the rows of one log. Where it is used the report is the same, row by row.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import compress
from types import MappingProxyType

from attrs import frozen

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.dsl.quantity import EXACT_LENGTHS, Length
from luyue.engine.due import DueDate
from luyue.engine.duration import exact_micros
from luyue.engine.event import Event, InstantValue, Value
from luyue.engine.finding import Unknown
from luyue.engine.formula import Env, bare
from luyue.engine.lifecycle import acts_for
from luyue.engine.plan import Norm, Plan
from luyue.engine.quiet import says_itself
from luyue.engine.strand import Column, Strand
from luyue.engine.value import as_text, start_of
from luyue.engine.world import World

BROKEN = ("breached", "late", "overdue", "missed")  # states that an instance plainly kept never enters
TYING = (Kind.TEXT, Kind.ID, Kind.ENUM)  # fields that are compared as they are written
TOUCHING = ("waives", "rejects", "blocks")  # roles of events that may name any instance
NEVER = -(2**62)  # before every instant
Same = tuple[str, ...]
Windows = tuple[tuple[int, int] | None, ...]  # of each clause: its first and last instant in force, if it has any
Tests = Callable[[model.Pattern], Callable[[Event, Env], bool]]


@frozen
class Sifted:
    """A clause whose instances may be found by column."""

    norm: Norm
    trigger: model.Pattern
    act: model.Pattern
    anchor: str | None  # the field of the trigger from which the time runs; None: from the trigger
    exact: int | None  # microseconds within which it is owed; None: whole days, by the day of the anchor


@frozen
class Sieve:
    """The clauses of a plan that may be sifted, and the event types that nothing else reads."""

    clauses: tuple[Sifted, ...]
    free: frozenset[str]  # types of which the loop sees only the rows that it needs

    @property
    def useful(self) -> bool:
        """Return whether there is anything that the loop need not see."""
        return bool(self.free)


# ---------------------------------------------------------------- which clauses


def sift(plan: Plan, kinds: frozenset[str]) -> Sieve:
    """Return what of a plan may be sifted in a log of some event types: the most clauses that nothing else reads."""
    contract = plan.contract
    asked = tuple(_asked(contract))
    found = [one for one in (_sifted(norm, plan, asked, kinds) for norm in plan.norms) if one is not None]
    waiting = [norm for norm in plan.norms if norm.waits and _alone(norm, contract)]
    while True:
        own = {id(p) for one in found for p in (one.trigger, one.act)} | set(_counted(waiting, contract))
        barred = set(_barred(contract, own))
        kept = [one for one in found if not {one.trigger.event, one.act.event} & barred]
        still = [norm for norm in waiting if not _kinds_of(norm) & barred]
        if (len(kept), len(still)) == (len(found), len(waiting)):
            free = {p.event for one in kept for p in (one.trigger, one.act)}
            return Sieve(tuple(kept), frozenset(free.union(*map(_kinds_of, still))))
        found, waiting = kept, still


def _text(contract: model.Contract) -> tuple[object, ...]:
    """Return what of a contract decides anything."""
    c = contract
    dated = (c.effective, c.signed, c.term, c.price, c.price_changed_by, c.instruments, c.periods)
    return (*dated, c.clauses, c.lets, c.blanks, c.metrics, c.scores, c.tiers, c.intervals, c.limits, c.tables)


def _asked(contract: model.Contract) -> Iterator[model.InState | model.BreachOf]:
    for node in model.walk(_text(contract)):
        if isinstance(node, (model.InState, model.BreachOf)):
            yield node


def _sifted(
    norm: Norm, plan: Plan, asked: tuple[model.InState | model.BreachOf, ...], kinds: frozenset[str]
) -> Sifted | None:
    clause = norm.clause
    lines = (clause.powers, clause.prohibitions, clause.suspensions, clause.requirements, clause.preconditions)
    if any(lines) or norm.own_window or clause.survivals or clause.instrument:
        return None
    trigger, act = _one_event(norm.trigger), _one_act(norm.duty)
    if trigger is None or act is None or trigger.event == act.event or not norm.same:
        return None
    if not (says_itself(trigger) and says_itself(act) and _ties(norm, plan, trigger, act)):
        return None
    if not _only_breaches(norm, plan, asked) or _touched(norm, plan.contract, kinds):
        return None
    within = _within(clause.timings)
    return None if within is None else Sifted(norm, trigger, act, _anchor(within), _exact(within))


def _one_event(trigger: model.Trigger) -> model.Pattern | None:
    match trigger:
        case model.Trigger(kind="events", sources=(model.Pattern() as pattern,)):
            return pattern
        case _:
            return None


def _one_act(duty: model.Duty | None) -> model.Pattern | None:
    match duty:
        case model.Duty(
            owed=model.Act(bearer=model.PartyRef(name=who), any_of=((pattern,),), at_least=1), each_of=None, all=False
        ) if who != "each_party":
            return pattern
        case _:
            return None


def _ties(norm: Norm, plan: Plan, trigger: model.Pattern, act: model.Pattern) -> bool:
    """Return whether both events have the fields that tie them, compared as written, and name no period or party."""
    kinds = [{f.label.id: f.type.kind for f in plan.types[p.event].fields} for p in (trigger, act)]
    return all(kind.get(name) in TYING for kind in kinds for name in norm.same)


def _only_breaches(norm: Norm, plan: Plan, asked: Iterable[model.InState | model.BreachOf]) -> bool:
    """Return whether nothing asks about a clause but whether it was broken, and nothing is set off where it was not."""
    if any(node.clause == norm.id and node.state not in BROKEN for node in asked):
        return False
    askers = [one for one in plan.norms if one.trigger.condition is not None and norm.id in one.watches]
    return all(not one.trigger.same or isinstance(one.trigger.condition, model.InState) for one in askers)


def _touched(norm: Norm, contract: model.Contract, kinds: frozenset[str]) -> bool:
    """Return whether an event of the log, or a power, may name the clause's instances and so change them."""
    named_by = [event for event in contract.events if event.id in kinds]
    roles = [role for event in named_by for role in event.roles if role.kind in TOUCHING]
    powers = [effect for clause in contract.clauses for power in clause.powers for effect in power.effects]
    named = any(effect.kind == "refuses" and norm.id in effect.clauses for effect in powers)
    return named or any(not role.fixed or role.target == norm.id for role in roles)


def _within(timings: tuple[model.Timing, ...]) -> model.Within | None:
    match timings:
        case (model.Timing(time=model.Within(length=model.Const(), after=None | model.Var()) as within),):
            return within
        case (model.Timing(time=model.Within(length=model.Const(), after=model.FieldOf(of=model.Var())) as within),):
            return within
        case _:
            return None


def _anchor(within: model.Within) -> str | None:
    return within.after.name if isinstance(within.after, model.FieldOf) else None


def _exact(within: model.Within) -> int | None:
    length = within.length.value if isinstance(within.length, model.Const) else None
    return exact_micros(length) if isinstance(length, Length) and length.unit in EXACT_LENGTHS else None


# ---------------------------------------------------------------- which events


def _alone(norm: Norm, contract: model.Contract) -> bool:
    """Return whether nothing but its own clause reads a figure."""
    own = {id(node) for node in model.walk(norm.clause.duties)}
    readers = (node for node in model.walk(_text(contract)) if isinstance(node, model.Measured))
    name = norm.metric.label.id if norm.metric is not None else ""
    return all(id(node) in own for node in readers if node.name == name)


def _figure(norm: Norm, contract: model.Contract) -> Iterator[model.Pattern]:
    for metric in contract.metrics:
        if norm.metric is not None and metric.label.id == norm.metric.label.id:
            yield from (node for node in model.walk(metric.value) if isinstance(node, model.Pattern))


def _counted(waiting: Iterable[Norm], contract: model.Contract) -> Iterator[int]:
    for norm in waiting:
        yield from map(id, _figure(norm, contract))


def _kinds_of(norm: Norm) -> set[str]:
    metric = norm.metric
    nodes = model.walk(metric.value) if isinstance(metric, model.Metric) else ()
    return {node.event for node in nodes if isinstance(node, model.Pattern)}


def _barred(contract: model.Contract, own: set[int]) -> Iterator[str]:
    """Yield the event types that something else reads, that have a role, are attested, or name a period."""
    for node in model.walk(_text(contract)):
        if isinstance(node, model.Pattern) and id(node) not in own:
            yield node.event
    for event in contract.events:
        if event.roles or event.attested or any(f.type.kind is Kind.PERIOD for f in event.fields):
            yield event.id


# ---------------------------------------------------------------- which rows


@frozen(eq=False)
class Kept:
    """What a sieve held back: by clause the places of each trigger and its act; and the rows that the loop must see."""

    strands: Mapping[str, Strand]
    pairs: tuple[tuple[Sifted, Mapping[int, int]], ...]
    looped: tuple[Event, ...]
    known: frozenset[tuple[int, str]]  # looped triggers of which a clause's own instance is kept: its number, event id
    assumed: bool  # whether a due date rests on days of a year that nobody has announced yet

    def __len__(self) -> int:
        return sum(len(pairs) for _, pairs in self.pairs)

    def in_order(self) -> Iterator[tuple[Norm, Event, Event]]:
        """Yield the clause, the trigger and the act of each instance, by the time they arose, then clause, then key."""
        yield from merge(*(self._of_clause(one, pairs) for one, pairs in self.pairs), key=_arising)

    def _of_clause(self, one: Sifted, pairs: Mapping[int, int]) -> Iterator[tuple[Norm, Event, Event]]:
        same: list[tuple[Norm, Event, Event]] = []
        for place in sorted(pairs):
            made = (one.norm, *self.events(one, place, pairs[place]))
            if same and same[0][1].at != made[1].at:
                yield from sorted(same, key=_arising)
                same = []
            same.append(made)
        yield from sorted(same, key=_arising)

    def find(self, row_id: str) -> tuple[Norm, Event, Event] | None:
        """Return the instance of an id, None where there is none."""
        return next((one for one in self.in_order() if _id(*one[:2]) == row_id), None)

    def events(self, one: Sifted, trigger: int, act: int) -> tuple[Event, Event]:
        """Return the two events of an instance."""
        return self.strands[one.trigger.event].make(trigger), self.strands[one.act.event].make(act)


class Sifting:
    """The rows of one replay before a sieve."""

    def __init__(self, sieve: Sieve, strands: Mapping[str, Strand], tests: Tests) -> None:
        self.sieve = sieve
        self.tests = tests
        self.strands = MappingProxyType({kind: strands[kind] for kind in sorted(sieve.free) if kind in strands})
        self._parted: dict[Windows, Kept] = {}
        self._columns: dict[tuple[str, Same], Column | None] = {}

    def part(self, world: World, windows: Windows) -> Kept:
        """Return what is plainly kept among what each clause, while in force, was set off by and was done."""
        if windows not in self._parted:
            self._parted[windows] = self._part(world, windows)
        return self._parted[windows]

    def _part(self, world: World, windows: Windows) -> Kept:
        found: list[tuple[Sifted, dict[int, int]]] = []
        doubtful: list[tuple[Sifted, list[int]]] = []  # by clause: triggers whose instance the loop must see
        assumed = False
        for one, window in zip(self.sieve.clauses, windows, strict=True):
            places = self._fitting(one.trigger, world)
            dues = _Dues(one, world, self._anchors(one))
            pairs = {} if window is None else self._pairs(one, places, dues, window)
            found.append((one, pairs))
            if len(pairs) < len(places):
                doubtful.append((one, [place for place in places if place not in pairs]))
            assumed |= dues.assumed
        wanted = self._wanted(doubtful)
        looped = tuple(self.strands[kind].make(place) for kind, rows in wanted.items() for place in sorted(rows))
        return Kept(self.strands, tuple(found), looped, frozenset(self._known(found, wanted)), assumed)

    def _known(
        self, found: list[tuple[Sifted, dict[int, int]]], wanted: Mapping[str, set[int]]
    ) -> Iterator[tuple[int, str]]:
        """Yield the triggers that the loop sees for another clause's sake: the clause's number and the event's id."""
        for one, pairs in found:
            for place in wanted.get(one.trigger.event, ()):
                if place in pairs:
                    yield one.norm.number, self.strands[one.trigger.event].make(place).id

    def _pairs(self, one: Sifted, places: Sequence[int], dues: "_Dues", within: tuple[int, int]) -> dict[int, int]:
        """Return of one clause the triggers plainly kept, each with its act."""
        act_keys, keys = self._keys(one.act.event, one.norm.same), self._keys(one.trigger.event, one.norm.same)
        if act_keys is None or keys is None:
            return {}
        done = self._by_bearer(one, self._fitting(one.act, dues.world), dues.world)
        act_keys, keys = _picked(act_keys, done), _picked(keys, places)
        first = dict(zip(reversed(act_keys), reversed(done), strict=True))
        at, when = self.strands[one.trigger.event].at, self.strands[one.act.event].at
        unsafe = _several(keys) | _at_once(act_keys, done, when, first)
        pairs = dues.timely(
            ((p, a) for p, k in zip(places, keys, strict=True) if (a := first.get(k)) is not None), at, when
        )
        begin, end = within
        if pairs and (unsafe or at[0] < begin or when[-1] > end):
            known = dict(zip(places, keys, strict=True)) if unsafe else {}
            pairs = {p: a for p, a in pairs.items() if begin <= at[p] and when[a] <= end and known.get(p) not in unsafe}
        return pairs

    def _by_bearer(self, one: Sifted, done: Sequence[int], world: World) -> Sequence[int]:
        """Return those of the acts that name no other party than the one who owes them."""
        matcher = one.norm.alternatives[0][0]
        if matcher.party is None:
            return done
        named = self.strands[one.act.event].read(matcher.party)
        bearer = as_text(one.norm.bearer(bare(world))) if one.norm.bearer is not None else ""
        return [place for place in done if acts_for(named[place], bearer)]

    def _anchors(self, one: Sifted) -> Column | None:
        """Return what the time of each trigger runs from, None where it is the trigger itself."""
        strand = self.strands.get(one.trigger.event)
        return None if one.anchor is None or strand is None else strand.read(one.anchor)

    def _wanted(self, doubtful: Iterable[tuple[Sifted, list[int]]]) -> dict[str, set[int]]:
        """Return by type the rows that the loop must see: triggers in doubt, and every act of their keys."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for one, places in doubtful:
            same = one.norm.same
            wanted[one.trigger.event].update(places)
            if one.act.event not in self.strands:
                continue
            keys, act_keys = self._keys(one.trigger.event, same), self._keys(one.act.event, same)
            if keys is None or act_keys is None:  # a row that lacks a key may belong to any
                wanted[one.act.event].update(range(len(self.strands[one.act.event])))
                continue
            values = {keys[place] for place in places}
            wanted[one.act.event].update(place for place, key in enumerate(act_keys) if key in values)
        return wanted

    # ------------------------------------------------------------ columns

    def _keys(self, kind: str, same: Same) -> Column | None:
        """Return the values that tie each row of a type; None where a row, or every row, lacks one."""
        if (kind, same) not in self._columns:
            columns = self._read(kind, same)
            whole = columns and all(None not in column for column in columns)
            keys = None if not whole else columns[0] if len(columns) == 1 else tuple(zip(*columns, strict=True))
            self._columns[kind, same] = keys
        return self._columns[kind, same]

    def _read(self, kind: str, names: Same) -> list[Column]:
        return [self.strands[kind].read(name) for name in names] if kind in self.strands else []

    def _fitting(self, pattern: model.Pattern, world: World) -> Sequence[int]:
        """Return the places of the rows that fit a pattern, in order; of rows that say the same one is asked."""
        strand = self.strands.get(pattern.event)
        if strand is None or not pattern.where:
            return range(0 if strand is None else len(strand))
        test, env = self.tests(pattern), bare(world)
        nodes = [node for where in pattern.where for node in model.walk(where)]
        fields = [node for node in nodes if isinstance(node, model.FieldOf)]
        if len(fields) < sum(isinstance(node, model.Own) for node in nodes):  # it asks for more than fields
            return [place for place in range(len(strand)) if test(strand.make(place), env)]
        said = list(zip(*self._read(pattern.event, tuple(node.name for node in fields)), strict=True))
        fits = {
            values: test(strand.make(place), env)
            for values, place in dict(zip(said, range(len(said)), strict=True)).items()
        }
        return list(compress(range(len(said)), map(fits.__getitem__, said)))


class _Dues:
    """The last timely instants of a clause, before suspensions."""

    def __init__(self, one: Sifted, world: World, anchors: Column | None) -> None:
        self.world = world
        self.anchors = anchors
        self.due = one.norm.due
        self.exact, self.anchor = one.exact, one.anchor
        self.days: dict[int, DueDate | Unknown] = {}
        self.assumed = False

    def timely(self, found: Iterable[tuple[int, int]], at: Sequence[int], when: Sequence[int]) -> dict[int, int]:
        """Return the pairs of trigger and act of which the act came in time, not before its trigger."""
        if self.anchors is not None:
            starts = [NEVER if said is None else start_of(said, self.world.zone) for said in self.anchors]
            last = self._of_day if self.exact is None else self.exact.__add__
            return {p: a for p, a in found if starts[p] != NEVER and at[p] <= when[a] <= last(starts[p])}
        if self.exact is not None:
            length = self.exact
            return {p: a for p, a in found if at[p] <= when[a] <= at[p] + length}
        return {p: a for p, a in found if at[p] <= when[a] <= self._of_day(at[p])}

    def _of_day(self, start: int) -> int:
        """Return the last timely instant of a time that runs from an instant; what cannot be counted has none."""
        day = self.world.zone.day_of(start)
        if day not in self.days:
            fields: dict[str, Value] = {} if self.anchor is None else {self.anchor: InstantValue(start)}
            spoken = Event("", "", start, start, start, fields)
            self.days[day] = Unknown(()) if self.due is None else self.due(Env(self.world, {"": spoken}, {}), start)
        due = self.days[day]
        if isinstance(due, Unknown):
            return NEVER
        self.assumed |= due.assumed
        return due.last


def _id(norm: Norm, trigger: Event) -> str:
    return f"{norm.id}/{' '.join(str(trigger.fields[name]) for name in norm.same)}"


def _arising(one: tuple[Norm, Event, Event]) -> tuple[int, int, str]:
    norm, trigger, _ = one
    return (trigger.at, norm.number, _id(norm, trigger))


def _picked(column: Column, places: Sequence[int]) -> Column:
    return column if isinstance(places, range) else [column[place] for place in places]


def _several(keys: Column) -> set[object]:
    """Return the keys that more than one row has."""
    return set() if len(set(keys)) == len(keys) else {key for key, times in Counter(keys).items() if times > 1}


def _at_once(keys: Column, places: Sequence[int], at: Sequence[int], first: Mapping[Value, int]) -> set[object]:
    """Return the keys whose first row shares its instant with another: nothing but its id puts it first."""
    if len(first) == len(keys):
        return set()
    rows = zip(keys, places, strict=True)
    return {key for key, place in rows if first[key] != place and at[place] == at[first[key]]}
