"""make bench-sampling: search of results by the million, on both databases, beside Datasette.

Everything is measured in one run on one machine; what counts is the ratios. The peer gets the same
rows and the same questions, and only where there is no PostgreSQL in between: of one file.
"""

import argparse
import hashlib
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from flask import Flask

from bench import peer
from bench.clock import both_clocks, milliseconds, percentiles, read, told
from bench.front_cache import free_port, running
from bench.results_database import fill, own_database, site
from bench.synthetic import ASKED
from deploy.console import Stop, finish, say
from deploy.postgres import private_server
from portal.kernel.db import db
from portal.kernel.paging import encode_cursor
from portal.sampling import queries
from portal.sampling.postings.asking import ask
from portal.sampling.postings.ordering import walk
from portal.sampling.postings.segments import current_index
from portal.sampling.rules.batches import ChainStage, Result
from portal.sampling.rules.questions import Order, ResultFilter, words_of

FILTERED = (
    ResultFilter(),
    ResultFilter(results=(Result.FAILED,)),
    ResultFilter(years=(2022, 2023), stages=(ChainStage.CATERING,)),
    ResultFilter(words=words_of("有限公司"), categories=("12",)),
    ResultFilter(words=words_of("油"), results=(Result.FAILED,)),
    ResultFilter(regions=("330302003",)),
)
SELECTIVE, COMMON = "花生油", "有限公司"
ROUNDS, TIMES = 12, 30
DEEP = 200_000
EXPORTED = 200_000
KEPT = 64  # megabytes of ready pages, as the site is served
MEGABYTE = 1024  # in what ru_maxrss counts
POSTGRES = ("shared_buffers=1GB", "work_mem=64MB", "effective_cache_size=8GB", "jit=off")
SEARCH_P95, DEPTH_RATIO, EXPORT_RATE, SELECTIVE_RATIO, COMMON_RATIO = 20.0, 1.2, 30_000, 50, 500


def goal(what: str, figure: float, wanted: float, *, at_least: bool) -> bool:
    """Say whether a goal is reached."""
    reached = figure >= wanted if at_least else figure <= wanted
    sign = ">=" if at_least else "<="
    say(f"  {what}: {figure:,.2f} (goal {sign} {wanted:,}): {'reached' if reached else 'MISSED'}")
    return reached


def questions() -> list[ResultFilter]:
    """Return what is asked."""
    return [*(ResultFilter(words=words_of(word)) for word in ASKED), *FILTERED]


def search(wanted: ResultFilter) -> None:
    """Do what a search page does: match, count, every answer of every filter, the first page."""
    queries.count_results(wanted)
    queries.facet_counts(wanted)
    queries.page_of_results(wanted)
    db.session.rollback()


