"""Setting when a campaign is held in one year, and what belongs to it."""

from portal.events import queries
from portal.events.facts import EditionFacts
from portal.events.models import CampaignArticle, CampaignEdition
from portal.events.queries import Campaign
from portal.events.words import WORDS
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import OutOfDate, Refused


def set_edition(
    campaign: Campaign, year: int, facts: EditionFacts, *, by: Actor, seen: int = 0
) -> CampaignEdition:
    """Say when a campaign is held in a year and what belongs to it; raises Refused with the field.

    ``seen`` is how often it had been changed when the desk opened it (OutOfDate).
    """
    known = queries.year_of(campaign, year).edition
    if known is not None and known.changed_count != seen:
        raise OutOfDate(WORDS["changed"])
    _check(year, facts)
    edition = known or CampaignEdition(code=campaign.code, year=year, changed_count=0)
    before = {"starts_on": str(edition.starts_on), "slugs": edition.slugs} if known else None
    edition.starts_on, edition.ends_on = facts.starts_on, facts.ends_on
    edition.theme, edition.theme_en = facts.theme, facts.theme_en
    edition.changed_at = clock.now()
    edition.changed_count += 1
    kept = {row.slug: row for row in edition.rows}
    edition.rows = [kept.get(slug) or CampaignArticle(slug=slug) for slug in facts.slugs]
    db.session.add(edition)
    db.session.flush()
    after = {"starts_on": str(edition.starts_on), "slugs": edition.slugs}
    subject = f"campaign:{campaign.code}-{year}"
    audit.record("events.campaign-set", subject=subject, by=by, before=before, after=after)
    return edition


def _check(year: int, facts: EditionFacts) -> None:
    begins, ends = facts.starts_on, facts.ends_on
    if (begins is None) != (ends is None):
        raise Refused(WORDS["campaign_days"], field="ends_on")
    if begins is not None and ends is not None:
        if ends < begins:
            raise Refused(WORDS["campaign_days"], field="ends_on")
        if begins.year != year or ends.year != year:
            raise Refused(str(WORDS["campaign_year"]) % {"year": year}, field="starts_on")
    readable = {one.slug for one in queries.list_of_slugs(facts.slugs, "zh")}
    for slug in facts.slugs:
        if slug not in readable:
            raise Refused(str(WORDS["campaign_slug"]) % {"slug": slug}, field="slugs")
