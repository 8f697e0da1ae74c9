"""Pages of rewards."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from portal.rewards import listening, panels
from portal.rewards.scheme_files import schemes_of
from portal.rewards.views import approvals, counter, payments
from portal.rewards.views.claims import claims_pages
from portal.rewards.views.desk import desk_pages
from portal.rewards.views.public import rewards_pages

PAGES: tuple[Blueprint, ...] = (rewards_pages, claims_pages, desk_pages)
__all__ = ["PAGES", "approvals", "counter", "listening", "panels", "payments"]


@rewards_pages.record_once
def check_schemes(state: BlueprintSetupState) -> None:
    """Read the schemes when the site is built: with a faulty one it does not start."""
    schemes_of(state.app.config["PORTAL_PLACE"])
