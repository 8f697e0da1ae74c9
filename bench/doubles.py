"""Doubles: fit the weights of likeness.yaml on labelled pairs, and measure on others.

    python -m bench.doubles FILE.xlsx [--fit]

FILE is a table of messages with a column 留言详情. Pairs to fit on and pairs to measure on are made
of different messages, with different seeds.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

from portal.complaints.likeness import features_of, marks_of, model, score
from portal.tables.reading import read_sheets
from tests.factories.doubles import Pair, make_pairs

FEWEST_SIGNS = 30
STEPS, PULL = 30, 0.5


def texts_of(file: Path) -> list[str]:
    """Return the messages of a table that are long enough to tell something, each once."""
    rows = [cells for _line, cells in read_sheets(file.read_bytes())[0].iter_rows()]
    at = rows[0].index("留言详情")
    told = (cells[at].strip() for cells in rows[1:])
    return list(dict.fromkeys(text for text in told if len(text) >= FEWEST_SIGNS))


def fit(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return the weights of a logistic regression over labelled pairs."""
    names = list(features_of(pairs[0].first, pairs[0].second))
    told = [list(features_of(one.first, one.second).values()) for one in pairs]
    facts = np.column_stack([np.ones(len(pairs)), np.array(told)])
    labels = np.array([one.is_double for one in pairs], dtype=float)
    weights = np.zeros(facts.shape[1])
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-facts @ weights))
        slope = facts.T @ (sure - labels) + PULL * weights
        bend = (facts * (sure * (1 - sure))[:, None]).T @ facts + PULL * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return dict(zip(["bias", *names], (round(float(one), 2) for one in weights), strict=True))


def measure(pairs: Sequence[Pair]) -> dict[str, object]:
    """Return recall and precision of what would be suggested, and what was missed or wrong."""
    threshold = model().threshold
    said = [
        bool(set(marks_of(one.first)) & set(marks_of(one.second)))
        and score(one.first, one.second) >= threshold
        for one in pairs
    ]
    right = sum(one.is_double and is_said for one, is_said in zip(pairs, said, strict=True))
    wrong = [one.kind for one, is_said in zip(pairs, said, strict=True) if one.is_double != is_said]
    doubles = sum(one.is_double for one in pairs)
    return {
        "recall": round(right / doubles, 3),
        "precision": round(right / max(sum(said), 1), 3),
        "wrong": dict(Counter(wrong)),
    }


def main() -> None:
    """Fit, or measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", type=Path)
    asked.add_argument("--fit", action="store_true")
    given = asked.parse_args()
    texts = texts_of(given.file)
    to_fit, to_measure = texts[::2], texts[1::2]
    if given.fit:
        click.echo(fit(make_pairs(to_fit, count=600, seed=1)))
    click.echo(f"as fitted {measure(make_pairs(to_fit, count=600, seed=1))}")
    for seed in (2, 3, 4):
        click.echo(f"unseen {measure(make_pairs(to_measure, count=200, seed=seed))}")


if __name__ == "__main__":
    main()
