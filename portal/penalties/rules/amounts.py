"""Amounts as people write them: yuan, with or without separators and sign."""

import unicodedata
from decimal import Decimal, InvalidOperation

FEN_OF_YUAN = 100
TEN_THOUSAND = 10_000
LARGEST_YUAN = Decimal(10) ** 12


def fen_of(text: str) -> int | None:
    """Return an amount in 分, or None where ``text`` is no amount of yuan: ¥5,000.50, 2 万元."""
    plain = unicodedata.normalize("NFKC", text).strip().lstrip("¥￥").removesuffix("元").strip()
    is_in_ten_thousands = plain.endswith("万")
    digits = plain.removesuffix("万").replace(",", "").replace(" ", "")
    if not digits.isascii():
        return None
    try:
        yuan = Decimal(digits)
    except InvalidOperation:
        return None
    if not yuan.is_finite() or abs(yuan) > LARGEST_YUAN:
        return None
    fen = yuan * FEN_OF_YUAN * (TEN_THOUSAND if is_in_ten_thousands else 1)
    return int(fen) if fen == int(fen) else None
