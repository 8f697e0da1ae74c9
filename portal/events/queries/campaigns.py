"""Campaigns: which there are is data of the place; when each was held is set for each year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.events.models import CampaignEdition
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.places.rules import Item, Text

CAMPAIGNS, FIXED_DAYS = "science.campaigns", "science.campaign_days"
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Campaign:
    """A named week, month or day; ``fixed`` is its day where it is the same each year."""

    code: str
    name: Text
    fixed: Item | None

    def fixed_on(self, year: int) -> date | None:
        """Return its day of a year, where that is fixed."""
        if self.fixed is None or self.fixed.number is None or self.fixed.upto is None:
            return None
        return date(year, int(self.fixed.number), int(self.fixed.upto))


@dataclass(frozen=True)
class Days:
    """From when to when a campaign is held."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Year:
    """A campaign in one year; ``days`` is None where nobody has set them."""

    campaign: Campaign
    year: int
    days: Days | None
    edition: CampaignEdition | None


def campaigns() -> Mapping[str, Campaign]:
    """Return the campaigns of the place by their codes; empty where the place has set none."""
    parameters, today = current_place().parameters, clock.today()
    if not any(row.key == CAMPAIGNS and row.is_set for row in parameters):
        return {}
    is_fixed = any(row.key == FIXED_DAYS and row.is_set for row in parameters)
    fixed = {item.code: item for item in parameters.items(FIXED_DAYS, today)} if is_fixed else {}
    return {
        item.code: Campaign(item.code, item.label, fixed.get(item.code))
        for item in parameters.items(CAMPAIGNS, today)
    }


def get_campaign(code: str) -> Campaign:
    """Return a campaign; raises NotFound."""
    found = campaigns().get(code)
    if found is None:
        raise NotFound(code)
    return found


def find_edition(code: str, year: int) -> CampaignEdition | None:
    """Return what is known of a campaign in one year."""
    wanted = select(CampaignEdition).filter_by(code=code, year=year)
    return db.session.scalar(wanted.options(selectinload(CampaignEdition.rows)))


def year_of(campaign: Campaign, year: int) -> Year:
    """Return a campaign in one year; raises NotFound for a year nobody means."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound(str(year))
    return _year(campaign, year, find_edition(campaign.code, year))


def _year(campaign: Campaign, year: int, edition: CampaignEdition | None) -> Year:
    days = None
    if edition is not None and edition.starts_on and edition.ends_on:
        days = Days(edition.starts_on, edition.ends_on)
    fixed = campaign.fixed_on(year)
    if days is None and fixed is not None:
        days = Days(fixed, fixed)
    return Year(campaign, year, days, edition)


def list_years(campaign: Campaign) -> Sequence[Year]:
    """Return this year and those before it of which something is known, the newest first."""
    wanted = select(CampaignEdition).filter_by(code=campaign.code)
    rows = db.session.scalars(wanted.options(selectinload(CampaignEdition.rows))).all()
    known = {row.year: row for row in rows}
    years = sorted({*known, clock.today().year}, reverse=True)
    return [_year(campaign, year, known.get(year)) for year in years]


def count_editions() -> Mapping[str, int]:
    """Return of how many years something is known, by the campaign's code."""
    counted = select(CampaignEdition.code, func.count()).group_by(CampaignEdition.code)
    return {row[0]: row[1] for row in db.session.execute(counted)}
