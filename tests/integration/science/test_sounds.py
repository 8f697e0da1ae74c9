"""Recordings: known by their content, packed anew, kept under the digest of their bytes."""

import io

import pytest
from flask import Flask

from portal.extensions import objects
from portal.kernel.errors import NotFound, Refused
from portal.science.models import Article, ArticleSound
from portal.science.queries import changes_since_last_opinion, path_of_article
from portal.science.queries.writing import get_sound
from portal.science.rules import Licence, Verdict
from portal.science.services import decide, sounding, submit
from portal.science.services.sounding import SoundFacts
from portal.science.sounds import LARGEST_SOUND, make_sound
from tests.factories.accounts import make_account
from tests.factories.files import photo, recording
from tests.factories.science import judgement, make_draft, taker

TOLD = SoundFacts("示例童谣", "洗手，洗手，洗干净。", Licence.OWN)
SECRET = {"title": "某地某人", "comment": "secret"}


@pytest.fixture(scope="module")
def tune() -> bytes:
    """Return a short recording that says who made it."""
    return recording("mp3", sound="libmp3lame", tags=SECRET)


def add(article: Article, content: bytes, told: SoundFacts = TOLD) -> ArticleSound:
    assert article.author is not None
    return sounding.add_sound(article, sent=io.BytesIO(content), told=told, by=article.author)


@pytest.mark.parametrize(
    ("form", "codec", "kind"),
    [
        ("mp3", "libmp3lame", "audio/mpeg"),
        ("ipod", "aac", "audio/mp4"),
        ("mp4", "aac", "audio/mp4"),
        ("ogg", "libopus", "audio/ogg"),
    ],
)
def test_the_kind_is_told_by_the_content(inside: Flask, form: str, codec: str, kind: str) -> None:
    made = make_sound(io.BytesIO(recording(form, sound=codec, tags=SECRET)))
    assert made.media_type == kind
    assert made.size


def test_who_made_it_stays_behind(inside: Flask, tune: bytes) -> None:
    assert b"secret" in tune
    sound = add(make_draft(column="songs"), tune)
    kept = objects().get(sound.digest, room="science")
    assert b"secret" not in kept
    assert sound.size == len(kept)
    assert objects().part(sound.digest, 2, 9, room="science") == kept[2:9]
    with pytest.raises(NotFound):
        objects().part("0" * 64, 0, 1, room="science")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"ID3" + bytes(4000), "打不开"),
        (photo(), "只能上传"),
        (b"MZ" + bytes(100), "只能上传"),
    ],
)
def test_what_is_no_recording_is_refused_in_words(
    inside: Flask, content: bytes, words: str
) -> None:
    with pytest.raises(Refused) as refusal:
        make_sound(io.BytesIO(content))
    assert words in str(refusal.value.reason)
    assert refusal.value.field == "sound"


def test_a_film_is_not_taken_for_its_sound() -> None:
    with pytest.raises(Refused) as refusal:
        make_sound(io.BytesIO(recording("mp4", pictures="mpeg4", sound="aac")))
    assert "视频" in str(refusal.value.reason)


def test_a_recording_may_be_so_large_and_no_larger() -> None:
    class Endless(io.BytesIO):
        def seek(self, *_where: int) -> int:
            return LARGEST_SOUND + 1

    with pytest.raises(Refused) as refusal:
        make_sound(Endless())
    assert "30 MB" in str(refusal.value.reason)


def test_a_song_waits_for_its_recording(inside: Flask, tune: bytes) -> None:
    song = make_draft(column="songs")
    assert song.author is not None
    with pytest.raises(Refused) as refusal:
        submit(song, by=song.author)
    assert "录音" in str(refusal.value.reason)
    sound = add(song, tune)
    assert add(song, tune) is sound
    submit(song, by=song.author)
    with pytest.raises(Refused):
        add(song, tune)
    with pytest.raises(Refused):
        sounding.remove_sound(song, sound.digest, by=song.author)


def test_a_recording_needs_its_words_and_there_are_only_so_many(
    inside: Flask, tune: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = make_draft(column="songs")
    assert song.author is not None
    with pytest.raises(Refused) as refusal:
        add(song, tune, SoundFacts("x", "", Licence.OWN))
    assert refusal.value.field == "transcript"
    digest = add(song, tune).digest
    monkeypatch.setattr(sounding, "MOST_SOUNDS", 1)
    with pytest.raises(Refused):
        add(song, tune)
    sounding.remove_sound(song, "0" * 64, by=song.author)
    sounding.remove_sound(song, digest, by=song.author)
    assert song.sounds == []


def test_a_recording_is_as_public_as_its_article(inside: Flask, tune: bytes) -> None:
    song = make_draft(column="songs")
    sound = add(song, tune)
    assert get_sound(sound.digest, song.author) is sound
    assert get_sound(sound.digest, make_account("editor")) is sound
    for stranger in (None, make_account("volunteer")):
        with pytest.raises(NotFound):
            get_sound(sound.digest, stranger)


def test_another_recording_is_reviewed_anew(inside: Flask, tune: bytes) -> None:
    song = make_draft(column="songs", has_claims=False, sources=())
    assert song.author is not None
    digest = add(song, tune).digest
    submit(song, by=song.author)
    editor = taker("first-review")
    decide(song, judgement(song), by=editor)
    decide(song, judgement(song, verdict=Verdict.RETURNED), by=editor)
    assert [step.code for step in path_of_article(song).done] == ["first-review"]
    sounding.remove_sound(song, digest, by=song.author)
    add(song, tune, SoundFacts("示例童谣", "换成别的词。", Licence.OWN))
    submit(song, by=song.author)
    assert path_of_article(song).done == ()
    since = changes_since_last_opinion(song)
    assert since is not None
    assert [change.name for change in since.changes] == ["sounds"]
