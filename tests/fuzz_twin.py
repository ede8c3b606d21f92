"""
The engine and the slow twin, held against each other for as long as one likes.

``python tests/fuzz_twin.py SECONDS [SEED]`` draws contracts with stories and logs of contracts as people wrote them,
replays each both ways, tells the smallest case of every round that differs, and ends with 1 when there was one. The
same seed draws the same cases.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / ".links"), str(ROOT / "tests")]

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from strategies.logs import Case, cases  # noqa: E402
from test_twin import SAMPLES, compared, sample, told  # noqa: E402

ROUND = 40  # cases of one round
USAGE = "usage: python tests/fuzz_twin.py SECONDS [SEED]"


def strategies() -> dict[str, st.SearchStrategy[Case]]:
    """Return what cases are drawn from, by name."""
    return {"stories": cases()} | {name: sample(name) for name in SAMPLES}


def rounds(first: int) -> Iterator[tuple[str, int, st.SearchStrategy[Case]]]:
    """Yield the rounds in order: as many of stories as of all samples together."""
    known = strategies()
    samples = [name for name in known if name != "stories"]
    n = first
    while True:
        for name in samples:
            yield "stories", n, known["stories"]
            yield name, n, known[name]
            n += 1


def one_round(of: st.SearchStrategy[Case], n: int) -> list[Case]:
    """Draw the cases of one round."""
    found: list[Case] = []

    @seed(n)
    @settings(
        max_examples=ROUND,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(of)
    def run(case: Case) -> None:
        found.append(case)

    run()
    return found


def differing(drawn: list[Case], differ: Callable[[Case], list[str]]) -> list[tuple[int, str]]:
    """Return the cases on which the two ways differ, each with its size and as text."""
    out = []
    for case in drawn:
        try:
            lines = differ(case)
        except Exception as why:  # a crash of either is a difference too
            lines = [f"{type(why).__name__}: {why}"]
        if lines:
            out.append(
                (
                    len(case.events) + 4 * len(case.contract.clauses) + 2 * len(lines),
                    "\n".join([*lines, "", told(case)]),
                )
            )
    return sorted(out)


def main(argv: list[str]) -> int:
    """Run until the time is over; say how many cases were drawn and how many differ."""
    if len(argv) not in (1, 2) or not all(v.isdecimal() for v in argv):
        print(USAGE, file=sys.stderr)
        return 2
    until, first = time.monotonic() + int(argv[0]), int(argv[1]) if len(argv) > 1 else 1
    counts: Counter[str] = Counter()
    for name, n, of in rounds(first):
        if time.monotonic() >= until:
            break
        drawn = one_round(of, n)
        found = differing(drawn, compared)
        counts["cases"] += len(drawn)
        counts["differ"] += len(found)
        if found:
            print(
                f"==== {name}, seed {n}: {len(found)} of {len(drawn)} differ, the smallest:\n{found[0][1]}\n",
                flush=True,
            )
    print(f"{counts['cases']} cases, {counts['differ']} differ", flush=True)
    return 1 if counts["differ"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
