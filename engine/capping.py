"""
Who gives way to whom: from what heads are worth by themselves to what is printed (SEMANTICS section 5).

First each head's own floors and caps, per breach and then over the clause; then its relations to the heads of other
clauses, those that it speaks of first; then limits over several clauses. Heads that share a cap take from it in the
order in which they stopped growing. Only then is each head rounded, half up to the fen unless the clause says
otherwise, and the last heads under a cap take the difference, so that print never passes the printed cap.

The work is done three times. A head's lowest is with its own inputs lowest and whatever it gives way to highest, and
conversely; the ends of a total are computed with every input lowest, then with every input highest, so they need not
be the sums of the heads' ends, and the lesser of the two is the low one. An open end counts as more than any sum.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve, frozen

from luyue.dsl import model
from luyue.engine.draft import ZERO, Draft, Pool
from luyue.engine.finding import Worth
from luyue.engine.formula import bare
from luyue.engine.plan import Norm, Plan
from luyue.engine.value import as_worth, rounded
from luyue.engine.world import Key, World

ENDLESS = Fraction(10) ** 60
Ends = tuple[Fraction, Fraction]
Pick = Callable[[Worth], Ends]
Total = tuple[Fraction, Fraction | None]  # with every input lowest, and with every input highest


@frozen
class Settled:
    """Heads with what is left of them, the caps they took from, the totals of pairs and each head's part of those."""

    drafts: tuple[Draft, ...]
    pools: tuple[Pool, ...]
    totals: Mapping[tuple[str, str, str], Total]
    parts: Mapping[str, Total]  # by head


def settled(plan: Plan, world: World, drafts: Iterable[Draft]) -> Settled:
    """
    Return heads, in the order given, capped, related and rounded; those worth nothing are left out.

    One that came too late for a cap stays, with nothing left of it: each fen swallowed is put down to its cap.
    """
    given = list(drafts)
    ranges = _Capping(plan, world, given, _both)
    ranges.work()
    for draft in given:
        draft.high, draft.printed_high = _opened(draft.high), _opened(draft.printed_high)
    found = tuple(d for d in given if d.low != 0 or d.high is None or d.high != 0 or d.gone)
    return Settled(found, tuple(ranges.pools), *_totals(plan, world, found, given))


def _totals(
    plan: Plan, world: World, found: tuple[Draft, ...], given: list[Draft]
) -> tuple[dict[tuple[str, str, str], Total], dict[str, Total]]:
    """Return the total of each ordered pair that has a head, and each head's part of it, at both ends."""
    sums: list[dict[tuple[str, str, str], Fraction]] = []
    runs: list[dict[str, Fraction]] = []
    for pick in (_lowest, _highest):
        copies = [evolve(draft, relations=[], swallows={}, capped_by=None) for draft in given]
        _Capping(plan, world, copies, pick).work()
        one: dict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
        for draft in copies:
            one[_pair(draft)] += draft.printed_low
        sums.append(one)
        runs.append({draft.id: draft.printed_low for draft in copies})
    low, high = sums  # a ceiling over debts of both sides leaves less to one where the other's come to more
    order = {pair: (0, 1) if low[pair] <= high[pair] else (1, 0) for pair in sorted({_pair(d) for d in found})}
    totals = {pair: (sums[a][pair], _opened(sums[b][pair])) for pair, (a, b) in order.items()}
    ends = ((draft.id, order[_pair(draft)]) for draft in found)
    return totals, {name: (runs[a][name], _opened(runs[b][name])) for name, (a, b) in ends}


def _pair(draft: Draft) -> tuple[str, str, str]:
    return draft.debtor, draft.creditor, draft.currency


# ---------------------------------------------------------------- ends


def _both(worth: Worth) -> Ends:
    return worth.low, ENDLESS if worth.high is None else worth.high


def _lowest(worth: Worth) -> Ends:
    return worth.low, worth.low


def _highest(worth: Worth) -> Ends:
    high = ENDLESS if worth.high is None else worth.high
    return high, high


def _owed(ends: Ends) -> Ends:
    return max(ends[0], ZERO), max(ends[1], ZERO)


def _opened(amount: Fraction | None) -> Fraction | None:
    """Return an upper end, None where it is open: no sum of money comes near half of what stands for it."""
    return None if amount is None or amount * 2 > ENDLESS else amount


