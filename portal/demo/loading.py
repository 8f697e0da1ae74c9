"""Loading the demo: everything in one transaction, or nothing. Callers commit."""

from datetime import datetime, time

from sqlalchemy import exists, select

from portal.demo import (
    announcements,
    answering,
    casework,
    desk_life,
    grades,
    inspecting,
    joining,
    owners,
    payouts,
    penalties,
    people,
    register,
    registering,
    riders,
    taking_part,
    treasury,
    two_people,
    volunteers,
    writing,
)
from portal.demo.chance import Chance
from portal.demo.diary import Diary
from portal.demo.town import Town
from portal.kernel import clock
from portal.kernel.db import Base, db
from portal.kernel.errors import Refused
from portal.places import queries, services
from portal.places.profile import current_place
from portal.sampling import postings

# What a database holds that was only made ready: whose it is, and the lines about that.
BOOKKEEPING = frozenset(
    {
        "installation",
        "audit_line",
        "alembic_version",
        "search_generation",
        "public_generation",
        "table_mark",
    }
)
FIRST_AGO = 3 * 365 + 14


def load_demo() -> bool:
    """Fill the database with the demo of its place; return whether anything had to be done.

    Raises Refused where the database holds something that is not the demo.
    """
    if queries.is_demo():
        return False
    filled = _filled_tables()
    if filled:
        raise Refused(
            f"This database already holds data ({', '.join(filled[:3])}): the demo is loaded into "
            "an empty one only. Name another with DATABASE_URL or PORTAL_VAR."
        )
    town = _found()
    _open(town)
    _begin(town)
    town.diary.begin(people.set_passwords(town))
    with postings.renewed_together():
        town.diary.tell()
    desk_life.live_at_the_desk(town)
    two_people.take_two_people(town)
    db.session.flush()
    return True


def _open(town: Town) -> None:
    with clock.standing_at(_opening(town)):
        services.mark_as_demo()
        people.open_accounts(town)
        register.fill_register(town)
        registering.give_certificates(town)
        registering.begin_tables(town)


def _begin(town: Town) -> None:
    """Begin every story."""
    grades.begin_grades(town)
    inspecting.begin_inspections(town)
    owners.begin_owners(town)
    penalties.begin_penalties(town)
    announcements.begin_announcements(town)
    casework.begin_cases(town)
    riders.begin_riders(town)
    payouts.begin_budgets(town, _opening(town).date())
    treasury.keep_accounts(town, _opening(town).date())
    writing.begin_articles(town)
    volunteers.begin_applications(town)
    answering.begin_answers(town)
    joining.begin_joining(town)
    taking_part.begin_taking_part(town)


def _filled_tables() -> list[str]:
    return [
        table.name
        for table in Base.metadata.sorted_tables
        if table.name not in BOOKKEEPING
        and db.session.scalar(select(exists(select(1).select_from(table))))
    ]


def _found() -> Town:
    place = current_place()
    return Town(
        place=place,
        diary=Diary(until=clock.now()),
        chance=Chance(f"demo of {place.place.code}"),
        today=clock.today(),
    )


def _opening(town: Town) -> datetime:
    return datetime.combine(town.day(FIRST_AGO), time(8), tzinfo=clock.CHINA)
