"""The application for any WSGI server."""

import gc
import sys

from sqlalchemy.exc import ArgumentError

from portal import create_app
from portal.places.rules import PlaceFault
from portal.settings import SettingFault

# A setting that cannot be followed is told in one sentence, whoever starts the portal.
try:
    app = create_app()
except (PlaceFault, SettingFault, OSError) as fault:
    raise SystemExit(f"The portal does not start: {fault}") from None
except ArgumentError as fault:
    raise SystemExit(f"The portal does not start: DATABASE_URL is wrong: {fault}") from None

# Whoever holds the place of the one writer (SQLite) waits for no other thread's long page.
sys.setswitchinterval(0.0005)
# What the site is built of lives as long as it does: the collector of garbage need not walk it.
gc.collect()
gc.freeze()
