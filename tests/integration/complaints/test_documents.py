"""The ten documents: their numbers, their words, and what stays when they are printed again."""

from datetime import date, datetime, timedelta
from typing import Any

import pypdfium2
import pytest
import time_machine
from flask import Flask

from portal.accounts.models import Account
from portal.complaints import documents, services
from portal.complaints.documents import Told
from portal.complaints.documents.content import opened
from portal.complaints.documents.wording import wording_file
from portal.complaints.models import Case, CaseDocument
from portal.complaints.rules import (
    DocumentKind,
    Outcome,
    Party,
    Reader,
    Track,
)
from portal.complaints.services.mediation import plan_meeting
from portal.kernel import audit, clock
from portal.kernel.errors import NotAllowed, NotFound, Refused
from portal.places.profile import current_place
from tests.factories.complaints import PERSON, conclude, make_assigned, make_handler

OF_REPORTS = {DocumentKind.REPORT_FORM, DocumentKind.REPORT_RESULT}


def kinds_of(case: Case) -> list[DocumentKind]:
    """Return what was issued for a case, in its order."""
    return [one.kind for one in reversed(documents.list_documents(case))]


def text_of(document: CaseDocument, reader: Reader = Reader.OFFICE) -> str:
    """Return every word of one reader's copy, without a name."""
    return str(opened(document.content, reader, None))


def newest(case: Case, kind: DocumentKind) -> CaseDocument:
    """Return the newest document of a kind."""
    return next(one for one in documents.list_documents(case) if one.kind is kind)


def accepted(**facts: Any) -> tuple[Case, Account]:
    """Return a complaint that was accepted."""
    case, handler = make_assigned(**facts)
    services.accept_case(case, by=handler)
    return case, handler


def test_the_ten_are_those_that_accompany_the_order(inside: Flask) -> None:
    forms = current_place().parameters.items("complaints.official_forms", clock.today())
    told = {one.form: one.name.zh for one in wording_file().documents.values()}
    assert told == {form.code: form.label.zh for form in forms}
    assert set(wording_file().documents) == set(DocumentKind)
    assert len({one.mark for one in wording_file().documents.values()}) == len(DocumentKind)


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_document_is_printed_readable_by_all_and_always_the_same(
    inside: Flask, kind: DocumentKind
) -> None:
    case, handler = make_assigned(Track.REPORT if kind in OF_REPORTS else Track.COMPLAINT)
    told = Told(note="示例", until=date(2026, 6, 1), receiver="示例局", decision="filed")
    document = documents.issue(kind, case, by=handler, told=told)
    first = documents.print_document(document, Reader.OFFICE, PERSON)
    assert first == documents.print_document(document, Reader.OFFICE, PERSON)
    assert b"pdfuaid" in first
    assert b"pdfaid" in first
    assert b"/FontFile" in first
    assert PERSON.telephone not in str(document.content)


def test_deeds_issue_their_documents(inside: Flask) -> None:
    case, handler = make_assigned()
    until = clock.today() + timedelta(days=5)
    services.ask_for_supplement(case, until=until, note="示例", by=handler, asks_identity=True)
    services.accept_case(case, by=handler)
    services.conclude_complaint(
        case, outcome=Outcome.SETTLED, ground=None, answer="示例：退 38 元", by=handler
    )
    assert kinds_of(case) == [
        DocumentKind.IDENTITY_NOTICE,
        DocumentKind.COMPLAINT_FORM,
        DocumentKind.ACCEPTANCE,
        DocumentKind.MEDIATION_AGREEMENT,
    ]
    assert documents.register_once(case, by=handler) is None
    assert "退 38 元" in text_of(newest(case, DocumentKind.MEDIATION_AGREEMENT))


@pytest.mark.parametrize(
    ("outcome", "ground", "words"),
    [
        (Outcome.TERMINATED, "absent", "不参加调解或者明确拒绝调解”的情形"),
        (Outcome.UNSETTLED, None, "双方没有达成协议，本机关决定终止调解"),
    ],
)
def test_a_mediation_that_ends_is_ended_by_a_document(
    inside: Flask, outcome: Outcome, ground: str | None, words: str
) -> None:
    case, handler = accepted()
    services.conclude_complaint(case, outcome=outcome, ground=ground, answer="示例", by=handler)
    text = text_of(newest(case, DocumentKind.MEDIATION_END))
    assert words in text
    assert "第三十九条" in text
    assert "示例街 2 号" not in text_of(newest(case, DocumentKind.MEDIATION_END), Reader.RESPONDENT)


def test_a_named_reporter_is_told_by_documents_and_a_tip_has_none(inside: Flask) -> None:
    report, handler = make_assigned(Track.REPORT, identity=PERSON)
    services.answer_report(conclude(report, handler), note="示例", by=handler)
    assert kinds_of(report) == [
        DocumentKind.REPORT_FORM,
        DocumentKind.REPORT_RESULT,
        DocumentKind.REPORT_RESULT,
    ]
    first, last = (one for one in reversed(documents.list_documents(report)[:2]))
    assert "决定立案" in text_of(first)
    assert "核查结论：属实" in text_of(last)
    tip, other = make_assigned(Track.TIP)
    services.answer_report(conclude(tip, other), note="示例", by=other)
    assert kinds_of(tip) == [DocumentKind.REPORT_FORM]


