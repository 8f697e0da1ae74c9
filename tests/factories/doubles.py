"""Planted doubles and look-alikes: pairs of cases made from real messages, with labels.

A *double* tells the same event again: sent twice with small changes, retold in another order and
other words, or told by another citizen who leaves out and adds. A *look-alike* is another event in
nearly the same words: at another place, of another batch, only with the same greeting and closing,
or another story about the same firm. Half of the pairs have nothing but their text; the others name
a firm, a product and a batch, as citizens do: not always, and not always the same way.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.complaints.likeness import Likened, named_in

SENTENCE = re.compile(r"[^。！？；!?\n]+[。！？；!?\n]*")
WORDS = (
    *(("希望", "盼望"), ("领导", "负责人"), ("市民", "居民"), ("反映", "投诉"), ("严重", "厉害")),
    *(("我们", "大家"), ("现在", "目前"), ("已经", "早就"), ("因为", "由于"), ("所以", "因此")),
    *(("但是", "可是"), ("没有", "未曾"), ("不能", "无法"), ("问题", "情况"), ("解决", "处理")),
    *(("相关部门", "有关单位"), ("请问", "想问一下"), ("能否", "是否可以"), ("马上", "立即")),
    *(("晚上", "夜里"), ("每天", "天天"), ("孩子", "小孩"), ("影响", "干扰"), ("噪音", "噪声")),
)
OPENINGS = ("您好！", "尊敬的领导：你们好。", "我是附近的居民，", "再次来信，", "麻烦看一下。")
CLOSINGS = ("请尽快处理，谢谢！", "盼回复。", "望有关单位管一管。", "急！急！", "等你们答复。")
PLACES = "青松翠柏银杏海棠云溪金桂紫荆白鹭听涛望江枫林竹韵荷塘梅岭"
FIRMS = [f"示例{name}{kind}" for name in ("青松", "海棠", "云溪", "金桂") for kind in ("店", "厂")]
PRODUCTS = ("鱼饼", "酱油", "牛奶", "花生油", "腊肠", "米粉", "豆干", "蛋糕")


@dataclass(frozen=True)
class Pair:
    """Two cases, whether they are doubles, and how the second was made."""

    first: Likened
    second: Likened
    is_double: bool
    kind: str


def _sentences(text: str) -> list[str]:
    return [one for one in SENTENCE.findall(text) if one.strip()] or [text]


def _reworded(text: str, luck: random.Random, share: float) -> str:
    for word, other in WORDS:
        if luck.random() < share:
            text = text.replace(word, other)
    return text


def _misspelt(text: str, luck: random.Random, share: float) -> str:
    signs = list(text)
    for _ in range(round(len(signs) * share)):
        at = luck.randrange(len(signs))
        signs[at] = luck.choice(("", signs[at] * 2, "的", "，"))
    return "".join(signs)


def resent(text: str, _others: Sequence[str], luck: random.Random) -> str:
    """Return a text as somebody sends it a second time."""
    return luck.choice(OPENINGS) + _misspelt(text, luck, 0.03) + luck.choice(CLOSINGS)


def retold(text: str, _others: Sequence[str], luck: random.Random) -> str:
    """Return a text in another order and other words, shorter."""
    parts = _sentences(text)
    kept = luck.sample(parts, max(1, round(len(parts) * luck.uniform(0.65, 0.9))))
    return luck.choice(OPENINGS) + _misspelt(_reworded("".join(kept), luck, 0.7), luck, 0.02)


def told_by_another(text: str, others: Sequence[str], luck: random.Random) -> str:
    """Return what another citizen tells of the same: parts of it, and something of their own."""
    parts = _sentences(text)
    kept = luck.sample(parts, max(1, round(len(parts) * luck.uniform(0.6, 0.85))))
    own = luck.choice(_sentences(luck.choice(others)))[:40]
    return luck.choice(OPENINGS) + own + _reworded("".join(kept), luck, 0.6) + luck.choice(CLOSINGS)


def of_another_place(text: str, _others: Sequence[str], luck: random.Random) -> str:
    """Return the same story of another place: every number, code and name is another."""
    for name in sorted(named_in(text), key=len, reverse=True):
        if name[0].isascii():
            other = re.sub(r"\d", lambda _sign: str(luck.randrange(10)), name)
        else:
            at = luck.randrange(0, len(PLACES) - 3, 2)
            other = PLACES[at : at + 3] + name[3:]
        text = re.sub(re.escape(name), other, text, flags=re.IGNORECASE)
    return luck.choice(OPENINGS) + _misspelt(_reworded(text, luck, 0.2), luck, 0.01)


def of_another_batch(text: str, _others: Sequence[str], luck: random.Random) -> str:
    """Return the same words about another purchase; only the fields tell."""
    return _misspelt(_reworded(text, luck, 0.2), luck, 0.01)


def of_other_things(text: str, others: Sequence[str], luck: random.Random) -> str:
    """Return another story between the same opening and closing sentences."""
    parts, middle = _sentences(text), _sentences(luck.choice(others))
    return parts[0] + "".join(middle) + parts[-1]


def of_the_same_firm(text: str, others: Sequence[str], luck: random.Random) -> str:
    """Return another story altogether; with fields, about the same firm."""
    return luck.choice([other for other in others if other != text])


DOUBLES = (resent, retold, told_by_another)
LOOK_ALIKES = (of_another_place, of_another_batch, of_other_things, of_the_same_firm)


def _batch(luck: random.Random) -> str:
    return f"2026{luck.randrange(1, 13):02}{luck.randrange(1, 29):02}"


def make_pairs(texts: Sequence[str], *, count: int, seed: int) -> list[Pair]:
    """Return ``count`` doubles and as many look-alikes, each of a text of its own."""
    luck = random.Random(seed)
    chosen = luck.sample(list(texts), count * 2)
    made = []
    for at, text in enumerate(chosen):
        is_double = at < count
        make = luck.choice(DOUBLES if is_double else LOOK_ALIKES)
        has_fields = make is of_another_batch or luck.random() < 0.5
        others = [one for one in luck.sample(list(texts), 3) if one != text]
        first, second = Likened(text), Likened(make(text, others, luck))
        if has_fields:
            first, second = _with_fields(first, second, make.__name__, luck)
        made.append(Pair(first, second, is_double, make.__name__))
    return made


def _with_fields(
    first: Likened, second: Likened, kind: str, luck: random.Random
) -> tuple[Likened, Likened]:
    firm, product, batch = luck.choice(FIRMS), luck.choice(PRODUCTS), _batch(luck)
    first = replace(first, firm=firm, product=product, batch=batch)
    if kind == "of_another_batch":
        return first, replace(second, firm=firm, product=product, batch=f"{batch}9")
    if kind == "of_the_same_firm":
        return first, replace(second, firm=firm, product=luck.choice((product, "")))
    if kind in {"of_another_place", "of_other_things"}:
        other = luck.choice([one for one in FIRMS if one != firm])
        return first, replace(second, firm=other, product=luck.choice(PRODUCTS), batch="")
    told: dict[str, Any] = {"firm": firm, "product": product, "batch": batch}
    # Who tells the same again leaves some of it out.
    kept = {name: value for name, value in told.items() if luck.random() < 0.7}
    return first, replace(second, **kept)
