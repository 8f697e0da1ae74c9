"""A rumour from the claim somebody sends to the verdict everybody reads."""

import io
import json
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from portal.kernel import audit
from portal.kernel.db import db, write_intent
from tests.factories.rumours import CLAIM, WORDS, make_published
from tests.visitor import Page, Visitor

Officer = Callable[..., Visitor]
DESK = "/desk/rumours"


def send(visitor: Visitor, **changes: object) -> Page:
    return visitor.follow("/rumours/send", {"text": CLAIM, **changes})


def published(app: Flask, **changes: str) -> str:
    with app.app_context(), write_intent():
        code = make_published(**changes).code
        db.session.commit()
    return code


def test_a_claim_becomes_a_verdict_and_the_sender_reads_it(
    citizen: Visitor, officer: Officer
) -> None:
    receipt = send(citizen, heard_where="示例群")
    number = receipt.all(".code")[0]
    assert receipt.response.headers["Cache-Control"] == "no-store"
    editor, expert, publisher = officer("editor"), officer("expert"), officer("publisher")
    assert number in editor.get(f"{DESK}/").text
    page = editor.follow(f"{DESK}/leads/{number}/open", {})
    one = f"{DESK}/{page.all('.mono')[0]}"
    assert "正在核实" in citizen.get(f"/rumours/receipts/{number}").heading
    assert "还缺" in take(editor, one, "taken", "concluded", status=422).text
    editor.post(f"{one}/words", WORDS)
    take(editor, one, "concluded")
    assert "请另一位同事审核" in editor.get(one).text
    assert "请另一位同事审核" in editor.post(f"{one}/steps/reviewed", {}, status=422).text
    take(expert, one, "reviewed")
    assert "终审发布" in expert.post(f"{one}/steps/published", {}, status=422).text
    take(publisher, one, "published")
    told = citizen.get(f"/rumours/receipts/{number}")
    assert told.heading == "有结论了"
    page = citizen.get(str(told.soup.select("h3 a")[0]["href"]))
    assert page.text.index("不实") < page.text.index("真相")
    assert "示例标准，GB 0000-2026，第 1 条" in page.text


def take(visitor: Visitor, one: str, *deeds: str, status: int = 303) -> Page:
    for deed in deeds[:-1]:
        visitor.post(f"{one}/steps/{deed}", {})
    return visitor.post(f"{one}/steps/{deeds[-1]}", {}, status=status)


def test_nobody_passes_what_was_changed_since_they_read_it(
    citizen: Visitor, officer: Officer
) -> None:
    number = send(citizen).all(".code")[0]
    editor, expert = officer("editor"), officer("expert")
    one = f"{DESK}/{editor.follow(f'{DESK}/leads/{number}/open', {}).all('.mono')[0]}"
    editor.post(f"{one}/steps/taken", {})
    editor.post(f"{one}/words", WORDS)
    take(editor, one, "concluded")
    read = str(expert.get(one).soup.select("[name=seen]")[0]["value"])
    editor.post(f"{one}/steps/returned", {"opinion": "改一处"})
    editor.post(f"{one}/words", {**WORDS, "truth": "别的话。"})
    take(editor, one, "concluded")
    sent = {"seen": read, "opinion": "同意"}
    page = expert.post(f"{one}/steps/reviewed", sent, status=422)
    assert "又改过" in page.text
    assert "同意" in page.text
    now = str(page.soup.select("[name=seen]")[0]["value"])
    expert.post(f"{one}/steps/reviewed", {**sent, "seen": now})


def test_what_was_answered_is_shown_before_it_is_sent_again(app: Flask, citizen: Visitor) -> None:
    code = published(app)
    asked = {"text": f"听说{CLAIM}，是真的吗", "heard_where": "示例群"}
    page = citizen.post("/rumours/send", asked, status=422)
    assert f"/rumours/{code}" in page.links()
    assert asked["text"] in page.all("textarea")[0]
    assert citizen.follow("/rumours/send", {**asked, "sure": "1"}).all(".code")


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"text": ""}, "请写下您看到或听到的说法"),
        ({"text": "短"}, "至少 6 个字"),
        ({"text": CLAIM + "，打 13800000000 问"}, "电话或证件号码"),
        ({"text": CLAIM, "link": "ftp://example.com/a"}, "http://"),
        ({"text": "长" * 2001}, "最多 2000 个字"),
    ],
)
def test_bad_input_is_told_at_the_field_and_nothing_is_lost(
    citizen: Visitor, sent: dict[str, str], told: str
) -> None:
    page = citizen.post("/rumours/send", {"heard_where": "示例\x00群", **sent}, status=422)
    assert told in page.text
    assert page.soup.select("#heard_where")[0]["value"] == "示例群"


def picture(**more: object) -> tuple[io.BytesIO, str]:
    raw = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (20, 20), "red").save(raw, "JPEG", exif=exif, **more)
    return io.BytesIO(raw.getvalue()), "示例.jpg"


