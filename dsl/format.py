"""
Tree to text: the one canonical print in either language.

Labels stand in the order of the language page and their values under each other; a Chinese label is two columns for
each character. Comments stand above what they belong to. ``twins`` says how a name is spelled in the language of the
print; without it names stay as they are. Reading the print gives the tree again, and printing that changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence

from luyue.dsl import library, spell
from luyue.dsl import syntax as s
from luyue.dsl.diagnostic import width
from luyue.dsl.format_clause import LinePrinter
from luyue.dsl.format_expr import SUM, Twins
from luyue.dsl.quantity import Unit
from luyue.dsl.words import USUAL_ROLES

Row = tuple[tuple[str, ...], str, str]  # comments, label, value


def format_file(tree: s.File, lang: str, twins: Twins | None = None) -> str:
    """
    Return the canonical text of a file in ``lang`` (zh or en), each line ended by LF.

    Parts are parted by one blank line, but articles and other one-line parts of one kind follow each other.
    """
    printer = FilePrinter(lang, twins)
    blocks: list[str] = []
    before: s.Part | None = None
    for part in tree.parts:
        lines = list(printer.part(part))
        if before is not None and not (_is_short(before) and type(part) is type(before) and len(lines) == 1):
            blocks.append("")
        blocks += lines
        before = part
    if tree.comments:
        blocks += [*([""] if tree.parts else []), *_comments(tree.comments, "")]
    return "".join(f"{line}\n" for line in blocks)


def format_row(row: s.ScenarioRow, lang: str) -> str:
    """Return the canonical text of one row of a scenario in ``lang``, without indentation; names stay as they are."""
    return FilePrinter(lang, None).scenario_row(row)


def _is_short(part: s.Part) -> bool:
    return isinstance(part, (s.Article, s.Event, s.Interval, s.Let, s.Use, s.Unspecified, s.Period, s.Limit))


def _comments(comments: Iterable[str], indent: str) -> list[str]:
    return [f"{indent}# {one}".rstrip() for one in comments]


def in_columns(rows: Sequence[Sequence[str]], right: Sequence[bool], comma: str) -> list[str]:
    """
    Return rows with their cells under each other, figures (``right``) with their ends, the comma beside its cell.

    >>> in_columns([["A", "9 yuan"], ["Line", "10 yuan"]], [False, True], ", ")
    ['A,     9 yuan', 'Line, 10 yuan']
    """
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    shown = []
    for row in rows:
        text = ""
        for at, (cell, most, is_figure) in enumerate(zip(row, widths, right, strict=True)):
            joint, space = comma if at < len(row) - 1 else "", " " * (most - width(cell))
            text += f"{space}{cell}{joint}" if is_figure else f"{cell}{joint}{space}"
        shown.append(text.rstrip())
    return shown


def _are_figures(column: Iterable[s.Expr]) -> bool:
    """Say whether a column of a table holds numbers and amounts, or nothing."""
    cells = list(column)
    return all(isinstance(one, s.Literal | s.Blank) for one in cells) and any(isinstance(c, s.Literal) for c in cells)


class FilePrinter(LinePrinter):
    """Prints the parts of a file."""

    def part(self, one: s.Part) -> Iterator[str]:
        """Yield the lines of a part, its comments first."""
        yield from _comments(one.comments, "")
        match one:
            case s.Contract():
                yield from self._contract(one)
            case s.Reading():
                yield from self._reading(one)
            case s.Table():
                yield from self._table(one)
            case s.Clause():
                yield from self._clause(one)
            case s.Score():
                yield from self._score(one)
            case s.Tiers():
                yield from self._tiers(one)
            case s.Scenario():
                yield from self._scenario(one)
            case _:
                yield self._short(one)

    # -------------------------------------------------------- headings and layout

    def heading(self, label: str, one: s.Heading) -> str:
        """Return a label with name, twin and citation."""
        shown = f"{self.say(label)} {self.twinned(one.name, one.twin)}"
        return shown if one.cite is None else f"{shown} {spell.cite(one.cite, self.lang)}"

    def aligned(self, rows: Iterable[Row], indent: str = "  ") -> Iterator[str]:
        """Yield rows with their values under each other, comments above."""
        rows = list(rows)
        widest = max((width(label) for _, label, value in rows if value), default=0)
        for comments, label, value in rows:
            yield from _comments(comments, indent)
            yield f"{indent}{label}{' ' * (widest - width(label) + self.gap)}{value}" if value else f"{indent}{label}"

    # -------------------------------------------------------- declarations

    def _contract(self, one: s.Contract) -> Iterator[str]:
        yield self.heading("_CONTRACT", one.heading)
        rows = [(item.comments, *self._header(item)) for item in one.items]
        if one.parties:
            rows.append(((), self.say("_PARTIES"), self.comma.join(map(self._party, one.parties))))
        rows += [((), self.say("_INSTRUMENT"), self._instrument(each)) for each in one.instruments]
        yield from self.aligned(rows)

    def _header(self, item: s.HeaderItem) -> tuple[str, str]:
        if item.key in ("price", "signed", "effective", "term", "zone"):
            label = self.say(f"_{item.key.upper()}")
        else:
            label = self.say(f"HEADER {item.key}")
        value = self._term(item.value) if item.key == "term" else self._header_value(item)
        if item.changed_by is None:
            return label, value
        by = self.expr(item.changed_by)
        extended = item.key == "term"
        if self.zh:
            return label, f"{value}，{self.say('_VIA')} {by} {self.say('_EXTENDED' if extended else '_CHANGED')}"
        return label, f"{value}, {self.say('_EXTENDED_BY' if extended else '_CHANGED_BY')} {by}"

    def _header_value(self, item: s.HeaderItem) -> str:
        if item.key in ("price", "signed"):
            return self.expr(item.value, SUM)
        if item.key == "currency" and isinstance(item.value, s.Ref):
            return self.name(item.value.name, "free")  # a mark of money only before a number
        shown = self.expr(item.value)
        compound = isinstance(item.value, (s.Binary, s.Chain, s.Pattern)) and item.key == "effective"
        return f"{self.say('_WHEN')} {shown}" if compound else shown

    def _term(self, value: s.Expr) -> str:
        if isinstance(value, s.Since):
            start, length = self.expr(value.start), self.expr(value.length)
            return f"{self.say('_FROM')} {start} {self.say('_QI') + ' ' if self.zh else ''}{length}"
        return self.expr(value)

    def _party(self, one: s.Party) -> str:
        usual = one.twin is not None and USUAL_ROLES.get(one.name.text) == one.twin.text  # the parser knows the twin
        shown = self.twinned(one.name, one.twin) if not usual else spell.name(self.spelled(one.name), self.lang)
        return f"{shown} {spell.text(one.title, self.lang)}"

    def _instrument(self, one: s.Instrument) -> str:
        shown = [self.twinned(one.heading.name, one.heading.twin)]
        if one.heading.cite is not None:
            shown[0] += f" {spell.cite(one.heading.cite, self.lang)}"
        if one.effective is not None:
            shown.append(f"{self.say('_EFFECTIVE')} {self._header_value(s.HeaderItem('effective', one.effective))}")
        if one.term is not None:
            shown.append(f"{self.say('_TERM')} {self._term(one.term)}")
        return self.comma.join(shown)

    def _short(self, one: s.Part) -> str:
        match one:
            case s.Use():
                return self._use(one)
            case s.Let(heading=heading, value=value):
                return f"{self.heading('_LET', heading)} {self.say('_BE')} {self.expr(value)}"
            case s.Unspecified(heading=heading, type=kind, filler=filler):
                law = f"{self.comma}{self.say('_BY_LAW')} {self.expr(filler)}" if filler is not None else ""
                return f"{self.heading('_UNSPECIFIED', heading)}{self.colon}{self.type(kind)}{law}"
            case s.Event():
                return self._event(one)
            case s.Interval(heading=heading, start=start, end=end, same=same):
                shown = f"{self.heading('_INTERVAL', heading)} {self.say('_FROM')} {self.expr(start)}"
                shown = f"{shown} {self.say('_TO')} {self.expr(end)}"
                return f"{shown}{self.comma}{self.same(same)}" if same else shown
            case s.Period():
                return self._period(one)
            case s.Metric():
                return self._metric(one)
            case s.Limit():
                return self._limit(one)
            case s.Article():
                return self._article(one)
        raise TypeError(f"no print for {type(one).__name__}")

    def _use(self, one: s.Use) -> str:
        parts = library.spelled(one.target, self.lang).split(".")
        dotted = ".".join(
            [spell.name(parts[0], self.lang, "plain"), *(spell.name(p, self.lang, "free") for p in parts[1:])]
        )
        shown = f"{self.say('_USE')} {spell.text(one.target, self.lang) if one.quoted else dotted}"
        if one.alias is not None:
            shown = f"{shown} {self.say('_AS')} {self.name(one.alias, 'free')}"
        if not one.bindings:
            return shown
        bound = self.comma.join(f"{self.name(key, 'free')} = {self.expr(value)}" for key, value in one.bindings)
        return f"{shown}{self.group(bound)}"

    def type(self, one: s.TypeName) -> str:
        """Return the type of a field, a column or a blank."""
        match one.kind:
            case "enum":
                return self._choices(one.values)
            case "set":
                return f"{self.say('_SEVERAL')} {self._choices(one.values)}"
            case "clauses":
                return f"{self.say('_SEVERAL', 0 if self.zh else 1)} {self.say('_CLAUSES')}"
            case "signed_money":
                return f"{self.say('TYPE money')} {self.say('_MAY_BE_NEGATIVE')}"
            case "period":
                if one.of is None:
                    raise TypeError("a period type without its period")
                return (
                    f"{self.say('_PERIOD_TYPE')} {'' if self.zh else self.say('_OF') + ' '}{self.name(one.of, 'over')}"
                )
        return self.say(f"TYPE {one.kind}")

    def _choices(self, values: tuple[s.EnumValue, ...]) -> str:
        return "/".join(self.twinned(each.name, each.twin, alone="type") for each in values)

    def fields(self, fields: tuple[s.EventField, ...]) -> str:
        """Return fields or columns in brackets."""
        shown = []
        for one in fields:
            optional = f" {self.say('_OPTIONAL')}" if one.optional else ""
            if one.absent is not None:
                optional += f" {self.say('_BE')} {self.expr(one.absent)}"
            shown.append(f"{self.twinned(one.name, one.twin, alone='free')} {self.type(one.type)}{optional}")
        return self.group(self.comma.join(shown))

    def _event(self, one: s.Event) -> str:
        shown = self.heading("_EVENT", one.heading) + (self.fields(one.fields) if one.fields else "")
        options = [self.say("_ATTESTED")] if one.attested else []
        if one.effect_at is not None:
            options.append(f"{self.say('_EFFECT_AT')} {self.name(one.effect_at, 'plain')}")
        if one.also:
            options.append(f"{self.say('_ALSO')} {self.names(one.also)}")
        for role in one.roles:
            value = f" {self.say('_WITH')} {self.name(role.value, 'plain')}" if role.value is not None else ""
            options.append(
                f"{self.say('_ACTS_AS')} {self.say(f'ROLE {role.kind}')} {self.name(role.target, 'plain')}{value}"
            )
        return self.comma.join((shown, *options))

    def _period(self, one: s.Period) -> str:
        shown = self.heading("_PERIOD", one.heading)
        if one.length is None:
            windows = ("、" if self.zh else ", ").join(map(self.expr, one.windows))
            return f"{shown} {self.say('_BE')} {windows}"
        shown = f"{shown} {self.every(one.length)}"
        if one.start is not None:
            shown = f"{shown} {self.say('_FROM')} {self.expr(one.start)}{' ' + self.say('_QI') if self.zh else ''}"
        if one.count is None:
            return shown
        word = self.say("_COUNT_IN_ALL")
        if self.zh:
            return f"{shown}，{word}{self.expr(one.count)}"
        things = isinstance(one.count, s.Literal) and one.count.unit is Unit.ITEM
        return f"{shown}, {self._plain_number(one.count) if things else self.expr(one.count)} {word}"

    def _plain_number(self, one: s.Expr) -> str:
        return spell.number(one.value) if isinstance(one, s.Literal) else self.expr(one)

    def _reading(self, one: s.Reading) -> Iterator[str]:
        yield f"{self.heading('_READING', one.heading)} {spell.text(one.question, self.lang)}"
        for option in one.options:
            yield from _comments(option.comments, "  ")
            yield f"  {self._option(option)}"

    def _option(self, one: s.Option) -> str:
        shown = f"{self.say('_OPTION')} {self.twinned(one.name, one.twin)}"
        options: list[str] = []
        if one.value is not None:
            first, *options = self.timing(one.value) if isinstance(one.value, s.Timing) else [self.expr(one.value)]
            shown = f"{shown} {self.say('_BE')} {first}"
        if one.default:
            options.append(self.say("_DEFAULT"))
        shown = self.comma.join((shown, *options))
        if one.why is None:
            return shown
        joint = " " if options else self.comma
        return f"{shown}{joint}{spell.text(one.why, self.lang)}"

    def _table(self, one: s.Table) -> Iterator[str]:
        yield f"{self.heading('_TABLE', one.heading)}{self.fields(one.columns)}"
        cells = [[self.expr(cell, 0 if isinstance(cell, s.Between) else SUM) for cell in row.cells] for row in one.rows]
        right = [_are_figures(column) for column in zip(*(row.cells for row in one.rows), strict=True)]
        for row, shown in zip(one.rows, in_columns(cells, right, self.comma), strict=True):
            yield from _comments(row.comments, "  ")
            yield f"  {self.say('_ROW')} {shown}{self._only_under(row.under)}"

    # -------------------------------------------------------- clauses, metrics, scores

    def _clause(self, one: s.Clause) -> Iterator[str]:
        shown = self.heading("_CLAUSE", one.heading)
        yield f"{shown}{self.comma}{self.under(one.under)}" if one.under is not None else shown
        yield from self.aligned((line.comments, *self.line(line)) for line in one.lines)

    def _metric(self, one: s.Metric) -> str:
        options: list[str] = []
        if one.every is not None:
            options.append(self.every(one.every))
        if one.by_its is not None:
            options.append(f"{self.say('_BY_ITS')} {self.name(one.by_its, 'plain')}")
        if one.no_data is not None:
            options.append(f"{self.say('_NO_DATA')} {self.say(f'VERDICT {one.no_data}')}")
        options += [value for _, value in self._rounded(one.rounded_to, one.confirmed_by)]
        shown = f"{self.heading('_METRIC', one.heading)} {self.say('_BE')} {self.expr(one.value)}"
        return self.comma.join((shown, *options))

    def _rounded(self, rounded: s.Expr | None, confirmed: s.Expr | None) -> list[tuple[str, str]]:
        rows = []
        if rounded is not None:
            rows.append(("", f"{self.say('_ROUNDED_TO')} {self.expr(rounded)}"))
        if confirmed is not None:
            rows.append(("", f"{self.say('_CONFIRMED_BY')} {self.expr(confirmed)}"))
        return rows

    def _score(self, one: s.Score) -> Iterator[str]:
        yield self.heading("_SCORE", one.heading)
        if one.every is not None:
            yield f"  {self.every(one.every)}"
        for key, value in (("_START", one.start), ("_FLOOR", one.floor)):
            if value is not None:
                yield f"  {self.say(key)} {self.expr(value, SUM)}"
        for _, line in self._rounded(one.rounded_to, one.confirmed_by):
            yield f"  {line}"
        if one.over_periods is not None:
            yield f"  {self.say(f'OVER_PERIODS {one.over_periods}')}"
        if one.unjudged is not None:
            yield f"  {self.say(f'UNJUDGED {one.unjudged}')}"
        heads = [self._item_head(item) for item in one.items]
        worths = [[head, self.expr(item.worth, SUM)] for head, item in zip(heads, one.items, strict=True)]
        for item, shown in zip(one.items, in_columns(worths, [False, True], ""), strict=True):
            yield from self._item(item, shown)

    def _item_head(self, one: s.ScoreItem) -> str:
        """Return what stands before the worth of an item."""
        if one.heading is not None:
            return f"{self.heading('_ITEM', one.heading)} "
        if one.every is None:
            raise TypeError("an item without heading or table")
        alias = f" {self.say('_AS')} {self.name(one.alias, 'free')}" if one.alias is not None else ""
        return f"{self.say('_ITEM')} {self.say('_EVERY')} {self.name(one.every, 'plain')}{alias}{self.comma}"

    def _item(self, one: s.ScoreItem, shown: str) -> Iterator[str]:
        yield from _comments(one.comments, "  ")
        if one.condition is not None:
            shown = f"{shown} {self.say('_IF')} {self.expr(one.condition)}"
        exceed = self.comma + self.say("_MAY_EXCEED") if one.may_exceed else ""
        yield f"  {shown}{exceed}{self._only_under(one.under)}"
        for deduct in one.deducts:
            yield from _comments(deduct.comments, "    ")
            unless = (
                f"{self.comma}{self.say('_BUT_NOT_IF')} {self.expr(deduct.unless)}" if deduct.unless is not None else ""
            )
            shown = f"{self.deducted(deduct.points, deduct.per)}{unless}{self._only_under(deduct.under)}"
            yield f"    {self.say('_DEDUCT')} {shown}"

    def _only_under(self, under: s.Under | None) -> str:
        return "" if under is None else f"{self.comma}{self.under(under)}"

    def _tiers(self, one: s.Tiers) -> Iterator[str]:
        of = self.say("_BASIS" if self.zh else "_OF")
        of = f"{of} {self.expr(one.of)}"
        yield self.comma.join((f"{self.heading('_TIERS', one.heading)} {of}", self.say(f"SHAPE {one.shape}")))
        bounds = [" ".join(map(self.bound, band.bounds)) or self.say("_OTHERWISE") for band in one.bands]
        cells = [[f"{edge} ", self._band_value(band)] for edge, band in zip(bounds, one.bands, strict=True)]
        for band, shown in zip(one.bands, in_columns(cells, [False, True], ""), strict=True):
            yield from _comments(band.comments, "  ")
            yield f"  {self.say('_BAND')} {shown}{self._only_under(band.under)}"

    def _band_value(self, band: s.Band) -> str:
        """Return the value; in brackets where its first word would be read as the unit of the number before."""
        bare = any(isinstance(each.value, s.Literal) and each.value.unit is Unit.NUMBER for each in band.bounds)
        plain = isinstance(band.value, (s.Literal, s.Ref, s.Field, s.Pattern)) or not bare
        return self.expr(band.value, SUM) if plain else self.group(self.expr(band.value)).strip()

    def _limit(self, one: s.Limit) -> str:
        over = self.names(one.over, "over") if one.over else self.say("_ALL")
        options = [self.every(one.every)] if one.every is not None else []
        if one.unless is not None:
            options.append(f"{self.say('_BUT_NOT_IF')} {self.expr(one.unless)}")
        if one.under is not None:
            options.append(self.under(one.under))
        most = f"{self.say('_AT_MOST')} {self.expr(one.at_most, SUM)}"
        shown = f"{self.heading('_LIMIT', one.heading)} {most}{self.comma}{self.say('_OVER')} {over}"
        return self.comma.join((shown, *options))

    def _article(self, one: s.Article) -> str:
        shown = [self.say("_ARTICLE"), spell.cite(one.cite, self.lang)]
        shown += [spell.text(one.title, self.lang)] if one.title is not None else []
        shown += [self.say(f"ANSWER {one.answer}")] if one.answer is not None else []
        shown += [spell.text(one.why, self.lang)] if one.why is not None else []
        return " ".join(shown)

    # -------------------------------------------------------- scenarios

    def _scenario(self, one: s.Scenario) -> Iterator[str]:
        yield f"{self.say('_SCENARIO')} {spell.text(one.title, self.lang)}"
        for row in one.rows:
            yield from _comments(row.comments, "  ")
            yield f"  {self.scenario_row(row)}"

    def scenario_row(self, row: s.ScenarioRow) -> str:
        """Return one row of a scenario."""
        match row:
            case s.Happens(at=at, event=event, fields=fields):
                pairs = self.comma.join(f"{self.name(key, 'plain')} {self.cell(value)}" for key, value in fields)
                return f"{self.expr(at)} {self.name(event, 'plain')} {pairs}".rstrip()
            case s.SetTo(name=name, value=value):
                return f"{self.say('_SET')} {self.name(name, 'free')} = {self.cell(value)}"
            case s.AsOf(at=at):
                return f"{self.say('_AS_OF')} {self.expr(at)}"
            case s.ExpectState(clause=clause, key=key, state=state):
                return f"{self._expect(clause, key)} {self.say(f'OUTCOME {state}')}"
            case s.ExpectDue(clause=clause, key=key, at=at):
                return f"{self._expect(clause, key)} {self.say('_FALLS_DUE')} {self.expr(at)}"
            case s.ExpectValue(name=name, key=key, value=value):
                return f"{self._expect(name, key)} {self.say('_IS')} {self.cell(value)}"
            case s.ExpectOwes():
                return self._owes(row)
            case s.ExpectRefused():
                return f"{self.say('_EXPECT')} {self.say('_REFUSED')}"
        raise TypeError(f"no print for {type(row).__name__}")

    def cell(self, one: s.Expr) -> str:
        """Return a value of a scenario; members of a set as a list."""
        return self.listed(one, "cell")

    def _expect(self, name: s.Name, key: tuple[s.Expr, ...]) -> str:
        keys = (self.name(one.name, "key") if isinstance(one, s.Ref) else self.expr(one) for one in key)
        return " ".join((self.say("_EXPECT"), self.name(name, "key"), *keys))

    def _owes(self, row: s.ExpectOwes) -> str:
        amount = self.expr(row.amount)
        if row.open:
            amount = f"{self.say('_AT_LEAST')}{self.glue(row.amount)}{amount}"
        debtor, creditor = self.name(row.debtor, "key"), self.name(row.creditor, "plain")
        shown = f"{self.say('_EXPECT')} {debtor} {self.say('_OWES')} {creditor} {amount}"
        return f"{shown} {self.say('_UNDER')} {self.name(row.under, 'plain')}" if row.under is not None else shown
