"""Pages of accounts."""

from portal.accounts.views import administration, desk, entrance, factor  # noqa: F401 - they add their pages
from portal.accounts.views.pages import accounts_pages

PAGES = (accounts_pages,)
