"""Pages of inspections: the public list and record, and the desk."""

from portal.inspections import panels as panels  # adds to the enterprise's page, tells facts
from portal.inspections import tables as tables  # lets tables of inspections be brought in
from portal.inspections.views.desk import inspections_desk
from portal.inspections.views.incidents import incidents_desk
from portal.inspections.views.public import inspection_pages

PAGES = (inspection_pages, inspections_desk, incidents_desk)
