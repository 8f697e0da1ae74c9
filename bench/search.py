"""make bench-search: how well and how fast the search answers, beside FTS5 and tantivy.

Articles of 1,200 characters are drawn from the words of real texts by their frequency; questions of
one term, of two, phrases and natural ones are drawn from them. What is measured is what a page
needs: ranking, facet counts, and twenty hits with marked titles and passages.
"""

import argparse
import random
import resource
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from queue import Empty
from typing import Any

from bench.search_quality import SETS, all_sets
from deploy.console import finish, say
from portal.search.analysis import cut, read_question, terms
from portal.search.documents import Document
from portal.search.engine import Engine
from portal.search.evaluating import document_of, percentile, read_set
from portal.search.folder import open_index, write_index
from portal.search.signs import fold

LENGTH, TITLE_WORDS, QUESTIONS = 1200, 5, 200
SIZES = (5_000, 20_000)
COLUMNS = ("fairs", "live", "lectures", "stories", "short-facts", "songs")
FAST, SLOWEST, NATURAL, EVERYTHING, REPEATED = 8.0, 25.0, 80.0, 150.0, 200.0


class Words:
    """The words of real texts, each as often as it really occurs."""

    def __init__(self, folder: Path) -> None:
        counts: Counter[str] = Counter()
        for path in sorted(folder.glob("*/docs.jsonl")):
            for _number, text in read_set(path.parent, "open").documents[:800]:
                counts.update(cut(fold(text)))
        self.words, self.weights = zip(*counts.items(), strict=True)

    def drawn(self, draw: random.Random, length: int) -> str:
        """Return about so many characters of words, with a stop here and there."""
        picked = draw.choices(self.words, self.weights, k=length)
        text, used = [], 0
        for number, word in enumerate(picked):
            text.append(word if number % 12 else f"{word}。")
            used += len(text[-1])
            if used >= length:
                break
        return "".join(text)

    def telling(self, draw: random.Random, count: int) -> list[str]:
        """Return words of two characters and more, as often as they occur."""
        drawn = draw.choices(self.words, self.weights, k=40 * count)
        return [word for word in drawn if len(word) > 1 and read_question(word).words][:count]


def article(words: Words, draw: random.Random, number: int) -> Document:
    """Return one generated article."""
    plain = document_of(str(number), words.drawn(draw, LENGTH))
    on = date(2023, 1, 1) + timedelta(days=draw.randrange(1200))
    title = "".join(words.telling(draw, TITLE_WORDS))
    return replace(
        plain, entry=replace(plain.entry, title=title, column=draw.choice(COLUMNS), on=on)
    )


