"""What the public reads of a batch, as plain values: for versions, and for searching."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.sampling.masking import Names
from portal.sampling.rules.initials import initials_of
from portal.sampling.rules.names import fold
from portal.sampling.rules.versions import COMPLETE, FORMAT

# Columns whose texts are shown as the source has them.
PLAIN = (
    "result",
    "product",
    "spec",
    "trademark",
    "product_date_text",
    "batch_number",
    "number",
    "domain",
    "kind",
    "category",
    "subcategory",
    "stage_text",
    "sampler",
    "laboratory",
    "publisher",
    "announcement_number",
    "announcement_title",
    "sampled_on",
    "reported_on",
    "announced_on",
)
READ = (
    *PLAIN,
    "reference",
    "task",
    "stage",
    "maker_name",
    "maker_address",
    "seller_name",
    "seller_address",
    "remark",
    "measures",
    "details",
    "batch_stage",
)
OF_ITEM = ("name", "value_text", "limit_text", "is_failed")
SEARCHED = (
    "product",
    "trademark",
    "spec",
    "category",
    "subcategory",
    "maker",
    "seller",
)
SEARCHED_BEHIND = (
    "batch_number",
    "product_date_text",
    "number",
    "reference",
    "announcement_number",
)
SEARCHED_BY_INITIALS = ("product", "maker")


def snapshot_of(
    batch: Mapping[str, Any], items: Sequence[Sequence[Any]], names: Names | None = None
) -> dict[str, Any]:
    """Return what the public reads of a batch; names are masked as on every page.

    ``batch`` holds the columns named in READ, each of ``items`` those named in OF_ITEM. Fields
    without anything in them are left out.
    """
    names = names or Names()
    parties = batch["maker_name"], batch["seller_name"]
    shown = {name: batch[name] for name in PLAIN}
    shown["maker"], shown["seller"] = (names.name(name) for name in parties)
    shown["maker_address"] = names.address(batch["maker_address"], beside=parties[0])
    shown["seller_address"] = names.address(batch["seller_address"], beside=parties[1])
    shown["task"] = names.text(batch["task"], *parties)
    shown["remark"] = names.text(batch["remark"], *parties)
    shown["measures"] = names.text(batch["measures"], *parties)
    shown["chain_stage"] = batch["stage"]
    shown |= names.details(batch["details"])
    facts: dict[str, Any] = {name: str(value) for name, value in shown.items() if value}
    facts["stage"] = str(batch["batch_stage"])
    facts["items"] = [
        {"name": name, "value": value, "limit": limit} | ({"failed": True} if failed else {})
        for name, value, limit, failed in items
    ]
    facts[FORMAT] = COMPLETE
    return facts


def search_text_of(reference: str, snapshot: Mapping[str, Any]) -> str:
    """Return what searching reads of a batch: what its snapshot shows, and nothing else.

    A line for each field; behind them the initials of product and maker.
    """
    told = {**snapshot, "reference": reference}
    parts = [
        *(told.get(name) for name in SEARCHED),
        *(item["name"] for item in snapshot["items"]),
        *(told.get(name) for name in SEARCHED_BEHIND),
        *(initials_of(told.get(name, "")) for name in SEARCHED_BY_INITIALS),
    ]
    return "\n".join(fold(part) for part in parts if part)