def _highest_of(draft: Draft) -> Fraction:
    return ZERO if draft.high is None else draft.high


def _printed_high(draft: Draft) -> Fraction:
    return ZERO if draft.printed_high is None else draft.printed_high


# ---------------------------------------------------------------- the work


class _Capping:
    """Bring drafts to what is left of them, at the ends that ``pick`` takes."""

    def __init__(self, plan: Plan, world: World, drafts: list[Draft], pick: Pick) -> None:
        self.plan = plan
        self.world = world
        self.pick = pick
        self.drafts = drafts
        self.pools: list[Pool] = []
        self.lines: dict[
            tuple[str, int, int], dict[tuple[int, ...], list[Draft]]
        ] = {}  # of one line, by what they face
        self.covered: dict[tuple[str, int, str], Ends] = {}  # by line and head: what that has covered of the line
        self.of: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            self.of[draft.norm.id].append(draft)

    def work(self) -> None:
        for draft in self.drafts:
            self._own(draft)
        for norm in self.plan.norms:
            for number, head in enumerate(norm.clause.heads, 1):
                self._in_total(norm, head, [d for d in self.of[norm.id] if d.number == number])
        for norm in _in_order(self.plan):
            for draft in self.of[norm.id]:
                self._relate(draft)
        for limit in self.plan.contract.limits:
            self._limit(limit)
        for draft in self.drafts:
            _print(draft)
        for pool in self.pools:
            self._difference(pool)
        for pool in self.pools:
            self._hold(pool)

    # ------------------------------------------------------------ caps

    def _own(self, draft: Draft) -> None:
        """Apply floors and caps per breach; what works out below nothing is nothing, and no debt of the other side."""
        draft.low, draft.high = _owed(self.pick(Worth(draft.own_low, draft.own_high, draft.currency)))
        draft.uncapped = draft.low
        for op, limit in draft.bounds:
            low, high = _owed(self.pick(limit))
            before = draft.low
            bound = max if op == "ge" else min
            draft.low, draft.high = bound(draft.low, low), bound(_highest_of(draft), high)
            if draft.low < before:
                _swallow(draft, draft.norm.id, before - draft.low)
            if op == "le":
                self.pools.append(Pool(draft.id, limit, draft.head.rounding, draft.low, [draft]))

    def _in_total(self, norm: Norm, head: model.Head, drafts: list[Draft]) -> None:
        """Let all heads of one line share its cap, or lift them to its floor together."""
        if not drafts:
            return
        for place, cap in enumerate(cap for cap in head.caps if cap.in_total):
            several = any(isinstance(n, model.Known) and n.name == "unpaid" for n in model.walk(cap.limit))
            limits = [draft.total[place] for draft in (drafts if several else drafts[:1])]
            limit = _sum(limits, drafts[0].currency)
            if cap.op == "le":
                self._share(Pool(norm.id, limit, head.rounding), drafts)
            else:
                self._lift(drafts, limit)

    def _lift(self, drafts: list[Draft], limit: Worth) -> None:
        """Let the head that stopped growing last take what all of them lack to a floor."""
        low, high = self.pick(limit)
        last = _taking(drafts)[-1]
        last.low += max(low - sum((d.low for d in drafts), ZERO), ZERO)
        last.high = _highest_of(last) + max(high - sum((_highest_of(d) for d in drafts), ZERO), ZERO)

    def _limit(self, limit: model.Limit) -> None:
        env = bare(self.world)
        if limit.unless is not None and self.plan.conditions.value(limit.unless)(env) is True:
            return
        over = limit.over or tuple(norm.id for norm in self.plan.norms)
        found = [draft for name in over for draft in self.of[name]]
        amount = as_worth(self.plan.conditions.value(limit.at_most)(env), self.world.contract.currency)
        for name, part in self._by_period(limit, found):
            self._share(Pool(name, amount), part)

    def _by_period(self, limit: model.Limit, drafts: list[Draft]) -> Iterator[tuple[str, list[Draft]]]:
        """Yield the heads that share a limit: all of them, or those of each period."""
        if limit.period is None:
            yield limit.label.id, drafts
            return
        period = next(p for p in self.plan.contract.periods if p.label.id == limit.period)
        find, env = self.plan.conditions.periods(period), bare(self.world)
        parts: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            held = find(env, self.world.zone.day_of(draft.belongs))
            parts["" if held is None else held.text].append(draft)
        for text, part in parts.items():
            yield f"{limit.label.id}/{text}" if text else limit.label.id, part

    def _share(self, pool: Pool, drafts: list[Draft]) -> None:
        """Let heads take from a cap in the order in which they stopped growing; what it swallows is put down to it."""
        low, high = self.pick(pool.limit)
        least = most = ZERO  # what those before have taken
        for draft in _taking(drafts):
            before = draft.low
            draft.low = min(before, max(low - most, ZERO))
            draft.high = min(_highest_of(draft), max(high - least, ZERO))
            if draft.low < before:
                _swallow(draft, pool.name, before - draft.low)
            draft.gone = draft.gone or (before > 0 == draft.high and least > 0)
            least, most = least + draft.low, most + draft.high
        pool.used, pool.members = least, _taking(drafts)
        self.pools.append(pool)

    # ------------------------------------------------------------ relations

    def _relate(self, draft: Draft) -> None:
        for relation in draft.head.relations:
            others = self._answering(relation, draft)
            if not others:
                continue
            for other in others:
                _print(other)
            low = sum((o.printed_low for o in others), ZERO)
            high = sum((_printed_high(o) for o in others), ZERO)
            match relation.kind:
                case "beyond" | "set_off":
                    for other in others:
                        self._cover(draft, other)
                        draft.relations.append((relation.kind, other.id))
                case "instead_of":
                    _give_way(draft, relation.kind, [other for other in others if _wholly(draft, other)])
                case "larger_of":
                    line = self._line(draft, relation, others)
                    if draft is line[0]:
                        _larger(line, relation.kind, others, low, high)
                case "once_for_one_loss":
                    _larger([draft], relation.kind, others, low, high)
                case "in_addition":
                    pass
                case other_kind:
                    raise ValueError(f"no such relation: {other_kind}")

    def _line(self, draft: Draft, relation: model.Relation, others: list[Draft]) -> list[Draft]:
        """Return the heads of a line that are held against the same others: several losses count together."""
        key = (draft.norm.id, draft.number, id(relation))
        if key not in self.lines:
            groups: dict[tuple[int, ...], list[Draft]] = defaultdict(list)
            for one in (one for one in self.of[draft.norm.id] if one.number == draft.number):
                groups[tuple(map(id, self._answering(relation, one)))].append(one)
            self.lines[key] = groups
        return self.lines[key][tuple(map(id, others))]

    def _answering(self, relation: model.Relation, draft: Draft) -> list[Draft]:
        return [o for name in relation.clauses for o in self.of[name] if _answers(relation, draft, o)]

    def _cover(self, draft: Draft, other: Draft) -> None:
        """Take another head off one, as far as it does not cover an earlier one of the same line: each yuan once."""
        line = (draft.norm.id, draft.number, other.id)
        most, least = self.covered.get(line, (ZERO, ZERO))  # of the other's highest, and of its lowest
        off = min(draft.low, max(_printed_high(other) - most, ZERO))
        off_high = min(_highest_of(draft), max(other.printed_low - least, ZERO))
        self.covered[line] = most + off, least + off_high
        draft.low, draft.high = draft.low - off, _highest_of(draft) - off_high

    # ------------------------------------------------------------ rounding

    def _difference(self, pool: Pool) -> None:
        """Let the last heads under a cap take the rounding difference, where every one of them is settled."""
        if any(d.low != d.high for d in pool.members):
            return
        over = sum((d.printed_low for d in pool.members), ZERO) - rounded(self.pick(pool.limit)[0], pool.rounding)
        for draft in reversed(pool.members):
            cut = max(min(over, draft.printed_low), ZERO)
            draft.printed_low -= cut
            draft.printed_high = draft.printed_low
            over -= cut

    def _hold(self, pool: Pool) -> None:
        """Raise RuntimeError if settled heads together pass the printed cap: our own fault, never the contract's."""
        settled_ = [draft for draft in pool.members if draft.low == draft.high]
        printed = sum((draft.printed_low for draft in settled_), ZERO)
        if len(settled_) == len(pool.members) and printed > max(rounded(self.pick(pool.limit)[0], pool.rounding), ZERO):
            raise RuntimeError(f"the cap {pool.name} is passed")


