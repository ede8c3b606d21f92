"""
A refusal as people and programs read it: ``file:line:column: error[code]: sentence``, and a way out.

Whatever stops a command comes here: a contract that is refused, a log that is refused, wrong usage, a file that
cannot be read. For programs the same stands in one JSON object. Nothing of a traceback ever does.
"""

from luyue.app.print_json import dumps
from luyue.app.stop import Stop
from luyue.app.words import errors as words
from luyue.app.words import say
from luyue.app.words.begin import NAMING
from luyue.dsl.diagnostic import escape

SCHEMA = "luyue/errors/1"
ERROR = {"zh": "错误", "en": "error"}
WAY_OUT = {"zh": "帮助", "en": "help"}
COLON = {"zh": "：", "en": ": "}


def stop_text(stop: Stop, lang: str, command: str) -> str:
    """Return the end of a command as text with a final line feed."""
    about = escape(command if stop.about in (None, "-") else str(stop.about))
    colon = COLON[lang]
    lines = [f"{about}: {ERROR[lang]}[{stop.code}]{colon}{sentence(stop, lang)}"]
    lines += [f"  = {WAY_OUT[lang]}{colon}{way}" for way in ways_out(stop, lang, command)]
    return "\n".join(lines) + "\n"


def stop_json(stop: Stop, lang: str, command: str) -> str:
    """Return the end of a command as JSON text."""
    about = {"file": stop.about, "line": None, "column": None}
    said = {"message": sentence(stop, lang), "help": list(ways_out(stop, lang, command))}
    return errors_json([{**about, "severity": "error", "code": stop.code, **said}])


def errors_json(errors: list[dict[str, object]], more: int = 0) -> str:
    """Return errors as one JSON object; ``more`` are those that were only counted."""
    return dumps({"schema": SCHEMA, "errors": errors, "more": more})


def sentence(stop: Stop, lang: str) -> str:
    """Return what is wrong, in one sentence."""
    return say(words.SENTENCE, stop.code, lang, _told(stop, lang))


def ways_out(stop: Stop, lang: str, command: str) -> tuple[str, ...]:
    """Return what may help: a near miss first, then what holds for the code."""
    facts = {**_told(stop, lang), "command": command}
    near = (say(words.HELP, "near", lang, facts),) if stop.facts.get("near") else ()
    if near or stop.code not in words.HELP:
        return near
    return (say(words.HELP, stop.code, lang, facts),)


def _told(stop: Stop, lang: str) -> dict[str, str]:
    told = {name: escape(value) for name, value in stop.facts.items()}
    if stop.facts.get("file") == "-" and stop.code in words.STREAM:
        told["file"] = say(words.STREAM, stop.code, lang)
    for table in (words.SYSTEM, NAMING):
        if stop.facts.get("why") in table:
            told["why"] = say(table, stop.facts["why"], lang, told)
    return told
