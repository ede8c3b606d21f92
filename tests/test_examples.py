"""Every example in a docstring is true: the modules are imported by their full names and their doctests run."""

import doctest
import importlib

import pytest
from test_house import CODE, dotted, modules


@pytest.mark.parametrize("module", [dotted(name) for name in modules(*CODE)])
def test_examples_of_a_module_are_true(module: str) -> None:
    """What a docstring shows is what one gets."""
    assert 0 == doctest.testmod(importlib.import_module(module)).failed
