"""Where in a Chinese document something stands, for those who read English."""

import re

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
PLACES = {"十": 10, "百": 100, "千": 1000}
NUMERAL = r"[〇零一二三四五六七八九十百千\d]+"
ARTICLES = re.compile(rf"第({NUMERAL}(?:、{NUMERAL})*)条")
PARAGRAPH = re.compile(rf"\s*第({NUMERAL})款")
ITEM = re.compile(rf"\s*第({NUMERAL})项")
WORDS = {"至": " to ", "、": ", ", "序言": "preamble", "文头": "heading"}
CHINESE = re.compile(r"[\u4e00-\u9fff\uff00-\uffef]")


def in_english(clause: str) -> str:
    """Write 第二十三条第一款第五项 as Article 23 para. 1 item 5; what says more stays Chinese."""
    told = ARTICLES.sub(lambda found: f"Article {_list(found[1])}", clause)
    told = PARAGRAPH.sub(lambda found: f" para. {value_of(found[1])}", told)
    told = ITEM.sub(lambda found: f" item {value_of(found[1])}", told)
    for chinese, english in WORDS.items():
        told = told.replace(chinese, english)
    return clause if CHINESE.search(told) else told


def value_of(numeral: str) -> int:
    """Return the number that a Chinese or a plain numeral up to the thousands writes."""
    if numeral.isdecimal():
        return int(numeral)
    total, digit = 0, 0
    for sign in numeral:
        if sign in PLACES:
            # 十五 is fifteen: a place without a digit before it stands for one of it.
            total, digit = total + (digit or 1) * PLACES[sign], 0
        else:
            digit = DIGITS.get(sign, 0)
    return total + digit


def _list(numerals: str) -> str:
    return ", ".join(str(value_of(one)) for one in numerals.split("、"))
