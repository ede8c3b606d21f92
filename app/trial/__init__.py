"""Contracts tried out: scenarios run, what they reach, what they would miss, and the same for pytest."""
