"""What several tests of this room do: file a case and read its receipt."""

from io import BytesIO
from typing import Any

from PIL import Image

from portal.complaints import receipt as receipts
from tests.visitor import Page, Visitor

STORY = "示例：昨天买的鱼饼发黏，有异味，商家不肯退。"
RESPONDENT = {"respondent": "示例食品店", "respondent_address": "示例街 2 号"}
TOLD = {"domain": "food", "category": "unsafe", "told": STORY}
WRONG = "豆腐 豆浆 米饭 面条 年糕"
CONTACT = {
    "wishes": ["refund"],
    "name": "示例投诉人",
    "telephone": "13800138000",
    "address": "示例路 1 号",
}


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **tags: Any) -> bytes:
    """Return a small picture, with tags where asked."""
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **tags)
    return out.getvalue()


def fill_in(visitor: Visitor, track: str, **changes: Any) -> None:
    """Fill in every step of a track up to the last look."""
    firm = {**RESPONDENT, **changes.get("firm", {})}
    told = {**TOLD, **changes.get("story", {})}
    if track == "tip":
        visitor.post("/complaints/new/tip/respondent", {**firm, **told})
        return
    visitor.post(f"/complaints/new/{track}/respondent", firm)
    visitor.post(f"/complaints/new/{track}/story", told)
    contact = CONTACT if track == "complaint" else {}
    visitor.post(f"/complaints/new/{track}/contact", {**contact, **changes.get("contact", {})})


def file_case(visitor: Visitor, track: str = "complaint", **changes: Any) -> Page:
    """File a case and return its receipt."""
    fill_in(visitor, track, **changes)
    return visitor.follow(f"/complaints/new/{track}/check", {})


def number_of(receipt: Page) -> str:
    """Return the number a receipt shows."""
    return receipt.all("b.code")[0]


def secret_of(receipt: Page) -> str:
    """Return the five words a receipt shows."""
    return " ".join(receipt.all(".words b"))


def other_number(number: str) -> str:
    """Return a number that no case has."""
    found = (number[:-2] + one + two for one in receipts.LETTERS for two in receipts.LETTERS)
    return next(one for one in found if one != number and receipts.clean_number(one))


def open_case(visitor: Visitor, receipt: Page) -> Page:
    """Open the case of a receipt as its citizen would."""
    return visitor.follow("/track", {"number": number_of(receipt), "secret": secret_of(receipt)})
