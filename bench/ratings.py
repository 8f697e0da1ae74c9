"""make bench-ratings: every grade of a register derived, proposed, put in force and verified.

Facts are read as they are in earnest: from licences, badges, inspections, samples and penalties, in
parts and never one by one. Goal: 5,000 enterprises in a second of this process.
"""

import argparse
import logging
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import update

from bench.clock import both_clocks
from bench.enterprises import fill
from bench.results_database import own_database, site
from bench.sampling import POSTGRES, goal
from deploy.console import finish, say
from deploy.postgres import private_server
from portal.inspections.models import InspectionRecord
from portal.inspections.rules import InspectionKind, InspectionResult, RecordStage
from portal.kernel import bulk
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent
from portal.ratings.deriving_many import derive_many, ids_under, propose_derived
from portal.ratings.models import Rating
from portal.ratings.rules import Origin, Scheme, Stage
from portal.ratings.scheme_files import find_scheme
from portal.ratings.verifying import verify_ratings

RATE = 5_000
DAY = date(2026, 11, 22)
AT_ONCE = 20_000
INSPECTED = 2
INSPECTION_COLUMNS = (
    "reference", "enterprise_id", "document", "kind", "inspected_on", "concluded_on", "item_count",
    "failed_count", "result", "inspector_count", "stage", "published_on", "entered_by",
    "entered_at",
)  # fmt: skip


def inspections(count: int) -> Iterator[tuple[Any, ...]]:
    """Yield two inspections of every enterprise."""
    dice, now = random.Random(3), datetime(2026, 11, 1, tzinfo=UTC)
    kinds = list(InspectionKind)
    for number in range(count * INSPECTED):
        on = DAY - timedelta(days=dice.randrange(30, 700))
        failed = max(0, dice.randrange(-4, 8))
        result = InspectionResult.RECTIFY if failed else InspectionResult.CONFORMS
        yield (
            f"I-{number:08d}", number % count + 1, f"示例检{number}号", dice.choice(kinds), on, on,
            48, failed, result, 2, RecordStage.PUBLISHED, on, "bench", now,
        )  # fmt: skip


def inspect(app: Flask, count: int) -> None:
    """Put inspections in."""
    table: Any = InspectionRecord.__table__
    with app.app_context(), write_intent():
        rows = inspections(count)
        while some := list(islice(rows, AT_ONCE)):
            bulk.insert_rows(table, INSPECTION_COLUMNS, some)
        db.session.commit()
        bulk.measure_anew(table)
        db.session.commit()
        db.engine.dispose()


def measure(app: Flask) -> bool:
    """Derive, propose and verify; every step beside the goal."""
    scheme = find_scheme("demonstration")
    if scheme is None:
        raise AssertionError("the scheme of the demonstration is gone")
    with app.app_context(), write_intent():
        own: Any = Rating.__table__
        db.session.execute(own.delete().where(Rating.scheme == scheme.code))
        ids = ids_under(scheme)
        reached = _rate("derived", len(ids), partial(_derive, scheme, ids))
        reached &= _rate("derived and proposed", len(ids), partial(_propose, scheme))
        mine = Rating.origin == Origin.DERIVED
        db.session.execute(update(Rating).where(mine).values(stage=Stage.IN_FORCE))
        db.session.commit()
        reached &= _rate("read, recomputed and compared", len(ids), _verify)
        db.session.execute(own.delete().where(mine))
        db.session.commit()
    return reached


def _derive(scheme: Scheme, ids: Sequence[int]) -> str:
    levels = [one.level.code if one.level else "–" for _, one in derive_many(scheme, ids, DAY)]
    return ", ".join(f"{level} {levels.count(level):,}" for level in sorted(set(levels)))


def _propose(scheme: Scheme) -> str:
    done = propose_derived(scheme, DAY, by=SYSTEM)
    db.session.commit()
    return f"{len(done.proposed):,} proposed"


def _verify() -> str:
    found = verify_ratings(DAY)
    if found.differences:
        raise AssertionError(f"{len(found.differences)} grades do not follow from their facts")
    return f"{found.derived:,} derived and {found.imported:,} imported, none differs"


def _rate(what: str, count: int, do: Any) -> bool:
    answers: list[str] = []
    spent, worked = both_clocks(lambda: answers.append(do()))
    say(f"  {what}: {answers[0]}")
    say(f"  {count:,} in {spent / 1000:.1f} s, {1000 * count / spent:,.0f}/s; ")
    return goal(f"{what}, enterprises/s worked", 1000 * count / worked, RATE, at_least=True)


def main() -> int:
    """Measure what was asked for; 1 where a goal is missed."""
    asking = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asking.add_argument("--rows", type=int, default=200_000)
    asking.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    asking.add_argument("--server", help="a running PostgreSQL, which keeps its database as well")
    asked = asking.parse_args()
    reached = [_measured(asked, kind) for kind in asked.databases]
    return int(not all(reached))


def _measured(asked: argparse.Namespace, kind: str) -> bool:
    say(f"{asked.rows:,} enterprises, {kind}")
    with ExitStack() as open_now:
        made = tempfile.TemporaryDirectory(prefix="portal-ratings-")
        folder = Path(open_now.enter_context(made))
        url, is_new = f"sqlite:///{folder / 'ratings.db'}", True
        if kind == "postgresql":
            server = asked.server or open_now.enter_context(private_server(*POSTGRES))
            url, is_new = own_database(server, f"ratings_{asked.rows}")
        app = site(folder, url)
        logging.getLogger("portal.request").setLevel(logging.WARNING)
        if is_new:
            fill(app, asked.rows, seed=1)
            inspect(app, asked.rows)
        return measure(app)


if __name__ == "__main__":
    finish(main)
