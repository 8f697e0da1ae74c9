"""The demo place, served for a whole run: rich enough that no page looks empty."""

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.serving import make_server

from portal.complaints import services as complaints
from portal.complaints.models import Case
from portal.complaints.rules import Stage as CaseStage
from portal.complaints.tracking import VISIT
from portal.demo.loading import load_demo
from portal.enterprises.models import Enterprise
from portal.kernel.db import Base, db, write_intent
from portal.places.profile import current_place
from portal.ratings.models import Rating
from portal.rewards.models import PaymentBatch, Reconciliation, RewardCase
from portal.rewards.rules import Stage as RewardStage
from portal.rounds.models import VoteRound
from portal.sampling.models import Disposal, SampleBatch
from portal.sampling.rules.batches import BatchStage, Result
from portal.sampling.rules.disposals import DisposalStage
from portal.science.models import Article
from portal.science.rules import Language
from portal.science.rules import Stage as ArticleStage
from portal.walkins.models import WalkInBooking, WalkInSlot
from portal.walkins.rules import Stage as WalkInStage
from tests.conftest import site

READY = "ready"
# A folder that one run of pytest leaves to the next, where both are parts of one `make test`.
LEFT = os.environ.get("PORTAL_TEST_DEMO")


def leave(folder: Path) -> None:
    """Leave a demo that was loaded in ``folder``, and that nobody has open, to later runs.

    What is on PostgreSQL has no file to leave, and comes last.
    """
    if LEFT and not os.environ.get("PORTAL_TEST_POSTGRES"):
        shutil.copytree(folder, LEFT)
        (Path(LEFT) / READY).touch()


