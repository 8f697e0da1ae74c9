"""Words about files: why one cannot be read, and what of one is not seen or not used."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from portal.tables.rules.stages import TableStage
from portal.tables.rules.verdicts import Outcome

STAGES: Mapping[TableStage, str] = {
    TableStage.CHECKING: _("正在校验"),
    TableStage.ASKING: _("等待指明各列"),
    TableStage.WAITING: _("已校验，等待写入"),
    TableStage.APPLYING: _("正在写入"),
    TableStage.APPLIED: _("已写入"),
    TableStage.STOPPED: _("写入中止"),
    TableStage.UNREADABLE: _("无法读取"),
    TableStage.CANCELLED: _("已取消"),
}
STAGE_MARKS: Mapping[TableStage, str] = {
    TableStage.CHECKING: "info",
    TableStage.ASKING: "hold",
    TableStage.WAITING: "hold",
    TableStage.APPLYING: "info",
    TableStage.APPLIED: "ok",
    TableStage.STOPPED: "warn",
    TableStage.UNREADABLE: "bad",
    TableStage.CANCELLED: "warn",
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.NEW: _("新增"),
    Outcome.CHANGED: _("有变化"),
    Outcome.SAME: _("已有，无变化"),
    Outcome.HELD: _("待核对企业"),
    Outcome.REFUSED: _("退回"),
    Outcome.GONE: _("不再列出"),
}

FILE_REFUSALS = {
    "missing": _("找不到文件，或者没有读取它的权限，请核对路径"),
    "empty_file": _("文件是空的（0 字节），请重新导出后再上传"),
    "too_large": _("文件超过 %(limit)s MB，请拆成几份再导入"),
    "too_large_inside": _("文件解压后过大，请把表格另存为 CSV 后再导入"),
    "too_wide": _("工作表“%(sheet)s”有 %(columns)s 列，最多读取 %(limit)s 列，请删去多余的列"),
    "too_slow": _("读取文件超过 %(limit)s 秒，已停止，请拆成几份或另存为 CSV 后再导入"),
    "html": _("这是网页另存成的表格，请用表格软件打开，另存为 XLSX 后再导入"),
    "not_a_table": _("这是 %(kind)s 文件，不是表格，请上传 XLSX、XLS、ODS、CSV、DOCX 或 ZIP"),
    "password": _("文件有打开密码，请去掉密码后再导入"),
    "damaged": _("文件已损坏，或者不是 XLSX、XLS、XLSB、ODS、CSV、DOCX 表格，请重新导出后再导入"),
    "encoding": _("文字编码无法识别，请另存为 UTF-8 或 GB18030 编码的 CSV"),
    "empty_sheet": _("表格里没有内容，请核对是否导出了正确的工作表"),
    "no_table_inside": _("文档里没有表格，请上传含有表格的文件"),
    "unsafe_document": _("文档里带有外部实体定义，不能读取，请另存为 XLSX 后再导入"),
    "empty_archive": _("压缩包里没有能读取的表格"),
    "nested_archive": _("压缩包里还有压缩包“%(name)s”，请解开后再导入"),
    "too_many_members": _("压缩包里的文件超过 %(limit)s 个，请分成几个压缩包"),
    "member": _("压缩包里的“%(name)s”：%(reason)s"),
    "unknown_columns": _("没有找到表头：前 25 行里至少要有产品名称和另外两列能识别的列名"),
    "no_head": _("没有找到表头：前 25 行里要有“%(titles)s”等列名，请对照说明核对"),
    "no_rows": _("表头下面没有数据行，请核对导出的内容"),
}
FILE_NOTES = {
    "macros": _("文件带有宏，宏没有运行，只读取了单元格的值"),
    "external_links": _("文件引用了别的文件，只读取了本文件里保存的值"),
    "formulas": _("有 %(count)s 个公式没有保存结果，这些单元格按空白读取"),
    "hidden_columns": _("工作表“%(sheet)s”有隐藏列，已读取存档，不会公示"),
    "hidden_rows": _("工作表“%(sheet)s”有隐藏行，已读取存档，不会公示"),
    "hidden_sheet": _("隐藏的工作表“%(sheet)s”没有导入"),
    "hidden_unknown": _("这种格式看不出哪些行、列是隐藏的，请核对后再公示，或另存为 XLSX"),
    "column_left_out": _("看不出“%(title)s”一列是什么内容，没有导入这一列"),
    "skipped_member": _("压缩包里的“%(name)s”不是表格，没有导入"),
}

ROW_REFUSALS = {
    "row_hidden": _("这一行在文件里是隐藏的，请取消隐藏或删除"),
    "missing": _("请填写“%(title)s”"),
    "not_a_day": _("日期读不懂，请写成 2026-05-06"),
    "not_a_number": _("数字读不懂，请只写数字"),
    "unknown_word": _("没有“%(word)s”这种写法，请对照说明填写"),
    "told_twice": _("文件里前面已有同一条记录，内容却不同（第 %(line)s 行），请留下正确的一行"),
    "changed_since": _("校验之后登记内容已有变化，请重新导入"),
}

MAPPING_REFUSALS = {
    "not_asked": _("这份表格的各列已经指明，请刷新页面"),
    "answer_missing": _("请为“%(title)s”选择一项，不需要的列请选“不导入”"),
    "field_missing": _("请指明哪一列是“%(titles)s”；整张表都不要时，请把各列都选“不导入”"),
    "nothing_left": _("各列都选了“不导入”，没有可以导入的内容"),
}
RECEIVING_REFUSALS = {
    "source_missing": _("请写明这张表出自哪里"),
    "kind_unknown": _("没有这一类表格"),
}


def file_note(code: str, facts: dict[str, str]) -> str:
    """Return what is said about a file that was read, in the reader's language."""
    return str(FILE_NOTES[code]) % facts
