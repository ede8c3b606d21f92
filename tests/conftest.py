"""
What all tests share: where the checkout is, and how Hypothesis draws.

``make test`` must say the same thing twice, so the profile in force draws the same examples on every run; ``dev`` draws
new ones and remembers failures (``pytest --hypothesis-profile=dev``).
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", deadline=None, print_blob=True)
settings.load_profile("ci")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top folder of the checkout."""
    return ROOT
