"""Numbers as reports write them: powers of ten, decimal commas, thousands, words for ≤ and ≥."""

import re
import unicodedata
from functools import lru_cache

# How many different texts are remembered: more than a large table has.
REMEMBERED = 1 << 14
# A bound in words is short; longer text is prose.
LONGEST_BOUND = 100
DIGITS = (
    r"(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"  # 12,000.5
    r"|[1-9]\d{0,2}(?:\.\d{3})+,\d+"  # 12.000,5
    r"|\d+(?:[.,]\d+)?|\.\d+)"
)
POWER = r"(?:×10\^[-+]?\d{1,2}|×10{2,9}(?!\d)|[eE][-+]?\d{1,2}(?!\d))"
NUMBER = rf"(?:10\^[-+]?\d{{1,2}}(?!\d)|{DIGITS}{POWER}?)"
# 2.43×104 was 2.43×10⁴ before the raised digit was lost, or was not: no number is read from it.
# Nobody sets a limit of 103 colonies.
LOST_POWER = re.compile(
    r"×10[1-9]|(?:^|[≤<≥>]|m=)10[2-7](?:\(?(?:CFU|MPN)|[,;、]M=)", re.IGNORECASE
)
RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED = str.maketrans(f"{RAISED_DIGITS}⁻⁺", "0123456789-+")
TO_RAISED = str.maketrans("0123456789-", f"{RAISED_DIGITS}⁻")
RAISED_RUN = re.compile(r"(?<=10)([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
TIMES_TEN = re.compile(r"(?<=\d)[x×*·∙⋅✕╳Χх](?=10(?:\D|\d))", re.IGNORECASE)
CARETS = re.compile(r"(?<=10)\(?(?:\*\*|\^|ˆ|∧|∧|˄)\(?([-+]?\d{1,2})\)?")
CIRCLED = re.compile(r"[①-⑳⑴-⒇⒈-⒛❶-❿➀-➉]")
SIGNS = str.maketrans(
    {
        **dict.fromkeys("～〜∼˜〰至", "~"),
        **dict.fromkeys("—–−－‐‑‒―", "-"),
        **dict.fromkeys("⩽≦≼", "≤"),
        **dict.fromkeys("⩾≧≽", "≥"),
        **dict.fromkeys("﹤〈‹", "<"),
        **dict.fromkeys("﹥〉›", ">"),
        "µ": "μ",
        "【": "[",
        "】": "]",
    }
)
# Words for a bound, the more exact first.
WORDED = (
    (re.compile(r"不[得应能可]?(?:超过|大于|高于|多于|超出)|小于(?:或)?等于|低于(?:或)?等于"), "≤"),
    (re.compile(r"不[得应能可]?(?:少于|低于|小于)|大于(?:或)?等于|高于(?:或)?等于"), "≥"),
    (re.compile(r"至多|最[大高多](?:允许)?(?:限?值|限?量)?[为:]?(?=\d)|<=|≤="), "≤"),
    (re.compile(r"至少|最[小低少](?:限?值|限?量)?[为:]?(?=\d)|>=|≥="), "≥"),
    (re.compile(r"(?:小于|低于|少于)(?=\.?\d)"), "<"),
    (re.compile(r"(?:大于|高于|超过|多于)(?=\.?\d)"), ">"),
)
WORD_BEHIND = (
    (re.compile(r"([^≤≥<>~]*\d[^≤≥<>~]*?)[及或]?(?:以下|以内)"), "≤"),
    (re.compile(r"([^≤≥<>~]*\d[^≤≥<>~]*?)[及或]?以上"), "≥"),
)


@lru_cache(REMEMBERED)
def plain(text: str) -> str:
    """Return ``text`` in one width, powers of ten as ×10^n, bounds as signs, without blanks."""
    if CIRCLED.search(text):
        text = CIRCLED.sub(";", text).lstrip("; ")
    powers = RAISED_RUN.sub(lambda found: "^" + found[1].translate(RAISED), text)
    wide = unicodedata.normalize("NFKC", powers)
    wide = "".join(wide.split()).translate(SIGNS)
    wide = CARETS.sub(r"^\1", TIMES_TEN.sub("×", wide))
    return _signed(wide)


def _signed(text: str) -> str:
    for words, sign in WORDED:
        text = words.sub(sign, text)
    if "以" not in text or len(text) > LONGEST_BOUND:
        return text
    for words, sign in WORD_BEHIND:
        if found := words.fullmatch(text):
            return f"{sign}{found[1]}"
    return text


def read_number(text: str) -> float:
    """Return the number that ``text``, a match of NUMBER, writes.

    A comma before three digits parts thousands (12,000), any other one the decimals (0,5).
    """
    if text.startswith("10^"):
        return 10.0 ** int(text[3:])
    mantissa, times, power = text.partition("×")
    if not times:
        mantissa, _, exponent = text.lower().partition("e")
        return float(_decimal(mantissa)) * 10.0 ** int(exponent or 0)
    exponent = power[3:] if power.startswith("10^") else str(len(power) - 1)
    return float(f"{_decimal(mantissa)}e{int(exponent)}")


def _decimal(text: str) -> str:
    comma, dot = text.rfind(","), text.rfind(".")
    if comma < 0:
        return text
    if dot > comma or (dot < 0 and re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", text)):
        return text.replace(",", "")
    return text.replace(".", "").replace(",", ".")