def measure_searches(rows: int) -> bool:
    """Ask every question in turns, and rank 200,000 beside the first page."""
    asked = questions()
    first = [milliseconds(partial(search, one)) for one in asked]
    say(f"  first time asked: {told(first)}")
    dice, clocks = random.Random(1), []
    for _round in range(ROUNDS):
        dice.shuffle(asked)
        clocks += [both_clocks(partial(search, one)) for one in asked]
    times, worked = zip(*clocks, strict=True)
    say(f"  match, exact count, all facets, page: {told(times)}")
    say(f"  of which this process worked: {told(worked)}")
    reached = goal("whole search, p95 ms", percentiles(times)[1], SEARCH_P95, at_least=False)
    return _measure_depth(min(DEEP, rows // 2)) and reached


def _measure_depth(rank: int) -> bool:
    everything = ResultFilter()
    places = walk(ask(everything), Order.NEWEST)
    day, batch_id = next(islice(places, rank, None))
    cursor = encode_cursor(str(date.fromordinal(day)), batch_id)
    top, deep = [], []
    for _round in range(TIMES):
        top.append(milliseconds(lambda: queries.page_of_results(everything)))
        deep.append(milliseconds(lambda: queries.page_of_results(everything, after=cursor)))
        db.session.rollback()
    ratio = percentiles(deep)[0] / percentiles(top)[0]
    return goal(f"rank {rank:,} beside page 1", ratio, DEPTH_RATIO, at_least=False)


def measure_export(rows: int) -> bool:
    """Read what an export is made of; memory must not grow with it."""
    count, digest = 0, hashlib.sha256()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def whole() -> None:
        nonlocal count
        for row in queries.stream_results(ResultFilter()):
            digest.update(row.reference.encode())
            count += 1
            if count == EXPORTED:
                break

    spent, worked = both_clocks(whole)
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / MEGABYTE
    db.session.rollback()
    say(f"  {count:,} of {rows:,} rows streamed, SHA-256 {digest.hexdigest()[:12]}, +{more:.0f} MB")
    say(f"  rows a second of this process's own work: {1000 * count / worked:,.0f}")
    return goal("rows streamed a second", 1000 * count / spent, EXPORT_RATE, at_least=True)


@contextmanager
def served(folder: Path, url: str, *, kept_megabytes: int = 0) -> Iterator[str]:
    """Serve the site by one process; every page made anew unless some memory keeps them ready."""
    port = free_port()
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "wsgi:app"]
    words += ["--port", str(port), "--workers", "1", "--no-ws", "--log-level", "error"]
    env = {"DATABASE_URL": url, "PORTAL_VAR": str(folder)}
    env["PORTAL_FRONT_CACHE_MB"] = str(kept_megabytes)
    with running(words, port, env) as address:
        yield address


def in_turns(pages: dict[str, Callable[[], object]], times: int) -> dict[str, list[float]]:
    """Ask for several things in turns, so that they meet the same machine."""
    for get in pages.values():
        get()
    spent: dict[str, list[float]] = {name: [] for name in pages}
    for _round in range(times):
        for name, get in pages.items():
            spent[name].append(milliseconds(get))
    return spent


def measure_pages(folder: Path, url: str, reference: str) -> dict[str, list[float]]:
    """Ask for pages over HTTP, one client."""
    word = quote(SELECTIVE)
    with served(folder, url) as address:
        here = f"{address}/sampling/"
        spent = in_turns(
            {
                f"page, {SELECTIVE}": lambda: read(f"{here}?q={word}"),
                f"page, {COMMON}": lambda: read(f"{here}?q={quote(COMMON)}"),
                "fragment": lambda: read(f"{here}?q={word}", HX_Request="true"),
                "result page": lambda: read(here + reference),
                "CSV": lambda: read(f"{address}/sampling.csv?q={quote('安宝食品')}"),
            },
            TIMES,
        )
    with served(folder, url, kept_megabytes=KEPT) as address:
        again: dict[str, Callable[[], object]] = {
            f"page kept ready, {one}": partial(read, f"{address}/sampling/?q={quote(one)}")
            for one in (SELECTIVE, COMMON)
        }
        spent |= in_turns(again, TIMES)
    for name, times in spent.items():
        say(f"  {name}: {told(times)}")
    return spent


def measure_peer(folder: Path, rows: int, ours: dict[str, list[float]]) -> bool:
    """Ask Datasette the same of the same rows, see that it finds as many, and say the ratios."""
    program, database = peer.install(folder), folder / f"peer-{rows}.db"
    app = site(folder, f"sqlite:///{folder / f'results-{rows}.db'}")
    if not database.exists():
        peer.copy_rows(folder / f"results-{rows}.db", database)
    say(f"{peer.RELEASE} with {peer.SETTINGS}")
    reached = True
    with peer.serving(program, database) as address:
        for word, ratio in ((SELECTIVE, SELECTIVE_RATIO), (COMMON, COMMON_RATIO)):
            asked = f"{address}?{peer.question(word)}"
            same_count(app, word, peer.counted(read(asked)))
            times = [milliseconds(partial(read, asked)) for _round in range(TIMES // 6)]
            say(f"  page, {word}: {told(times)}")
            for what in ("page", "page kept ready"):
                beside = percentiles(times)[0] / percentiles(ours[f"{what}, {word}"])[0]
                reached &= goal(f"{what}, {word}, times as fast", beside, ratio, at_least=True)
    return reached


def same_count(app: Flask, word: str, found: int) -> None:
    """Refuse to compare with a peer that answers another question."""
    with app.app_context():
        here = queries.count_results(ResultFilter(words=words_of(word)))
        db.session.rollback()
    if here != found:
        raise Stop(f"{word}: {here:,} results here, {found:,} rows there.")


def measure(app: Flask, folder: Path, url: str, rows: int) -> tuple[bool, dict[str, list[float]]]:
    """Measure one database."""
    with app.app_context():
        segments = current_index().segments
        say(f"  {len(segments)} segments, {sum(len(one.gone) for one in segments):,} struck out")
        reached = measure_searches(rows)
        reached &= measure_export(rows)
        reference = queries.page_of_results(ResultFilter()).items[0].reference
    return reached, measure_pages(folder, url, reference)


def main() -> int:
    """Measure what was asked for; 1 where a goal is missed."""
    asking = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asking.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 5_000_000])
    asking.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    asking.add_argument("--seed", type=int, default=1)
    asking.add_argument("--skip-datasette", action="store_true")
    asking.add_argument("--folder", type=Path, help="keeps the databases for another time")
    asking.add_argument("--server", help="a running PostgreSQL, which keeps its database as well")
    asked = asking.parse_args()
    with ExitStack() as open_now:
        made = tempfile.TemporaryDirectory(prefix="portal-sampling-")
        folder = asked.folder or Path(open_now.enter_context(made))
        return int(not all(list(map(partial(_measured, asked, folder), asked.rows))))


def _measured(asked: argparse.Namespace, folder: Path, rows: int) -> bool:
    reached, pages = True, {}
    for kind in asked.databases:
        say(f"{rows:,} results, {kind}" + (f", {POSTGRES}" if kind == "postgresql" else ""))
        with ExitStack() as open_now:
            file = folder / f"results-{rows}.db"
            url, is_new = f"sqlite:///{file}", not file.exists()
            if kind == "postgresql":
                server = asked.server or open_now.enter_context(private_server(*POSTGRES))
                url, is_new = own_database(server, f"results_{rows}")
            app = site(folder, url)
            if is_new:
                fill(app, rows, seed=asked.seed)
            right, pages[kind] = measure(app, folder, url, rows)
            reached &= right
    if "sqlite" in pages and not asked.skip_datasette and rows == min(asked.rows):
        reached &= measure_peer(folder, rows, pages["sqlite"])
    return reached


if __name__ == "__main__":
    finish(main)
