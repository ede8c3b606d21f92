"""What happened: events, the legal clock, the replay, money, and the report as a value."""
