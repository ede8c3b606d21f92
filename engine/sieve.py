"""
What the loop need not see: acts owed one by one that were plainly done in time.

A hotline answers nearly every ticket in time, and of a ticket answered in time nothing follows: no breach, no money, no
point. Such instances are found by column, a trigger and the first act of the same key, before the loop begins; their
rows are made when somebody asks for them, by the very code that makes the others. Everything else goes through the
loop, with all the rows of its key: what was late, what was never done, what two triggers of one key leave in doubt.
``sift`` says of which clauses; where it is used the report is the same, row by row.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import merge
from itertools import compress
from operator import eq
from types import MappingProxyType
from typing import TypeVar

from attrs import frozen

from luyue.dsl import model
from luyue.engine.due import DueDate
from luyue.engine.event import Event, InstantValue, Value
from luyue.engine.formula import Env, bare
from luyue.engine.lifecycle import acts_for
from luyue.engine.plan import Norm
from luyue.engine.sift import Sieve, Sifted
from luyue.engine.strand import Column, Strand, in_order
from luyue.engine.value import as_text, start_of
from luyue.engine.world import EVER, World

T = TypeVar("T")
Same = tuple[str, ...]
Windows = tuple[tuple[int, int] | None, ...]  # of each clause: its first and last instant in force, if it has any
Tests = Callable[[model.Pattern], Callable[[Event, Env], bool]]


@frozen(eq=False)
class Held:
    """The instances of one clause that are plainly kept: its triggers but those in doubt, and the acts by key."""

    clause: Sifted
    places: Sequence[int]  # of the triggers
    keys: Column  # of the triggers, in the same order
    doubtful: frozenset[int]  # places
    acts: "_Acts | None"

    def __len__(self) -> int:
        return len(self.places) - len(self.doubtful)

    @cached_property
    def by_key(self) -> Mapping[str, tuple[int, int]]:
        """The places of each trigger and act, by what follows the clause in the id of their instance."""
        keys = dict(zip(self.places, self.keys, strict=True))
        return {_words(keys[trigger]): (trigger, act) for trigger, act in self.pairs()}

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the places of each trigger and of the act that performed it."""
        acts: Mapping[Value, int] = {} if self.acts is None else self.acts.places
        found = zip(self.places, self.keys, strict=True)
        return ((place, acts[key]) for place, key in found if place not in self.doubtful)


@frozen(eq=False)
class Kept:
    """What a sieve held back, by clause, and the rows that the loop must see."""

    strands: Mapping[str, Strand]
    held: tuple[Held, ...]
    looped: tuple[Event, ...]
    known: frozenset[tuple[int, str]]  # looped triggers of which a clause's own instance is kept: its number, event id
    assumed: bool  # whether a due date rests on days of a year that nobody has announced yet

    def __len__(self) -> int:
        return sum(map(len, self.held))

    def in_order(self) -> Iterator[tuple[Norm, Event, Event]]:
        """Yield the clause, the trigger and the act of each instance, by the time they arose, then clause, then key."""
        yield from merge(*map(self._of_clause, self.held), key=_arising)

    def _of_clause(self, held: Held) -> Iterator[tuple[Norm, Event, Event]]:
        one = held.clause
        made = ((one.norm, *self._events(one, trigger, act)) for trigger, act in held.pairs())
        return in_order(made, lambda found: found[1].at, _arising)

    def _events(self, one: Sifted, trigger: int, act: int) -> tuple[Event, Event]:
        return self.strands[one.trigger.event].make(trigger), self.strands[one.act.event].make(act)

    def find(self, row_id: str) -> tuple[Norm, Event, Event] | None:
        """Return the instance of an id, None where there is none."""
        name, _, key = row_id.partition("/")
        held = next((one for one in self.held if one.clause.norm.id == name), None)
        pair = None if held is None else held.by_key.get(key)
        return None if held is None or pair is None else (held.clause.norm, *self._events(held.clause, *pair))


