"""Corrections: one person proposes a change to something public, another decides."""

from dataclasses import replace

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.signals import published
from portal.science import queries
from portal.science.models import Article, Correction
from portal.science.pipeline import current_pipeline
from portal.science.rules import (
    ArticleFacts,
    Exposure,
    Language,
    Stage,
    Verdict,
    VersionKind,
    traits_of,
)
from portal.science.services.asking import check_pictures
from portal.science.services.exposing import check_exposure_facts
from portal.science.services.publishing import check_basis
from portal.science.services.writing import (
    apply_facts,
    check_complete,
    snapshot,
    subject_of,
    touch,
)
from portal.science.words import WORDS

# What readers are told beside the correction, in the article's own language.
REPLY_NOTES = {
    Language.ZH: "补充了企业的答复。",
    Language.EN: "The firm’s reply was added.",
}


def propose_correction(
    article: Article, *, facts: ArticleFacts, note: str, by: Account
) -> Correction:
    """Propose a change to a published article; the public text stays until it is decided.

    What a negative case rests on is changed by ``propose_reply`` alone, recordings not at all.
    """
    now = article.facts
    return _propose(article, replace(facts, exposure=now.exposure, sounds=now.sounds), note, by)


def propose_reply(article: Article, exposure: Exposure, *, by: Account) -> Correction:
    """Propose to add what the firm said after a negative case became public."""
    if article.negative_case is None:
        raise MoveRefused(article.stage, Stage.PUBLISHED)
    check_exposure_facts(exposure)
    facts = replace(article.facts, exposure=exposure)
    return _propose(article, facts, REPLY_NOTES[article.language], by)


def _propose(article: Article, facts: ArticleFacts, note: str, by: Account) -> Correction:
    queries.lock_article(article)
    if article.stage is not Stage.PUBLISHED:
        raise MoveRefused(article.stage, Stage.PUBLISHED)
    if queries.find_correction(article) is not None:
        raise Refused(WORDS["correction_waiting"])
    if not note:
        raise Refused(WORDS["note_missing"], field="note")
    check_complete(facts)
    check_pictures(article, facts.body)
    _check_steps(article, facts)
    if facts == article.facts:
        raise Refused(WORDS["nothing_changed"])
    if facts.column != article.column:
        raise Refused(WORDS["translation_column"], field="column")
    correction = Correction(
        article=article,
        facts=facts.as_json(),
        note=note,
        proposed_by_id=by.id,
        proposed_at=clock.now(),
        opinion="",
    )
    db.session.add(correction)
    audit.record("science.correction-proposed", subject=subject_of(article), by=by.actor)
    return correction


def _check_steps(article: Article, facts: ArticleFacts) -> None:
    """Refuse what would need a step that the article never took: one person decides here."""
    needed = current_pipeline().needed
    taken = needed(article.column, traits_of(article.facts))
    for step in needed(facts.column, traits_of(facts)):
        if step not in taken:
            raise Refused(str(WORDS["correction_step"]) % {"step": queries.name_of_step(step)})


def decide_correction(
    correction: Correction, *, verdict: Verdict, opinion: str, by: Account
) -> None:
    """Publish a proposed correction as the next version, or refuse it.

    Raises Refused where the same person proposed it (capabilities.md S5).
    """
    article = correction.article
    queries.lock_article(article)
    db.session.refresh(correction)
    if by.id in {correction.proposed_by_id, article.author_id}:
        raise Refused(WORDS["own_work"])
    if correction.verdict is not None:
        raise Refused(WORDS["correction_decided"])
    if not opinion:
        raise Refused(WORDS["opinion_missing"], field="opinion")
    if article.stage is not Stage.PUBLISHED:
        raise MoveRefused(article.stage, Stage.PUBLISHED)
    if verdict is Verdict.APPROVED:
        check_basis(article)
    correction.verdict, correction.opinion = verdict, opinion
    correction.decided_by_id, correction.decided_at = by.id, clock.now()
    if verdict is Verdict.APPROVED:
        facts = ArticleFacts.from_json(correction.facts)
        apply_facts(article, facts)
        article.exposure = facts.exposure.as_json() if facts.exposure else None
        snapshot(article, kind=VersionKind.CORRECTED, note=correction.note, by=by.username)
        touch(article)
        published.send(Article, record=article)
    audit.record(
        f"science.correction-{verdict}",
        subject=subject_of(article),
        by=by.actor,
        after={"version": article.version},
    )
