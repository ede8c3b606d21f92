"""Where people sit: the command, the printers, explanations in words."""