# ---------------------------------------------------------------- helpers


def _in_order(plan: Plan) -> list[Norm]:
    """Return the clauses, those that others' heads refer to first; else in clause order."""
    done: dict[str, Norm] = {}

    def visit(norm: Norm, above: tuple[str, ...]) -> None:
        if norm.id in done or norm.id in above:
            return
        for head in norm.clause.heads:
            for relation in head.relations:
                for name in relation.clauses:
                    if name in plan.by_id:  # a clause that the readings leave out has no heads
                        visit(plan.by_id[name], (*above, norm.id))
        done[norm.id] = norm

    for norm in plan.norms:
        visit(norm, ())
    return list(done.values())


def _taking(drafts: list[Draft]) -> list[Draft]:
    """Return heads in the order in which they take from a cap: as they stopped growing, then by clause, then by id."""
    return sorted(drafts, key=lambda d: (d.stopped, d.norm.number, d.id))


def _sum(limits: list[Worth], currency: str) -> Worth:
    highs = [limit.high for limit in limits if limit.high is not None]
    high = sum(highs, ZERO) if len(highs) == len(limits) else None
    return Worth(sum((limit.low for limit in limits), ZERO), high, currency)


def _swallow(draft: Draft, name: str, amount: Fraction) -> None:
    draft.capped_by = name
    draft.swallows[name] = draft.swallows.get(name, ZERO) + amount


