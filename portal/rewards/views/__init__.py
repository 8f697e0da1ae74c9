"""Pages of rewards."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from portal.rewards import listening, panels
from portal.rewards.riders import views as riders
from portal.rewards.scheme_files import schemes_of
from portal.rewards.views import approvals, batches, counter, interests, ledger, payments, register
from portal.rewards.views.claims import claims_pages
from portal.rewards.views.desk import desk_pages
from portal.rewards.views.public import rewards_pages

PAGES: tuple[Blueprint, ...] = (rewards_pages, claims_pages, desk_pages, *riders.PAGES)
__all__ = [
    "PAGES",
    "approvals",
    "batches",
    "counter",
    "interests",
    "ledger",
    "listening",
    "panels",
    "payments",
    "register",
]


@rewards_pages.record_once
def check_schemes(state: BlueprintSetupState) -> None:
    """Read the schemes when the site is built: with a faulty one it does not start."""
    schemes_of(state.app.config["PORTAL_PLACE"])
