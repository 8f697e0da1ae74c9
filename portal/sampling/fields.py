"""The fields of a result as it is handed out: what each is called, what it holds, how it is told.

One dictionary for every format, so that file, page and programme say the same. What is told of
makers, sellers and remarks is what everybody may read (the ``_shown`` values), never more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any

from flask_babel import lazy_gettext as _

from portal.sampling import telling
from portal.sampling.addresses import results_prefix
from portal.sampling.filters import PUBLIC_RESULTS
from portal.sampling.rules.batches import LISTED
from portal.sampling.words import BATCH_STAGES, DISPOSAL_STAGES, DOMAINS, KINDS, RESULTS, STAGES

BETWEEN = "；"
Told = str | float | int | date | None


class Words:
    """What codes are called in the reader's language, looked up once for a whole table."""

    def __init__(self) -> None:
        self.results = _in_words(RESULTS)
        self.batch_stages = _in_words(BATCH_STAGES)
        self.kinds = _in_words(KINDS)
        self.domains = _in_words(DOMAINS)
        self.stages = _in_words(STAGES)
        self.disposals = _in_words(DISPOSAL_STAGES)
        self.page_prefix = results_prefix()
        self._regions: dict[str | None, str] = {}
        self._categories: dict[str, str] = {}

    def region(self, code: str | None) -> str:
        """Return the name of a street, a town or the place."""
        if code not in self._regions:
            self._regions[code] = telling.region_label(code)
        return self._regions[code]

    def category(self, category: str) -> str:
        """Return a category as people call it."""
        if category not in self._categories:
            self._categories[category] = telling.category_label(category)
        return self._categories[category]


def _in_words(labels: Mapping[Any, Any]) -> dict[Any, str]:
    return {one: str(label) for one, label in labels.items()}


@dataclass(frozen=True)
class ResultField:
    """One field: ``told`` in words for tables, ``coded`` for programmes where that differs."""

    name: str
    title: Any
    told: Callable[[Any, Words], Told]
    note: Any = ""
    kind: str = "string"
    coded: Callable[[Any], Told] | None = None
    codes: Mapping[Any, Any] | None = None


def _plain(name: str) -> Callable[[Any, Words], Told]:
    return _Plain(name)


