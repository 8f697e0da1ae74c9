"""Where a page of the demo is that has no lasting address: behind a link of another page."""

import re

from tests.browser.conftest import Reader

# Where a page is, or the page that links to one and how the link begins.
Where = str | tuple[str, str]


def address_of(reader: Reader, where: Where, known: dict[str, str]) -> str:
    """Return where a page is: as it is told, or where another page links to."""
    if isinstance(where, str):
        return where.format_map(known)
    listing, beginning = (part.format_map(known) for part in where)
    shown = reader.context.request.get(reader.server + listing).text()
    found: list[str] = re.findall(f'href="({re.escape(beginning)}[^"#]+)"', shown)
    return found[0]