def build(folder: Path) -> None:
    """Fill a database in ``folder`` with the demo, once, however many ask for it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / READY).exists():
            return
        app = at(folder)
        with app.app_context(), write_intent():
            Base.metadata.create_all(db.engine)
            load_demo()
            db.session.commit()
            db.engine.dispose()
        (folder / READY).touch()


def at(folder: Path) -> Flask:
    """Return the site that lives in ``folder``; always on SQLite, a page does not care."""
    return site(folder, f"sqlite:///{folder / 'demo.db'}")


@dataclass(frozen=True)
class DemoPlace:
    """The demo, its address, and where to find something of each kind in it."""

    app: Flask
    server: str
    known: dict[str, str]

    def client(self) -> FlaskClient:
        """Return a bare client."""
        return self.app.test_client()

    def tracking(self, reference: str) -> str:
        """Return the session cookie of somebody who has opened this case."""
        client = self.client()
        with self.app.app_context(), write_intent():
            case = db.session.scalars(select(Case).filter_by(reference=reference)).one()
            token = complaints.open_visit(case)
            db.session.commit()
        with client.session_transaction() as session:
            session[VISIT] = token
        cookie = client.get_cookie("session")
        assert cookie is not None
        return cookie.value


@contextmanager
def serving(folder: Path, own: Path) -> Iterator[DemoPlace]:
    """Serve a copy of the demo, so that what one process changes no other sees."""
    build(folder)
    shutil.copytree(folder, own, dirs_exist_ok=True)
    app = at(own)
    app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with app.app_context():
        known = examples()
    yield DemoPlace(app, f"http://127.0.0.1:{server.server_port}", known)
    server.shutdown()
    thread.join()
    server.server_close()


def examples() -> dict[str, str]:
    """Return the address of one thing of each kind. Needs an app context."""
    promise = current_place().commitments[0]
    return {
        "commitment": f"/commitments/{promise.id}",
        **_results(),
        **_cases(),
        **_articles(),
        **_taking_part(),
    }


def _batch(stage: BatchStage, result: Result) -> SampleBatch:
    found = select(SampleBatch).filter_by(batch_stage=stage, result=result)
    return db.session.scalars(found.order_by(SampleBatch.id.desc()).limit(1)).one()


def _most_graded() -> Enterprise:
    # Nobody has more to show than a maker with grades of several years and a failed batch.
    graded = (
        select(Enterprise)
        .join(Rating, Rating.enterprise_id == Enterprise.id)
        .join(SampleBatch, SampleBatch.maker_id == Enterprise.id)
        .where(SampleBatch.result == Result.FAILED)
        .group_by(Enterprise.id)
        .order_by(func.count(Rating.id.distinct()).desc(), Enterprise.id)
    )
    return db.session.scalars(graded.limit(1)).one()


def _results() -> dict[str, str]:
    closed = select(Disposal).filter_by(stage=DisposalStage.CLOSED).order_by(Disposal.id.desc())
    open_ = select(Disposal).filter_by(stage=DisposalStage.CONTROLLED)
    failed = db.session.scalars(closed.limit(1)).one().batch
    return {
        "failed": f"/sampling/{failed.reference}",
        "passed": f"/sampling/{_batch(BatchStage.PUBLISHED, Result.PASSED).reference}",
        "corrected": f"/sampling/{_batch(BatchStage.CORRECTED, Result.PASSED).reference}",
        "withdrawn": f"/sampling/{_batch(BatchStage.WITHDRAWN, Result.PASSED).reference}",
        "disposal": f"/desk/disposals/{db.session.scalars(open_.limit(1)).one().batch.reference}",
        "enterprise": f"/enterprises/{_most_graded().address_key}",
    }


def _taking_part() -> dict[str, str]:
    rounds = db.session.scalars(select(VoteRound).order_by(VoteRound.opens_at)).all()
    slots = db.session.scalars(select(WalkInSlot).order_by(WalkInSlot.starts_at)).all()
    released = select(WalkInBooking).filter_by(stage=WalkInStage.RELEASED).limit(1)
    return {
        "closed round": rounds[0].reference,
        "open round": rounds[-1].reference,
        "past slot": slots[0].reference,
        "next slot": slots[1].reference,
        "walk-in result": f"/walkins/results/{db.session.scalars(released).one().sample_number}",
    }


def _reward(stage: RewardStage) -> RewardCase:
    return db.session.scalars(select(RewardCase).filter_by(stage=stage).limit(1)).one()


def _cases() -> dict[str, str]:
    open_case = select(Case).filter_by(stage=CaseStage.VERIFYING).limit(1)
    rated = select(Case).filter_by(stage=CaseStage.CONCLUDED).limit(1)
    return {
        "open case": db.session.scalars(open_case).one().reference,
        "concluded case": db.session.scalars(rated).one().reference,
        "claimable case": _reward(RewardStage.NOTIFIED).case.reference,
        "opened reward": _reward(RewardStage.OPENED).reference,
        "proposed reward": _reward(RewardStage.PROPOSED).reference,
        "payable reward": _reward(RewardStage.VERIFIED).reference,
        "payment batch": db.session.scalars(select(PaymentBatch).limit(1)).one().reference,
        "accounted month": f"{db.session.scalars(select(Reconciliation.month)).first():%Y-%m}",
    }


def _articles() -> dict[str, str]:
    english = select(Article.slug).filter_by(language=Language.EN)
    both = select(Article).filter_by(stage=ArticleStage.PUBLISHED, language=Language.ZH)
    article = db.session.scalars(
        both.where(Article.slug.in_(english), Article.column == "short-facts").limit(1)
    ).one()
    gone = db.session.scalars(select(Article).filter_by(stage=ArticleStage.WITHDRAWN)).first()
    assert gone is not None
    waiting = select(Article).filter_by(stage=ArticleStage.IN_REVIEW).limit(1)
    return {
        "article": f"/science/{article.column}/{article.slug}",
        "public article": article.slug,
        "withdrawn article": f"/science/{gone.column}/{gone.slug}",
        "article in review": db.session.scalars(waiting).one().slug,
    }