class Sifting:
    """The rows of one replay before a sieve."""

    def __init__(self, sieve: Sieve, strands: Mapping[str, Strand], tests: Tests) -> None:
        self.sieve = sieve
        self.tests = tests
        self.strands = MappingProxyType({kind: strands[kind] for kind in sorted(sieve.free) if kind in strands})
        self._parted: dict[Windows, Kept] = {}
        self._columns: dict[tuple[str, Same], Column | None] = {}
        self._acts: dict[tuple[int, str, Same], _Acts] = {}
        self._alike: dict[tuple[str, Same], dict[tuple[Value, ...], list[int]]] = {}

    def part(self, world: World, windows: Windows) -> Kept:
        """Return what is plainly kept among what each clause, while in force, was set off by and was done."""
        if windows not in self._parted:
            self._parted[windows] = self._part(world, windows)
        return self._parted[windows]

    def _part(self, world: World, windows: Windows) -> Kept:
        dues = [_Dues(one, world, self._anchors(one)) for one in self.sieve.clauses]
        held = tuple(map(self._held, dues, windows))
        wanted = self._wanted(held)
        looped = tuple(self.strands[kind].make(place) for kind, rows in wanted.items() for place in sorted(rows))
        known = frozenset(self._known(held, wanted))
        return Kept(self.strands, held, looped, known, any(one.assumed for one in dues))

    def _held(self, dues: "_Dues", window: tuple[int, int] | None) -> Held:
        """Return of one clause the triggers, and which of them are in doubt."""
        one, world = dues.one, dues.world
        places = self._fitting(one.trigger, world)
        keys = self._keys(one.trigger.event, one.norm.same)
        acts = None if keys is None else self._acts_of(one, world)
        if acts is None or keys is None or window is None:
            return Held(one, places, (None,) * len(places), frozenset(places), None)
        keys, at = _picked(keys, places), _picked(self.strands[one.trigger.event].at, places)
        begin, end = window
        rows = zip(places, at, map(acts.first.get, keys), dues.lasts(places, at), strict=True)
        doubtful = {place for place, t, w, due in rows if w is None or not t <= w <= due}
        if len(at) and (at[0] < begin or acts.latest > end):
            rows = zip(places, at, map(acts.first.get, keys), at, strict=True)
            doubtful |= {place for place, t, w, _ in rows if t < begin or w is None or w > end}
        unsafe = _several(keys) | acts.at_once
        if unsafe:
            doubtful.update(place for place, key in zip(places, keys, strict=True) if key in unsafe)
        return Held(one, places, keys, frozenset(doubtful), acts)

    def _acts_of(self, one: Sifted, world: World) -> "_Acts | None":
        """Return the acts that may perform a clause, None where a row may belong to any instance."""
        bearer = "" if one.norm.bearer is None else as_text(one.norm.bearer(bare(world)))
        mark = (id(one.act.where) if one.act.where else 0, f"{one.act.event} {bearer}", one.norm.same)
        if mark not in self._acts:
            keys = self._keys(one.act.event, one.norm.same)
            if keys is None:
                return None
            done = self._by(one, bearer, self._fitting(one.act, world))
            self._acts[mark] = _Acts(_picked(keys, done), done, _picked(self.strands[one.act.event].at, done))
        return self._acts[mark]

    def _by(self, one: Sifted, bearer: str, done: Sequence[int]) -> Sequence[int]:
        """Return those of the acts that name no other party than the one who owes them."""
        matcher = one.norm.alternatives[0][0]
        if matcher.party is None:
            return done
        named = self.strands[one.act.event].read(matcher.party)
        return [place for place in done if acts_for(named[place], bearer)]

    def _anchors(self, one: Sifted) -> Column | None:
        """Return what the time of each trigger runs from, None where it is the trigger itself."""
        strand = self.strands.get(one.trigger.event)
        return None if one.anchor is None or strand is None else strand.read(one.anchor)

    def _wanted(self, held: Iterable[Held]) -> dict[str, set[int]]:
        """Return by type the rows that the loop must see: triggers in doubt, and every act of their keys."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for one in (each for each in held if each.doubtful):
            clause = one.clause
            wanted[clause.trigger.event].update(one.doubtful)
            if clause.act.event not in self.strands:
                continue
            same = clause.norm.same
            keys, act_keys = self._keys(clause.trigger.event, same), self._keys(clause.act.event, same)
            if keys is None or act_keys is None:  # a row that lacks a key may belong to any
                wanted[clause.act.event].update(range(len(self.strands[clause.act.event])))
                continue
            values = {keys[place] for place in one.doubtful}
            meant = map(values.__contains__, act_keys)
            wanted[clause.act.event].update(compress(range(len(act_keys)), meant))
        return wanted

    def _known(self, held: Iterable[Held], wanted: Mapping[str, set[int]]) -> Iterator[tuple[int, str]]:
        """Yield the triggers that the loop sees for another clause's sake: the clause's number and the event's id."""
        for one in held:
            kind = one.clause.trigger.event
            others = wanted.get(kind, set()) - one.doubtful
            for place in others.intersection(one.places) if others and len(one) else ():
                yield one.clause.norm.number, self.strands[kind].make(place).id

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
        fields = [node.name for node in nodes if isinstance(node, model.FieldOf)]
        if len(fields) < sum(isinstance(node, model.Own) for node in nodes):  # it asks for more than fields
            return [place for place in range(len(strand)) if test(strand.make(place), env)]
        alike = self._saying(pattern.event, tuple(dict.fromkeys(fields)))
        groups = [places for places in alike.values() if test(strand.make(places[0]), env)]
        return groups[0] if len(groups) == 1 else sorted(place for places in groups for place in places)

    def _saying(self, kind: str, names: Same) -> dict[tuple[Value, ...], list[int]]:
        """Return the places of the rows by what they say in some fields."""
        if (kind, names) not in self._alike:
            groups: dict[tuple[Value, ...], list[int]] = {}
            for place, said in enumerate(zip(*self._read(kind, names), strict=True)):
                if said in groups:
                    groups[said].append(place)
                else:
                    groups[said] = [place]
            self._alike[kind, names] = groups
        return self._alike[kind, names]


