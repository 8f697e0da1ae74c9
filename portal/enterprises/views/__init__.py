"""The register's pages."""

from portal.enterprises.views import exports
from portal.enterprises.views.public import enterprises_pages

__all__ = ["PAGES", "exports"]

PAGES = (enterprises_pages,)
