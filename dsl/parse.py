"""
Text to tree.

The file is cut into parts at the labels that open them, and each part is parsed by itself: one error for each broken
part, none that only follows from another. The language of the file is that of its first label. The parser's tables are
made once in a process; every step is linear in the text, and nothing here recurses on the depth of a formula, which is
looked at before anybody else may.
"""

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from attrs import evolve, fields_dict, frozen
from lark import Lark
from lark.exceptions import UnexpectedToken

from luyue.dsl import syntax as s
from luyue.dsl import words
from luyue.dsl.build import Bit
from luyue.dsl.build_part import Parts
from luyue.dsl.diagnostic import MOST_ERRORS, ContractError, Diagnostic, Label, nearest
from luyue.dsl.lexer import RAW_TERMINALS, Block, Fault, Token, WordLexer, expected, expected_words, nearest_word
from luyue.dsl.scan import DEEPEST, LARGEST, Comment, Raw, Scan, scan
from luyue.dsl.source import Source, Span


def parse(source: Source) -> s.File:
    """
    Return the tree of one clause file.

    :raises ContractError: with every error found, one for each broken part, at most 100 and a count
    """
    if len(source.text) > LARGEST:
        raise ContractError([Diagnostic("too-large", Span(source, 0, 0), {"most": str(LARGEST)})])
    found = scan(source)
    language = _language(found)
    if language is None:
        raise ContractError(_nothing(found))
    parts, errors = _parse_blocks(found, language)
    if errors:
        raise ContractError(evolve(one, facts={**one.facts, "language": language}) for one in _first(errors))
    tree = s.File(language, tuple(parts), span=Span(source, 0, len(source.text)))
    return _with_comments(tree, found.comments)


# ---------------------------------------------------------------- blocks


def _language(found: Scan) -> str | None:
    """Return the language of the first label that opens a part."""
    tables = {language: words.labels(language, words.PARTS) for language in words.LANGUAGES}
    for raw, inside in zip(found.tokens, found.inside, strict=True):
        if raw.kind == "RUN" and not inside:
            for language, table in tables.items():
                if raw.text in table:
                    return language
    return None


def _nothing(found: Scan) -> list[Diagnostic]:
    if found.faults:
        return _first(found.faults)
    if not found.tokens:
        return [Diagnostic("no-clause", Span(found.source, 0, 0))]
    raw = found.tokens[0]
    spelled = [word for language in words.LANGUAGES for word in words.labels(language, words.PARTS)]
    near = nearest(raw.text, spelled)
    hint = f"did-you-mean:{near}" if near else None
    return [Diagnostic("unknown-part", Span(found.source, raw.start, raw.end), {"word": raw.text}, hint=hint)]


def _parse_blocks(found: Scan, language: str) -> tuple[list[s.Part], list[Diagnostic]]:
    parts: list[s.Part] = []
    errors: list[Diagnostic] = []
    starts = _starts(found, language)
    text_starts = [0, *(found.tokens[i].start for i in starts[1:])] if starts else [0]
    fault_of: dict[int, Diagnostic] = {}
    for fault in found.faults:
        fault_of.setdefault(bisect_right(text_starts, fault.span.start) - 1, fault)
    for number, (first, last) in enumerate(zip(starts, [*starts[1:], len(found.tokens)], strict=True)):
        if number in fault_of:
            errors.append(fault_of[number])
            continue
        block = Block(found.source, language, found.tokens[first:last], found.inside[first:last])
        try:
            parts.append(_parse_block(block))
        except Fault as fault_in_block:
            errors.append(fault_in_block.diagnostic)
    return parts, errors


def _starts(found: Scan, language: str) -> list[int]:
    """Return the indices of the tokens that open a part; 0 is always one."""
    own = words.labels(language, words.PARTS)
    foreign = {w: t for other in words.LANGUAGES if other != language for w, t in words.labels(other, words.PARTS).items()}
    tokens = found.tokens
    starts = [0]
    for index in range(1, len(tokens)):
        raw = tokens[index]
        if raw.kind != "RUN" or found.inside[index] or not (raw.text in own or raw.text in foreign):
            continue
        if raw.text in own and _opens_part(tokens, index, own[raw.text], language):
            starts.append(index)
        elif raw.text in foreign and raw.first and _heading_follows(tokens, index, foreign[raw.text], _all_labels()):
            starts.append(index)
    return starts


_CONTINUES: Final = frozenset(
    ("_COMMA", "_DUN", "_COLON", "_EQ", "_NE", "_GE", "_LE", "_GT", "_LT", "_DOT", "_DE", "_PLUS", "_MINUS", "_STAR", "_SLASH")
)


def _opens_part(tokens: Sequence[Raw], index: int, terminal: str, language: str) -> bool:
    """
    Say whether a label opens a part here.

    Before ``=`` it is a name. First on its line it opens one, unless the word has other meanings too (待定 is also a
    state) and nothing like a heading follows; in the midst of a line a heading must follow and no sign stand before.
    """
    if index + 1 < len(tokens) and tokens[index + 1].kind == "_EQ":
        return False
    if tokens[index].first and len(words.senses(language)[tokens[index].text]) == 1:
        return True
    if tokens[index - 1].kind in _CONTINUES:
        return False
    return _heading_follows(tokens, index, terminal, words.labels(language))


