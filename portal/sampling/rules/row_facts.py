"""Facts that tables hide in other cells: who published, who was sampled, which category."""

import re

# How long a cell of each field may be; "*" for the rest. Longer text is a slip of columns.
LENGTHS = {
    "number": 80,
    "product": 200,
    "category": 80,
    "subcategory": 80,
    "maker": 300,
    "seller": 300,
    "spec": 200,
    "trademark": 200,
    "product_date": 200,
    "batch_number": 200,
    "announcement_number": 120,
    "item": 1000,
    "value": 2000,
    "limit": 2000,
    "finding": 4000,
    "measures": 2000,
    "remark": 2000,
    "source_url": 500,
    "*": 300,
}
NUMBER_IN_REMARK = re.compile(r"[A-Z]{1,4}\d{14,22}")
WRAPPED = re.compile(r"国内监督抽查[（(](.*)[）)]")
SAMPLED_IN_MAKER = re.compile(r"被抽[样检查](?:单位|企业|人)[:：]\s*(.+)", re.DOTALL)
STEPS_DOWN = re.compile(r"-{1,2}>|→|＞|>|》")


def issuer(text: str) -> str:
    """Return who published a result, without the wrapping some collectors add."""
    found = WRAPPED.fullmatch(text)
    return found[1].strip() if found else text


def maker_and_seller(maker: str, seller: str) -> tuple[str, str]:
    """Return who made and who sold; some tables name the place sampled in the maker's column."""
    found = SAMPLED_IN_MAKER.fullmatch(maker)
    if found is None:
        return maker, seller
    return "", seller or found[1]


def split_category(category: str, subcategory: str) -> tuple[str, str]:
    """Return category and subcategory; some tables write both into one cell."""
    first, *rest = [part.strip() for part in STEPS_DOWN.split(category)]
    return first, subcategory or (rest[0] if rest else "")
