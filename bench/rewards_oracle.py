"""Count a million rewards beside the oracle that was written from the regulations alone."""

import argparse
import time
from random import Random

from deploy.console import say
from tests.unit.rewards.test_oracle import check_amounts, check_caps, check_days, check_shares

CHECKS = (check_amounts, check_shares, check_caps, check_days)


def main() -> None:
    """Compare amounts, shares, caps and days in equal parts; stop at the first that differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=None, help="default: another one each time")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else time.time_ns() % 10**9
    begun = time.perf_counter()
    for check in CHECKS:
        check(Random(seed), given.cases // len(CHECKS))
        say(f"{check.__name__}: {given.cases // len(CHECKS):,} equal")
    say(f"seed {seed}, {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
