"""Whole contracts: clause file, a year of events, and the report they must give."""
