"""How alike two cases are: their words, the places and numbers they name, whom they are about.

Plain calculations; which cases are compared is for ``services.doubles``. The method and how good
it is stand in docs/doubles.md.
"""

import hashlib
import math
import re
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

PAIR = 2
BANDS, ROWS = 40, 3
NAME_SIGNS = 3
# Any constant does; another one makes every kept mark worthless.
SEED = 20260415
CODE = re.compile(r"[a-z]*\d[a-z\d]*")
BETWEEN = re.compile(r"[\W_]+")
FEWEST_SIGNS_OF_CODE = 2
FEWEST_SIGNS_OF_FIRM = 3


@dataclass(frozen=True)
class Model:
    """The weights and the threshold, as ``likeness.yaml`` keeps them."""

    version: int
    threshold: float
    weights: Mapping[str, float]
    endings: re.Pattern[str]


@cache
def model() -> Model:
    """Return the model that suggestions are made with."""
    told = yaml.safe_load(Path(__file__).with_name("likeness.yaml").read_text(encoding="utf-8"))
    endings = "|".join(sorted(told["endings"], key=len, reverse=True))
    return Model(
        version=told["version"],
        threshold=told["threshold"],
        weights=told["weights"],
        endings=re.compile(rf"(?=([\u4e00-\u9fff]{{{NAME_SIGNS}}}(?:{endings})))"),
    )


def folded(text: str) -> str:
    """Return a text without blanks, marks of punctuation, width and case."""
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text).lower())


def pairs_of(text: str) -> frozenset[str]:
    """Return every two signs that follow each other in a folded text."""
    return frozenset(text[at : at + PAIR] for at in range(max(len(text) - 1, 1)))


def named_in(text: str) -> frozenset[str]:
    """Return what tells one story from another of its kind: numbers, codes, names of places."""
    plain = unicodedata.normalize("NFKC", text).lower()
    codes = {one for one in CODE.findall(plain) if len(one) >= FEWEST_SIGNS_OF_CODE}
    return frozenset(codes) | frozenset(model().endings.findall(plain))


@dataclass(frozen=True)
class Likened:
    """What of a case is compared. Empty fields say nothing, for or against.

    ``entry`` is the firm's number in the register, 0 where nobody found it there.
    """

    told: str
    firm: str = ""
    entry: int = 0
    batch: str = ""
    product: str = ""
    pairs: frozenset[str] = field(init=False, repr=False)
    named: frozenset[str] = field(init=False, repr=False)
    folded: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", folded(self.told))
        object.__setattr__(self, "pairs", pairs_of(self.folded))
        object.__setattr__(self, "named", named_in(self.told))


def _same_and_other(one: str, another: str) -> tuple[float, float]:
    if not one or not another:
        return 0.0, 0.0
    return (1.0, 0.0) if one == another else (0.0, 1.0)


def _firms(one: Likened, another: Likened) -> tuple[float, float]:
    if one.entry and another.entry:
        return (1.0, 0.0) if one.entry == another.entry else (0.0, 1.0)
    shorter, longer = sorted((one.firm, another.firm), key=len)
    # A sign often says less than the register: one that holds the other is the same.
    if len(shorter) >= FEWEST_SIGNS_OF_FIRM and shorter in longer:
        return 1.0, 0.0
    return _same_and_other(one.firm, another.firm)


def features_of(one: Likened, another: Likened) -> dict[str, float]:
    """Return what speaks for and against two cases being doubles, each 0 to 1."""
    both = len(one.pairs & another.pairs)
    fewer = min(len(one.pairs), len(another.pairs)) or 1
    names = min(len(one.named), len(another.named))
    agree = len(one.named & another.named) / names if names else 0.0
    enterprise = _firms(one, another)
    batch = _same_and_other(one.batch, another.batch)
    product = _same_and_other(one.product, another.product)
    return {
        "shared": both / (len(one.pairs | another.pairs) or 1),
        "contained": both / fewer,
        "named_same": agree,
        "named_other": 1 - agree if names else 0.0,
        "enterprise_same": enterprise[0],
        "enterprise_other": enterprise[1],
        "batch_same": batch[0],
        "batch_other": batch[1],
        "product_same": product[0],
        "product_other": product[1],
    }


def is_copy(one: Likened, another: Likened) -> bool:
    """Whether two cases say the very same, and name no two firms or batches."""
    return judge(one, another)[1]


def score(one: Likened, another: Likened) -> float:
    """Return how sure it is that two cases are doubles, 0 to 1."""
    return judge(one, another)[0]


def judge(one: Likened, another: Likened) -> tuple[float, bool]:
    """Return how sure it is that two cases are doubles, and whether they say the very same."""
    told = features_of(one, another)
    others = told["enterprise_other"] + told["batch_other"]
    if one.folded and one.folded == another.folded and not others:
        return 1.0, True
    weights = model().weights
    total = weights["bias"] + sum(weights[name] * value for name, value in told.items())
    return 1 / (1 + math.exp(-total)), False


@cache
def _mixers() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    source = np.random.default_rng(SEED)
    count = BANDS * ROWS
    odd = source.integers(0, 2**62, count, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return odd, source.integers(0, 2**62, count, dtype=np.uint64)


def _number(content: bytes) -> int:
    # Databases keep whole numbers of 63 bits and a sign.
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)


def marks_of(one: Likened) -> list[int]:
    """Return the marks by which cases that may be alike find each other (MinHash in bands).

    Two texts that share half their pairs of signs have a mark in common in 99.5 of 100 cases,
    two that share a twentieth in one of 200; two of the same words always.
    """
    whole = _number(b"whole " + one.folded.encode())
    if not one.folded:
        return []
    shingles = np.array([zlib.crc32(pair.encode()) for pair in one.pairs], dtype=np.uint64)
    odd, added = _mixers()
    mixed = (shingles[:, None] * odd[None, :] + added[None, :]) >> np.uint64(32)
    least = mixed.min(axis=0).reshape(BANDS, ROWS)
    return sorted(
        {whole, *(_number(b"%d " % at + band.tobytes()) for at, band in enumerate(least))}
    )
