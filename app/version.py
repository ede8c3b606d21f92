"""
Which engine and which grammar made a report.

They stand here and not in the installed metadata, because a report must be the same from a checkout and from a wheel;
a test holds them to ``pyproject.toml``.
"""

ENGINE = "0.1.0"
GRAMMAR = "1"  # raised when a clause file may come to mean something else
