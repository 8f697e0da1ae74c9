"""The pieces that rooms above add to a case's page: a reward to be claimed, for one.

``CASE_PANELS`` is the citizen's page at /track/case, ``DESK_PANELS`` the handler's page.
"""

from portal.complaints.models import Case
from portal.kernel.panels import Panels

CASE_PANELS: Panels[Case] = Panels()
DESK_PANELS: Panels[Case] = Panels()
