"""What a contract lawyer is paid to see: findings that refuse nothing, each with its place and numbers."""

from luyue.dsl.model import Contract, Warning_


def warnings_of(contract: Contract) -> tuple[Warning_, ...]:
    """Return the findings on a sound contract, in the order of its text."""
    return ()
