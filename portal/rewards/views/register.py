"""The public register to take away: the same figures as on the page, for tables and programmes."""

from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from portal.rewards import queries
from portal.rewards.queries import PublicTotals
from portal.rewards.views.public import rewards_pages
from portal.web.downloads import csv_answer
from portal.web.guards import public

HEADER = (
    "year", "until", "grade", "paid_count", "paid_fen", "median_days", "granted_fen",
    "lapsed_count",
)  # fmt: skip
WHOLE = "all"


@rewards_pages.get("/register.csv")
@public
def download_register() -> ResponseReturnValue:
    """Let anyone take the register as a table; what is kept back is empty, never 0."""
    rows = [row for year in queries.list_public_years() for row in _rows(year)]
    return csv_answer("reward-register", HEADER, rows)


@rewards_pages.get("/register.json")
@public
def download_totals() -> ResponseReturnValue:
    """Give the register to programmes; null is a figure kept back or not given out yet."""
    found = [queries.public_totals(year) for year in queries.list_public_years()]
    return jsonify({"unit": "fen", "years": [_document(totals) for totals in found]})


def _rows(year: int) -> list[list[object]]:
    totals = queries.public_totals(year)
    until = totals.until.isoformat() if totals.until else None
    sums = [totals.paid_count, totals.paid_fen, totals.median_days]
    whole: list[object] = [year, until, WHOLE, *sums, totals.granted_fen, totals.lapsed_count]
    grades: list[list[object]] = [
        [year, until, row.grade, row.count, row.amount_fen, None, None, None]
        for row in totals.by_grade
    ]
    return [whole, *grades]


def _document(totals: PublicTotals) -> dict[str, Any]:
    return {
        "year": totals.year,
        "until": totals.until.isoformat() if totals.until else None,
        "smallest_cell_shown": totals.smallest,
        "paid_count": totals.paid_count,
        "paid_fen": totals.paid_fen,
        "median_days": totals.median_days,
        "granted_fen": totals.granted_fen,
        "lapsed_count": totals.lapsed_count,
        "by_grade": [
            {"grade": row.grade, "count": row.count, "amount_fen": row.amount_fen}
            for row in totals.by_grade
        ],
    }
