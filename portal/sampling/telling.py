"""Results in words: the finding as a title, the sentence beneath it, the steps of a disposal."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Text
from portal.sampling.cards import find_card
from portal.sampling.models import Disposal, SampleBatch, TestItem
from portal.sampling.queries.listed import ListedItem
from portal.sampling.rules.batches import Result
from portal.sampling.rules.disposals import DisposalStage, is_overdue, steps_to_come
from portal.sampling.rules.measures import LimitKind
from portal.sampling.words import (
    CATEGORIES,
    DISPOSAL_HINTS,
    DISPOSAL_STAGES,
    FINDINGS,
    RESULTS,
)
from portal.web.filters import day, number
from portal.web.locale import LANGUAGE_TAGS, language

TENTHS = 10
HUNDRED = 100
FOUND = "检出"
ONE_NUMBER = re.compile(r"[≤≥<>]?\s*(\d[\d.,]*(?:×10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?)\s*([A-Za-zμµ%°℃‰].*|)")
LATIN_SIGNS = str.maketrans({"、": ", ", "，": ", ", "；": "; ", "～": "–"})
DATE_WORD = re.compile(r"^(?:生产|购进)日期[:：]\s*")
NUMBER_AND_UNIT = re.compile(r"(?<=\d)(?=[A-Za-zμµ])")


def _(message: str, **facts: object) -> str:
    return str(gettext(message, **facts))


def excess(item: TestItem) -> str:
    """Return by how much an item is beyond its limit, in words; nothing where that has no sense.

    Cut, never rounded up: 1.02 against 0.5 is 1 倍. English says percent throughout, where
    "twice more" reads two ways.
    """
    if item.ratio is None or item.ratio <= 1:
        return ""
    over = item.ratio - 1
    if over >= 1 and language() == "zh":
        return _("%(times)s 倍", times=f"{_cut(over * TENTHS) / TENTHS:g}")
    return _("%(percent)s%%", percent=number(max(_cut(over * HUNDRED), 1)))


def _cut(value: float) -> int:
    # 0.29 * 100 is 28.999999999999996.
    return math.floor(round(value, 6))


def times(ratio: float) -> str:
    """Return how many times the limit a value is, cut to two places."""
    return f"{_cut(ratio * HUNDRED) / HUNDRED:.10g}"


def item_name(name: str) -> str:
    """Return what is tested for as the source writes it; in English by its card, if it has one."""
    card = find_card(name) if language() == "en" else None
    return card.name.en if card else name


def item_tag(name: str) -> str:
    """Return the language tag of what ``item_name`` returns."""
    return LANGUAGE_TAGS["zh" if item_name(name) == name else language()]


def finding(item: TestItem) -> str:
    """Return what is wrong with one item, as a phrase."""
    much, name = excess(item), item_name(item.name)
    if much:
        return _("%(item)s超过限值 %(much)s", item=name, much=much)
    if item.limit_kind == LimitKind.PROHIBITED:
        limit = in_words(item.limit_text)
        return _("检出%(item)s（标准：%(limit)s）", item=name, limit=limit)
    if item.limit_kind == LimitKind.AT_LEAST:
        return _("%(item)s低于标准", item=name)
    return _("%(item)s不合格", item=name)


def headline(batch: SampleBatch) -> str:
    """Return the finding as the title of a result's page."""
    failed = batch.failed_items
    if batch.result is not Result.FAILED or not failed:
        return _("%(product)s：%(result)s", product=batch.product, result=_verdict(batch))
    first = finding(failed[0])
    if len(failed) == 1:
        return _("%(product)s：%(finding)s", product=batch.product, finding=first)
    return _(
        "%(product)s：%(finding)s，另有 %(more)s 项不合格",
        product=batch.product,
        finding=first,
        more=len(failed) - 1,
    )


def _verdict(batch: SampleBatch) -> str:
    return _("所检项目合格") if batch.result is Result.PASSED else str(RESULTS[batch.result])


def occasion(batch: SampleBatch) -> str:
    """Return one sentence: when and where the sample was taken, as far as the source tells."""
    seller, product = batch.seller_shown, batch.product
    if batch.sampled_on and seller:
        on = day(batch.sampled_on)
        return _("%(on)s 在%(seller)s抽取的%(product)s。", on=on, seller=seller, product=product)
    if batch.sampled_on:
        return _("%(on)s 抽取的%(product)s。", on=day(batch.sampled_on), product=product)
    if seller:
        return _(
            "在%(seller)s抽取的%(product)s。来源未写抽样日期。", seller=seller, product=product
        )
    return _("来源未写抽样日期和被抽样单位。")


def spaced(text: str) -> str:
    """Return a value or limit with a blank between number and unit; else as the source has it."""
    return NUMBER_AND_UNIT.sub(" ", " ".join(text.split()))


def in_words(text: str) -> str:
    """Return a value or limit, spaced; one that is a word, such as 不得检出, in the reader's."""
    plain = spaced(text)
    if language() == "en":
        plain = plain if plain in FINDINGS else plain.translate(LATIN_SIGNS)
    return str(FINDINGS.get(plain, plain))


