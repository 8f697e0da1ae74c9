"""What one can do here: the pages that answer whoever asks the search how (help.yaml)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import current_app

from portal.search.documents import Document
from portal.search.shelves.fixed import LANGUAGES, FixedShelf, Words, document_of

FILE = Path(__file__).with_suffix(".yaml")


class HelpShelf(FixedShelf):
    """Pages to do something on. One whose room is not installed is not offered."""

    kind = "help"

    def documents(self) -> Mapping[str, Document]:
        """Return every page in each language."""
        installed = current_app.view_functions
        return {ref: one for ref, one in _documents().items() if one.endpoint in installed}


@cache
def _documents() -> Mapping[str, Document]:
    pages = yaml.safe_load(FILE.read_text(encoding="utf-8")).items()
    found = [_document(code, page, language) for code, page in pages for language in LANGUAGES]
    return {document.entry.ref: document for document in found}


def _document(code: str, page: Mapping[str, Any], language: str) -> Document:
    words = Words(
        title=page["title"][language],
        summary=page["about"][language],
        body="",
        keywords=tuple(map(str, page["words"][language])),
        byline="",
    )
    return document_of("help", code, language, words, page["endpoint"], values={})
