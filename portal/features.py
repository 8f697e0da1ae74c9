"""Every room of the site, in the order the public meets them."""

from flask import Flask

from portal.accounts import views as accounts
from portal.channels import views as channels
from portal.commitments import views as commitments
from portal.complaints import views as complaints
from portal.concerns import views as concerns
from portal.enterprises import views as enterprises
from portal.events import views as events
from portal.front import views as front
from portal.inspections import views as inspections
from portal.jobs import views as jobs
from portal.laws import views as laws
from portal.members import views as members
from portal.owners import views as owners
from portal.penalties import views as penalties
from portal.places import views as places
from portal.quiz import views as quiz
from portal.ratings import views as ratings
from portal.rewards import views as rewards
from portal.rounds import views as rounds
from portal.rumours import views as rumours
from portal.sampling import views as sampling
from portal.science import views as science
from portal.search import views as search
from portal.tables import views as tables
from portal.visits import views as visits
from portal.walkins import views as walkins

ROOMS = (
    front,
    sampling,
    enterprises,
    ratings,
    penalties,
    inspections,
    complaints,
    rewards,
    owners,
    science,
    laws,
    members,
    rumours,
    concerns,
    channels,
    quiz,
    visits,
    walkins,
    events,
    rounds,
    search,
    commitments,
    places,
    accounts,
    jobs,
    tables,
)


def register(app: Flask) -> None:
    """Attach every room's pages to the application."""
    for room in ROOMS:
        for pages in room.PAGES:
            app.register_blueprint(pages)
