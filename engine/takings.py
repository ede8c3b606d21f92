"""
Which performance discharges which instance (SEMANTICS section 3, *matching*).

Of each clause a performance discharges the one open matching instance that fell due first; ``all``, or a field
that is a set, discharges every match. Money is spent once, whatever clauses it would fit: it fills the debt that it
names, else the one that fell due first (art. 560), and goes on to the next; what is left over is a credit. An event
never performs the duty that it triggered itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from operator import attrgetter

from attrs import evolve

from luyue.dsl import model
from luyue.dsl.model import Kind
from luyue.engine.duties import Duties
from luyue.engine.event import Cash, Event, Month
from luyue.engine.formula import Env, bare, env_of, tied
from luyue.engine.lifecycle import OPEN, acts_for
from luyue.engine.plan import Matcher, Norm, Plan, Source
from luyue.engine.timing import names
from luyue.engine.value import FEN, rounded
from luyue.engine.world import EVER, Instance, PeriodValue, Taking, World

ZERO = Fraction(0)
Tie = tuple[str, ...]
# The field of the money, who pays, who is paid, and whose debt it is: a statute speaks of the contract's own debts, so
# that a payment counts for both.
Purse = tuple[str, str, str, str]


class Takings:
    """Credit performances to instances."""

    def __init__(self, plan: Plan, world: World, duties: Duties) -> None:
        self.plan = plan
        self.world = world
        self.duties = duties
        self.open: dict[str, dict[Tie, list[Instance]]] = defaultdict(lambda: defaultdict(list))
        self.loose: set[str] = set()  # clauses with an instance that lacks one of its ties
        self.spent: dict[str, set[str]] = defaultdict(set)  # by clause: acts that performed it
        self.money: dict[str, dict[Purse, Fraction]] = {}  # by event: what is left of its money
        self.findings: list[tuple[str, str, Event]] = []  # code, clause, event

    def admit(self, norm: Norm, inst: Instance) -> None:
        """Note an instance as open to performance."""
        if norm.duty is not None:
            slot = self._slot(norm, inst)
            self.open[norm.id][slot].append(inst)
            if "" in slot:
                self.loose.add(norm.id)

    def _slot(self, norm: Norm, inst: Instance) -> Tie:
        return tuple(inst.tie.get(name, "") for name in norm.same)

    def earlier(self, norm: Norm, inst: Instance) -> None:
        """Credit acts done before the trigger where the time is a date, a period or ahead of something."""
        if norm.duty is None or norm.standing or norm.metric is not None or not _counts_early(norm):
            return
        kinds = sorted({m.event for m in _matchers(norm)})
        events = (event for kind in kinds for event in self.world.history[kind] if inst.binds_from <= event.at)
        for event in sorted(events, key=lambda e: e.order):
            taken = [one for _, one in self.pay(event, (norm,))] if norm.pays else self.take(norm, event)
            for touched in taken:
                self.duties.judge(norm, touched)

    # ------------------------------------------------------------ taking

    def take(self, norm: Norm, event: Event) -> list[Instance]:
        """Credit a performance to the instances of a clause that it discharges; return those it touched."""
        found = self._candidates(norm, event)
        if not found:
            return []
        if event.id in self.spent[norm.id]:
            return []
        every = norm.duty is not None and (norm.duty.all or self._names_several(norm, event))
        taken = found if every else found[:1]
        self.spent[norm.id].add(event.id)
        for inst in taken:
            inst.taken.append(Taking(event))
        return taken

    def _names_several(self, norm: Norm, event: Event) -> bool:
        return any(isinstance(v := event.fields.get(n), tuple) and not hasattr(v, "_fields") for n in norm.same)

    def _candidates(self, norm: Norm, event: Event) -> list[Instance]:
        """Return the open instances that a performance matches, the one that fell due first at the head."""
        found = [inst for inst in self._slots(norm, event) if self._matches(norm, inst, event)]
        for inst in found if len(found) > 1 and self.world.suspensions else ():
            self.duties.judge(norm, inst)  # an open suspension moves what falls due first from day to day
        return sorted(found, key=attrgetter("urgency")) if len(found) > 1 else found

    def _slots(self, norm: Norm, event: Event) -> list[Instance]:
        slots = self.open[norm.id]
        values = [event.fields.get(name) for name in norm.same]
        if norm.id in self.loose or not all(isinstance(v, str) for v in values):
            return [inst for slot in slots.values() for inst in self._still_open(slot)]
        slot = slots.get(tuple(str(v) for v in values))
        return [] if slot is None else self._still_open(slot)

    def _still_open(self, slot: list[Instance]) -> list[Instance]:
        if any(inst.state not in OPEN for inst in slot):
            slot[:] = [inst for inst in slot if inst.state in OPEN]
        return list(slot)

    def _matches(self, norm: Norm, inst: Instance, event: Event) -> bool:
        if event is inst.trigger or not tied(event, inst.tie) or not self._in_time_to_count(norm, inst, event):
            return False
        if inst.performed_at is not None and inst.performed_at <= event.at:
            return False  # done, though nobody may be able to say yet whether in time
        env = env_of(self.world, inst)
        return any(
            m.event == event.type and _by(m, inst, event) and m.test(event, env) and not self._had(norm, inst, m, env)
            for m in _matchers(norm)
        )

    def _had(self, norm: Norm, inst: Instance, matcher: Matcher, env: Env) -> bool:
        """Return whether a part of several acts owed together is done already."""
        owed = None if norm.duty is None else norm.duty.owed
        if not isinstance(owed, model.Act) or all(len(parts) == 1 for parts in norm.alternatives):
            return False
        done = [t for t in inst.taken if t.event.type == matcher.event and matcher.test(t.event, env)]
        return len(done) >= owed.at_least

    def _in_time_to_count(self, norm: Norm, inst: Instance, event: Event) -> bool:
        """A performance counts from the trigger on, or, where the time allows, from when the clause came into force."""
        if _counts_early(norm):
            if norm.trigger.kind == "period" and inst.period is not None and not norm.pays:
                return self._falls_in(inst, inst.period, event)
            return event.at >= inst.binds_from
        return event.at >= inst.arose_at

    def _falls_in(self, inst: Instance, period: PeriodValue, event: Event) -> bool:
        """
        Return whether an act counts for a period: the one it names, else the one it falls in, as its time rolled.

        After the period and its time an act counts for it no more, even while a relief may still be recognised.
        """
        last = self.world.zone.end_of(period.last)
        if event.at > (last if inst.due is None else max(last, inst.due.last)):
            return False
        for field in self.plan.types[event.type].fields:
            named = event.fields.get(field.label.id)
            match named:
                case Month(year, month):
                    return period.first <= date(year, month, 1).toordinal() <= period.last
                case str() if field.type.kind is Kind.PERIOD:
                    return named == period.text
                case _:
                    pass
        return period.first <= self.world.zone.day_of(event.at)

    def pay(self, event: Event, norms: Iterable[Norm]) -> list[tuple[Norm, Instance]]:
        """
        Credit money to the debts that it pays, each yuan once; return those it touched.

        Debts that the payment names come first, by a filter or a field in common; then what fell due first (art. 560).
        What an exception would excuse now comes last.
        """
        debts = [(norm, inst) for norm in norms for inst in self._candidates(norm, event)]
        for norm, inst in debts if len(debts) > 1 and self.world.suspensions else ():
            self.duties.judge(norm, inst)  # an open suspension moves what falls due first from day to day
        debts.sort(key=lambda debt: (*self._rank(debt[0], debt[1], event), *debt[1].urgency))
        touched: list[tuple[Norm, Instance]] = []
        for _, equals in groupby(debts, key=lambda debt: self._rank(debt[0], debt[1], event)):
            touched += self._spread(event, list(equals))
        if event.id not in self.money:
            self._keep(event, norms)
        return touched

    def _rank(self, norm: Norm, inst: Instance, event: Event) -> tuple[bool, bool, int]:
        """Return the place of a debt among those that a payment may pay; what fell due together has the same place."""
        return self._let_off(norm, inst), not _named(norm, inst, event), inst.urgency[0]

    def _spread(self, event: Event, debts: list[tuple[Norm, Instance]]) -> list[tuple[Norm, Instance]]:
        """
        Credit money to debts that fell due together, to each its share where it is too little (art. 560 (2)).

        Debts of one clause go in turn: what arose first, then by id (SEMANTICS 3).
        """
        purses: dict[Purse, list[tuple[Norm, Instance]]] = defaultdict(list)
        for norm, inst in debts:
            purse, cash = self._purse(norm, inst.bearer, inst.counterparty, event)
            self.money.setdefault(event.id, {}).setdefault(purse, cash)
            purses[purse].append((norm, inst))
        touched: list[tuple[Norm, Instance]] = []
        for purse, mine in purses.items():
            left = self.money[event.id][purse]
            owed = [self._still_owed(norm, inst) for norm, inst in mine]
            parts = shares(left, owed) if len({norm.id for norm, _ in mine}) > 1 else in_turn(left, owed)
            self.money[event.id][purse] = left - sum(parts, ZERO)
            for (norm, inst), part in zip(mine, parts, strict=True):
                if part > 0:
                    inst.taken.append(Taking(event, part))
                    touched.append((norm, inst))
        return touched

    def _keep(self, event: Event, norms: Iterable[Norm]) -> None:
        """Note money that meets no open debt, given too early or twice: it is too much, and must not vanish."""
        for norm in norms:
            if any(_brings(source, event, bare(self.world)) for source in norm.sources):
                continue  # what brings a debt does not pay it
            for bearer, payee in self._between(norm):
                purse, cash = self._purse(norm, bearer, payee, event)
                matcher = norm.payment
                if matcher is not None and cash > 0 and _of(matcher, bearer, event) and self._meant(norm)(event):
                    self.money[event.id] = {purse: cash}
                    return

    def _between(self, norm: Norm) -> Iterator[tuple[str, str | None]]:
        """Yield who owes whom under a clause, in each instance; without any, as the clause says it."""
        for inst in self.world.instances[norm.id]:
            yield inst.bearer, inst.counterparty
        if not self.world.instances[norm.id] and norm.bearer is not None and norm.payee is not None:
            env = bare(self.world)
            who, whom = norm.bearer(env), norm.payee(env)
            if isinstance(who, str) and isinstance(whom, str):
                yield who, whom

    def _meant(self, norm: Norm) -> Callable[[Event], bool]:
        """Return whether a payment is of the kind that a clause takes, whatever debt of it the payment names."""
        owed = None if norm.duty is None else norm.duty.owed
        if not isinstance(owed, model.Pay):
            raise RuntimeError(f"{norm.id} owes no money")
        own = tuple(one for one in owed.by.where if not any(isinstance(n, model.Var) for n in model.walk(one)))
        test = self.plan.conditions.test(evolve(owed.by, where=own))
        return lambda event: test(event, bare(self.world))

    def _let_off(self, norm: Norm, inst: Instance) -> bool:
        """Return whether an exception holds now that will excuse a debt when its time is over."""
        return any(isinstance(since(env_of(self.world, inst), EVER), int) for since, _ in norm.exceptions)

    def _purse(self, norm: Norm, payer: str, payee: str | None, event: Event) -> tuple[Purse, Fraction]:
        """Return which money of an event a debt may take, by field and direction, and how much there was of it."""
        duty = norm.duty
        if duty is None or not isinstance(duty.owed, model.Pay):
            raise RuntimeError(f"{norm.id} owes no money")
        cash = event.fields.get(duty.owed.field)
        purse = (duty.owed.field, payer, payee or "", norm.clause.source)
        if not isinstance(cash, Cash):
            return purse, ZERO
        if cash.currency != self.world.contract.currency:
            if ("other-currency", norm.id, event) not in self.findings:
                self.findings.append(("other-currency", norm.id, event))
            return purse, ZERO
        return purse, cash.amount

    def _still_owed(self, norm: Norm, inst: Instance) -> Fraction | None:
        """Return how much of a payment is still owed at most; None where there is no saying."""
        self.duties.judge(norm, inst)
        owed = inst.owed
        if owed is None or owed.high is None:
            return None
        paid = sum((t.amount or ZERO for t in inst.taken), self.world.set_off(inst, self.world.now))
        return max(owed.high - paid, ZERO)

    # ------------------------------------------------------------ rejection

    def reject(self, target: str, event: Event) -> None:
        """Rejected performance counts as none: what was taken before is given back."""
        for norm in self.plan.norms:
            for inst in self.world.instances[norm.id]:
                named = [t for t in inst.taken if target == t.event.id or names(inst, target)]
                if norm.duty is None or not named or norm.pays:
                    continue
                inst.taken = [t for t in inst.taken if t not in named]
                self.duties.judge(norm, inst)
                if inst.state in OPEN and inst not in self.open[norm.id][self._slot(norm, inst)]:
                    self.admit(norm, inst)

    def conserve(self) -> None:
        """Raise RuntimeError if a yuan was credited twice or got lost between an event and the debts that it paid."""
        spent: dict[tuple[str, Purse], Fraction] = defaultdict(Fraction)
        cash: dict[tuple[str, Purse], Fraction] = {}
        for norm in self.plan.norms:
            for inst in self.world.instances[norm.id] if norm.pays else ():
                for taking in inst.taken:
                    purse, whole = self._purse(norm, inst.bearer, inst.counterparty, taking.event)
                    spent[taking.event.id, purse] += taking.amount or ZERO
                    cash[taking.event.id, purse] = whole
        for (event, purse), amount in spent.items():
            if amount + self.money[event][purse] != cash[event, purse]:
                raise RuntimeError(f"the money of {event} does not add up")

    def left_over(self) -> dict[tuple[str, str], dict[str, Fraction]]:
        """Return the money that no debt took, by who pays whom and by event."""
        left: dict[tuple[str, str], dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
        for event, purses in self.money.items():
            for field in dict.fromkeys(field for field, *_ in purses):
                found = ((rest, who, whom) for (name, who, whom, _), rest in purses.items() if name == field)
                rest, payer, payee = min(found)
                if rest > 0:
                    left[payer, payee][event] += rest
        return left


def _matchers(norm: Norm) -> list[Matcher]:
    if norm.payment is not None:
        return [norm.payment]
    return [matcher for parts in norm.alternatives for matcher in parts]


def _by(matcher: Matcher, inst: Instance, event: Event) -> bool:
    return _of(matcher, inst.bearer, event)


def _of(matcher: Matcher, bearer: str, event: Event) -> bool:
    """A performing event that names a party must name the bearer."""
    who = None if matcher.party is None else event.fields.get(matcher.party)
    return acts_for(who, bearer)


def _brings(source: Source, event: Event, env: Env) -> bool:
    return source.matcher is not None and source.matcher.event == event.type and source.matcher.test(event, env)


def in_turn(left: Fraction, owed: Iterable[Fraction | None]) -> list[Fraction]:
    """Return what of a sum goes to each of several debts, one after the other; an unknown amount (None) takes all."""
    given: list[Fraction] = []
    for one in owed:
        part = left if one is None else min(left, one)
        given.append(part)
        left -= part
    return given


def shares(left: Fraction, owed: Sequence[Fraction | None]) -> list[Fraction]:
    """
    Return what of a sum goes to each of several debts in order: all of it, or its share where the sum is too little.

    A share is in whole fen; the fen that are over go to the first debts. Beside a debt of an unknown amount (None)
    there are no shares: the sum fills one after the other.
    """
    known = [one for one in owed if one is not None]
    even = len(known) == len(owed) and sum(known, ZERO) > left > 0
    given = [rounded(left * one / sum(known, ZERO), "down") for one in known] if even else [ZERO] * len(owed)
    over = left - sum(given, ZERO)
    for place, one in enumerate(owed):
        room = over if one is None else one - given[place]
        more = min(room, over, FEN) if even else min(room, over)
        given[place] += more
        over -= more
    return given


def _counts_early(norm: Norm) -> bool:
    """Return whether acts before the trigger count: the time is a date, a period's end, the term's end or ahead."""
    if not norm.clause.timings:
        return False
    return _early(norm.clause.timings[0].time)


def _early(time: model.Time) -> bool:
    """A date that the event names which started the instance is no date of the contract's own: it runs from there."""
    match time:
        case model.Before(limit=model.Var()):
            return True  # before the trigger itself: nothing later could be in time
        case model.By(limit=limit) | model.Before(limit=limit):
            return not any(_spoken(node) for node in model.walk(limit))
        case model.Ahead():
            return True
        case model.OfTwo(times=times):
            return any(_early(part) for part in times)
        case _:
            return False


def _spoken(node: object) -> bool:
    """Return whether a part of a formula is the event that started the instance."""
    return isinstance(node, model.Var) and node.type.kind in (Kind.EVENT, Kind.DATE, Kind.INSTANT)


def _named(norm: Norm, inst: Instance, event: Event) -> bool:
    """Return whether a payment names a debt: by a filter of its clause, or by a field that both have."""
    owed = None if norm.duty is None else norm.duty.owed
    filtered = isinstance(owed, model.Pay) and bool(owed.by.where)
    return filtered or any(event.fields.get(name) is not None for name in inst.tie)