def _answers(relation: model.Relation, draft: Draft, other: Draft) -> bool:
    """Return whether a relation of one head speaks of another: the same thing, for one loss the same occasion."""
    if other is draft or not _shares(draft, other):
        return False
    return relation.kind != "once_for_one_loss" or _occasions(draft) == _occasions(other)


def _shares(a: Draft, b: Draft) -> bool:
    """Return whether two heads concern the same thing: what both keys, and periods of one kind, have in common."""
    mine, yours = (None if d.head.once or d.head.once_per_day else d.subjects[0].inst.period for d in (a, b))
    if mine is not None and yours is not None and mine.name == yours.name and mine.text != yours.text:
        return False
    return _agree(a.key, b.key)


def _agree(a: Key, b: Key) -> bool:
    other = dict(b)
    return all(other.get(name, value) == value for name, value in a if name != "clause")


def _wholly(draft: Draft, other: Draft) -> bool:
    """Return whether a head stands instead of all that another stands for: one owed once stays for what is left."""
    return all(any(_agree(mine, theirs) for mine in draft.of) for theirs in other.of)


def _occasions(draft: Draft) -> tuple[str, ...]:
    """Return the events that all of it goes back to: the acts that broke a standing duty, else what triggered it."""
    first = draft.subjects[0]
    inst, breach = first.inst, first.breach
    while inst.trigger is None and inst.source is not None:
        inst = inst.source
    if inst.trigger is not None:
        return (inst.trigger.id,)
    return () if breach is None else breach.events


def _give_way(draft: Draft, kind: str, others: list[Draft]) -> None:
    for other in others:
        other.low, other.high, other.gone = ZERO, ZERO, False
        other.relations.append((kind, draft.id))


def _larger(line: list[Draft], kind: str, others: list[Draft], low: Fraction, high: Fraction) -> None:
    """Keep the larger of heads together and others together; where it is open, each end is that of its worst case."""
    mine_low, mine_high = sum((d.low for d in line), ZERO), sum((_highest_of(d) for d in line), ZERO)
    for other in others:
        other.low = other.low if mine_high <= low else ZERO
        other.high = _highest_of(other) if mine_low <= high else ZERO
        if other.high == 0 or other.low == 0:
            other.relations.extend((kind, draft.id) for draft in line)
    for draft in line:
        before = draft.low
        draft.low = before if mine_low > high else ZERO
        draft.high = _highest_of(draft) if mine_high > low else ZERO
        if draft.low != before:
            draft.relations.extend((kind, other.id) for other in others)


def _print(draft: Draft) -> None:
    rule = draft.head.rounding
    draft.printed_low = rounded(draft.low, rule)
    draft.printed_high = rounded(_highest_of(draft), rule)
