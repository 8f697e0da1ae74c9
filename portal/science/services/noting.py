"""Notes on a line: a reviewer asks, the author answers, one of the two says that it is done."""

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, OutOfDate, Refused
from portal.kernel.permissions import Permission
from portal.science.models import Article, ArticleNote
from portal.science.rules import Stage
from portal.science.rules.lines import find_line
from portal.science.services.writing import subject_of
from portal.science.words import WORDS
from portal.science.writing_words import WRITING


def note_line(article: Article, *, version: int, line: int, text: str, by: Account) -> ArticleNote:
    """Note something on one line of the version under review; line 0 is the whole article.

    Raises Refused at the field: the author's own work, a version read too long ago, no such line,
    nothing said.
    """
    if article.author_id == by.id:
        raise Refused(WORDS["own_work"])
    if article.version != version or article.stage is not Stage.IN_REVIEW:
        raise OutOfDate(WORDS["newer_version"])
    noted = find_line(article.title, article.body, line)
    if noted is None:
        raise Refused(WRITING["note_line_missing"], field="line")
    if not text:
        raise Refused(WRITING["note_text_missing"], field="text")
    note = ArticleNote(
        article=article,
        version=version,
        line=line,
        quote=noted.text,
        text=text,
        noted_by=by,
        noted_at=clock.now(),
        answer="",
    )
    db.session.add(note)
    _record(article, "noted", note, by)
    return note


def answer_note(note: ArticleNote, *, answer: str, is_done: bool, by: Account) -> None:
    """Answer a note as the article's author, and say whether what it asks for is done.

    Raises NotAllowed for anybody else, Refused where nothing is said or it is done already.
    """
    article = note.article
    if article.author_id != by.id:
        raise NotAllowed(WORDS["not_yours"])
    if not note.is_open:
        raise Refused(WRITING["note_resolved"])
    if not answer and not is_done:
        raise Refused(WRITING["answer_missing"], field="answer")
    if answer:
        note.answer, note.answered_at = answer, clock.now()
    if is_done:
        _close(note, by)
    _record(article, "note-answered", note, by)


def resolve_note(note: ArticleNote, *, by: Account) -> None:
    """Say as a reviewer that a note asks for nothing more; its author does so by answering."""
    if not by.may(Permission.ARTICLE_REVIEW) or note.article.author_id == by.id:
        raise NotAllowed(WORDS["own_work"])
    if not note.is_open:
        raise Refused(WRITING["note_resolved"])
    _close(note, by)
    _record(note.article, "note-resolved", note, by)


def _close(note: ArticleNote, by: Account) -> None:
    note.resolved_at, note.resolved_by_id = clock.now(), by.id


def _record(article: Article, action: str, note: ArticleNote, by: Account) -> None:
    audit.record(
        f"science.{action}",
        subject=subject_of(article),
        by=by.actor,
        after={"version": note.version, "line": note.line, "is_open": note.is_open},
    )
