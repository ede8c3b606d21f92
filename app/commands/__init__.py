"""The verbs of the command, one module per verb, imported only when it is called."""
