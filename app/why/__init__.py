"""The reasons of a row as trees, one noun per module; ``luyue.app.explain`` is the door."""
