"""From the options of a verb to what a replay is asked for."""

from collections.abc import Mapping
from typing import Any

from luyue.app.session import ALL, Run


def run_of(contract: str, logs: tuple[str, ...], asked: Mapping[str, Any]) -> Run:
    """Return what a replay is asked for; ``--reading all`` means every option of every reading."""
    readings = tuple(one for one in asked["readings"] if one != ALL)
    every = asked.get("all_readings") == ALL or len(readings) < len(asked["readings"])
    return Run(
        contract=contract,
        logs=logs,
        as_of=asked["as_of"],
        known_at=asked["known_at"],
        settings=(*asked["settings"], *readings),
        every_reading=every,
        calendars=asked["calendars"],
        assume_weekdays=asked["assume_weekdays"],
        lenient=asked["lenient"],
        require_events=asked["require_events"],
        encoding=asked["encoding"],
        mapping=asked["mapping"],
        sheet=asked["sheet"],
        resume=asked["resume"],
        save=asked.get("save"),
    )
