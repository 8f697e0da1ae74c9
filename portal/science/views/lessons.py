"""Lesson packs: what teachers take away."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from urllib.parse import quote

from flask import Response
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.extensions import objects
from portal.science import words
from portal.science.documents import KINDS
from portal.science.models import Article, LessonPack
from portal.science.queries import teaching
from portal.science.services.picturing import ROOM
from portal.science.views.public import public_pages
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.locale import language
from portal.web.prose import render


def taken_away(content: bytes, media_type: str, name: str) -> Response:
    """Return a file to be saved under a name; nothing in it may run here."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="file.{KINDS.get(media_type, "zip")}"; '
        f"filename*=UTF-8''{quote(name, safe='')}.{KINDS.get(media_type, 'zip')}"
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # It may be withdrawn: whoever keeps it asks again.
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@public_pages.get("/lessons/")
@public
def list_lessons() -> ResponseReturnValue:
    """List the packs teachers may take."""
    return page("science/lessons.html", packs=teaching.list_public_packs())


@public_pages.get("/lessons/<string:slug>")
@public
def show_lesson(slug: str) -> ResponseReturnValue:
    """Show one pack: its plan, its articles, its sheets. It prints as it stands."""
    pack = teaching.get_public_pack(slug)
    return page(
        "science/lesson.html",
        pack=pack,
        plan=render(pack.plan),
        articles=teaching.articles_of(pack, language()),
        licences=words.LICENCES,
        kinds=KINDS,
    )


@public_pages.get("/lessons/<string:slug>.zip")
@public
def download_lesson(slug: str) -> ResponseReturnValue:
    """Send a pack as one file: the plan and the articles as text, the sheets as they are."""
    pack = teaching.get_public_pack(slug)
    articles = teaching.articles_of(pack, language())
    return taken_away(_packed(pack, articles), "application/zip", pack.title)


def _packed(pack: LessonPack, articles: Sequence[Article]) -> bytes:
    # At most six sheets of ten megabytes; nothing else of it is large.
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("00.md", f"# {pack.title}\n\n{pack.summary}\n\n{pack.plan}\n")
        for number, one in enumerate(articles, start=1):
            sources = "\n".join(f"- {row.title} {row.reference}" for row in one.facts.sources)
            text = f"# {one.title}\n\n{one.summary}\n\n{one.body}\n\n{sources}\n"
            packed.writestr(f"{number:02}-{one.slug}.md", text)
        for number, sheet in enumerate(pack.sheets, start=1):
            content = objects().get(sheet.digest, room=ROOM)
            packed.writestr(f"sheet-{number}.{KINDS[sheet.media_type]}", content)
    return made.getvalue()


@public_pages.get("/lessons/sheets/<string:digest>")
@public
def send_sheet(digest: str) -> ResponseReturnValue:
    """Send one sheet: of a public pack to everybody, before that to its maker and reviewers."""
    reader = current_user if current_user.is_authenticated else None
    sheet = teaching.get_sheet(digest, reader)
    content = objects().get(sheet.digest, room=ROOM)
    return taken_away(content, sheet.media_type, sheet.title)
