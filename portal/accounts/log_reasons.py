"""Reasons that belong to lines of the log and are kept apart from it by the rooms they are of.

The log holds a digest of each; whoever reads the log reads the words as long as they are kept.
"""

from collections.abc import Callable, Mapping, Sequence

from portal.kernel.audit import AuditLine

NAME = "reason_digest"
Reader = Callable[[Sequence[str]], Mapping[str, str]]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Let a room give the words of its reasons, by their digests."""
    if reader not in _readers:
        _readers.append(reader)


def reasons_of(lines: Sequence[AuditLine]) -> Mapping[int, str]:
    """Return the words that are still kept of these lines' reasons, by the lines' inner numbers."""
    digests = {
        line.id: str(line.after[NAME]) for line in lines if line.after and NAME in line.after
    }
    known: dict[str, str] = {}
    for reader in _readers if digests else ():
        known |= reader(sorted(set(digests.values())))
    return {number: known[one] for number, one in digests.items() if known.get(one)}