def figure(text: str) -> tuple[str, str]:
    """Return number and unit of a value or limit; what is not one number stays whole."""
    plain = in_words(text)
    found = ONE_NUMBER.fullmatch(plain)
    return (found[1], found[2]) if found else (plain, "")


def measured(item: TestItem | ListedItem) -> str:
    """Return value and limit of one item in one sentence, in the source's own figures."""
    value, limit = in_words(item.value_text), in_words(item.limit_text)
    if value and limit:
        return _against(value, limit, item)
    if value:
        return _("检出 %(value)s，来源未写标准值", value=value)
    if limit:
        return _("标准 %(limit)s，来源未写检验结果", limit=limit)
    return _("来源未写检验结果和标准值")


def _against(value: str, limit: str, item: TestItem | ListedItem) -> str:
    bound = limit[1:].strip()
    if item.limit_kind == LimitKind.AT_MOST and limit.startswith("≤"):
        return _("检出 %(value)s，标准不超过 %(limit)s", value=value, limit=bound)
    if item.limit_kind == LimitKind.AT_LEAST and limit.startswith("≥"):
        return _("检出 %(value)s，标准不低于 %(limit)s", value=value, limit=bound)
    if item.value_text.strip() == FOUND:
        return _("检出（标准：%(limit)s）", limit=limit)
    return _sentence_of_words(item) % {"value": value, "limit": limit}


def _sentence_of_words(item: TestItem | ListedItem) -> str:
    if item.limit_kind == LimitKind.PLAN:
        return _("各份样品 %(value)s（标准：%(limit)s）")
    if spaced(item.value_text) in FINDINGS:
        return _("结果为%(value)s（标准：%(limit)s）")
    return _("检出 %(value)s（标准：%(limit)s）")


def product_date(batch: SampleBatch) -> str:
    """Return the date on the product without the word before it that its label repeats."""
    return DATE_WORD.sub("", batch.product_date_text)


def category_labels() -> Mapping[str, str]:
    """Return the 34 categories by code, in the reader's language."""
    listed = current_place().parameters.items("sampling.food_categories", clock.today())
    return {item.code: item.label.in_(language()) for item in listed}


def category_label(category: str) -> str:
    """Return a category as people call it; what is none of the 34 keeps the source's word."""
    return category_labels().get(category) or str(CATEGORIES.get(category, category))


def region_label(code: str | None) -> str:
    """Return the name of a street, a town or the place; nothing where the address names none."""
    region = current_place().regions.find(code or "")
    return region.name.in_(language()) if region else ""


def disclaimer() -> str:
    """Return what the results do not say, as the law's notices word it; nothing where not set."""
    text = current_place().parameters.value("sampling.disclaimer", clock.today())
    return text.in_(language()) if isinstance(text, Text) else ""


@dataclass(frozen=True)
class Entry:
    """One step of a timeline: done (``ok``), next (``now``) or still to come (``todo``)."""

    kind: str
    title: str
    on: date | None = None
    document: str = ""
    note: str = ""
    answer_until: date | None = None


@dataclass(frozen=True)
class Progress:
    """A disposal as the public reads it."""

    entries: Sequence[Entry]
    stage: DisposalStage
    label: str
    mark: str
    started_on: date | None
    due_on: date | None
    closed_on: date | None
    day_count: int | None
    overdue_days: int

    @property
    def done_count(self) -> int:
        """How many steps are done."""
        return sum(entry.kind == "ok" for entry in self.entries)

    @property
    def segment_width(self) -> float:
        """How wide one step is in a drawing 700 wide with gaps of 7."""
        return round((700 - 7 * (len(self.entries) - 1)) / len(self.entries), 2)


def stage_label(stage: DisposalStage) -> str:
    """Return what a stage of a disposal is called."""
    return str(DISPOSAL_STAGES[stage])


def disposal_mark(stage: DisposalStage) -> str:
    """Return which mark stands before a stage."""
    marks = {
        DisposalStage.WAITING: "hold",
        DisposalStage.DISPUTED: "hold",
        DisposalStage.OVERTURNED: "ok",
        DisposalStage.CLOSED: "loop",
    }
    return marks.get(stage, "info")


def progress_of(disposal: Disposal) -> Progress:
    """Return a disposal's steps, done and to come, and how its time stands today."""
    today = clock.today()
    done = [
        Entry(
            "ok",
            str(DISPOSAL_STAGES[step.stage]),
            step.done_on,
            step.document,
            step.note or str(DISPOSAL_HINTS[step.stage]),
            step.due_on,
        )
        for step in disposal.steps
    ]
    to_come = [
        Entry(
            "todo" if place else "now", str(DISPOSAL_STAGES[stage]), note=str(DISPOSAL_HINTS[stage])
        )
        for place, stage in enumerate(steps_to_come(disposal.stage))
    ]
    started, ended = disposal.started_on, disposal.closed_on
    late = is_overdue(disposal.stage, disposal.due_on, today) and disposal.due_on
    return Progress(
        entries=[*done, *to_come],
        stage=disposal.stage,
        label=str(DISPOSAL_STAGES[disposal.stage]),
        mark=disposal_mark(disposal.stage),
        started_on=started,
        due_on=disposal.due_on,
        closed_on=ended,
        day_count=((ended or today) - started).days + 1 if started else None,
        overdue_days=(today - late).days if late else 0,
    )
