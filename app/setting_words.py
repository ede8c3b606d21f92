"""A setting that a contract does not know or cannot take: wrong usage; one that events fill twice: a refused log."""

from luyue.app.stop import EVENTS, USAGE, Stop
from luyue.engine.settings import SettingError


def setting_stop(error: SettingError) -> Stop:
    """Return the end of a command that a setting causes."""
    return Stop(EVENTS if error.code == "filled-twice" else USAGE, error.code, **dict(error.facts))
