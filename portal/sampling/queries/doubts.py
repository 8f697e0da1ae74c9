"""What a reviewer should look at before an import is published."""

import json
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import String, cast, func, select

from portal.kernel.db import db
from portal.sampling.models import SampleBatch, SampleImport


def count_doubts(sample_import: SampleImport) -> Mapping[str, int]:
    """Return how many batches of an import carry which doubt, the commonest first."""
    # Few different lists of doubts stand in many rows: they are counted as they are stored.
    told = cast(SampleBatch.doubts, String)
    of_it = SampleBatch.import_id == sample_import.id
    counts: Counter[str] = Counter()
    for doubts, count in db.session.execute(select(told, func.count()).where(of_it).group_by(told)):
        counts.update(dict.fromkeys(json.loads(doubts), count))
    return dict(counts.most_common())
