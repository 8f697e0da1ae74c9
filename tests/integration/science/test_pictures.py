"""Pictures are made anew: nothing hidden stays in them, nothing dangerous gets in."""

import io
import struct
import zlib
from dataclasses import replace

import pytest
from flask import Flask
from PIL import Image

from portal.extensions import objects
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound, Refused
from portal.science import queries, services
from portal.science.models import Article, ArticleImage
from portal.science.pictures import LONGEST_EDGE, make_picture
from portal.science.rules import Licence
from portal.science.services import picturing
from tests.factories.accounts import make_account
from tests.factories.science import make_draft, make_published, make_submitted, picture


def add(article: Article, raw: bytes, alt: str = "一把豇豆") -> ArticleImage:
    assert article.author is not None
    image = services.add_image(
        article, raw=raw, alt=alt, licence=Licence.OWN, credit="示例", by=article.author
    )
    db.session.flush()
    return image


def bomb(width: int, height: int) -> bytes:
    """Return a tiny file that says it is huge."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_place_and_camera_stay_behind() -> None:
    exif = Image.Exif()
    exif[0x010F] = "示例相机"
    kept = make_picture(picture(exif=exif.tobytes()))
    with Image.open(io.BytesIO(kept.content)) as opened:
        assert opened.format == "WEBP"
        assert not opened.getexif()


def test_a_large_picture_is_made_smaller_and_transparency_stays() -> None:
    kept = make_picture(picture(3200, 100))
    assert (kept.width, kept.height) == (LONGEST_EDGE, 50)
    made = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(io.BytesIO(make_picture(made.getvalue()).content)) as opened:
        assert opened.mode == "RGBA"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "打不开"),
        (b"<svg onload=alert(1)>", "打不开"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "打不开"),
        (picture()[:200], "打不开"),
        (picture(kind="GIF"), "打不开"),
        (b"x" * (8 * 1024 * 1024 + 1), "8 MB"),
        (bomb(7000, 7000), "像素太多"),
        (bomb(12000, 12000), "像素太多"),
        (bomb(60000, 60000), "像素太多"),
    ],
    ids=["empty", "svg", "torn", "cut", "gif", "heavy", "wide", "warned", "bomb"],
)
def test_what_is_no_picture_is_refused_in_words(raw: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        make_picture(raw)
    assert refusal.value.field == "picture"


def test_the_same_picture_is_kept_once(inside: Flask) -> None:
    article = make_draft()
    first, second = add(article, picture()), add(article, picture())
    assert first is second
    assert objects().get(first.digest, room="science")
    assert first.address == f"/science/images/{first.digest}.webp"


def test_a_picture_needs_words_and_an_author(inside: Flask) -> None:
    article = make_draft()
    with pytest.raises(Refused) as refusal:
        add(article, picture(), alt="")
    assert refusal.value.field == "alt"
    with pytest.raises(NotAllowed):
        services.add_image(
            article,
            raw=picture(),
            alt="别人的图",
            licence=Licence.CC0,
            credit="",
            by=make_account("volunteer"),
        )


def test_pictures_have_an_end(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picturing, "MOST_PICTURES", 1)
    article = make_draft()
    add(article, picture())
    with pytest.raises(Refused, match="最多"):
        add(article, picture(41))


def test_a_picture_is_as_public_as_its_article(inside: Flask) -> None:
    author, editor, other = (make_account(role) for role in ("volunteer", "editor", "handler"))
    draft = make_draft(author)
    hidden = add(draft, picture())
    assert queries.get_image(hidden.digest, author) is hidden
    assert queries.get_image(hidden.digest, editor) is hidden
    for reader in (None, other):
        with pytest.raises(NotFound):
            queries.get_image(hidden.digest, reader)
    article = make_published(author, title="示例：公开的一篇")
    shown = add(article, picture(50))
    with pytest.raises(NotFound):  # nobody has reviewed it
        queries.get_image(shown.digest, None)
    assert article.shown_images == []
    article.body += f"\n\n![]({shown.address})"
    assert queries.get_image(shown.digest, None) is shown
    assert article.shown_images == [shown]
    with pytest.raises(NotFound):
        queries.get_image("\x00", None)


def test_what_is_being_reviewed_gets_no_further_picture(inside: Flask) -> None:
    submitted, article = make_submitted(), make_published()
    with pytest.raises(Refused, match="已经送审"):
        add(submitted, picture())
    changed = replace(article.facts, title="示例：改过的标题")
    assert article.author is not None
    services.propose_correction(article, facts=changed, note="改", by=article.author)
    db.session.flush()
    with pytest.raises(Refused, match="等审核"):
        add(article, picture())


@pytest.mark.parametrize(
    "folder", ["/science/images/", "/science/im&#97;ges/"], ids=["plain", "disguised"]
)
def test_a_text_cannot_name_a_picture_before_it_is_there(inside: Flask, folder: str) -> None:
    text = f"![]({folder}{'0' * 64}.webp)"
    draft, article = make_draft(body=text), make_published()
    assert draft.author is not None
    assert article.author is not None
    with pytest.raises(Refused) as refusal:
        services.submit(draft, by=draft.author)
    assert refusal.value.field == "body"
    changed = replace(article.facts, body=text)
    with pytest.raises(Refused) as refusal:
        services.propose_correction(article, facts=changed, note="改", by=article.author)
    assert refusal.value.field == "body"
