"""Results as a table for download: the fields of the page, masked as on the page."""

import csv
import io
from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from portal.sampling import telling
from portal.sampling.models import SampleBatch, SampleRejection
from portal.sampling.words import BATCH_STAGES, DOMAINS, KINDS, RESULTS, STAGES, row_reason

# Spreadsheets run what begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MARK = "\ufeff"
BETWEEN = "；"


def neutral(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _lines(rows: Iterable[list[object]]) -> Iterator[str]:
    yield MARK
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([neutral(cell) for cell in row])
        yield line.getvalue()


def _titles() -> list[object]:
    return [
        _("本站编号"),
        _("抽样编号"),
        _("结论"),
        _("状态"),
        _("任务类型"),
        _("领域"),
        _("食品大类"),
        _("食品细类"),
        _("产品名称"),
        _("规格型号"),
        _("商标"),
        _("生产日期或批号"),
        _("标称生产企业"),
        _("生产企业地址"),
        _("被抽样单位"),
        _("被抽样单位地址"),
        _("街道、镇"),
        _("抽样环节"),
        _("不合格项目"),
        _("检验结果"),
        _("标准值"),
        _("抽样日期"),
        _("报告日期"),
        _("公告日期"),
        _("公告号"),
        _("发布单位"),
        _("检验机构"),
        _("备注"),
    ]


def _row(batch: SampleBatch) -> list[object]:
    failed = batch.failed_items
    return [
        batch.reference,
        batch.number,
        str(RESULTS[batch.result]),
        str(BATCH_STAGES[batch.batch_stage]),
        str(KINDS[batch.kind]),
        str(DOMAINS[batch.domain]),
        telling.category_label(batch.category),
        batch.subcategory,
        batch.product,
        batch.spec,
        batch.trademark,
        BETWEEN.join(text for text in (batch.product_date_text, batch.batch_number) if text),
        batch.maker_shown,
        batch.maker_address_shown,
        batch.seller_shown,
        batch.seller_address_shown,
        telling.region_label(batch.region_code),
        str(STAGES[batch.stage]) if batch.stage else batch.stage_text,
        BETWEEN.join(item.name for item in failed),
        BETWEEN.join(item.value_text for item in failed),
        BETWEEN.join(item.limit_text for item in failed),
        batch.sampled_on,
        batch.reported_on,
        batch.announced_on,
        batch.announcement_number,
        batch.publisher,
        batch.laboratory,
        batch.remark_shown,
    ]


def results_as_csv(batches: Iterable[SampleBatch]) -> Iterator[str]:
    """Yield the lines of a table of results, one for each batch."""

    def rows() -> Iterator[list[object]]:
        yield _titles()
        for batch in batches:
            yield _row(batch)

    return _lines(rows())


def rejections_as_csv(rejections: Iterable[SampleRejection]) -> Iterator[str]:
    """Yield the lines of a table of refused rows: line, column, reason."""

    def rows() -> Iterator[list[object]]:
        yield [_("行号"), _("列"), _("原因")]
        for one in rejections:
            yield [one.line, one.column, row_reason(one.reason, one.facts)]

    return _lines(rows())
