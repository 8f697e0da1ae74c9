"""Giving the public figures out: whole months, some days after each, and never changed again.

Figures worked out at every request would tell of one case whoever reads them on two days.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import func, select

from portal.complaints import policy
from portal.complaints.models import Case, FiguresSheet
from portal.complaints.rules import Track
from portal.complaints.statistics.counting import MEASURES, Counted, count_received, summed
from portal.complaints.statistics.cutting import Cuts, Named, cut, tables_of
from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, take_turns

# Any constant does, as long as nothing else locks it: a sheet is made once.
SHEETS_LOCK = 0x0F165


def last_day_due(today: date) -> date:
    """Return the last day of the newest month whose figures may be given out by now."""
    reached = today - timedelta(days=policy.statistics_lag_days())
    return (reached + timedelta(days=1)).replace(day=1) - timedelta(days=1)


def give_out() -> int:
    """Give out what is due and was not given out yet; return how many years got a new sheet.

    A year's figures are given out anew until a year after its end, while cases of it still move.
    """
    until = last_day_due(clock.today())
    take_turns(SHEETS_LOCK)
    years = [year for year in _years(until) if not _is_done(year, until)]
    for year in years:
        give_out_year(year, until=until)
    return len(years)


def _years(until: date) -> range:
    first = db.session.scalar(select(func.min(Case.received_at)))
    return range(clock.in_china(first).year if first else until.year, until.year + 1)


def _is_done(year: int, until: date) -> bool:
    newest = find_sheet(year)
    return newest is not None and (
        newest.until_on >= until or newest.until_on >= date(year + 1, 12, 31)
    )


def give_out_year(year: int, *, until: date) -> FiguresSheet:
    """Give out the figures of a year as they stood at the end of a day."""
    counted = summed(count_received(year, until=until))
    cuts = cut(counted, _shown_before(year))
    sheet = FiguresSheet(
        year=year,
        until_on=until,
        content={
            "rows": [
                [one.month, one.track.value, one.category, *(getattr(one, m) for m in MEASURES)]
                for one in counted
            ],
            "hidden": sorted(map(list, cuts.hidden)),
            "smallest": policy.small_cell(),
        },
        made_at=clock.now(),
    )
    db.session.add(sheet)
    after = {"until": until.isoformat(), "smallest": policy.small_cell()}
    audit.record("statistics.given-out", subject=f"statistics:{year}", by=SYSTEM, after=after)
    db.session.flush()
    return sheet


def _shown_before(year: int) -> Mapping[Named, int]:
    # Each with the value that was last shown: what was kept back later is still known.
    sheets = select(FiguresSheet).filter_by(year=year).order_by(FiguresSheet.until_on)
    shown: dict[Named, int] = {}
    for sheet in db.session.scalars(sheets):
        shown |= cuts_of(sheet).shown()
    return shown


def find_sheet(year: int) -> FiguresSheet | None:
    """Return the newest figures of a year that were given out, or None."""
    newest = select(FiguresSheet).filter_by(year=year).order_by(FiguresSheet.until_on.desc())
    return db.session.scalar(newest.limit(1))


def newest_year() -> int:
    """Return the newest year that figures were given out of; the running one without any."""
    found = db.session.scalar(select(func.max(FiguresSheet.year)))
    return clock.today().year if found is None else found


def counted_in(sheet: FiguresSheet | None) -> list[Counted]:
    """Return the counts of a sheet by month, track and category, small ones as well."""
    rows = sheet.content["rows"] if sheet else []
    return [
        Counted(
            month=month, track=Track(track), category=category,
            **dict(zip(MEASURES, counts, strict=True)),
        )
        for month, track, category, *counts in rows
    ]  # fmt: skip


def cuts_of(sheet: FiguresSheet | None) -> Cuts:
    """Return the tables of a sheet, and what is kept back in them; empty ones for none."""
    tables, total = tables_of(counted_in(sheet))
    hidden = sheet.content["hidden"] if sheet else []
    return Cuts(tables, total, frozenset((table, row, name) for table, row, name in hidden))
