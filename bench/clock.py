"""Times of questions asked again and again, and what is said of them."""

import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from statistics import quantiles
from urllib.request import Request, urlopen

PATIENCE = 600


def milliseconds(do: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def both_clocks(do: Callable[[], object]) -> tuple[float, float]:
    """Return how long something takes, and for how much of it this process had the processor."""
    worked = time.process_time()
    spent = milliseconds(do)
    return spent, (time.process_time() - worked) * 1000


def percentiles(times: Sequence[float]) -> tuple[float, float, float]:
    """Return the 50th, 95th and 99th percentile."""
    cuts = quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


def told(times: Sequence[float]) -> str:
    """Say percentiles, and how many one client gets in a second."""
    middle, most, nearly_all = percentiles(times)
    each_second = 1000 * len(times) / sum(times)
    return f"p50 {middle:.1f} ms · p95 {most:.1f} · p99 {nearly_all:.1f} · {each_second:,.0f}/s"


def read(address: str, **headers: str) -> bytes:
    """Ask for an address and read the answer whole."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    with urlopen(Request(address, headers=named), timeout=PATIENCE) as answer:
        if answer.status != HTTPStatus.OK:
            raise AssertionError(f"{address} answers {answer.status}")
        content: bytes = answer.read()
        return content
