"""What may not be noted, kept, shown or taken away, whoever asks past the forms."""

import io
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound, OutOfDate, Refused
from portal.science.documents import LARGEST_DOCUMENT, make_document
from portal.science.models import KeptAnswers
from portal.science.queries.series import series_view
from portal.science.queries.teaching import get_sheet
from portal.science.queries.writing import facts_of_version, get_sound, list_kept
from portal.science.rules import Details, Language, Licence, Stage
from portal.science.rules.teaching import FileFacts, LessonFacts, SignFacts
from portal.science.services import branding, keeping_answers, noting, start_draft, teaching
from tests.factories.accounts import make_account
from tests.factories.files import photo
from tests.factories.science import facts, load, make_draft, make_submitted


def test_only_another_person_notes_the_version_under_review(inside: Flask) -> None:
    article = make_submitted(body="第一行")
    editor = make_account("editor")
    db.session.flush()
    assert article.author is not None
    for by, version, line, text, refusal in (
        (article.author, 1, 1, "x", Refused),
        (editor, 2, 1, "x", OutOfDate),
        (editor, 1, 2, "x", Refused),
        (editor, 1, 1, "", Refused),
    ):
        with pytest.raises(refusal):
            noting.note_line(article, version=version, line=line, text=text, by=by)
    article.stage = Stage.RETURNED
    with pytest.raises(OutOfDate):
        noting.note_line(article, version=1, line=1, text="x", by=editor)


def test_a_note_is_answered_by_the_author_and_closed_once(inside: Flask) -> None:
    article = make_submitted(body="第一行")
    editor, other = make_account("editor"), make_account("volunteer")
    db.session.flush()
    assert article.author is not None
    note = noting.note_line(article, version=1, line=0, text="整篇太长", by=editor)
    assert note.quote == article.title
    with pytest.raises(NotAllowed):
        noting.answer_note(note, answer="x", is_done=True, by=other)
    with pytest.raises(Refused):
        noting.answer_note(note, answer="", is_done=False, by=article.author)
    for nobody in (article.author, other):
        with pytest.raises(NotAllowed):
            noting.resolve_note(note, by=nobody)
    noting.answer_note(note, answer="", is_done=True, by=article.author)
    assert not note.is_open
    with pytest.raises(Refused):
        noting.answer_note(note, answer="x", is_done=True, by=article.author)
    with pytest.raises(Refused):
        noting.resolve_note(note, by=editor)


