"""What the contract says: text, syntax, checks, and the contract model."""
