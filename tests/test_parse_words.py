"""
No word has two meanings at one place: every state of the parser's table against every word of each phrase table.

A table entry alone proves nothing, for merged look-aheads accept too much: a pending reduction may lead to a state that
refuses the word. So for each word with more than one meaning every stack that can stand under a state is looked at, as
far down as the reductions reach.
"""

from collections import defaultdict
from functools import cache
from typing import Any

import pytest
from lark.parsers.lalr_analysis import Shift

from luyue.dsl import words
from luyue.dsl.parse import parser
from luyue.dsl.tokens import RAW_TERMINALS

DEEPEST = 60  # no stack needs to be known further down; reaching it would be a mistake of this test


@cache
def table() -> dict[Any, dict[str, Any]]:
    """Return the parser's table: for each state what it does with a terminal or goes to with a rule."""
    found: dict[Any, dict[str, Any]] = parser().parse_interactive().parser_state.parse_conf.states
    return found


@cache
def below() -> dict[Any, frozenset[Any]]:
    """Return, for each state, the states that can stand under it."""
    found: dict[Any, set[Any]] = defaultdict(set)
    for state, actions in table().items():
        for action, target in actions.values():
            if action is Shift:
                found[target].add(state)
    return {state: frozenset(under) for state, under in found.items()}


def takes(terminal: str, stack: tuple[Any, ...]) -> bool | None:
    """Say whether a stack takes a terminal; None if more of the stack must be known."""
    states = list(stack)
    while True:
        action = table()[states[-1]].get(terminal)
        if action is None:
            return False
        if action[0] is Shift:
            return True
        size = len(action[1].expansion)
        if size >= len(states):
            return None
        if size:
            del states[-size:]
        states.append(table()[states[-1]][action[1].origin.name][1])


def stack_that_takes_both(one: str, other: str) -> tuple[Any, ...] | None:
    """Return a stack that takes both terminals, or None if there is none."""
    tops = (state for state, actions in table().items() if one in actions and other in actions)
    todo: list[tuple[Any, ...]] = [(state,) for state in tops]
    seen = set(todo)
    while todo:
        stack = todo.pop()
        answers = (takes(one, stack), takes(other, stack))
        if False in answers:
            continue
        if answers == (True, True):
            return stack
        assert len(stack) < DEEPEST
        more = [(under, *stack) for under in below().get(stack[0], ()) if (under, *stack) not in seen]
        seen.update(more)
        todo += more
    return None


def ambiguous_words() -> list[tuple[str, str, str, str]]:
    """Return each word of a language with two of its terminals."""
    return [
        (lang, word, one.terminal, other.terminal)
        for lang in words.LANGUAGES
        for word, senses in words.senses(lang).items()
        for i, one in enumerate(senses)
        for other in senses[i + 1 :]
    ]


@pytest.mark.parametrize(("lang", "word", "one", "other"), ambiguous_words())
def test_no_state_takes_two_meanings_of_a_word(lang: str, word: str, one: str, other: str) -> None:
    assert one != other, "one terminal, two meanings"
    assert stack_that_takes_both(one, other) is None


def test_the_walk_finds_what_a_state_takes() -> None:
    """A name and a quoted text can both begin a formula: the walk must see it."""
    assert stack_that_takes_both("NAME", "STRING") is not None
    assert stack_that_takes_both("OUTCOME", "STATE") is None


def test_tables_have_the_same_keys() -> None:
    assert set(words.TABLES["zh"]) == set(words.TABLES["en"])


@pytest.mark.parametrize("key", sorted(words.TABLES["zh"]))
def test_every_key_is_said_in_some_language(key: str) -> None:
    assert any(words.spellings(key, lang) for lang in words.LANGUAGES)


def test_no_word_of_a_table_is_missing_from_the_grammar() -> None:
    taken = {terminal for actions in table().values() for terminal in actions}

    assert set() == set(words.terminals()) - taken
    assert set() == set(RAW_TERMINALS) - taken


def test_glued_words_stand_in_the_phrase_table() -> None:
    assert set() == words.GLUED_WORDS - set(words.senses("zh"))