def test_windows_kept_have_an_end(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = make_account("volunteer")
    db.session.flush()
    for number in range(keeping_answers.MOST_TABS + 2):
        keeping_answers.keep_answers(
            "new.zh", f"t{number}", revision=0, answers={"title": str(number)}, by=writer
        )
        db.session.flush()
    assert len(list_kept("new.zh", writer)) == keeping_answers.MOST_TABS
    later = clock.now() + timedelta(days=keeping_answers.KEPT_DAYS + 1)
    with time_machine.travel(later, tick=False):
        keeping_answers.keep_answers("new.en", "t", revision=0, answers={}, by=writer)
        db.session.flush()
    assert db.session.query(KeptAnswers).count() == 1


def test_a_draft_of_an_unknown_series_or_a_live_link_elsewhere_is_refused(inside: Flask) -> None:
    writer = make_account("volunteer")
    db.session.flush()
    for field, changes in (
        ("series", {"series": "nothing", "part": 1}),
        ("live_url", {"column": "live", "details": Details(live_url="https://example.org/")}),
        ("column", {"column": "nothing"}),
        ("title", {"title": ""}),
    ):
        with pytest.raises(Refused) as refusal:
            start_draft(facts=facts(**changes), language=Language.ZH, by=writer)
        assert refusal.value.field == field


def test_a_part_may_stand_in_each_language_once(inside: Flask) -> None:
    make_draft(series="guochuang", part=1)
    with pytest.raises(Refused) as refusal:
        make_draft(series="guochuang", part=1)
    assert refusal.value.field == "part"
    writer = make_account("volunteer")
    db.session.flush()
    start_draft(
        facts=facts(series="guochuang", part=1, title="Part"), language=Language.EN, by=writer
    )


def test_a_series_the_place_no_longer_has_is_not_shown(inside: Flask) -> None:
    article = load()
    assert series_view(article, "zh") is None
    article.series = "gone"
    assert series_view(article, "zh") is None
    article.series, article.stage = "guochuang", Stage.WITHDRAWN
    db.session.flush()
    assert series_view(article, "zh") is None
    assert facts_of_version(article, 0) == article.facts
    with pytest.raises(NotFound):
        get_sound("\x00", None)


def test_a_file_to_take_away_has_a_size(inside: Flask) -> None:
    class Huge(io.BytesIO):
        def seek(self, *_where: int) -> int:
            return LARGEST_DOCUMENT + 1

    with pytest.raises(Refused) as refusal:
        make_document(Huge(), "sheet")
    assert "10 MB" in str(refusal.value.reason)


def test_packs_and_signs_refuse_what_their_forms_would(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    load("label")
    maker, publisher = make_account("editor"), make_account("publisher")
    db.session.flush()
    told = LessonFacts(Language.ZH, "示例", "要", "步", 8, 10, 40, ("label",))
    pack = teaching.make_pack(told, by=maker)
    db.session.flush()
    file = FileFacts("示例", Licence.OWN)
    sheet = teaching.add_sheet(pack, sent=io.BytesIO(photo()), told=file, by=maker)
    assert teaching.add_sheet(pack, sent=io.BytesIO(photo()), told=file, by=maker) is sheet
    monkeypatch.setattr(teaching, "MOST_SHEETS", 1)
    with pytest.raises(Refused):
        teaching.add_sheet(pack, sent=io.BytesIO(photo("PNG")), told=file, by=maker)
    with pytest.raises(Refused):
        teaching.publish_pack(pack, by=maker)
    with pytest.raises(Refused):
        teaching.withdraw_pack(pack, reason="x", by=publisher)
    teaching.publish_pack(pack, by=publisher)
    with pytest.raises(Refused):
        teaching.withdraw_pack(pack, reason="", by=publisher)
    with pytest.raises(Refused):
        branding.add_sign(
            sent=io.BytesIO(photo()),
            told=SignFacts("nothing", "示例", "图", "规则", Licence.OWN),
            by=publisher,
        )
    sign = branding.add_sign(
        sent=io.BytesIO(photo()),
        told=SignFacts("anti-waste", "示例", "图", "规则", Licence.OWN),
        by=publisher,
    )
    with pytest.raises(Refused):
        branding.withdraw_sign(sign, reason="", by=publisher)


def test_a_pack_is_published_as_it_was_read(inside: Flask) -> None:
    load("label")
    maker, publisher = make_account("editor"), make_account("publisher")
    db.session.flush()
    told = LessonFacts(Language.ZH, "示例", "要", "步", 8, 10, 40, ("label",))
    pack = teaching.make_pack(told, by=maker)
    read = pack.state
    file = FileFacts("示例", Licence.OWN)
    sheet = teaching.add_sheet(pack, sent=io.BytesIO(photo()), told=file, by=maker)
    db.session.flush()
    with pytest.raises(NotFound):
        get_sheet(sheet.digest)
    assert get_sheet(sheet.digest, maker) is get_sheet(sheet.digest, publisher) is sheet
    with pytest.raises(OutOfDate):
        teaching.publish_pack(pack, by=publisher, seen=read)
    teaching.publish_pack(pack, by=publisher, seen=pack.state)
    assert get_sheet(sheet.digest) is sheet


def test_a_pack_whose_article_left_the_site_cannot_be_published(inside: Flask) -> None:
    article = load("label")
    maker, publisher = make_account("editor"), make_account("publisher")
    db.session.flush()
    told = LessonFacts(Language.ZH, "示例", "要", "步", 8, 10, 40, ("label",))
    pack = teaching.make_pack(told, by=maker)
    article.stage = Stage.WITHDRAWN
    db.session.flush()
    with pytest.raises(Refused):
        teaching.publish_pack(pack, by=publisher)
