"""How well the search finds what people asked for, by sets of documents, questions and judgements.

A set is a folder: ``docs.jsonl`` (id, text), ``queries_SPLIT.jsonl`` (id, text) and
``qrels_SPLIT.tsv`` (question, document, grade). The figures are those of the field: mean
reciprocal rank, normalised discounted cumulative gain (gain 2^grade - 1) and recall, each of the
first ten.
"""

import json
import math
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from whoosh import index

from portal.kernel import clock
from portal.search.analysis import read_question
from portal.search.documents import Document
from portal.search.engine import Engine
from portal.search.folder import write_index
from portal.search.rules import Choice, Entry

FIRST = 10
Judgements = Mapping[str, Mapping[str, int]]


class SetError(Exception):
    """The folder holds no set of this split, or a line of it cannot be read."""


@dataclass(frozen=True)
class Figures:
    """What the first ten answers of every question are worth; times are milliseconds."""

    mrr_at_10: float
    ndcg_at_10: float
    recall_at_10: float
    without_hit: int
    questions: int
    p50_ms: float = 0.0
    p95_ms: float = 0.0

    def told(self) -> dict[str, float]:
        """Return the figures under the names of the field."""
        names = {"mrr_at_10": "MRR@10", "ndcg_at_10": "nDCG@10", "recall_at_10": "R@10"}
        return {names.get(name, name): round(value, 4) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class QuestionSet:
    """Documents, questions and which document answers which question how well."""

    documents: Sequence[tuple[str, str]]
    questions: Sequence[tuple[str, str]]
    judgements: Judgements


def _lines(path: Path) -> list[tuple[str, str]]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            read = json.loads(line)
            found.append((str(read["id"]), str(read["text"])))
        except (ValueError, KeyError, TypeError) as fault:
            raise SetError(f"{path}, line {number}: not an object with id and text") from fault
    return found


def read_set(folder: Path, split: str) -> QuestionSet:
    """Return the set in a folder; raise SetError where a file is missing or broken."""
    judgements: dict[str, dict[str, int]] = defaultdict(dict)
    path = folder / f"qrels_{split}.tsv"
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                question, document, grade = line.split("\t")
                judgements[question][document] = int(grade)
            except ValueError as fault:
                told = f"{path}, line {number}: not question, document and grade"
                raise SetError(told) from fault
        documents, questions = folder / "docs.jsonl", folder / f"queries_{split}.jsonl"
        return QuestionSet(_lines(documents), _lines(questions), judgements)
    except (OSError, UnicodeDecodeError) as fault:
        raise SetError(f"{folder}, split {split}: {fault}") from fault


def document_of(number: str, text: str) -> Document:
    """Return a document that has no title and no summary, only a text."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Document(
        entry=Entry(
            ref=f"text:{number}",
            version=1,
            kind="text",
            group=f"text:{number}",
            language="zh",
            column="",
            on=clock.in_china(at).date(),
            title="",
        ),
        summary="",
        body=text,
        keywords=(),
        byline="",
        published_at=at,
        endpoint="",
        values={},
    )


def measure(run: Mapping[str, Sequence[str]], judgements: Judgements) -> Figures:
    """Return the figures of a run: the answers of each question, best first."""
    reciprocal = gain = recall = 0.0
    for question, relevant in judgements.items():
        answers = list(run.get(question, ()))[:FIRST]
        ranks = [rank for rank, answer in enumerate(answers, 1) if answer in relevant]
        reciprocal += 1 / ranks[0] if ranks else 0
        best = sorted(relevant.values(), reverse=True)[:FIRST]
        gain += _gain([relevant.get(answer, 0) for answer in answers]) / _gain(best)
        recall += len(set(answers) & set(relevant)) / min(len(relevant), FIRST)
    count = len(judgements)
    without = sum(not run.get(question) for question in judgements)
    return Figures(reciprocal / count, gain / count, recall / count, without, count)


def _gain(grades: Iterable[int]) -> float:
    ranked = enumerate(grades, 1)
    return math.fsum((2**grade - 1) / math.log2(place + 1) for place, grade in ranked)


def percentile(times: Sequence[float], share: float) -> float:
    """Return the time within which this share of all was answered."""
    return sorted(times)[min(len(times) - 1, math.ceil(share * len(times)) - 1)]


def evaluate(folder: Path, split: str) -> dict[str, Any]:
    """Index a set's documents as the product does, ask its questions, and return the figures."""
    asked = read_set(folder, split)
    with tempfile.TemporaryDirectory(prefix="portal-search-") as place:
        began = time.perf_counter()
        write_index(Path(place), [document_of(*one) for one in asked.documents])
        built = time.perf_counter() - began
        engine = Engine(index.open_dir(place).searcher())
        run, times = {}, []
        for question, text in asked.questions:
            read_question.cache_clear()
            began = time.perf_counter()
            page = engine.answer(text, reader="zh", choice=Choice())
            times.append((time.perf_counter() - began) * 1000)
            refs = [hit.document.entry.ref for hit in page.hits[:FIRST]]
            run[question] = [ref.partition(":")[2] for ref in refs]
    figures = measure(run, asked.judgements).told()
    figures |= {"p50_ms": round(percentile(times, 0.5), 2)}
    figures |= {"p95_ms": round(percentile(times, 0.95), 2)}
    return {
        "set": folder.name,
        "split": split,
        "documents": len(asked.documents),
        **figures,
        "index_seconds": round(built, 1),
    }
