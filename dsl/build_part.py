"""From reductions of the parser to the tree: the parts of a file and the rows of a scenario."""

from typing import Any

from attrs import evolve

from luyue.dsl import syntax as s
from luyue.dsl.build import (
    LINE_ORDER,
    Bit,
    Bits,
    literal_of,
    name,
    names,
    no_time_options,
    node,
    refuse,
    timing,
    token,
    values,
)
from luyue.dsl.build_clause import DeductLine, Lines, node_bits
from luyue.dsl.library import own_name
from luyue.dsl.quantity import Unit
from luyue.dsl.source import Span
from luyue.dsl.tokens import Token
from luyue.dsl.words import USUAL_ROLES


class Parts(Lines):
    """Declarations, clauses with their lines, metrics and scores, scenarios."""

    def heading(self, span: Span, args: list[Any]) -> s.Heading:
        found, cite = names(args), token(args, "CITE")
        return s.Heading(found[0], found[1] if len(found) > 1 else None, cite.value if cite else None, span=span)

    # -------------------------------------------------------- contract

    def header_text(self, span: Span, args: list[Any]) -> s.HeaderItem:
        key, value = args
        given = s.Text(value.value, span=value.span) if value.type == "STRING" else s.Ref(name(value), span=value.span)
        return s.HeaderItem(key.value, given, span=span)

    def zone(self, span: Span, args: list[Any]) -> s.HeaderItem:
        place = args[0].span.to(args[-1].span)
        return s.HeaderItem("zone", s.Text("/".join(one.value for one in args), span=place), span=span)

    def price(self, span: Span, args: list[Any]) -> s.HeaderItem:
        return s.HeaderItem("price", args[0], args[1] if len(args) > 1 else None, span=span)

    def signed(self, span: Span, args: list[Any]) -> s.HeaderItem:
        return s.HeaderItem("signed", args[0], span=span)

    def effective(self, span: Span, args: list[Any]) -> s.HeaderItem:
        return s.HeaderItem("effective", args[0], span=span)

    def term_between(self, span: Span, args: list[Any]) -> s.HeaderItem:
        return s.HeaderItem("term", s.Between(args[0], args[1], span=args[0].span.to(args[1].span)), span=span)

    def term_since(self, span: Span, args: list[Any]) -> s.HeaderItem:
        length = literal_of(args[1])
        return s.HeaderItem("term", s.Since(args[0], length, span=args[0].span.to(length.span)), span=span)

    def term_item(self, span: Span, args: list[Any]) -> s.HeaderItem:
        item = args[0]
        return s.HeaderItem("term", item.value, args[1] if len(args) > 1 else None, span=span)

    def party(self, span: Span, args: list[Any]) -> s.Party:
        found, title = names(args), args[-1]
        usual = USUAL_ROLES.get(found[0].text)
        twin = found[1] if len(found) > 1 else None if usual is None else s.Name(usual, span=found[0].span)
        return s.Party(found[0], twin, title.value, span=span)

    def parties(self, span: Span, args: list[Any]) -> Bit:
        return Bit("parties", tuple(args), span)

    def instrument(self, span: Span, args: list[Any]) -> s.Instrument:
        items: dict[str, s.Expr] = {}
        for item in args[1:]:
            if item.key in items:
                refuse("twice", item.span, word=item.span.text)
            items[item.key] = item.value
        return s.Instrument(args[0], items.get("effective"), items.get("term"), span=span)

    def contract(self, span: Span, args: list[Any]) -> s.Contract:
        items = tuple(one for one in args if isinstance(one, s.HeaderItem))
        seen: set[str] = set()
        for item in items:
            if item.key in seen:
                refuse("twice", item.span, word=item.span.text)
            seen.add(item.key)
        parties = Bits(args).one("parties", ())
        instruments = tuple(one for one in args if isinstance(one, s.Instrument))
        return s.Contract(args[0], items, parties, instruments, span=span)

    # -------------------------------------------------------- other declarations

    def target_path(self, span: Span, args: list[Any]) -> Bit:
        return Bit("target", (args[0].value, True), span)

    def target_name(self, span: Span, args: list[Any]) -> Bit:
        return Bit("target", (own_name(".".join(one.value for one in args)), False), span)

    def binding(self, span: Span, args: list[Any]) -> Bit:
        return Bit("binding", (name(args[0]), args[1]), span)

    def use(self, span: Span, args: list[Any]) -> s.Use:
        bits, alias = Bits(args), names(args)
        target, quoted = bits.one("target")
        return s.Use(target, quoted, alias[0] if alias else None, bits.all("binding"), span=span)

    def let(self, span: Span, args: list[Any]) -> s.Let:
        return s.Let(args[0], args[1], span=span)

    def type_word(self, span: Span, args: list[Any]) -> s.TypeName:
        return s.TypeName(args[0].value, span=span)

    def type_signed(self, span: Span, args: list[Any]) -> s.TypeName:
        if args[0].value != "money":
            refuse("signed-not-money", span, text=args[0].span.text)
        return s.TypeName("signed_money", span=span)

    def type_period(self, span: Span, args: list[Any]) -> s.TypeName:
        return s.TypeName("period", of=name(args[0]), span=span)

    def type_enum(self, span: Span, args: list[Any]) -> s.TypeName:
        return s.TypeName("enum", tuple(args), span=span)

    def type_set(self, span: Span, args: list[Any]) -> s.TypeName:
        return s.TypeName("set", tuple(args), span=span)

    def type_clauses(self, span: Span, args: list[Any]) -> s.TypeName:
        return s.TypeName("clauses", span=span)

    def choice(self, span: Span, args: list[Any]) -> s.EnumValue:
        return s.EnumValue(name(args[0]), name(args[1]) if len(args) > 1 else None, span=span)

    def unspecified(self, span: Span, args: list[Any]) -> s.Unspecified:
        return s.Unspecified(args[0], args[1], args[2] if len(args) > 2 else None, span=span)

    def is_default(self, span: Span, args: list[Any]) -> Bit:
        return Bit("default", True, span)

    def why(self, span: Span, args: list[Any]) -> Bit:
        return Bit("why", args[0].value, span)

    def option(self, span: Span, args: list[Any]) -> s.Option:
        bits, found = Bits(args), names(args)
        value = node(args, (s.Expr, s.Time))
        if isinstance(value, s.Time):
            value = timing(value, bits, value.span)
        else:
            no_time_options(bits)
        last = token(args, "STRING")
        if last is not None and bits.one("why") is not None:
            refuse("twice", last.span, word=last.span.text)
        why = last.value if last is not None else bits.one("why")
        twin = found[1] if len(found) > 1 else None
        return s.Option(found[0], twin, value, bits.flag("default"), why, span=span)

    def reading(self, span: Span, args: list[Any]) -> s.Reading:
        question = token(args, "STRING")
        if question is None:
            raise TypeError("a reading without its question")
        return s.Reading(args[0], question.value, tuple(one for one in args if isinstance(one, s.Option)), span=span)

    # -------------------------------------------------------- events, intervals, tables, periods

    def optional(self, span: Span, args: list[Any]) -> Bit:
        return Bit("optional", node(args, s.Expr) or True, span)

    def field(self, span: Span, args: list[Any]) -> s.EventField:
        found = names(args)
        twin = found[1] if len(found) > 1 else None
        optional = Bits(args).one("optional", False)
        absent = optional if isinstance(optional, s.Expr) else None
        return s.EventField(found[0], node(args, s.TypeName), twin, bool(optional), absent, span=span)

    def fields(self, span: Span, args: list[Any]) -> Bit:
        return Bit("fields", tuple(args), span)

    def attested(self, span: Span, args: list[Any]) -> Bit:
        return Bit("attested", True, span)

    def effect_at(self, span: Span, args: list[Any]) -> Bit:
        return Bit("effect_at", name(args[0]), span)

    def also(self, span: Span, args: list[Any]) -> Bit:
        return Bit("also", args[0].value, span)

    def role(self, span: Span, args: list[Any]) -> Bit:
        found = names(args)
        value = found[1] if len(found) > 1 else None
        return Bit("role", s.Role(args[0].value, found[0], value, span=span), span)

    def event(self, span: Span, args: list[Any]) -> s.Event:
        bits = Bits(args)
        return s.Event(
            args[0],
            bits.one("fields", ()),
            bits.flag("attested"),
            bits.one("effect_at"),
            tuple(one for group in bits.all("also") for one in group),
            bits.all("role"),
            span=span,
        )

    def interval(self, span: Span, args: list[Any]) -> s.Interval:
        return s.Interval(args[0], args[1], args[2], Bits(args).one("same", ()), span=span)

    def row(self, span: Span, args: list[Any]) -> s.Row:
        return s.Row(tuple(values(args)), Bits(args).one("under"), span=span)

    def table(self, span: Span, args: list[Any]) -> s.Table:
        columns = Bits(args).one("fields", ())
        rows = tuple(one for one in args if isinstance(one, s.Row))
        for row in rows:
            if len(row.cells) != len(columns):
                refuse("row-cells", row.span, cells=str(len(row.cells)), columns=str(len(columns)))
        return s.Table(args[0], columns, rows, span=span)

    def period_every(self, span: Span, args: list[Any]) -> s.Period:
        rest = [one for one in args[2:] if isinstance(one, s.Expr)]
        count = next((_of_things(one) for one in rest if isinstance(one, s.Literal)), None)
        start = next((one for one in rest if not isinstance(one, s.Literal)), None)
        return s.Period(args[0], args[1].value, start, count, span=span)

    def period_windows(self, span: Span, args: list[Any]) -> s.Period:
        return s.Period(args[0], None, windows=tuple(args[1:]), span=span)

    # -------------------------------------------------------- clause

    def clause(self, span: Span, args: list[Any]) -> s.Clause:
        lines = [one.in_clause() if isinstance(one, DeductLine) else one for one in args if isinstance(one, s.Line)]
        lines.sort(key=lambda line: LINE_ORDER.index(type(line)))
        return s.Clause(args[0], tuple(lines), Bits(args).one("under"), span=span)

    # -------------------------------------------------------- metric, score, tiers, limit, article

    def no_data(self, span: Span, args: list[Any]) -> Bit:
        return Bit("no_data", args[0].value, span)

    def by_its(self, span: Span, args: list[Any]) -> Bit:
        return Bit("by_its", name(args[0]), span)

    def rounded_to(self, span: Span, args: list[Any]) -> Bit:
        return Bit("rounded_to", literal_of(args[0]), span)

    def confirmed_by(self, span: Span, args: list[Any]) -> Bit:
        return Bit("confirmed_by", args[0], span)

    def metric(self, span: Span, args: list[Any]) -> s.Metric:
        bits = Bits(args)
        return s.Metric(
            args[0],
            args[1],
            bits.one("every"),
            bits.one("by_its"),
            bits.one("no_data"),
            bits.one("rounded_to"),
            bits.one("confirmed_by"),
            span=span,
        )

    def start_at(self, span: Span, args: list[Any]) -> Bit:
        return Bit("start", values(args)[0], span)

    def floor_at(self, span: Span, args: list[Any]) -> Bit:
        return Bit("floor", values(args)[0], span)

    def over_periods(self, span: Span, args: list[Any]) -> Bit:
        return Bit("over_periods", args[0].value, span)

    def unjudged(self, span: Span, args: list[Any]) -> Bit:
        return Bit("unjudged", args[0].value, span)

    def item_if(self, span: Span, args: list[Any]) -> Bit:
        return Bit("if", args[0], span)

    def may_exceed(self, span: Span, args: list[Any]) -> Bit:
        return Bit("may_exceed", True, span)

    def item(self, span: Span, args: list[Any]) -> s.ScoreItem:
        bits = Bits(args)
        exceed, under = bits.flag("may_exceed"), bits.one("under")
        return s.ScoreItem(args[0], args[1], bits.one("if"), may_exceed=exceed, under=under, span=span)

    def items(self, span: Span, args: list[Any]) -> s.ScoreItem:
        bits, found = Bits(args), names(args)
        alias = found[1] if len(found) > 1 else None
        worth = values(args)[0]
        exceed, under = bits.flag("may_exceed"), bits.one("under")
        return s.ScoreItem(None, worth, bits.one("if"), found[0], alias, may_exceed=exceed, under=under, span=span)

    def score(self, span: Span, args: list[Any]) -> s.Score:
        bits = Bits(args)
        return s.Score(
            args[0],
            bits.one("every"),
            bits.one("start"),
            bits.one("floor"),
            bits.one("confirmed_by"),
            bits.one("rounded_to"),
            _items(args),
            bits.one("over_periods"),
            bits.one("unjudged"),
            span=span,
        )

    def band(self, span: Span, args: list[Any]) -> s.Band:
        bounds = tuple(one for one in args if isinstance(one, s.Bound))
        value = values([one for one in args if not isinstance(one, s.Bound)])[0]
        return s.Band(bounds, value, Bits(args).one("under"), span=span)

    def tiers(self, span: Span, args: list[Any]) -> s.Tiers:
        shape = token(args, "SHAPE")
        if shape is None:
            raise TypeError("tiers without a shape")
        bands = tuple(one for one in args if isinstance(one, s.Band))
        return s.Tiers(args[0], args[1], shape.value, bands, span=span)

    def limit(self, span: Span, args: list[Any]) -> s.Limit:
        bits = Bits(args)
        over = node_bits(args)
        return s.Limit(args[0], args[1], over, bits.one("every"), bits.one("unless"), bits.one("under"), span=span)

    def article(self, span: Span, args: list[Any]) -> s.Article:
        answer = next((i for i, one in enumerate(args) if isinstance(one, Token) and one.type == "ANSWER"), len(args))
        before, after = args[1:answer], args[answer + 1 :]
        return s.Article(
            args[0].value,
            before[0].value if before else None,
            args[answer].value if answer < len(args) else None,
            after[0].value if after else None,
            span=span,
        )

    # -------------------------------------------------------- scenarios

    def pair(self, span: Span, args: list[Any]) -> Bit:
        return Bit("pair", (name(args[0]), args[1]), span)

    def happens(self, span: Span, args: list[Any]) -> s.ScenarioRow:
        return s.Happens(args[0], name(args[1]), Bits(args).all("pair"), span=span)

    def set_to(self, span: Span, args: list[Any]) -> s.ScenarioRow:
        return s.SetTo(name(args[0]), args[1], span=span)

    def as_of(self, span: Span, args: list[Any]) -> s.ScenarioRow:
        return s.AsOf(args[0], span=span)

    def expect_state(self, span: Span, args: list[Any]) -> s.ScenarioRow:
        return s.ExpectState(name(args[0]), tuple(args[1:-1]), args[-1].value, span=span)

    def expect_due(self, span: Span, args: list[Any]) -> s.ScenarioRow:
        return s.ExpectDue(name(args[0]), tuple(args[1:-1]), args[-1], span=span)

    def expect_value(self, span: Span, args: list[Any]) -> s.ScenarioRow:
        return s.ExpectValue(name(args[0]), tuple(args[1:-1]), args[-1], span=span)

    def at_least_owed(self, span: Span, args: list[Any]) -> Bit:
        return Bit("open", literal_of(args[0]), span)

    def expect_owes(self, span: Span, args: list[Any]) -> s.ScenarioRow:
        debtor, creditor, owed = name(args[0]), name(args[1]), args[2]
        is_open = isinstance(owed, Bit)
        under = name(args[3]) if len(args) > 3 else None
        return s.ExpectOwes(debtor, creditor, owed.value if is_open else owed, is_open, under, span=span)

    def expect_refused(self, span: Span, args: list[Any]) -> s.ScenarioRow:
        return s.ExpectRefused(span=span)

    def scenario(self, span: Span, args: list[Any]) -> s.Scenario:
        return s.Scenario(args[0].value, tuple(args[1:]), span=span)


def _of_things(count: s.Literal) -> s.Literal:
    """Return a count of periods: ``4 in all`` says 4 of them."""
    return evolve(count, unit=Unit.ITEM) if count.unit is Unit.NUMBER else count


def _items(args: list[Any]) -> tuple[s.ScoreItem, ...]:
    """Give each item the deductions that follow it, up to the next item."""
    groups: list[tuple[s.ScoreItem, list[s.ItemDeduct]]] = []
    for one in args:
        if isinstance(one, s.ScoreItem):
            groups.append((one, []))
        elif isinstance(one, DeductLine):
            groups[-1][1].append(one.in_item())
    return tuple(with_deducts(item, deducts) for item, deducts in groups)


def with_deducts(item: s.ScoreItem, deducts: list[s.ItemDeduct]) -> s.ScoreItem:
    """Return an item with its deductions; its span grows over them."""
    if not deducts:
        return item
    return s.ScoreItem(
        item.heading,
        item.worth,
        item.condition,
        item.every,
        item.alias,
        tuple(deducts),
        item.may_exceed,
        item.under,
        span=item.span.to(deducts[-1].span),
    )
