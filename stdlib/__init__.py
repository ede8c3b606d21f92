"""Clauses and calendars that contracts share, in the language or as data; no logic."""