def questions(words: Words, made: Sequence[Document], draw: random.Random) -> dict[str, list[str]]:
    """Return questions of each kind."""
    bodies = [draw.choice(made).body for _n in range(QUESTIONS)]
    phrases = []
    for body in bodies:
        run = max(body.split("。"), key=len)
        at = draw.randrange(max(1, len(run) - 5))
        phrases.append(f'"{run[at : at + 5]}"')
    sets = [read_set(one.parent, "open") for one in sorted(SETS.glob("*/docs.jsonl"))]
    natural = [text for one in sets for _n, text in one.questions[: QUESTIONS // 3]]
    return {
        "one term": words.telling(draw, QUESTIONS),
        "two terms": [" ".join(words.telling(draw, 2)) for _n in range(QUESTIONS)],
        "phrase": phrases,
        "natural": natural,
    }


def timed(ask: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    """Return the milliseconds of each question."""
    times = []
    for question in asked:
        read_question.cache_clear()
        began = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - began) * 1000)
    return times


Ask = Callable[[str], object]


class Ours:
    """This search."""

    @staticmethod
    def build(folder: Path, made: Sequence[Document]) -> None:
        """Make the index in an empty folder."""
        write_index(folder, made)

    @staticmethod
    def open(folder: Path) -> Ask:
        """Open it as a process that serves does."""
        engine = Engine(open_index(folder).searcher())
        return lambda question: engine.answer(question, reader="zh")


class Fts5:
    """SQLite's search of full text, over the same terms."""

    @staticmethod
    def build(folder: Path, made: Sequence[Document]) -> None:
        """Make the index in an empty folder."""
        kept = sqlite3.connect(folder / "fts.db")
        kept.execute("CREATE VIRTUAL TABLE t USING fts5(ref UNINDEXED, title, body)")
        rows = (
            (one.entry.ref, " ".join(terms(one.title)), " ".join(terms(one.body))) for one in made
        )
        kept.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
        kept.commit()
        kept.close()

    @staticmethod
    def open(folder: Path) -> Ask:
        """Open it; a question is answered by its twenty best, without facets and highlights."""
        kept = sqlite3.connect(folder / "fts.db")

        def ask(question: str) -> object:
            wanted = " OR ".join(f'"{term}"' for term in read_question(question).weights)
            found = "SELECT ref FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 20"
            return kept.execute(found, (wanted,)).fetchall() if wanted else []

        return ask


class Tantivy:
    """Tantivy, over the same terms; absent where it is not installed."""

    @staticmethod
    def build(folder: Path, made: Sequence[Document]) -> None:
        """Make the index in an empty folder; raise ImportError where tantivy is absent."""
        import tantivy  # noqa: PLC0415 - a peer that may be absent

        shape = tantivy.SchemaBuilder()
        shape.add_text_field("ref", stored=True, tokenizer_name="raw")
        for part in ("title", "body"):
            shape.add_text_field(part, tokenizer_name="whitespace")
        kept = tantivy.Index(shape.build(), path=str(folder))
        writer = kept.writer(num_threads=1)
        for one in made:
            parts = {"title": " ".join(terms(one.title)), "body": " ".join(terms(one.body))}
            writer.add_document(tantivy.Document(ref=one.entry.ref, **parts))
        writer.commit()
        writer.wait_merging_threads()

    @staticmethod
    def open(folder: Path) -> Ask:
        """Open it; a question is answered by its twenty best, without facets and highlights."""
        import tantivy  # noqa: PLC0415 - as above

        kept = tantivy.Index.open(str(folder))
        searcher = kept.searcher()

        def ask(question: str) -> object:
            wanted = " ".join(read_question(question).weights)
            return searcher.search(kept.parse_query(wanted, ["title", "body"]), 20).hits

        return ask


ENGINES: dict[str, Any] = {"this search": Ours, "SQLite FTS5": Fts5, "tantivy": Tantivy}


def _build(name: str, folder: Path, made: Sequence[Document], told: Any) -> None:
    began = time.perf_counter()
    try:
        ENGINES[name].build(folder, made)
    except ImportError:
        told.put(None)
        return
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    told.put((time.perf_counter() - began, size))


def _ask(name: str, folder: Path, asked: dict[str, list[str]], told: Any) -> None:
    # The words of questions are read alike for all: what that needs is no part of the memory.
    read_question("豇豆农药残留 pesticides")
    before, began = _memory(), time.perf_counter()
    ask = ENGINES[name].open(folder)
    ask("豇豆")
    opened = time.perf_counter() - began
    times = {kind: timed(ask, several) for kind, several in asked.items()}
    told.put((opened, _memory() - before, times, timed(ask, asked["natural"])))


def _memory() -> float:
    # What is resident now: the most there ever was is handed down from whoever started a process.
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def in_a_process_of_its_own(work: Callable[..., None], *given: object) -> Any:
    """Return what a piece of work tells; its memory is its own. Raise where it dies before."""
    method = get_context("spawn")
    told: Any = method.Queue()
    worker = method.Process(target=work, args=(*given, told))
    worker.start()
    while True:
        try:
            answer = told.get(timeout=1)
        except Empty:
            if not worker.is_alive():
                raise SystemExit(f"{work.__name__} ended with {worker.exitcode}") from None
        else:
            worker.join()
            return answer


def one_engine(name: str, made: Sequence[Document], asked: dict[str, list[str]]) -> Any:
    """Let one engine make its index and, in another process, answer; say what it took."""
    with tempfile.TemporaryDirectory(prefix="portal-search-") as folder:
        made_in = in_a_process_of_its_own(_build, name, Path(folder), made)
        if made_in is None:
            say(f"  {name}: not installed")
            return None
        opened, memory, times, again = in_a_process_of_its_own(_ask, name, Path(folder), asked)
    built, size = made_in
    say(f"  {name}: built in {built:.1f} s, {size:.0f} MB on disk")
    say(f"    opened, with the first answer, in {opened:.1f} s; {memory:.0f} MB of memory then")
    for kind, several in times.items():
        middle, most = percentile(several, 0.5), percentile(several, 0.95)
        say(f"    {kind}: p50 {middle:.1f} ms · p95 {most:.1f}")
    return times, again


def goals(count: int, seen: Any) -> bool:
    """Say which goals were reached."""
    times, again = seen
    keywords = [one for kind in ("one term", "two terms", "phrase") for one in times[kind]]
    whole = [one for several in times.values() for one in several]
    checks = [("everything p95", percentile(whole, 0.95), EVERYTHING)]
    if count == SIZES[0]:
        checks = [
            ("keywords p50", percentile(keywords, 0.5), FAST),
            ("keywords p95", percentile(keywords, 0.95), SLOWEST),
            ("natural p95", percentile(times["natural"], 0.95), NATURAL),
        ]
    for name, value, goal in checks:
        verdict = "reached" if value <= goal else "MISSED"
        say(f"  {name} {value:.1f} ms (goal <= {goal:.0f}): {verdict}")
    faster = percentile(times["natural"], 0.5) / percentile(again, 0.5)
    is_faster = faster >= REPEATED
    say(f"  a repeated question {faster:.0f} times faster (goal >= {REPEATED:.0f}): "
        f"{'reached' if is_faster else 'MISSED'}")  # fmt: skip
    return is_faster and all(value <= goal for _name, value, goal in checks)


def one_size(count: int) -> bool:
    """Measure at one number of articles."""
    draw, words = random.Random(count), Words(SETS)
    made = [article(words, draw, number) for number in range(count)]
    asked = questions(words, made, draw)
    say(f"{count:,} articles of {LENGTH:,} characters")
    seen = {name: one_engine(name, made, asked) for name in ENGINES}
    return goals(count, seen["this search"])


def main() -> int:
    """Measure quality and speed; return 1 where a goal is missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sets", type=Path, default=SETS)
    asked.add_argument("--split", default="open")
    asked.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    told = asked.parse_args()
    reached = [all_sets(told.sets, told.split)]
    reached += [one_size(count) for count in told.sizes]
    return int(not all(reached))


if __name__ == "__main__":
    finish(main)
