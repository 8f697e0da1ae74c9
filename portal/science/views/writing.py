"""The author's pages: begin, write, see it as readers would, save, send for review."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import OutOfDate, Refused
from portal.kernel.permissions import Permission
from portal.science import queries, services, words, writing_words
from portal.science.forms import ArticleForm, CorrectionForm, answers_of
from portal.science.models import Article
from portal.science.prose import prose_of
from portal.science.queries import writing as own_queries
from portal.science.rules import EDITABLE, Language, Stage, columns, minutes_to_read
from portal.science.rules.differences import differences
from portal.science.services import keeping_answers
from portal.science.views.keeping_answers import kept_form, place_of
from portal.science.views.pages import (
    ONE_ARTICLE,
    address_of,
    desk_pages,
    own_article,
    was_done,
)
from portal.science.writing_words import WRITING
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.prose import plain, render

# Looking at a preview, or at the fields of another column, asks nothing of the answers yet.
LOOKING = {"preview", "column"}
FRAGMENTS = {"column": "science/desk/_column_fields.html"}
AFTER_SAVING = {"pictures": "add_picture", "sounds": "add_sound"}


def _is_sent(form: ArticleForm) -> bool:
    return request.form.get("action") not in LOOKING and bool(form.validate_on_submit())


def _show_form(
    form: ArticleForm, article: Article | None, *, template: str = "write", **facts: Any
) -> ResponseReturnValue:
    body = form.body.data or ""
    form.tab.data = form.tab.data or uuid4().hex
    return page(
        f"science/desk/{template}.html",
        fragment=FRAGMENTS.get(request.form.get("action", ""), "science/desk/_preview.html"),
        status=422 if form.error_list else 200,
        form=form,
        article=article,
        preview=(prose_of(article, body) if article else render(body)) if body else None,
        minutes=minutes_to_read(plain(body)),
        columns=columns(),
        words=words,
        writing=writing_words,
        **{"windows": (), "conflict": None, "kept_place": "", **facts},
    )


@desk_pages.get("/")
@requires(Permission.ARTICLE_WRITE)
def list_articles() -> ResponseReturnValue:
    """List what this person wrote, with what waits for them and how often it was opened."""
    articles = queries.list_own(current_user)
    return page(
        "science/desk/list.html",
        articles=articles,
        words=words,
        columns=columns(),
        open_notes=own_queries.count_open_notes(articles),
        reads=own_queries.reads_of(articles),
        column_reads=own_queries.reads_by_column(),
        days=own_queries.DAYS_SHOWN,
    )


def _translated() -> tuple[Article | None, Language]:
    language = Language.EN if request.args.get("language") == "en" else Language.ZH
    slug = request.args.get("translates", "")
    return (queries.get_article(slug, language.other.value) if slug else None), language


@desk_pages.route("/new", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def write_article() -> ResponseReturnValue:
    """Begin an article, or the other language of one."""
    translates, language = _translated()
    place = place_of(translates.slug if translates else "", language)
    start = {"byline": current_user.display_name}
    start |= {"column": translates.column} if translates else {}
    form, windows = kept_form(place, lambda sent: ArticleForm(sent, data=start))
    if _is_sent(form):
        try:
            article = services.start_draft(
                facts=form.facts(), language=language, by=current_user, translates=translates
            )
            return _saved(article, form, place)
        except Refused as refusal:
            form.refuse(refusal)
    facts: dict[str, Any] = {"translates": translates, "language_wanted": language.value}
    return _show_form(form, None, kept_place=place, windows=windows, **facts)


def _saved(article: Article, form: ArticleForm, place: str) -> ResponseReturnValue:
    action = request.form.get("action", "")
    if action == "submit":
        services.submit(article, by=current_user)
    keeping_answers.forget_answers(place, form.tab.data or "", by=current_user)
    return refresh(address_of(article, AFTER_SAVING.get(action, "show_article")))


@desk_pages.get(ONE_ARTICLE)
@requires(Permission.DESK_OPEN)
def show_article(language: str, slug: str) -> ResponseReturnValue:
    """Show how an article stands, to its author and to those who review."""
    article = queries.get_own_article(slug, language, current_user)
    is_author = article.author_id == current_user.id
    days = own_queries.reads_by_day(article)
    return page(
        "science/desk/article.html",
        article=article,
        prose=prose_of(article),
        words=words,
        columns=columns(),
        licences=words.LICENCES,
        may_edit=is_author and article.stage in EDITABLE,
        may_correct=article.stage is Stage.PUBLISHED and current_user.may(Permission.ARTICLE_WRITE),
        may_translate=is_author
        and queries.find_article(slug, article.language.other.value) is None,
        may_publish=current_user.may(Permission.ARTICLE_PUBLISH),
        correction=queries.find_correction(article),
        open_notes=own_queries.count_open_notes([article]).get(article.id, 0),
        days=days,
        most=max(count for _day, count in days),
        reads=own_queries.reads_of([article]).get(article.id, 0),
    )


@desk_pages.route(f"{ONE_ARTICLE}/edit", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def edit_article(language: str, slug: str) -> ResponseReturnValue:
    """Change a draft, see it as readers would, save it."""
    article = own_article(slug, language)
    place = place_of(slug, article.language)
    form, windows = kept_form(place, lambda sent: ArticleForm(sent, data=answers_of(article)))
    conflict = None
    if _is_sent(form):
        try:
            _save(article, form)
            return _saved(article, form, place)
        except OutOfDate:
            conflict = _told_of_both(article, form)
        except Refused as refusal:
            form.refuse(refusal)
    facts: dict[str, Any] = {"translates": None, "language_wanted": language, "conflict": conflict}
    return _show_form(form, article, kept_place=place, windows=windows, **facts)


def _told_of_both(article: Article, form: ArticleForm) -> object:
    """Show what is saved beside what was typed; saving once more is then a decision."""
    form.form_errors.append(str(WRITING["two_windows"]))
    form.revision.data = str(article.revision)
    saved, typed = article.facts, form.facts(tuple(article.topics))
    # What a negative case rests on and recordings are no part of this form.
    return differences(saved, replace(typed, exposure=saved.exposure, sounds=saved.sounds))


def _save(article: Article, form: ArticleForm) -> None:
    facts = form.facts(tuple(article.topics))
    services.save_draft(article, facts=facts, revision=form.opened_revision, by=current_user)


def _propose(article: Article, form: CorrectionForm) -> None:
    facts = form.facts(tuple(article.topics))
    services.propose_correction(article, facts=facts, note=form.note.data, by=current_user)


@desk_pages.post(f"{ONE_ARTICLE}/submit")
@requires(Permission.ARTICLE_WRITE)
def submit_article(language: str, slug: str) -> ResponseReturnValue:
    """Send a draft for review; where something is missing, show the form and say what."""
    article = own_article(slug, language)
    try:
        services.submit(article, by=current_user)
    except Refused as refusal:
        form = ArticleForm(formdata=None, data=answers_of(article))
        form.refuse(refusal)
        place = place_of(slug, article.language)
        return _show_form(
            form, article, kept_place=place, translates=None, language_wanted=language
        )
    return refresh(address_of(article))


@desk_pages.route(f"{ONE_ARTICLE}/correct", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def propose_correction(language: str, slug: str) -> ResponseReturnValue:
    """Propose a change to a published article; another person decides."""
    article = queries.get_own_article(slug, language, current_user)
    form = CorrectionForm(data=answers_of(article))
    if _is_sent(form) and was_done(form, lambda: _propose(article, form)):
        return refresh(address_of(article))
    return _show_form(form, article, template="correct")
