"""Small registers of authorities that do not exist, in the shapes of those that do."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

XML = (
    '<?xml version="1.0"?><FHRSEstablishment><Header><ExtractDate>{day}</ExtractDate>'
    "<ItemCount>{count}</ItemCount></Header><EstablishmentCollection>{rows}"
    "</EstablishmentCollection></FHRSEstablishment>"
)


def establishment(number: int, **told: str) -> dict[str, str]:
    """Return what a register tells of one establishment."""
    return {
        "FHRSID": str(number),
        "BusinessName": f"Example Cafe {number}",
        "BusinessType": "Restaurant/Cafe/Canteen",
        "AddressLine1": f"{number} Example Road",
        "RatingValue": "5",
        "RatingDate": "2020-03-01",
        **told,
    }


def write_xml(
    path: Path, day: str, rows: Sequence[dict[str, str]], *, count: int | None = None
) -> Path:
    """Write an extract of this day; ``count`` is what its header says where that is false."""
    told = "".join(
        "<EstablishmentDetail>"
        + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in row.items())
        + "</EstablishmentDetail>"
        for row in rows
    )
    number = len(rows) if count is None else count
    path.write_text(XML.format(day=day, count=number, rows=told), encoding="utf-8")
    return path


BUSINESSES = "business_id,name,address,city,state,postal_code,latitude,longitude"
INSPECTIONS = "business_id,score,date,type"


def write_tables(
    folder: Path, shops: Iterable[Sequence[Any]], scores: Iterable[Sequence[Any]]
) -> tuple[Path, Path]:
    """Write an extract of two tables: shops (number, name) and scores (number, score, day)."""
    businesses, inspections = folder / "businesses.csv", folder / "inspections.csv"
    rows = [f"{number},{name},1 Example St,Town,CA,94000,," for number, name in shops]
    businesses.write_text("\n".join([BUSINESSES, *rows]) + "\n", encoding="cp1252")
    told = [f"{number},{score},{day},routine" for number, score, day in scores]
    inspections.write_text("\n".join([INSPECTIONS, *told]) + "\n", encoding="utf-8")
    return businesses, inspections