def test_a_picture_is_painted_again_for_the_desk_alone(
    citizen: Visitor, officer: Officer, stranger: Visitor
) -> None:
    receipt = send(citizen, picture=picture())
    address = f"{DESK}/leads/{receipt.all('.code')[0]}"
    shown = officer("editor").client.get(f"{address}/picture")
    assert shown.mimetype == "image/jpeg"
    assert b"secret place" not in shown.data
    stranger.get(f"{address}/picture", 403)
    stranger.get(f"{DESK}/", 403)
    citizen.get(address, 303)
    odd = (io.BytesIO(b"%PDF-1.7"), "x.pdf")
    page = citizen.post("/rumours/send", {"text": CLAIM, "picture": odd}, status=422)
    assert CLAIM in page.html


def test_the_desk_joins_sets_aside_and_looks_again(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    code = published(app)
    number = send(citizen, sure="1").all(".code")[0]
    editor, one = officer("editor"), f"{DESK}/leads/{number}"
    assert code in editor.get(one).html
    assert "没有这条传言" in editor.post(f"{one}/join", {"rumour": "none"}, status=422).text
    editor.post(f"{one}/join", {"rumour": code})
    assert citizen.get(f"/rumours/receipts/{number}").heading == "有结论了"
    assert number in editor.get(f"{DESK}/{code}").text
    editor.post(f"{one}/release", {})
    editor.post(f"{one}/set-aside", {"reason": ""}, status=422)
    editor.post(f"{one}/set-aside", {"reason": "这是投诉，请走投诉举报"})
    assert "这是投诉，请走投诉举报" in citizen.get(f"/rumours/receipts/{number}").text


def test_an_update_is_a_new_version_and_readers_see_the_old_until_then(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    code = published(app)
    one, editor, publisher = f"{DESK}/{code}", officer("editor"), officer("publisher")
    editor.post(f"{one}/steps/reopened", {}, status=422)
    editor.post(f"{one}/steps/reopened", {"opinion": "有新标准"})
    editor.post(f"{one}/words", {**WORDS, "verdict": "partly-true", "short": "只对一半。"})
    assert "只对一半" not in citizen.get(f"/rumours/{code}").text
    editor.post(f"{one}/steps/concluded", {})
    publisher.post(f"{one}/steps/reviewed", {})
    publisher.post(f"{one}/steps/published", {}, status=422)
    publisher.post(f"{one}/steps/published", {"opinion": "按新标准改了结论"})
    page = citizen.get(f"/rumours/{code}")
    assert "只对一半" in page.text
    assert "按新标准改了结论" in page.text
    publisher.post(f"{one}/steps/withdrawn", {"opinion": "依据已废止"})
    assert "依据已废止" in citizen.get(f"/rumours/{code}", 410).text


def test_programmes_read_verdicts_as_schema_org_says(app: Flask, citizen: Visitor) -> None:
    code = published(app)
    page = citizen.get(f"/rumours/{code}")
    told = json.loads(page.soup.select("script[type='application/ld+json']")[0].text)
    assert told["@type"] == "ClaimReview"
    assert told["claimReviewed"] == CLAIM
    assert page.soup.select("link[rel=canonical]")[0]["href"] == told["url"]
    assert told["reviewRating"]["alternateName"] == "不实"
    assert told["reviewRating"]["ratingValue"] == 2
    assert told["itemReviewed"]["firstAppearance"]["datePublished"] == "2026-01-02"
    english = citizen.get(f"/en/rumours/{code}")
    told = json.loads(english.soup.select("script[type='application/ld+json']")[0].text)
    assert told["claimReviewed"] == "An example claim"
    for address in ("/rumours.csv", "/rumours.json", "/rumours.atom", "/rumours.feed.json"):
        answer = citizen.client.get(address)
        assert answer.status_code == 200
        assert CLAIM in answer.get_data(as_text=True)


def test_the_list_is_narrowed_and_what_is_not_offered_leads_nowhere(
    app: Flask, citizen: Visitor
) -> None:
    code = published(app, product="示例海带")
    for asked, is_there in [
        ("verdict=false", True),
        ("verdict=true", False),
        ("category=other", True),
        ("category=cooking", False),
        ("product=海带", True),
        ("product=%25", False),
    ]:
        assert (f"/rumours/{code}" in citizen.get(f"/rumours/?{asked}").links()) is is_there
    citizen.get("/rumours/?verdict=maybe", 404)
    citizen.get("/rumours/?category=x", 404)
    citizen.get("/rumours/?after=zzz", 404)
    citizen.get("/rumours/receipts/py-222222222222", 404)
    citizen.get("/rumours/unknown", 404)


def test_audit_lines_name_what_was_done_and_none_of_the_words(inside: Flask) -> None:
    make_published()
    lines = [line for line in audit.pending() if line.action.startswith("rumours.")]
    assert [line.action.partition(".")[2] for line in lines] == [
        "opened",
        "taken",
        "edited",
        "concluded",
        "reviewed",
        "published",
    ]
    assert CLAIM not in str([(line.subject, line.before, line.after) for line in lines])