def _heading_follows(tokens: Sequence[Raw], index: int, terminal: str, labels: Container[str]) -> bool:
    place = index + 1
    if place < len(tokens) and tokens[place].kind == "_COLON":
        place += 1
    if place >= len(tokens):
        return False
    kind = tokens[place].kind
    if terminal == "_SCENARIO":
        return kind == "STRING"
    if terminal == "_ARTICLE":
        return kind == "CITE"
    if kind in ("QUOTED", "STRING"):
        return kind == "QUOTED" or terminal == "_USE"
    if kind != "RUN":
        return False
    following = tokens[place + 1].kind if place + 1 < len(tokens) else ""
    return following == "_EQ" or tokens[place].text not in labels


@lru_cache(1)
def _all_labels() -> frozenset[str]:
    return frozenset(word for language in words.LANGUAGES for word in words.labels(language))


# ---------------------------------------------------------------- one block

_TAKE_TIMES: Final = frozenset(
    ("bare_time", "of_two", "due", "else_due", "option", "decided", "requires", "power", "line_under")
)


class _Reductions:
    """Hands the parser a function for each rule that drops empty words, finds the span and calls the builder."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def __getattr__(self, rule: str) -> Callable[[list[Any]], Any]:
        method = getattr(self._parts, rule)
        times_too = rule in _TAKE_TIMES

        def reduce(children: list[Any]) -> Any:
            first, last = children[0].span, children[-1].span
            args = [one for one in children if not (isinstance(one, Token) and one.type[0] == "_")]
            if not times_too:
                for one in args:
                    if isinstance(one, s.Time):
                        raise Fault(Diagnostic("time-in-formula", one.span, {"text": one.span.text}))
            return method(first if first is last else first.to(last), args)

        return reduce


@lru_cache(1)
def parser() -> Lark:
    """Return the parser; its tables are made once."""
    grammar = files("luyue.dsl").joinpath("grammar.lark").read_text(encoding="utf-8")
    declared = " ".join(dict.fromkeys((*RAW_TERMINALS, *words.terminals())))
    return Lark(
        f"{grammar}\n%declare {declared}\n",
        parser="lalr",
        lexer=WordLexer,
        strict=True,
        keep_all_tokens=True,
        maybe_placeholders=False,
        transformer=_Reductions(Parts()),  # type: ignore[arg-type]
    )


def _parse_block(block: Block) -> s.Part:
    _check_opening(block)
    try:
        part: s.Part = parser().parse(block)  # type: ignore[arg-type, assignment]
    except UnexpectedToken as error:
        raise Fault(_unexpected(block, error)) from None
    _check_depth(part)
    return part


def _check_opening(block: Block) -> None:
    """Refuse a block that no label of the file's language opens."""
    raw = block.tokens[0]
    own = words.labels(block.language, words.PARTS)
    if raw.kind == "RUN" and raw.text in own:
        return
    span = Span(block.source, raw.start, raw.end)
    right = _in_language(raw.text, block.language)
    if right is not None:
        raise Fault(Diagnostic("foreign-word", span, {"word": raw.text, "right": right}))
    near = nearest(raw.text, own) if raw.kind == "RUN" else None
    hint = f"did-you-mean:{near}" if near else None
    raise Fault(Diagnostic("unknown-part", span, {"word": raw.text}, hint=hint))


def _in_language(word: str, language: str) -> str | None:
    """Return what a label of another language is called in this one."""
    for other in words.LANGUAGES:
        if other != language and word in words.labels(other):
            key = next(key for key in words.TABLES[other] if word in words.spellings(key, other))
            return words.say(key, language)
    return None


def _unexpected(block: Block, error: UnexpectedToken) -> Diagnostic:
    """Say in the reader's words what stands where it cannot, and what could."""
    wanted = expected_words(error.state, block.language)
    if error.token.type == "$END":
        return _cut_short(block, wanted)
    token: Token = error.token  # type: ignore[assignment]
    word = token.span.text
    right = _in_language(word, block.language)
    if right is not None:
        return Diagnostic("foreign-word", token.span, {"word": word, "right": right})
    previous = _token_before(block, token)
    if previous is not None and previous.text == _QIAN and block.language == "zh":
        return Diagnostic("before-alone", Span(block.source, previous.start, previous.end), {})
    facts = {"word": word, "expected": wanted}
    near = nearest_word(word, error.state, block.language) if token.type == "NAME" else None
    if near is not None:
        return Diagnostic("unexpected", token.span, facts, hint=f"did-you-mean:{near}")
    if token.type == "NAME" and "NAME" in _terminals_before(error):
        return Diagnostic("unexpected", token.span, facts, hint="quote-name")
    return Diagnostic("unexpected", token.span, facts)


_QIAN: Final = words.say("_QIAN", "zh")


