"""Calendar files (placeholder while written)."""

from luyue.engine.holiday import Arrangement


def parse_file(data: bytes, name: str) -> Arrangement:
    """Parse."""
    raise NotImplementedError
