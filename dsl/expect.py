"""
What could stand at a place: the parser's state asked, and answered in the reader's words.

LALR's merged look-aheads accept too much: a state has an action for a terminal that fails some reductions later. So the
pending reductions are played through on a copy of the stack.
"""

from types import MappingProxyType
from typing import Any, Final

from lark.parsers.lalr_analysis import Shift

from luyue.dsl import words
from luyue.dsl.diagnostic import nearest
from luyue.dsl.tokens import RAW_TERMINALS


def accepts(state: Any, terminal: str) -> bool:
    """Say whether the parser would shift a terminal now, playing its pending reductions through on a copy."""
    table = state.parse_conf.states
    stack = state.state_stack
    action = table[stack[-1]].get(terminal)
    if action is None:
        return False
    if action[0] is Shift:
        return True
    stack = list(stack)
    while action is not None and action[0] is not Shift:
        rule = action[1]
        if rule.expansion:
            del stack[-len(rule.expansion) :]
        stack.append(table[stack[-1]][rule.origin.name][1])
        action = table[stack[-1]].get(terminal)
    return action is not None


def expected(state: Any) -> list[str]:
    """Return the terminals that the parser would shift now, in the order of its table."""
    row = state.parse_conf.states[state.state_stack[-1]]
    return sorted((one for one in row if _is_terminal(one) and accepts(state, one)), key=_table_order)


_ORDER: Final = MappingProxyType(
    {terminal: index for index, terminal in enumerate((*RAW_TERMINALS, *words.terminals()))}
)


def _table_order(terminal: str) -> int:
    return _ORDER[terminal]


def _is_terminal(name: str) -> bool:
    return name.isupper() and name != "$END"


_MOST_EXPECTED: Final = 5


def expected_words(state: Any, language: str) -> tuple[str, ...]:
    """Return what could stand here in the reader's words: kinds of things first, then a few spellings."""
    things: list[str] = []
    spelled: list[str] = []
    for terminal in expected(state):
        if terminal in _THINGS:
            things.append(_THINGS[terminal])
        elif terminal in _SIGN_WORDS:
            spelled.append(_SIGN_WORDS[terminal]["zh" if language == "zh" else "en"])
        elif terminal not in RAW_TERMINALS:
            spelled += spellings_of(terminal, language)
    found = list(dict.fromkeys((*things, *spelled)))
    return tuple(found[:_MOST_EXPECTED]) + (("@more",) if len(found) > _MOST_EXPECTED else ())


def spellings_of(terminal: str, language: str) -> list[str]:
    """Return the canonical spellings of a terminal, one for each of its meanings."""
    return [
        words.say(key, language)
        for key in words.TABLES[language]
        if key.partition(" ")[0] == terminal and words.spellings(key, language)
    ]


_THINGS: Final = MappingProxyType(
    {
        "NAME": "@name",
        "STRING": "@text",
        "CITE": "@citation",
        "LIT": "@quantity",
        "UNIT": "@unit",
        "DATE": "@date",
        "MONTH": "@month",
        "TIME": "@time",
    }
)
_SIGN_WORDS: Final = MappingProxyType(
    {
        "_COMMA": {"zh": "，", "en": ","},
        "_COLON": {"zh": "：", "en": ":"},
        "_EQ": {"zh": "=", "en": "="},
        "_LPAR": {"zh": "（", "en": "("},
        "_RPAR": {"zh": "）", "en": ")"},
    }
)


def nearest_word(word: str, state: Any, language: str) -> str | None:
    """Return the word that the parser could take here and that was probably meant, or the label of a part."""
    words_here = (terminal for terminal in expected(state) if terminal not in RAW_TERMINALS)
    wanted = [spelling for terminal in words_here for spelling in spellings_of(terminal, language)]
    return nearest(word, (*wanted, *words.labels(language, words.PARTS)))
