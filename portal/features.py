"""Every room of the site, in the order the public meets them."""

from flask import Flask

from portal.accounts import views as accounts
from portal.commitments import views as commitments
from portal.complaints import views as complaints
from portal.enterprises import views as enterprises
from portal.front import views as front
from portal.inspections import views as inspections
from portal.jobs import views as jobs
from portal.laws import views as laws
from portal.members import views as members
from portal.owners import views as owners
from portal.penalties import views as penalties
from portal.places import views as places
from portal.ratings import views as ratings
from portal.rewards import views as rewards
from portal.sampling import views as sampling
from portal.science import views as science
from portal.search import views as search
from portal.tables import views as tables

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
