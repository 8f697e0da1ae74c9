"""The register from a bureau's table, taken whole: each row one enterprise and its licences."""

from portal.enterprises.kinds import ENTRIES, register_kinds
from portal.kernel.audit import Actor
from portal.tables import services
from portal.tables.summary import TableReport, rehearse, report_on


def check_enterprises(content: bytes, *, source: str) -> TableReport:
    """Report what a table holds and what it would change, without keeping anything.

    Raises Refused for a file as a whole, and without a source.
    """
    register_kinds()
    return rehearse(content, kind=ENTRIES.code, source=source)


def import_enterprises(
    content: bytes, *, source: str, by: Actor, file_name: str = ""
) -> TableReport:
    """Enter every good row of a table and change what is known; the report says the rest.

    What is there already stays as it is. Raises Refused for a file as a whole, and without a
    source.
    """
    register_kinds()
    table = services.bring_in(
        content=content, file_name=file_name, kind=ENTRIES.code, source=source, by=by
    )
    return report_on(table)
