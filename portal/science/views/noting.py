"""Notes line by line: the version as it was submitted, and what is said beside its lines."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import NotAllowed, NotFound
from portal.kernel.permissions import Permission
from portal.science import queries, words
from portal.science.forms.noting import AnswerForm, NoteForm
from portal.science.models import Article, ArticleNote
from portal.science.queries import writing as own_queries
from portal.science.rules import EDITABLE, Stage, columns
from portal.science.rules.lines import numbered_lines
from portal.science.services import noting
from portal.science.views.pages import ONE_ARTICLE, address_of, desk_pages, was_done
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh

ONE_NOTE = f"{ONE_ARTICLE}/notes/<int:number>"


def _show(article: Article, form: BaseForm | None = None, **facts: Any) -> ResponseReturnValue:
    version = own_queries.find_version(article, article.version)
    if version is None:
        raise NotFound(article.slug)
    is_author = article.author_id == current_user.id
    may_note = current_user.may(Permission.ARTICLE_REVIEW) and not is_author
    said = own_queries.facts_of_version(article, article.version)
    return page(
        "science/desk/notes.html",
        status=422 if form is not None and form.error_list else 200,
        article=article,
        version=version,
        lines=numbered_lines(said.title, said.body),
        notes=own_queries.notes_by_line(article, article.version),
        form=form,
        note_form=form if isinstance(form, NoteForm) else NoteForm(formdata=None),
        answer_form=form if isinstance(form, AnswerForm) else AnswerForm(formdata=None),
        may_note=may_note and article.stage is Stage.IN_REVIEW,
        may_close=may_note,
        may_edit=is_author and article.stage in EDITABLE,
        is_author=is_author,
        words=words,
        columns=columns(),
        **{"wanted_line": _line(), "wanted_note": None, **facts},
    )


def _line() -> int | None:
    return request.args.get("line", type=int)


@desk_pages.get(f"{ONE_ARTICLE}/notes/")
@requires(Permission.DESK_OPEN)
def list_notes(language: str, slug: str) -> ResponseReturnValue:
    """Show the submitted text line by line with its notes, to its author and to reviewers."""
    return _show(queries.get_own_article(slug, language, current_user))


@desk_pages.post(f"{ONE_ARTICLE}/notes/")
@requires(Permission.ARTICLE_REVIEW)
def note_line(language: str, slug: str) -> ResponseReturnValue:
    """Note something on one line of the version under review."""
    article = queries.get_article(slug, language)
    form = NoteForm()
    if form.validate_on_submit() and was_done(form, lambda: _note(article, form)):
        return refresh(f"{address_of(article, 'list_notes')}#line-{form.noted_line}")
    return _show(article, form, wanted_line=form.noted_line)


def _note(article: Article, form: NoteForm) -> None:
    noting.note_line(
        article,
        version=form.read_version,
        line=form.noted_line,
        text=form.text.data,
        by=current_user,
    )


@desk_pages.post(f"{ONE_NOTE}/answer")
@requires(Permission.ARTICLE_WRITE)
def answer_note(language: str, slug: str, number: int) -> ResponseReturnValue:
    """Answer a note as the article's author; one button also says that it is done."""
    article = queries.get_own_article(slug, language, current_user)
    note = own_queries.find_note(article, number)
    form = AnswerForm()
    if form.validate_on_submit() and was_done(form, lambda: _answer(note, form)):
        return refresh(f"{address_of(article, 'list_notes')}#note-{note.id}")
    if article.author_id != current_user.id:
        raise NotAllowed(slug)
    return _show(article, form, wanted_note=note.id)


def _answer(note: ArticleNote, form: AnswerForm) -> None:
    is_done = request.form.get("action") == "done"
    noting.answer_note(note, answer=form.answer.data or "", is_done=is_done, by=current_user)


@desk_pages.post(f"{ONE_NOTE}/close")
@requires(Permission.ARTICLE_REVIEW)
def close_note(language: str, slug: str, number: int) -> ResponseReturnValue:
    """Say as a reviewer that a note asks for nothing more."""
    article = queries.get_article(slug, language)
    if BaseForm().validate_on_submit():
        noting.resolve_note(own_queries.find_note(article, number), by=current_user)
    return refresh(url_for(".list_notes", language=language, slug=slug))
