"""An official-shaped table of sampling results, seeded: twenty columns, realistic repetition."""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

TITLES = (
    "序号",
    "抽样编号",
    "任务类型",
    "食品大类",
    "食品细类",
    "食品名称",
    "规格型号",
    "商标",
    "生产日期/批号",
    "标称生产企业名称",
    "标称生产企业地址",
    "被抽样单位名称",
    "被抽样单位地址",
    "抽样环节",
    "检验项目",
    "检验值",
    "标准值",
    "检验结论",
    "抽样日期",
    "公告日期",
)
KINDS = ("监督抽检", "监督抽检", "监督抽检", "评价性抽检")
GOODS = (
    ("食用农产品", "叶菜类蔬菜", ("普通白菜", "芹菜", "菠菜", "韭菜", "油麦菜")),
    ("食用农产品", "豆类蔬菜", ("豇豆", "四季豆", "豌豆")),
    ("食用农产品", "淡水产品", ("鲫鱼", "草鱼", "黑鱼", "牛蛙")),
    ("糕点", "糕点", ("蛋糕", "桃酥", "绿豆糕", "老面包")),
    ("调味品", "酱油", ("酿造酱油", "生抽", "味极鲜")),
    ("饮料", "包装饮用水", ("饮用纯净水", "饮用天然水")),
    ("肉制品", "熟肉制品", ("酱卤鸭", "香肠", "牛肉干")),
    ("餐饮食品", "餐饮具", ("餐盘", "碗", "筷子")),
)
STAGES = ("流通", "餐饮", "生产")
STREETS = ("南汇街道", "五马街道", "松台街道", "滨江街道", "蒲鞋市街道", "大南街道")
SPECS = ("散装", "散装称重", "500g/袋", "1kg/袋", "250mL/瓶", "计量销售", "/")
MARKS = ("/", "示例牌", "图形商标", "/")
FAILURES = (
    ("噻虫胺", "0.35 mg/kg", "≤0.2 mg/kg"),
    ("灭蝇胺", "1.02 mg/kg", "≤0.5 mg/kg"),
    ("恩诺沙星", "236 μg/kg", "≤100 μg/kg"),
    ("过氧化值(以脂肪计)", "0.45 g/100g", "≤0.25 g/100g"),
    ("大肠菌群", "检出/50cm²", "不得检出"),
)
FIRST_DAY = date(2026, 1, 5)
DAYS = 280
MAKERS, SELLERS = 1500, 4000
FAILED_OF_A_HUNDRED = 3


def say(line: str) -> None:
    """Print one line of a measurement at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def peak_megabytes() -> float:
    """Return the most memory this program has held since it began (VmHWM; Linux)."""
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(told.split("VmHWM:")[1].split()[0]) / 1024


def rows(count: int, *, seed: int = 1) -> Iterator[tuple[str, ...]]:
    """Yield rows as a bureau publishes them; the same seed gives the same rows."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        category, subcategory, products = chance.choice(GOODS)
        maker, seller = chance.randrange(MAKERS), chance.randrange(SELLERS)
        sampled = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        made = sampled - timedelta(days=chance.randrange(1, 40))
        is_failed = chance.randrange(100) < FAILED_OF_A_HUNDRED
        item, value, limit = chance.choice(FAILURES) if is_failed else ("/", "/", "/")
        yield (
            str(number),
            f"XBJ26330302{number:09d}",
            chance.choice(KINDS),
            category,
            subcategory,
            f"{chance.choice(products)}（示例）",
            chance.choice(SPECS),
            chance.choice(MARKS),
            made.isoformat(),
            f"示例食品{maker}有限公司",
            f"示例省示例市示例区示例路 {maker % 300} 号",
            f"示例生鲜{seller}商行",
            f"浙江省温州市鹿城区{STREETS[seller % len(STREETS)]}示例路 {seller % 500} 号",
            chance.choice(STAGES),
            item,
            value,
            limit,
            "不合格" if is_failed else "合格",
            sampled.isoformat(),
            "2026-11-20",
        )


def write_workbook(path: Path, count: int, *, seed: int = 1) -> None:
    """Write the rows as a workbook with a title row above its header."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("监督抽检信息")
        sheet.write_string(0, 0, "鹿城区食品安全监督抽检信息（示例）")
        for place, cells in enumerate([TITLES, *rows(count, seed=seed)], start=1):
            for column, cell in enumerate(cells):
                sheet.write_string(place, column, cell)
