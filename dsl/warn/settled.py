"""
Findings that a clause settles itself: a note that names the code in brackets, with the reason beside it.

``注 “[vague-time] 双方以五日为限”`` says that somebody looked and why it stands; so a warning is never turned off
without a word that later readers find at the place.
"""

from luyue.dsl.model import Clause


def settled(clause: Clause, code: str) -> bool:
    """Say whether a note of the clause names the code in brackets."""
    return any(f"[{code}]" in note or f"〔{code}〕" in note for note in clause.notes)
