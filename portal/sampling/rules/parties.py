"""Who made it and for whom, where a table writes both into the maker's cell.

委托方：…；受托方：… and 授权商：…；生产商：…: the label names two firms, and only one of them made
the goods. Their addresses come joined in the same way.
"""

import re
from functools import lru_cache

_FIRM = "(?:方|商|单位|企业|厂家?|公司|者)?"
_AS = r"(?:名称|地址)?\s*[:：]"
MADE = rf"(?:受委托(?:生产)?|被委托(?:生产)?|受托(?:生产)?|实际生产|生产|制造|加工|分装){_FIRM}"
ORDERED = rf"(?:委托|授权|出品|监制|进口|代理|总?经销|总代理){_FIRM}"
PARTY = re.compile(rf"(?:^|(?<=[；;，,、。\s/]))(?:(?P<made>{MADE})|(?P<ordered>{ORDERED})){_AS}")
AROUND = "；;，,、。 \n"
NOBODY = frozenset({"/", "-", "—", "无", "\\", ""})


@lru_cache(1 << 13)
def split_parties(text: str) -> tuple[str, str]:
    """Return who made the goods and who had them made; what names no maker so stays whole."""
    marks = list(PARTY.finditer(text))
    if not marks or marks[0].start() or not any(mark["made"] for mark in marks):
        return text, ""
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    told = [
        (mark, text[mark.end() : end].strip(AROUND)) for mark, end in zip(marks, ends, strict=True)
    ]
    made = [firm for mark, firm in told if mark["made"] and firm not in NOBODY]
    ordered = [firm for mark, firm in told if mark["ordered"] and firm not in NOBODY]
    return (made[0], "；".join(ordered)) if made else (text, "")
