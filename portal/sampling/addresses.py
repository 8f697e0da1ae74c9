"""Full addresses, for what leaves the site: files, feeds, letters."""

from flask import url_for

from portal.web.addresses import absolute

__all__ = ["absolute", "results_prefix"]


def results_prefix() -> str:
    """Return what stands before a result's number in the full address of its page."""
    return absolute(url_for("sampling.show_result", reference="-")).removesuffix("-")