def _terminals_before(error: UnexpectedToken) -> list[str]:
    return expected(error.state)


def _token_before(block: Block, token: Token) -> Raw | None:
    before = [raw for raw in block.tokens if raw.end <= token.span.start]
    return before[-1] if before else None


def _cut_short(block: Block, wanted: tuple[str, ...]) -> Diagnostic:
    end = block.tokens[-1].end
    first = block.tokens[0]
    opening = Span(block.source, first.start, first.end)
    last = block.tokens[-1]
    if last.text == _QIAN and block.language == "zh":
        return Diagnostic("before-alone", Span(block.source, last.start, last.end), {})
    label = Label(opening, "opened-here", {"word": first.text})
    return Diagnostic("cut-short", Span(block.source, end, end), {"expected": wanted}, labels=(label,))


def _check_depth(part: s.Part) -> None:
    """Refuse a formula of more levels than anybody reads; looks at the tree with a stack of its own."""
    stack: list[tuple[Any, int]] = [(part, 0)]
    while stack:
        one, depth = stack.pop()
        if isinstance(one, tuple):
            stack.extend((each, depth) for each in one)
        elif isinstance(one, s.Node):
            deeper = depth + isinstance(one, s.Expr)
            if deeper > DEEPEST:
                raise Fault(Diagnostic("too-deep", one.span, {"most": str(DEEPEST)}))
            stack.extend((getattr(one, key), deeper) for key in _children(type(one)))


@lru_cache(256)
def _children(kind: type[s.Node]) -> tuple[str, ...]:
    return tuple(key for key in fields_dict(kind) if key not in ("span", "comments"))


def _first(errors: Iterable[Diagnostic]) -> list[Diagnostic]:
    ordered = sorted(errors, key=lambda error: error.span.start)
    if len(ordered) <= MOST_ERRORS:
        return ordered
    rest = str(len(ordered) - MOST_ERRORS)
    return [*ordered[:MOST_ERRORS], Diagnostic("more-errors", ordered[MOST_ERRORS].span, {"count": rest})]


# ---------------------------------------------------------------- comments

_HOLDERS: Final = (
    *(s.Line, s.Part, s.HeaderItem, s.Option, s.Row, s.ScoreItem, s.ItemDeduct, s.Band, s.ScenarioRow),
)


@frozen
class _Place:
    start: int
    end: int
    parent: int  # index of the place it stands in, or -1


def _with_comments(tree: s.File, comments: Sequence[Comment]) -> s.File:
    """
    Give every comment to a node.

    One at a line's end goes to the node that begins last before it; one alone on its line to the next node, if that
    stands in the same part (or nowhere in one), else to the node it stands in. What follows the last part is the file's.
    """
    if not comments:
        return tree
    holders = list(_holders(tree))
    starts = [one.span.start for one in holders]
    given: dict[int, list[str]] = {}
    rest: list[str] = []
    for comment in comments:
        index = _holder(holders, starts, comment)
        if index is None:
            rest.append(comment.text)
        else:
            given.setdefault(index, []).append(comment.text)
    chosen = {id(holders[index]): tuple(texts) for index, texts in given.items()}
    parts = tuple(_rebuild(part, chosen) for part in tree.parts)
    return evolve(tree, parts=parts, comments=tuple(rest))


def _holders(tree: s.File) -> Iterator[Any]:
    """Yield every node that can hold comments, in the order of the text."""
    found: list[Any] = []
    stack: list[Any] = [tree.parts]
    while stack:
        one = stack.pop()
        if isinstance(one, tuple):
            stack.extend(one)
        elif isinstance(one, s.Node):
            if isinstance(one, _HOLDERS):
                found.append(one)
            stack.extend(getattr(one, key) for key in _children(type(one)))
    yield from sorted(found, key=lambda one: (one.span.start, -one.span.end))


def _holder(holders: Sequence[Any], starts: Sequence[int], comment: Comment) -> int | None:
    index = bisect_right(starts, comment.start)  # the next node
    if not comment.alone:
        return index - 1 if index else 0
    home = _innermost(holders, index - 1, comment.start)
    if home is None:
        return index if index < len(holders) else None
    if index < len(holders) and holders[index].span.start < holders[home].span.end:
        return index
    return home


def _innermost(holders: Sequence[Any], index: int, place: int) -> int | None:
    """Return the last node before a place that the place still stands in."""
    while index >= 0:
        if holders[index].span.end > place:
            return index
        if isinstance(holders[index], s.Part):
            return None
        index -= 1
    return None


def _rebuild(one: Any, chosen: dict[int, tuple[str, ...]]) -> Any:
    """Return a node with the comments it and those below it were given; depth is that of parts, lines and rows."""
    changes: dict[str, Any] = {}
    for key in _children(type(one)):
        value = getattr(one, key)
        if isinstance(value, tuple) and any(isinstance(each, _HOLDERS) for each in value):
            changes[key] = tuple(_rebuild(each, chosen) for each in value)
    if id(one) in chosen:
        changes["comments"] = chosen[id(one)]
    return evolve(one, **changes) if changes else one
