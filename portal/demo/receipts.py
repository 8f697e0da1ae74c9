"""Numbers and secrets of a few of the demo's cases, so that anybody can try the tracking page."""

from portal.complaints import queries, receipt
from portal.demo.casework import token_of
from portal.demo.seeds import seeds
from portal.extensions import keyring


def list_receipts() -> list[tuple[str, str, str]]:
    """Return number, secret (words with blanks between) and stage of each known case."""
    found = []
    for name in seeds("cases")["receipts"]:
        token = token_of(name)
        case = queries.find_by_token(token)
        if case is not None:
            secret = " ".join(receipt.secret_for(token, ring=keyring()))
            found.append((case.reference, secret, case.stage.value))
    return found
