"""
Who reads: the language of messages, and whether a program or a person reads them.

Messages are in ``--lang``, else as the locale says, else in the language of the file they are about. Reports are in
``--lang``, else in Chinese, whatever the machine: a report must be the same everywhere. Both must be known before the
command line is parsed, for a wrong command line is answered in the reader's language too.
"""

from collections.abc import Mapping, Sequence

from attrs import define

LANGUAGES = ("zh", "en")
REPORT_LANGUAGE = "zh"
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides


@define
class Reader:
    """What is known of the reader before anything is parsed, and of the file once it is."""

    asked: str | None = None  # --lang
    locale: str | None = None
    as_json: bool = False
    debug: bool = False
    of_file: str | None = None  # the language of the contract at hand

    @staticmethod
    def of(arguments: Sequence[str], environ: Mapping[str, str]) -> "Reader":
        """Return the reader that a command line and an environment speak of."""
        asked = option_value(arguments, "--lang")
        return Reader(
            asked=asked if asked in LANGUAGES else None,
            locale=locale_language(environ),
            as_json=option_value(arguments, "--format") == "json",
            debug="--debug" in arguments,
        )

    @property
    def messages(self) -> str:
        """Return the language of messages."""
        return self.asked or self.locale or self.of_file or "en"

    @property
    def report(self) -> str:
        """Return the language of a report's words."""
        return self.asked or REPORT_LANGUAGE


def option_value(arguments: Sequence[str], name: str) -> str | None:
    """
    Return the last value given to an option, however it is attached; None if it is not there.

    >>> option_value(["replay", "--lang=en", "--lang", "zh"], "--lang")
    'zh'
    """
    found = None
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == name and i + 1 < len(arguments):
            found = arguments[i + 1]
        elif argument.startswith(f"{name}="):
            found = argument.removeprefix(f"{name}=")
    return found


def locale_language(environ: Mapping[str, str]) -> str | None:
    """
    Return the language that the locale names: Chinese for zh, English for any other language, None for C and POSIX.

    >>> locale_language({"LANG": "zh_CN.UTF-8"}), locale_language({"LC_ALL": "C.UTF-8", "LANG": "zh_CN"})
    ('zh', None)
    """
    value = next((environ[name] for name in LOCALE_VARIABLES if environ.get(name)), "")
    name = value.split(".")[0].split("@")[0]
    if name in ("", "C", "POSIX"):
        return None
    return "zh" if name.split("_")[0].lower() == "zh" else "en"