def test_passing_on_is_issued_by_who_passes_on_and_not_for_the_citizen(inside: Flask) -> None:
    case, handler = make_assigned(Track.REPORT)
    make_handler("agriculture")
    services.transfer_case(case, to="agriculture", reason="示例：农药残留", by=handler)
    document = newest(case, DocumentKind.PASSING_ON)
    assert document.content["agency"] == current_place().place.bureau.zh
    assert documents.agency_of("closed long ago") == "closed long ago"
    assert document.content["title"] == "举报分送通知书"
    assert "依法保密" in text_of(document)
    assert not documents.list_for_citizen(case)
    with pytest.raises(NotFound):
        documents.get_document(case, document.key, Reader.CITIZEN)


def test_a_review_voids_what_it_overturns_and_accepts_by_a_decision(inside: Flask) -> None:
    case, handler = make_assigned()
    services.refuse_case(case, ground="three-years", note="示例", by=handler)
    services.ask_for_review(case, reason="示例：小票在这里")
    services.decide_review(case, is_upheld=False, note="示例：确在三年以内", by=handler)
    refusal = newest(case, DocumentKind.REFUSAL)
    assert refusal.voided_at is not None
    assert refusal.void_reason == "示例：确在三年以内"
    assert newest(case, DocumentKind.ACCEPTANCE).voided_at is None


def test_a_respondent_learns_no_more_than_mediation_needs(inside: Flask) -> None:
    case, handler = accepted(told="示例：我住在示例小区，买的鱼饼发黏。")
    when = datetime(2026, 6, 3, 9, 30, tzinfo=clock.CHINA)
    document = documents.tell_of_meeting(case, starts_at=when, venue="示例调解室", by=handler)
    text = str(opened(document.content, Reader.RESPONDENT, PERSON))
    assert PERSON.name in text
    assert "2026年6月3日9时30分" in text
    assert "示例调解室" in text
    for hidden in (PERSON.telephone, PERSON.address, "示例小区"):
        assert hidden not in text
    without = documents.issue(DocumentKind.MEDIATION_NOTICE, case, by=handler)
    assert "另行告知" in text_of(without, Reader.CITIZEN)


def test_both_sides_are_asked_to_a_planned_meeting_by_its_notice(inside: Flask) -> None:
    case, handler = accepted()
    parties = (Party.COMPLAINANT, Party.RESPONDENT)
    when = clock.now() + timedelta(days=3)
    plan_meeting(case, starts_at=when, place="示例调解室", parties=parties, by=handler)
    notice = newest(case, DocumentKind.MEDIATION_NOTICE)
    assert notice.content["copies"] == ["citizen", "respondent", "office"]
    assert "调解地点或者方式：示例调解室" in text_of(notice)


def test_what_was_not_seen_is_not_cited(inside: Flask) -> None:
    case, _handler = accepted()
    text = text_of(newest(case, DocumentKind.ACCEPTANCE))
    assert "根据《市场监督管理投诉举报处理办法》的规定" in text
    assert "为60日（《市场监督管理投诉举报处理办法》第二十三条第一款第五项）" in text
    assert "None" not in text


def test_words_whose_period_is_over_go_and_the_number_stays(inside: Flask) -> None:
    case, _handler = accepted()
    number = newest(case, DocumentKind.COMPLAINT_FORM).number
    assert documents.forget_words([case.id]) == 2
    form = newest(case, DocumentKind.COMPLAINT_FORM)
    assert form.number == number
    assert case.told not in text_of(form)
    assert documents.print_document(form, Reader.OFFICE)


def test_nobody_can_write_a_name_into_a_document(inside: Flask) -> None:
    case, _handler = accepted(told="示例 \ue000 {complainant} \ue001")
    form = newest(case, DocumentKind.COMPLAINT_FORM)
    text = str(opened(form.content, Reader.CITIZEN, PERSON))
    assert "示例  {complainant} " in text
    assert text.count(PERSON.name) == 1


def test_a_document_says_what_was_typed_and_runs_nothing(inside: Flask) -> None:
    typed = '#read("/etc/passwd") #panic("x") $a$ *b* @c `d` </script>'
    case, handler = make_assigned(told=f"示例 {typed} 示例")
    form = documents.issue(DocumentKind.COMPLAINT_FORM, case, by=handler)
    pdf = pypdfium2.PdfDocument(documents.print_document(form, Reader.OFFICE))
    said = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "".join(typed.split()) in "".join(said.split())


def test_numbers_run_by_kind_and_year_and_a_void_one_is_never_given_again(inside: Flask) -> None:
    with time_machine.travel("2026-12-31T10:00:00+08:00", tick=False):
        case, handler = accepted()
        first = newest(case, DocumentKind.ACCEPTANCE)
        documents.void_document(first, reason="示例：写错", by=handler)
        second = documents.issue(DocumentKind.ACCEPTANCE, case, by=handler)
        assert (first.number, second.number) == ("投受〔2026〕1号", "投受〔2026〕2号")
        with pytest.raises(Refused):
            documents.void_document(first, reason="示例", by=handler)
        with pytest.raises(Refused):
            documents.void_document(second, reason=" ", by=handler)
        with pytest.raises(NotAllowed):
            documents.void_document(second, reason="示例", by=make_handler())
    with time_machine.travel("2027-01-01T00:10:00+08:00", tick=False):
        assert documents.issue(DocumentKind.ACCEPTANCE, case, by=handler).serial == 1
    actions = [line.action for line in audit.pending()]
    assert actions.count("case.document-voided") == 1
