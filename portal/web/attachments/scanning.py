"""Asking ClamAV about a file, where the installation has one (PORTAL_CLAMAV)."""

import structlog
from flask_babel import gettext as _

from portal.extensions import scanner
from portal.kernel.clamav import ScannerAway
from portal.kernel.errors import Refused
from portal.web.attachments.sources import Source, pieces_of

log = structlog.get_logger("portal.attachments")


def check_for_viruses(name: str, source: Source) -> None:
    """Raise Refused for a file in which something was found, or which could not be looked at."""
    daemon = scanner()
    if daemon is None:
        return
    try:
        found = daemon.find_virus(pieces_of(source))
    except ScannerAway as away:
        # Whoever runs the site must hear of it: until then nobody can attach anything.
        log.warning("virus scanner away", why=str(away))
        raise Refused(
            _("“%(name)s”现在不能做安全检查，请过几分钟再选；其他内容可以先提交", name=name),
            field="files",
        ) from None
    if found:
        log.warning("virus found", virus=found)
        raise Refused(
            _("“%(name)s”里发现病毒，没有收下；请换一个，并检查您的设备", name=name), field="files"
        )