class _Plain:
    """Tells what stands in one attribute as it stands there."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, batch: Any, _words: Words) -> Told:
        value: Told = getattr(batch, self.name)
        return value


def _failed(name: str) -> Callable[[Any, Words], Told]:
    def told(batch: Any, _words: Words) -> str:
        items = batch.failed_items  # most results have none
        return BETWEEN.join([getattr(one, name) for one in items]) if items else ""

    return told


def joined_date(told: str, number: str) -> str:
    """Return what a label says of date and batch, as one text."""
    return f"{told}{BETWEEN}{number}" if told and number else told or number


def _product_date(batch: Any, _words: Words) -> str:
    return joined_date(batch.product_date_text, batch.batch_number)


def _stage(batch: Any, words: Words) -> str:
    return words.stages[batch.stage] if batch.stage else str(batch.stage_text)


def _disposal(batch: Any, words: Words) -> str:
    return words.disposals[batch.disposal_stage] if batch.disposal_stage else ""


def _text(name: str, title: Any, note: Any = "") -> ResultField:
    """Return a field that tells what stands in the attribute of its name."""
    return ResultField(name, title, _plain(name), note)


def _labelled(
    name: str, title: Any, note: Any, attribute: str, labels: str, codes: Mapping[Any, Any]
) -> ResultField:
    """Return a field of codes: people read its labels, programmes the codes."""
    code_of, labels_of = attrgetter(attribute), attrgetter(labels)
    return ResultField(
        name,
        title,
        lambda batch, words: labels_of(words)[code_of(batch)],
        note,
        coded=lambda batch: code_of(batch).value,
        codes=codes,
    )


FIELDS = (
    _text("reference", _("本站编号"), _("本站给这一批次的编号，不会改变")),
    _text("number", _("抽样编号"), _("抽样单上的编号，来源没有写时为空")),
    _labelled(
        "result",
        _("结论"),
        _("检验机构的结论；快检只有阴性和阳性，仅供参考"),
        "result",
        "results",
        {one: RESULTS[one] for one in PUBLIC_RESULTS},
    ),
    _labelled(
        "status",
        _("状态"),
        _("公示以后有没有更正"),
        "batch_stage",
        "batch_stages",
        {one: BATCH_STAGES[one] for one in sorted(LISTED)},
    ),
    _labelled(
        "kind",
        _("任务类型"),
        _("为什么抽这一批；合格率只能用评价性抽检计算"),
        "kind",
        "kinds",
        KINDS,
    ),
    _labelled("domain", _("领域"), _("抽的是哪一类东西"), "domain", "domains", DOMAINS),
    ResultField(
        "category",
        _("食品大类"),
        lambda batch, words: words.category(batch.category),
        _("34 个食品大类之一；程序读到的是两位代码，别的领域是来源的原词"),
        coded=lambda batch: batch.category,
    ),
    _text("subcategory", _("食品细类"), _("来源写的细类")),
    _text("product", _("产品名称"), _("来源写的产品名称")),
    _text("spec", _("规格型号"), _("来源写的规格型号")),
    _text("trademark", _("商标"), _("来源写的商标")),
    ResultField("product_date", _("生产日期或批号"), _product_date, _("来源的原文")),
    ResultField("maker", _("标称生产企业"), _plain("maker_shown"), _("没有字号的个人只写姓和“某”")),
    ResultField(
        "maker_address", _("生产企业地址"), _plain("maker_address_shown"), _("个人的地址不公开")
    ),
    ResultField("seller", _("被抽样单位"), _plain("seller_shown"), _("没有字号的个人只写姓和“某”")),
    ResultField(
        "seller_address", _("被抽样单位地址"), _plain("seller_address_shown"), _("个人的地址不公开")
    ),
    ResultField(
        "region",
        _("街道、镇"),
        lambda batch, words: words.region(batch.region_code),
        _("被抽样单位地址里写明的街道或镇；程序读到的是行政区划代码"),
        coded=lambda batch: batch.region_code,
    ),
    ResultField(
        "stage",
        _("抽样环节"),
        _stage,
        _("在哪个环节抽的"),
        coded=lambda batch: batch.stage.value if batch.stage else None,
        codes=STAGES,
    ),
    ResultField("failed_items", _("不合格项目"), _failed("name"), _("几个项目之间用“；”隔开")),
    ResultField(
        "values", _("检验结果"), _failed("value_text"), _("与不合格项目一一对应，来源的原文")
    ),
    ResultField(
        "limits", _("标准值"), _failed("limit_text"), _("与不合格项目一一对应，来源的原文")
    ),
    ResultField(
        "largest_ratio",
        _("最大超限倍数"),
        _plain("largest_ratio"),
        _("检验结果是标准值的几倍，取最大的；不能这样比较时为空"),
        kind="number",
    ),
    ResultField("sampled_on", _("抽样日期"), _plain("sampled_on"), kind="date"),
    ResultField("reported_on", _("报告日期"), _plain("reported_on"), kind="date"),
    ResultField("announced_on", _("公告日期"), _plain("announced_on"), kind="date"),
    ResultField("shown_on", _("公开日期"), _plain("shown_on"), _("本站排序用的日期"), kind="date"),
    _text("announcement_number", _("公告号")),
    _text("publisher", _("发布单位")),
    _text("laboratory", _("检验机构")),
    ResultField(
        "disposal",
        _("处置进度"),
        _disposal,
        _("不合格批次的核查处置到了哪一步；没有时为空"),
        coded=lambda batch: batch.disposal_stage.value if batch.disposal_stage else None,
        codes=DISPOSAL_STAGES,
    ),
    ResultField("remark", _("备注"), _plain("remark_shown"), _("电话和证件号码已经隐去")),
    ResultField(
        "page",
        _("网页"),
        lambda batch, words: words.page_prefix + batch.reference,
        _("这一批次的永久网址，有来源、版本和处置经过"),
        kind="uri",
    ),
)


def row_teller(words: Words) -> Callable[[Any], tuple[Told, ...]]:
    """Return what tells all fields of a result at once, in their order.

    What stands in attributes is fetched together: asked one by one, thirty fields cost more than
    the database takes to read the row.
    """
    plain = [
        (place, one.told.name) for place, one in enumerate(FIELDS) if isinstance(one.told, _Plain)
    ]
    worked_out = [
        (place, one.told) for place, one in enumerate(FIELDS) if not isinstance(one.told, _Plain)
    ]
    fetch = attrgetter(*(name for _place, name in plain))
    tellers = [told for _place, told in worked_out]
    places = [place for place, _told_by in (*plain, *worked_out)]
    arrange = itemgetter(*(places.index(place) for place in range(len(FIELDS))))

    def tell(batch: Any) -> tuple[Told, ...]:
        cells: tuple[Told, ...] = arrange(
            (*fetch(batch), *[told(batch, words) for told in tellers])
        )
        return cells

    return tell
