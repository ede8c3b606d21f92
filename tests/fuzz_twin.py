"""
The engine and the slow twin, held against each other for as long as one likes.

``python tests/fuzz_twin.py SECONDS [SEED]`` draws contracts with stories and logs of contracts as people wrote them,
replays each both ways, tells every case that differs, says how many were compared, and ends with 1 when one differed.
Each case is drawn from its kind and a number, from SEED on: ``python tests/fuzz_twin.py KIND NUMBER`` shows it again.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from random import Random

from test_twin import KINDS, SAMPLES, compared, told

USAGE = "usage: python tests/fuzz_twin.py SECONDS [SEED] | KIND NUMBER"
TOLD = 20  # differing cases written out in full
SMALL = [name for name in SAMPLES if name != "haining"]
STORIES = 4  # stories for each log of a contract
RARE = 40  # one log of the large contract for so many of the small ones: it takes that much longer


def cases(first: int) -> Iterator[tuple[str, int]]:
    """Yield kinds and numbers of cases without end."""
    n = first
    while True:
        yield from (("stories", STORIES * n + i) for i in range(STORIES))
        yield SMALL[n % len(SMALL)], n
        if n % RARE == 0:
            yield "haining", n
        n += 1


def difference(kind: str, n: int) -> str:
    """Return how the two ways differ on a case, empty where they agree; a crash of either is a difference."""
    case = KINDS[kind](Random(f"{kind} {n}"))
    try:
        lines = compared(case)
    except Exception as why:
        lines = [f"{type(why).__name__}: {why}"]
    return "\n".join([*lines, "", told(case)]) if lines else ""


def run(seconds: int, first: int) -> int:
    """Compare cases until the time is over and say how many there were."""
    until, counts = time.monotonic() + seconds, Counter[str]()
    for kind, n in cases(first):
        if time.monotonic() >= until:
            break
        found = difference(kind, n)
        counts["cases"] += 1
        if found:
            counts["differ"] += 1
            text = found if counts["differ"] <= TOLD else found.partition("\n")[0]
            print(f"==== {kind} {n}:\n{text}\n", flush=True)
    print(f"{counts['cases']} cases, {counts['differ']} differ", flush=True)
    return 1 if counts["differ"] else 0


def main(argv: list[str]) -> int:
    """Run as the arguments say."""
    if len(argv) in (1, 2) and all(v.isdecimal() for v in argv):
        return run(int(argv[0]), int(argv[1]) if len(argv) > 1 else 1)
    if len(argv) == 2 and argv[0] in KINDS and argv[1].isdecimal():
        text = difference(argv[0], int(argv[1]))
        print(text or "no difference")
        return 1 if text else 0
    print(USAGE, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
