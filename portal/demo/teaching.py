"""What the demo makes of its articles: lessons, a sign, a song to be heard, openings by day."""

import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import av
import numpy as np
from PIL import Image, ImageDraw

from portal.demo.chance import Chance
from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel import clock
from portal.kernel.db import db
from portal.science import queries
from portal.science.models import Article, ArticleReads
from portal.science.rules import Language, Licence, Stage
from portal.science.rules.teaching import FileFacts, LessonFacts, SignFacts
from portal.science.series import brands_of_place, series_of_place
from portal.science.services import branding, sounding, teaching

SHEET_SIZE = (1240, 1754)
SIGN_SIZE = (480, 480)
INK, PAPER = (10, 91, 84), (255, 255, 255)
RATE, LOUDNESS = 44_100, 6_000
TONES = (440, 330)
READ_DAYS = 45


def extras_of(slug: str) -> dict[str, Any]:
    """Return what an article's column also asks for; a series only where the place has it."""
    extras = dict(seeds("teaching")["extras"].get(slug, {}))
    if extras.get("series") not in series_of_place():
        extras.pop("series", None), extras.pop("part", None)
    return extras


def begin_teaching(town: Town) -> None:
    """Begin what is made of the articles once they are all there."""
    town.diary.begin(_lessons(town))
    town.diary.begin(_sign(town))
    town.diary.begin(_song(town))
    town.diary.begin(_openings(town))


def _lessons(town: Town) -> Story:
    yield town.in_office(town.day(3))
    for row in seeds("teaching")["packs"]:
        names = ("title", "summary", "plan", "age_from", "age_to", "minutes")
        told = {name: row[name] for name in names}
        facts = LessonFacts(language=Language.ZH, slugs=tuple(row["slugs"]), **told)
        pack = teaching.make_pack(facts, by=town.person("volunteer"))
        db.session.flush()
        if row["sheet"]:
            told_of = FileFacts(row["sheet"], Licence.OWN, "示例")
            sent = io.BytesIO(_worksheet())
            teaching.add_sheet(pack, sent=sent, told=told_of, by=town.person("volunteer"))
        if row["is_published"]:
            teaching.publish_pack(pack, by=town.person("publisher"))


def _sign(town: Town) -> Story:
    yield town.in_office(town.day(5))
    row: Mapping[str, str] = seeds("teaching")["sign"]
    for brand in brands_of_place():
        told = SignFacts(brand=brand, licence=Licence.PERMITTED, credit="示例", **row)
        branding.add_sign(sent=io.BytesIO(_drawn()), told=told, by=town.person("publisher"))


def _song(town: Town) -> Story:
    yield town.in_office(town.day(12))
    row = seeds("teaching")["song"]
    article = queries.get_article(row["slug"], Language.ZH)
    told = sounding.SoundFacts(row["title"], row["transcript"], Licence.OWN, "示例")
    sounding.load_sound(article, sent=io.BytesIO(_tones()), told=told, by=town.person("volunteer"))


def _openings(town: Town) -> Story:
    yield town.at(town.day(1))
    chance = Chance("openings")
    public = db.session.query(Article).filter_by(stage=Stage.PUBLISHED).order_by(Article.id)
    days = [clock.today() - timedelta(days=ago) for ago in range(1, READ_DAYS)]
    for article in public:
        least = article.published_at
        liked = chance.between(1, 24)
        for day in days:
            count = chance.between(0, liked)
            if count and least and clock.in_china(least).date() <= day:
                db.session.add(ArticleReads(article_id=article.id, read_on=day, count=count))


def _worksheet() -> bytes:
    picture = Image.new("RGB", SHEET_SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    for row in range(6):
        top = 140 + row * 260
        draw.rectangle((120, top, 1120, top + 200), outline=INK, width=6)
        draw.ellipse((150, top + 60, 230, top + 140), outline=INK, width=6)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _drawn() -> bytes:
    picture = Image.new("RGB", SIGN_SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.pieslice((80, 40, 400, 360), 0, 180, fill=INK)
    draw.rectangle((180, 370, 300, 400), fill=INK)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _tones() -> bytes:
    """Return two tones, and nobody's voice (MP3)."""
    times = np.arange(RATE) / RATE
    waves = np.concatenate([np.sin(2 * np.pi * hertz * times) for hertz in TONES])
    told = (waves * LOUDNESS).astype(np.int16).reshape(1, -1)
    out = io.BytesIO()
    with av.open(out, "w", format="mp3") as file:
        stream = file.add_stream("libmp3lame", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(told, format="s16", layout="mono")
        frame.sample_rate = RATE
        resampler = av.AudioResampler(format="s16p", layout="mono", rate=RATE, frame_size=1152)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            file.mux(stream.encode(part))
        file.mux(stream.encode(None))
    return out.getvalue()