class _Acts:
    """Acts of one kind by key: when the first came, and the keys of which another came in the same instant."""

    def __init__(self, keys: Column, done: Sequence[int], at: Sequence[int]) -> None:
        self.first: dict[Value, int] = dict(zip(reversed(keys), reversed(at), strict=True))
        self.latest = at[-1] if len(at) else EVER
        self.at_once = _at_once(keys, at, self.first)
        self.keys, self.done = keys, done

    @cached_property
    def places(self) -> Mapping[Value, int]:
        """The place of the first act by key."""
        return dict(zip(reversed(self.keys), reversed(self.done), strict=True))


class _Dues:
    """The last timely instants of a clause, before suspensions."""

    def __init__(self, one: Sifted, world: World, anchors: Column | None) -> None:
        self.one = one
        self.world = world
        self.anchors = anchors
        self.days: dict[int, int] = {}
        self.assumed = False

    def lasts(self, places: Sequence[int], at: Sequence[int]) -> Iterable[int]:
        """Return the last timely instant of each trigger; ``at`` are their instants."""
        begun: Iterable[int] = at
        if self.anchors is not None:
            said = (self.anchors[place] for place in places)
            begun = [EVER if one is None else start_of(one, self.world.zone) for one in said]
        if self.one.exact is not None:
            return map(self.one.exact.__add__, begun)
        return map(self._of_day, begun)

    def _of_day(self, start: int) -> int:
        """Return the last timely instant of a time that runs from an instant; what cannot be counted has none."""
        if start == EVER:
            return EVER
        day = self.world.zone.day_of(start)
        if day not in self.days:
            self.days[day] = self._counted(start)
        return self.days[day]

    def _counted(self, start: int) -> int:
        norm, anchor = self.one.norm, self.one.anchor
        fields: dict[str, Value] = {} if anchor is None else {anchor: InstantValue(start)}
        spoken = Env(self.world, {"": Event("", "", start, start, start, fields)}, {})
        due = None if norm.due is None else norm.due(spoken, start)
        if not isinstance(due, DueDate):
            return EVER
        self.assumed |= due.assumed
        return due.last


def _words(key: object) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _id(norm: Norm, trigger: Event) -> str:
    return f"{norm.id}/{' '.join(str(trigger.fields[name]) for name in norm.same)}"


def _arising(one: tuple[Norm, Event, Event]) -> tuple[int, int, str]:
    norm, trigger, _ = one
    return (trigger.at, norm.number, _id(norm, trigger))


def _picked(column: Sequence[T], places: Sequence[int]) -> Sequence[T]:
    return column if isinstance(places, range) else [column[place] for place in places]


def _several(keys: Column) -> set[Value]:
    """Return the keys that more than one row has."""
    return set() if len(set(keys)) == len(keys) else {key for key, times in Counter(keys).items() if times > 1}


def _at_once(keys: Column, at: Sequence[int], first: Mapping[Value, int]) -> set[Value]:
    """Return the keys whose first row shares its instant with another: nothing but its id puts it first."""
    if len(first) == len(keys):
        return set()
    firsts = list(compress(keys, map(eq, map(first.__getitem__, keys), at)))
    return set() if len(firsts) == len(first) else _several(firsts)
