"""People of the demo who would like to write: two applications that wait for an answer."""

from collections.abc import Mapping

from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db
from portal.members import queries
from portal.members.models import MemberApplication
from portal.members.rules import Kind, Stage, new_reference


def begin_applications(town: Town) -> None:
    """Begin every application."""
    for number, row in enumerate(seeds("articles")["applications"]):
        town.diary.begin(_apply(town, row, ago=3 + 4 * number))


def _apply(town: Town, row: Mapping[str, object], *, ago: int) -> Story:
    yield town.at(town.day(ago))
    reference, now = new_reference(), clock.now()
    # Not through the service: it counts the visitor's tries, and here is no visitor.
    application = MemberApplication(
        reference=reference,
        kind=Kind.AUTHOR,
        sealed_name=keyring().seal(queries.NAME, str(row["name"]), context=reference),
        sealed_contact=keyring().seal(queries.CONTACT, str(row["contact"]), context=reference),
        wish=str(row["wish"]),
        stage=Stage.SUBMITTED,
        submitted_at=now,
        consented_at=now,
        reason="",
    )
    db.session.add(application)
    audit.record("members.applied", subject=f"application:{reference}", by=CITIZEN)
