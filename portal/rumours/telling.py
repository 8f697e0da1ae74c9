"""How a published rumour is told to programmes: feeds, tables, ClaimReview."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.places.profile import current_place
from portal.rumours.models import RumourVersion
from portal.rumours.rules import RATINGS, Evidence, categories
from portal.rumours.words import COLUMNS, VERDICTS
from portal.web.addresses import absolute
from portal.web.feeds import Feed, FeedEntry
from portal.web.filters import iso
from portal.web.locale import LANGUAGE_TAGS, language


def address_of(version: RumourVersion) -> str:
    """Return the full address of a rumour's page."""
    return absolute(url_for("rumours.show_rumour", code=version.rumour.code))


def verdict_first(version: RumourVersion) -> str:
    """Return the verdict, then the claim: nobody reads the claim alone."""
    claim = version.content.words_in(language(), "claim")
    return str(_("%(verdict)s：%(claim)s", verdict=VERDICTS[version.verdict], claim=claim))


def claim_review(version: RumourVersion) -> dict[str, Any]:
    """Return the verdict as search engines read it (schema.org ClaimReview)."""
    content, place = version.content, current_place().place
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": str(VERDICTS[version.verdict]),
        "bestRating": 5,
        "worstRating": 1,
    }
    if version.verdict in RATINGS:
        rating["ratingValue"] = RATINGS[version.verdict]
    claim: dict[str, Any] = {"@type": "Claim", "name": content.words_in(language(), "claim")}
    if content.seen_where or content.seen_on:
        first: dict[str, Any] = {"@type": "CreativeWork"}
        if content.seen_where:
            first["name"] = content.seen_where
        if content.seen_on:
            first["datePublished"] = claim["datePublished"] = content.seen_on.isoformat()
        claim["firstAppearance"] = first
    published_at = version.rumour.published_at or version.published_at
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": address_of(version),
        "inLanguage": LANGUAGE_TAGS[language()],
        "claimReviewed": claim["name"],
        "reviewBody": content.words_in(language(), "short"),
        "datePublished": iso(published_at),
        "dateModified": iso(version.published_at),
        "author": {
            "@type": "GovernmentOrganization",
            "name": place.bureau.in_(language()),
            "url": absolute(url_for("front.show_home")),
        },
        "itemReviewed": claim,
        "reviewRating": rating,
    }


def feed_of(versions: Sequence[RumourVersion], parts: dict[str, Any]) -> Feed:
    """Return published rumours as a feed."""
    return Feed(
        title=_("辟谣"),
        home=absolute(url_for("rumours.list_rumours", **parts)),
        author=current_place().place.bureau.in_(language()),
        entries=[_entry(version) for version in versions],
        told_at=max((version.published_at for version in versions), default=None),
        next_parts=None,
    )


def _entry(version: RumourVersion) -> FeedEntry:
    content = version.content
    return FeedEntry(
        address=address_of(version),
        title=verdict_first(version),
        text=content.words_in(language(), "short"),
        tags=[str(VERDICTS[version.verdict]), categories()[version.category][language()]],
        published_at=version.rumour.published_at or version.published_at,
        told_at=version.published_at,
    )


def titles() -> dict[str, str]:
    """Return what the columns of the table are called."""
    return {name: str(words) for name, words in COLUMNS.items()}


def row(version: RumourVersion) -> dict[str, Any]:
    """Return a rumour as one row of the table."""
    content = version.content
    return {
        "code": version.rumour.code,
        "claim": content.words_in(language(), "claim"),
        "verdict": str(VERDICTS[version.verdict]),
        "short": content.words_in(language(), "short"),
        "category": categories()[version.category][language()],
        "product": version.product or None,
        "seen_where": content.seen_where or None,
        "seen_on": content.seen_on.isoformat() if content.seen_on else None,
        "authority": content.authority,
        "evidence": "；".join(_told(one) for one in content.evidence),
        "published_at": iso(version.rumour.published_at or version.published_at),
        "told_at": iso(version.published_at),
        "address": address_of(version),
    }


def _told(evidence: Evidence) -> str:
    return " ".join(part for part in (evidence.number, evidence.title, evidence.place) if part)
