"""What is stored already of the rows and batches that a file tells."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from portal.kernel.db import db
from portal.sampling.comparing import COMPARED
from portal.sampling.kinship import Known
from portal.sampling.models import SampleBatch, SampleImport, SampleRow, TestItem
from portal.sampling.rules.batches import LISTED, BatchStage, ImportStage
from portal.sampling.rules.headers import folded

AT_ONCE = 2000
_SAID = [SampleBatch.__table__.c[name] for name in COMPARED]


def find_records(digests: Sequence[str]) -> set[str]:
    """Return those of the digests whose row was taken before."""
    return {
        digest
        for part in _parts(digests)
        for digest in db.session.scalars(select(SampleRow.digest).where(SampleRow.digest.in_(part)))
    }


def find_batches(identities: Sequence[str]) -> Mapping[str, Known]:
    """Return the stored batches that are known by these identities, with what was measured."""
    found: dict[int, Known] = {}
    asked = select(
        SampleBatch.id,
        SampleBatch.identity,
        SampleBatch.import_id,
        SampleBatch.batch_stage,
        SampleBatch.source_url,
        SampleBatch.largest_ratio,
        SampleImport.stage.label("stage_of_import"),
        *_SAID,
    ).join(SampleImport, SampleImport.id == SampleBatch.import_id)
    for part in _parts(identities):
        for told in db.session.execute(asked.where(SampleBatch.identity.in_(part))).mappings():
            found[told["id"]] = _known(told)
    for part in _parts(list(found)):
        _read_items(part, found)
    return {batch.identity: batch for batch in found.values()}


def _known(told: Mapping[Any, Any]) -> Known:
    stage = told["batch_stage"]
    is_published = told["stage_of_import"] is ImportStage.PUBLISHED
    return Known(
        id=told["id"],
        identity=told["identity"],
        import_id=told["import_id"],
        stage=stage,
        is_decided=stage in LISTED or (stage is BatchStage.HELD and is_published),
        source_url=told["source_url"],
        product=told["product"],
        result=told["result"],
        largest_ratio=told["largest_ratio"],
        facts={name: told[name] for name in COMPARED},
    )


def _read_items(ids: Sequence[int], found: Mapping[int, Known]) -> None:
    asked = (
        select(TestItem.batch_id, TestItem.name, TestItem.value_text, TestItem.limit_text)
        .where(TestItem.batch_id.in_(ids))
        .order_by(TestItem.batch_id, TestItem.position)
    )
    for batch_id, name, value, limit in db.session.execute(asked):
        batch = found[batch_id]
        batch.items[folded(name)] = (value, limit)
        batch.stored_items += 1


def reference_of_import(import_id: int) -> str:
    """Return the public reference of an import."""
    asked = select(SampleImport.reference).where(SampleImport.id == import_id)
    return db.session.scalars(asked).one()


def _parts(them: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(them), AT_ONCE):
        yield them[start : start + AT_ONCE]
