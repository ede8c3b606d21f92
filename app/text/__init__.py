"""The sections of the text report, one noun per module; ``luyue.app.print_text`` puts them in order."""
