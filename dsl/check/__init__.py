"""From what was written to what is meant: small checks, each of one noun, that together make a ``Contract``."""
