"""Tables and results for tests; every name is an example."""

import csv
import io
from collections.abc import Mapping, Sequence

from flask import Flask

from portal.kernel.audit import Actor
from portal.kernel.db import db, write_intent
from portal.sampling import queries, services
from portal.sampling.models import SampleBatch, SampleImport

OPERATOR = Actor(kind="system", name="operator")
OFFICER = Actor(kind="staff", name="officer", role="data-officer")
REVIEWER = Actor(kind="staff", name="reviewer", role="reviewer")
HANDLER = Actor(kind="staff", name="handler", role="handler")

# One row as a national table has it; a test changes the cells it is about.
ROW = {
    "抽样编号": "XBJ26330302000000001",
    "任务类型": "监督抽检",
    "食品大类": "食用农产品",
    "食品名称": "豇豆（示例）",
    "规格型号": "散装",
    "商标": "/",
    "生产日期/批号": "2026-10-14（购进日期）",
    "标称生产企业名称": "示例合作社",
    "标称生产企业地址": "示例县示例镇",
    "被抽样单位名称": "示例生鲜店",
    "被抽样单位地址": "温州市鹿城区南汇街道示例路 1 号",
    "抽样环节": "流通",
    "检验项目": "灭蝇胺",
    "检验值": "1.02 mg/kg",
    "标准值": "≤0.5 mg/kg",
    "检验结论": "不合格",
    "抽样日期": "2026-10-15",
    "报告日期": "2026-11-09",
    "公告日期": "2026-11-20",
    "检验机构": "示例检验院",
    "备注": "",
}
PASSED = {"检验项目": "", "检验值": "", "标准值": "", "检验结论": "合格"}


def row(number: int = 1, /, **cells: str) -> dict[str, str]:
    """Return one row with its own number; ``cells`` change it."""
    return {**ROW, "抽样编号": f"XBJ26330302{number:09d}", **cells}


def table(
    *rows: Mapping[str, str], without: Sequence[str] = (), encoding: str = "utf-8-sig"
) -> bytes:
    """Return a CSV file of these rows."""
    titles = [title for title in (rows[0] if rows else ROW) if title not in without]
    text = io.StringIO()
    writer = csv.DictWriter(text, titles, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def bring(*rows: Mapping[str, str], by: Actor = OFFICER, **kwargs: Sequence[str]) -> SampleImport:
    """Bring a table of these rows in; it waits for review."""
    content = table(*rows, without=kwargs.get("without", ()))
    return services.import_table(content=content, file_name="示例.csv", by=by)


def publish(*rows: Mapping[str, str]) -> list[SampleBatch]:
    """Bring a table of these rows in and publish it; return its batches in order."""
    brought = bring(*rows)
    batches = list(queries.list_waiting_batches(brought))
    services.publish_import(brought, by=REVIEWER)
    return batches


def published_batch(number: int = 1, /, **cells: str) -> SampleBatch:
    """Return one public batch: a failed one, unless ``cells`` say otherwise."""
    return publish(row(number, **cells))[0]


def fill(app: Flask, *rows: Mapping[str, str]) -> list[str]:
    """Publish rows in the database of an app; return their references in order."""
    with app.app_context(), write_intent():
        references = [batch.reference for batch in publish(*rows)]
        db.session.commit()
    return references
