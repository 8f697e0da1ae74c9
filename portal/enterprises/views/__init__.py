"""The register's pages."""

from portal.enterprises import held_facts
from portal.enterprises.kinds import register_kinds
from portal.enterprises.views import exports
from portal.enterprises.views.desk import enterprises_desk
from portal.enterprises.views.public import enterprises_pages

__all__ = ["PAGES", "exports", "held_facts"]

PAGES = (enterprises_pages, enterprises_desk)
register_kinds()
