"""Those who answer for what is published, at work."""

from collections.abc import Callable

from flask import Flask

from tests.factories.science import make_first_approved, make_published, make_submitted
from tests.visitor import Visitor
from tests.web.science.desk import ANSWERS, DESK, keep, writer

Officer = Callable[..., Visitor]


def test_two_people_publish_what_a_third_wrote(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_submitted, "writer")
    editor, publisher = officer("editor"), officer("publisher")
    one = f"{DESK}/reviews/zh/{slug}"
    assert slug in "".join(editor.get(f"{DESK}/reviews/").links())
    assert "先洗后切" in editor.get(one).text
    answers = {"version": "1", "opinion": "已核对", "verdict": "approved"}
    assert "请写下意见" in editor.post(one, {**answers, "opinion": ""}, status=422).text
    assert "请选通过或退回" in editor.post(one, {"version": "1", "opinion": "好"}, status=422).text
    assert "作者又改过" in editor.post(one, {**answers, "version": "9"}, status=422).text
    editor.post(one, answers)
    publisher.get(f"{one}/publish")
    publisher.post(f"{one}/publish", answers)
    assert "示例：豇豆焯水再炒" in officer("editor").get(f"/science/short-facts/{slug}").text
    assert "已核对" in publisher.get(f"{DESK}/zh/{slug}").text


def test_a_reviewer_who_wrote_it_is_told_to_leave_it(app: Flask, officer: Officer) -> None:
    author = officer("volunteer", "publisher", name="both")
    slug = keep(app, make_submitted, "both")
    one = f"{DESK}/reviews/zh/{slug}"
    assert "作者不能审自己的稿件" in author.get(one).text
    answers = {"version": "1", "opinion": "好", "verdict": "approved"}
    assert "作者不能审自己的稿件" in author.post(one, answers, status=422).text


def test_what_is_sent_back_shows_why(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_first_approved, "writer")
    publisher = officer("publisher")
    answers = {"version": "1", "opinion": "请补一条出处", "verdict": "returned"}
    publisher.post(f"{DESK}/reviews/zh/{slug}/publish", answers)
    assert "请补一条出处" in writer(officer).get(f"{DESK}/zh/{slug}/edit").text
    assert "不在这一步" in publisher.get(f"{DESK}/reviews/zh/{slug}").text
    publisher.post(f"{DESK}/reviews/zh/{slug}", answers, status=409)


def test_publication_may_wait(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_first_approved, "writer")
    publisher, address = officer("publisher"), f"{DESK}/reviews/zh/{slug}/publish"
    answers = {"version": "1", "opinion": "好", "verdict": "approved"}
    past = publisher.post(address, {**answers, "publish_at": "2020-01-01T00:00"}, status=422)
    assert "发布时间早于现在" in past.text
    publisher.post(address, {**answers, "publish_at": "2099-01-01T08:00"})
    assert "定时发布" in publisher.get(f"{DESK}/zh/{slug}").text
    publisher.get(f"/science/short-facts/{slug}", status=404)


def test_withdrawing_takes_it_off_the_site_at_once(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_published, "writer")
    publisher, address = officer("publisher"), f"{DESK}/reviews/zh/{slug}/withdraw"
    search = "/search?q=豇豆&kind=article"
    assert len(publisher.get(search).all("#results h3")) == 1
    publisher.get(address)
    assert "请写明撤回的原因" in publisher.post(address, {"reason": ""}, status=422).text
    publisher.post(address, {"reason": "限量已变"})
    assert "限量已变" in publisher.get(f"/science/short-facts/{slug}", status=410).text
    assert publisher.get(search).all("#results h3") == []
    assert "限量已变" in publisher.get(f"{DESK}/zh/{slug}").text


def test_an_article_is_renewed(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_published, "writer")
    publisher, address = officer("publisher"), f"{DESK}/reviews/zh/{slug}/renew"
    publisher.get(address)
    answers = {"opinion": "标准未变", "review_by_on": "2020-01-01"}
    assert "晚于今天" in publisher.post(address, answers, status=422).text
    odd = publisher.post(address, {**answers, "review_by_on": "9999-12-31"}, status=422)
    assert "核对年份" in odd.text
    publisher.post(address, {**answers, "review_by_on": "2099-01-01"})
    assert "2099-01-01" in publisher.get(f"/science/short-facts/{slug}").text


def test_a_correction_is_proposed_compared_and_published(app: Flask, officer: Officer) -> None:
    author, publisher = writer(officer), officer("publisher")
    slug = keep(app, make_published, "writer")
    address, decision = f"{DESK}/zh/{slug}/correct", f"{DESK}/reviews/zh/{slug}/correction"
    publisher.get(decision, status=404)
    author.get(address)
    preview = author.post(address, {**ANSWERS, "action": "preview"}, status=200)
    assert preview.all("#preview strong") == ["不吃"]
    assert "请写明改了什么" in author.post(address, ANSWERS, status=422).text
    changed = {**ANSWERS, "note": "改写全文"}
    assert "有一份更正在等审核" in author.follow(address, changed).text
    assert "更正" in publisher.get(f"{DESK}/reviews/").text
    compared = publisher.get(decision)
    assert "发芽的**不吃**。" in " ".join(compared.all("ins"))
    assert publisher.get(f"/science/short-facts/{slug}").heading != ANSWERS["title"]
    publisher.post(decision, {"opinion": "好", "verdict": ""}, status=422)
    publisher.post(decision, {"opinion": "好", "verdict": "approved"})
    public = publisher.get(f"/science/short-facts/{slug}")
    assert public.heading == ANSWERS["title"]
    assert "更正 1 次" in public.text
    assert "改写全文" in public.text
    assert len(publisher.get("/search?q=土豆").all("#results h3")) == 1
