"""The pieces that rooms above add to a case's page: a reward to be claimed, for one.

``CASE_PANELS`` is the citizen's page at /track/case, ``DESK_PANELS`` the handler's page,
``RIDER_PANELS`` stands above the rider's form.
"""

from portal.complaints.models import Case
from portal.complaints.rules import Door
from portal.kernel.panels import Panels

CASE_PANELS: Panels[Case] = Panels()
DESK_PANELS: Panels[Case] = Panels()
RIDER_PANELS: Panels[Door] = Panels()
