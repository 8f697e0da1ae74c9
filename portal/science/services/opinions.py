"""Opinions on record: of one person, on one version and its digest, at one step."""

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.science.models import Article, Review
from portal.science.rules import Verdict, digest_of_facts
from portal.science.words import WORDS


def record_opinion(
    article: Article,
    *,
    step: str,
    verdict: Verdict,
    opinion: str,
    by: Account,
    may_name: bool = False,
) -> Review:
    """Put an opinion on the article's present version on record; raises Refused without words."""
    if not opinion:
        raise Refused(WORDS["opinion_missing"], field="opinion")
    review = Review(
        article=article,
        version=article.version,
        step=step,
        digest=digest_of_facts(article.facts.as_json()),
        reviewer_id=by.id,
        verdict=verdict,
        opinion=opinion,
        may_name=may_name,
        reviewed_at=clock.now(),
    )
    db.session.add(review)
    return review
