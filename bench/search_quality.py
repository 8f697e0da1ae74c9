"""How well the search ranks beside BM25 over pairs of characters, on sets of real questions."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.console import ROOT, say
from portal.search.evaluating import Figures, QuestionSet, evaluate, measure, read_set

SETS = ROOT.parent / "shared" / "fixtures" / "retrieval_zh"
SATURATION, BY_LENGTH, FIRST = 1.2, 0.75, 10
WORD = re.compile(r"\w")


def pairs(text: str) -> list[str]:
    """Return the neighbouring characters of a text, two by two."""
    two = (text[at : at + 2] for at in range(len(text) - 1))
    return [pair for pair in two if WORD.match(pair[0]) and WORD.match(pair[1])]


def rank_by_pairs(asked: QuestionSet) -> Mapping[str, Sequence[str]]:
    """Answer every question by BM25 over pairs of characters: the yardstick."""
    texts = [pairs(text) for _number, text in asked.documents]
    average = sum(map(len, texts)) / len(texts)
    holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, held in enumerate(texts):
        for pair, count in Counter(held).items():
            holders[pair].append((number, count))
    found = {}
    for question, text in asked.questions:
        scores: Counter[int] = Counter()
        for pair in set(pairs(text)):
            found_in = holders.get(pair, [])
            rarity = math.log(1 + (len(texts) - len(found_in) + 0.5) / (len(found_in) + 0.5))
            for number, count in found_in:
                damping = SATURATION * (1 - BY_LENGTH + BY_LENGTH * len(texts[number]) / average)
                gain = rarity * count * (SATURATION + 1) / (count + damping)
                scores[number] += gain  # type: ignore[assignment]  # scores are no counts
        found[question] = [asked.documents[n][0] for n, _score in scores.most_common(FIRST)]
    return found


def one_set(folder: Path, split: str) -> bool:
    """Measure one set; return whether the search is at least as good as the yardstick."""
    asked = read_set(folder, split)
    yardstick: Figures = measure(rank_by_pairs(asked), asked.judgements)
    own = evaluate(folder, split)
    reached = own["nDCG@10"] >= round(yardstick.ndcg_at_10, 4) and not own["without_hit"]
    say(f"{folder.name}: {own['documents']:,} documents, {own['questions']} questions")
    say(f"  nDCG@10 {own['nDCG@10']} · pairs alone {yardstick.ndcg_at_10:.4f}")
    say(f"  MRR@10 {own['MRR@10']} · R@10 {own['R@10']} · without a hit {own['without_hit']}")
    say(f"  p50 {own['p50_ms']} ms · p95 {own['p95_ms']} ms")
    say(f"  at least the yardstick, and no question without a hit: {_said(reached)}")
    return reached


def _said(reached: bool) -> str:  # noqa: FBT001 - it is what is said
    return "reached" if reached else "MISSED"


def all_sets(folder: Path, split: str) -> bool:
    """Measure every set of a folder."""
    sets = sorted(path.parent for path in folder.glob("*/docs.jsonl"))
    reached = [one_set(one, split) for one in sets]
    return all(reached)
