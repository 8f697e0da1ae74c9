"""Pages of this room: filing, the receipt, following a case, and the desk."""

from flask import Blueprint

from portal.complaints import disclosure as disclosure  # adds to the enterprise's page
from portal.complaints.views import channel as channel  # adds to the desk
from portal.complaints.views import documents as documents  # adds to the desk and tracking
from portal.complaints.views import doors as doors  # adds to filing
from portal.complaints.views import entering as entering  # adds to the desk
from portal.complaints.views import national as national  # adds to the desk
from portal.complaints.views import queue as queue  # adds to the desk
from portal.complaints.views import reissuing as reissuing  # adds to the desk
from portal.complaints.views import staffing as staffing  # adds to the desk
from portal.complaints.views import working as working  # adds to the desk
from portal.complaints.views.clocks import desk_pages
from portal.complaints.views.receipts import receipt_pages
from portal.complaints.views.retention import retention_pages
from portal.complaints.views.statistics import complaints_pages
from portal.complaints.views.tracking import tracking_pages
from portal.complaints.views.verifying import verifying_pages

PAGES: tuple[Blueprint, ...] = (
    complaints_pages,
    receipt_pages,
    verifying_pages,
    tracking_pages,
    desk_pages,
    retention_pages,
)
