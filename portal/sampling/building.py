"""Building a batch out of a checked row, and what is derived from its facts."""

from dataclasses import asdict

from portal.places.profile import current_place
from portal.sampling.models import SampleBatch, TestItem
from portal.sampling.rules.batches import BatchStage, Domain
from portal.sampling.rules.names import fold, mask_name
from portal.sampling.rules.rows import Row, reference_of

# How the departments' register calls what was sampled.
FIELDS = {
    Domain.FOOD: "food",
    Domain.AGRI: "agri-product",
    Domain.FOREST: "forest-product",
    Domain.GRAIN: "grain",
    Domain.DRUG: "drug",
    Domain.DEVICE: "device",
    Domain.COSMETIC: "cosmetic",
    Domain.FOOD_CONTACT: "food-related-product",
}
SAME_NAME = (
    "number",
    "domain",
    "kind",
    "task",
    "category",
    "subcategory",
    "product",
    "spec",
    "trademark",
    "product_date_text",
    "product_date_on",
    "product_date_kind",
    "batch_number",
    "maker_address",
    "maker_code",
    "seller_address",
    "seller_code",
    "stage",
    "stage_text",
    "sampler",
    "laboratory",
    "publisher",
    "announcement_number",
    "announcement_title",
    "sampled_on",
    "reported_on",
    "announced_on",
    "result",
    "remark",
    "measures",
    "source_url",
    "line",
)


def new_batch(row: Row, *, identity: str, import_id: int) -> SampleBatch:
    """Return the batch that a row begins; it waits for review."""
    batch = SampleBatch(
        reference=reference_of(identity),
        identity=identity,
        import_id=import_id,
        maker_name=row.maker,
        seller_name=row.seller,
        doubts=list(row.doubts),
        region_code=region_of(row.seller_address, row.seller),
        batch_stage=BatchStage.WAITING,
        is_listed=False,
        version=0,
        **{name: getattr(row, name) for name in SAME_NAME},
    )
    add_items(batch, row)
    return batch


def add_items(batch: SampleBatch, row: Row) -> None:
    """Add what a row measures to its batch; what is there already is not added again."""
    known = {fold(item.name) for item in batch.items}
    for item in row.items:
        if fold(item.name) not in known:
            known.add(fold(item.name))
            position = len(batch.items)
            batch.items.append(TestItem(position=position, line=row.line, **asdict(item)))
    ratios = [item.ratio for item in batch.items if item.is_failed and item.ratio is not None]
    batch.largest_ratio = max(ratios, default=None)
    batch.search_text = search_text_of(batch)


def search_text_of(batch: SampleBatch) -> str:
    """Return what searching reads of a batch: names masked as on every page."""
    parts = [
        batch.product,
        batch.trademark,
        batch.spec,
        batch.category,
        batch.subcategory,
        mask_name(batch.maker_name),
        mask_name(batch.seller_name),
        *(item.name for item in batch.items),
        batch.batch_number,
        batch.product_date_text,
        batch.number,
        batch.reference,
        batch.announcement_number,
    ]
    return "\n".join(fold(part) for part in parts if part)


def region_of(address: str, name: str = "") -> str | None:
    """Return the street or town of the place that an address names, or None.

    Only inside this place: 南汇街道 of another city is not ours, so an address that names another
    province or city is not matched by the street's name alone.
    """
    regions = current_place().regions
    root = regions.root
    text = address + name
    if root.name.zh not in text:
        return None
    street = next((one for one in regions.streets() if one.name.zh in text), None)
    return (street or root).code


def department_of(domain: Domain) -> str:
    """Return the department that acts on a failed batch of this kind."""
    departments = current_place().departments
    field = FIELDS[domain]
    if field in departments.intake.handles:
        return departments.intake.code
    offices = [office for office in departments.handling(field) if office.kind == "department"]
    return (offices[0] if offices else departments.intake).code
