"""What can be done to the register. Callers commit."""

from portal.enterprises.services.amending import (
    Amendment,
    CertificateEntry,
    add_certificate,
    amend_certificate,
    amend_enterprise,
    amend_licence,
    differences,
    end_flag,
    enter_licence,
    licence_like,
)
from portal.enterprises.services.entering import (
    Entry,
    LicenceEntry,
    add_enterprise,
    add_flag,
    add_former_name,
    add_licence,
    change_status,
    rename_enterprise,
)
from portal.enterprises.services.merging import merge_enterprises, split_enterprise
from portal.enterprises.services.proposing_mergers import (
    confirm_merger,
    decline_merger,
    propose_merger,
)
from portal.enterprises.services.questions import ask_about, decide_name
from portal.enterprises.services.spelling import spell_all

__all__ = [
    "Amendment",
    "CertificateEntry",
    "Entry",
    "LicenceEntry",
    "add_certificate",
    "add_enterprise",
    "add_flag",
    "add_former_name",
    "add_licence",
    "amend_certificate",
    "amend_enterprise",
    "amend_licence",
    "ask_about",
    "change_status",
    "confirm_merger",
    "decide_name",
    "decline_merger",
    "differences",
    "end_flag",
    "enter_licence",
    "licence_like",
    "merge_enterprises",
    "propose_merger",
    "rename_enterprise",
    "spell_all",
    "split_enterprise",
]
