"""Records that figures are made of, for tests; the caller commits."""

from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import select

from portal.kernel import clock
from portal.kernel.db import db
from portal.sampling import postings
from portal.sampling.models import Disposal, SampleBatch, SampleImport
from portal.sampling.rules.batches import LISTED, BatchStage, Domain, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage
from portal.science.models import Article
from portal.science.rules import Audience, Language, Stage

_numbers = count(1)
DAY = date(2026, 5, 20)


def make_import() -> SampleImport:
    """Return the one file that every batch of these tests came in."""
    found = db.session.scalar(select(SampleImport).limit(1))
    if found is None:
        found = SampleImport(
            reference="IMP-TEST", file_name="示例.csv", sha256="0" * 64, size_bytes=1,
            by_result={}, imported_by="data-officer-1", imported_at=clock.now(),
        )  # fmt: skip
        db.session.add(found)
        db.session.flush()
    return found


def _batch(**facts: Any) -> SampleBatch:
    number = next(_numbers)
    told: dict[str, Any] = {
        "domain": Domain.FOOD,
        "kind": TaskKind.SUPERVISION,
        "result": Result.PASSED,
        "batch_stage": BatchStage.PUBLISHED,
        "sampled_on": DAY,
        "shown_on": DAY,
        "shown_year": DAY.year,
        "doubts": [],
        **facts,
    }
    return SampleBatch(
        reference=f"T-{number:06d}",
        identity=f"test-{number}",
        product="示例食品",
        line=number,
        is_listed=told["batch_stage"] in LISTED,
        **told,
    )


def make_batch(**facts: Any) -> SampleBatch:
    """Return a batch: food, supervision, passed and public unless told otherwise."""
    batch = _batch(import_id=make_import().id, **facts)
    db.session.add(batch)
    index(batch)
    return batch


def index(*batches: SampleBatch) -> None:
    """Let search find batches as they stand now."""
    db.session.flush()
    postings.renew([batch.id for batch in batches])


def make_batches(number: int, **facts: Any) -> None:
    """Make so many alike."""
    came_in = make_import().id
    batches = [_batch(import_id=came_in, **facts) for _ in range(number)]
    db.session.add_all(batches)
    index(*batches)


def make_failed(stage: DisposalStage = DisposalStage.WAITING, **facts: Any) -> SampleBatch:
    """Return a failed batch whose disposal stands at this step."""
    batch = make_batch(result=Result.FAILED, **facts)
    disposal = Disposal(
        batch_id=batch.id, department="market-regulation", stage=stage, opened_on=DAY
    )
    disposal.started_on = None if stage is DisposalStage.WAITING else DAY
    db.session.add(disposal)
    index(batch)
    return batch


def make_article(**facts: Any) -> Article:
    """Return an article of the short facts, published this spring."""
    number = next(_numbers)
    at = clock.now()
    told: dict[str, Any] = {
        "slug": f"example-{number}",
        "language": Language.ZH,
        "column": "short-facts",
        "stage": Stage.PUBLISHED,
        "published_at": at,
        **facts,
    }
    article = Article(
        title="示例", summary="示例", body="示例", audience=Audience.EVERYONE, topics=[],
        sources=[], has_claims=False, byline="示例作者", created_at=at, changed_at=at, **told,
    )  # fmt: skip
    db.session.add(article)
    db.session.flush()
    return article
