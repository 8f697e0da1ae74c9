"""The words of one document, fixed when it is issued; only who filed the case is left open.

What is open stands as a sign of its own that no keyboard makes and no fact can hold, so that what
a citizen wrote is never taken for it.
"""

import re
from collections.abc import Mapping
from typing import Any

from portal.complaints.documents import telling
from portal.complaints.documents.telling import Told, written_day
from portal.complaints.documents.wording import Part, wording_of
from portal.complaints.models import Case
from portal.complaints.rules import DocumentKind, Identity, Reader
from portal.kernel import clock

# Private use characters: one for each fact about who filed the case.
OPEN = {"complainant": "\ue000", "telephone": "\ue001", "address": "\ue002"}
PRIVATE = re.compile("[\ue000-\uf8ff]")
Content = dict[str, Any]


def content_of(
    kind: DocumentKind, case: Case, *, number: str, department: str, told: Told
) -> Content:
    """Return every word of a document but who filed the case; ``department`` issues it."""
    wording = wording_of(kind)
    facts = telling.facts_of(kind, case, told, wording.basis)
    facts["agency"] = telling.agency_of(department)
    clean = {name: PRIVATE.sub("", text) for name, text in facts.items()} | OPEN
    parts = [
        _part(part, clean)
        for part in wording.blocks
        if case.track in part.only and (part.when is None or facts.get(part.when))
    ]
    return {
        "agency": clean["agency"],
        "title": clean["title"],
        "number": number,
        "reference": case.reference,
        "copies": [reader.value for reader in wording.copies],
        "names": wording.names,
        "nameless": telling.word(f"nameless_{case.track.value}"),
        "apart": telling.word("anonymous" if case.is_anonymous else "kept_apart"),
        "parts": parts,
        "closing": wording.closing,
        "seal": wording.seal,
        "day": written_day(clock.today()),
        "on": clock.today().isoformat(),
        "foot": wording.foot,
    }


def _part(part: Part, facts: Mapping[str, str]) -> Content:
    readers = [reader.value for reader in part.readers]
    made: Content = {"for": readers}
    if part.table:
        groups = [
            {"group": one.group, "rows": [[name, text.format(**facts)] for name, text in one.rows]}
            for one in part.table
        ]
        return {**made, "kind": "table", "groups": groups}
    if part.sign:
        return {**made, "kind": "sign", "lines": list(part.sign), "note": part.note}
    if part.to is not None:
        return {**made, "kind": "to", "text": part.to.format(**facts)}
    text = (part.text or "").format(**facts)
    items = telling.remedies() if part.list_of else []
    return {**made, "kind": "text", "text": text, "items": items}


def emptied(content: Content) -> Content:
    """Return a document whose words were removed at the end of their period: its frame alone."""
    told = {"kind": "text", "for": list(Reader), "text": telling.word("removed"), "items": []}
    return {**content, "parts": [told], "closing": ""}


def opened(content: Content, reader: Reader, identity: Identity | None) -> Content:
    """Return the words of one reader's copy, complete.

    Without ``identity`` a copy says whose it is and nobody's name. A respondent's copy never has
    more than the name, and that only where mediation needs it.
    """
    told = _told_of(content, reader, identity)
    pairs = {OPEN[name]: text for name, text in told.items()}
    parts = [part for part in content["parts"] if reader.value in part["for"]]
    return {**content, "parts": [_filled(part, pairs) for part in parts]}


def _told_of(content: Content, reader: Reader, identity: Identity | None) -> dict[str, str]:
    nameless, apart = content["nameless"], content["apart"]
    if identity is None:
        shown = (
            f"{nameless}（查询码{content['reference']}）" if reader is Reader.CITIZEN else nameless
        )
        return {"complainant": shown, "telephone": apart, "address": apart}
    if reader is Reader.RESPONDENT:
        name = identity.name if content["names"] else nameless
        return {"complainant": name, "telephone": apart, "address": apart}
    return {
        "complainant": identity.name,
        "telephone": identity.telephone,
        "address": identity.address,
    }


def _filled(value: Any, pairs: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for sign, text in pairs.items():
            value = value.replace(sign, text)
        return value
    if isinstance(value, list):
        return [_filled(one, pairs) for one in value]
    return {name: _filled(one, pairs) for name, one in value.items()}
