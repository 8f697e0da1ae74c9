"""The tables that fill the register: enterprises, licences, certificates, badges.

Also what other rooms need whose tables name enterprises (``parties``).
"""

from portal.enterprises.kinds.belongings import CERTIFICATES, FLAGS, LICENCES
from portal.enterprises.kinds.entries import ENTRIES
from portal.tables.kinds import register


def register_kinds() -> None:
    """Let these tables be brought in."""
    for kind in (ENTRIES, LICENCES, CERTIFICATES, FLAGS):
        register(kind)


__all__ = ["CERTIFICATES", "ENTRIES", "FLAGS", "LICENCES", "register_kinds"]
