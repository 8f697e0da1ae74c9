"""Asking: from what somebody typed to a page of hits that are still true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.kernel import clock
from portal.kernel.db import db
from portal.search import passages, rules, shelves
from portal.search.analysis import Question, read_question
from portal.search.keeper import keeper
from portal.search.passages import Piece
from portal.search.rules import PAGE_SIZE, Choice
from portal.search.shelves import Document


@dataclass(frozen=True)
class Hit:
    """One thing that was found, with the words that were asked for marked."""

    title: Sequence[Piece]
    passage: Sequence[Piece]
    language: str
    column: str
    byline: str
    published_at: datetime
    endpoint: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """One page of an answer. ``columns`` and ``languages`` count what the other choice leaves."""

    question: Question
    hits: Sequence[Hit]
    total: int
    columns: Mapping[str, int]
    languages: Mapping[str, int]
    start: int
    next_start: int | None
    previous_start: int | None


def ask(text: str, *, reader: str, choice: Choice, start: int = 0) -> Answer:
    """Answer a question for readers of ``reader`` (zh or en), from rank ``start`` on.

    Whatever was typed has an answer, if an empty one.
    """
    question = read_question(text)
    ranked = keeper().rank(question) if question.words else []
    languages = rules.count_languages(rules.in_column(ranked, choice.column))
    open_to = rules.narrow(ranked, choice, reader)
    chosen = rules.in_column(open_to, choice.column)
    page = chosen[start : start + PAGE_SIZE]
    return Answer(
        question=question,
        hits=[_show(document, question) for document in _still_true(page)],
        total=len(chosen),
        columns=rules.count_columns(open_to),
        languages=languages,
        start=start,
        next_start=start + PAGE_SIZE if start + PAGE_SIZE < len(chosen) else None,
        previous_start=max(0, start - PAGE_SIZE) if start else None,
    )


def _still_true(page: Sequence[rules.Ranked]) -> list[Document]:
    found = shelves.list_documents((hit.entry.ref for hit in page), clock.now(), db.session)
    by_ref = {document.entry.ref: document for document in found}
    return [by_ref[hit.entry.ref] for hit in page if hit.entry.ref in by_ref]


def _show(document: Document, question: Question) -> Hit:
    return Hit(
        title=passages.mark(document.title, question),
        passage=passages.best_passage(
            (document.summary, document.body), question, passages.WIDTHS[document.entry.language]
        ),
        language=document.entry.language,
        column=document.entry.column,
        byline=document.byline,
        published_at=document.published_at,
        endpoint=document.endpoint,
        values=document.values,
    )


def disagreements() -> list[str]:
    """Return every document in which the index and the database differ; none is right."""
    held = keeper().held()
    current = shelves.current_versions(clock.now(), db.session)
    return sorted(ref for ref in held.keys() | current.keys() if held.get(ref) != current.get(ref))


def rebuild() -> int:
    """Make the index anew from the database; return how many documents it holds."""
    return keeper().rebuild()
