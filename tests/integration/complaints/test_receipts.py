"""One submit token: one case, one number, one secret, one signed receipt, whatever is retried."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.complaints import pages, queries, services
from portal.complaints.files import CheckedFile
from portal.complaints.models import Case, CaseReceipt
from portal.complaints.rules import Track
from portal.complaints.signed import digest_of_text, verify
from portal.extensions import signing_keys
from portal.kernel import clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, Refused
from tests.crowd import Deed, at_once
from tests.factories import complaints as factory
from tests.factories.accounts import make_account

TRIES = count(1)


def receipt_of(case: Case, token: str) -> tuple[object, ...]:
    """Return everything a receipt shows."""
    db.session.flush()
    return case.reference, tuple(pages.secret_words(token)), queries.find_signed_receipt(case)


@pytest.mark.usefixtures("inside")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    retries=st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(0, 900)), max_size=8)
)
def test_whatever_is_retried_and_however_late_each_token_has_one_receipt(
    retries: list[tuple[str, int]],
) -> None:
    known: dict[str, tuple[object, ...]] = {}
    run, today = next(TRIES), clock.now()
    for name, hours in [("a", 0), *retries]:
        token = f"{name} of run {run}"
        with time_machine.travel(today + timedelta(hours=hours), tick=False):
            told = factory.make_filing(Track.TIP, told=f"示例：第 {hours} 次说的，经过写得不一样。")
            case = services.file_case(told, token=token, by=CITIZEN)
            found = receipt_of(case, token)
        assert known.setdefault(name, found) == found
    assert len({number for number, *_rest in known.values()}) == len(known)
    assert len({words for _number, words, _text in known.values()}) == len(known)


def test_many_at_once_with_one_token_are_given_one_receipt(app: Flask) -> None:
    seen = []

    def look() -> Deed:
        filing = factory.make_filing()

        def act() -> None:
            case = services.file_case(filing, token="one token", by=CITIZEN)
            seen.append(receipt_of(case, "one token"))

        return act

    assert all(at_once(app, [look] * 5))
    assert len(set(seen)) == 1
    with app.app_context():
        assert db.session.query(CaseReceipt).count() == 1
        assert verify(str(seen[0][2]), signing_keys().find).is_genuine


@pytest.mark.usefixtures("inside")
def test_a_receipt_signs_text_request_and_every_file_in_their_order() -> None:
    files = [CheckedFile("application/pdf", name.encode(), None) for name in ("one", "two")]
    filing = factory.make_filing(request="退货")
    case = services.file_case(filing, token="files", by=CITIZEN, files=files)
    db.session.flush()
    told = verify(queries.find_signed_receipt(case) or "", signing_keys().find).statement
    assert told is not None
    assert (told.number, told.rule, told.track) == (case.reference, case.rule_version, "complaint")
    assert told.text_sha256 == digest_of_text(case.told)
    assert told.request_sha256 == digest_of_text("退货")
    assert [(one.sha256, one.size) for one in told.files] == [(one.sha256, 3) for one in files]
    assert [one.clock for one in told.due] == ["acceptance", "mediation"]
    assert abs(told.received_at - case.received_at) < timedelta(seconds=1)


def test_the_commands_verify_offline_and_replace_the_key(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        case = factory.make_case()
        (tmp_path / "receipt.txt").write_text(queries.find_signed_receipt(case) or "")
        old = signing_keys().signer().key
        (tmp_path / "key.pem").write_text(old.pem)
    ask = ["complaints", "verify-receipt", str(tmp_path / "receipt.txt")]
    shell = app.test_cli_runner()
    made = shell.invoke(args=["complaints", "rotate-receipt-key"])
    assert made.exit_code == 0, made.output
    for more in ([], ["--key", str(tmp_path / "key.pem")]):
        told = shell.invoke(args=[*ask, *more])
        assert (told.exit_code, "Genuine" in told.output) == (0, True), told.output
    with app.app_context():
        (tmp_path / "key.pem").write_text(signing_keys().signer().key.pem)
    other = shell.invoke(args=[*ask, "--key", str(tmp_path / "key.pem")])
    assert (other.exit_code, "Not signed with this key" in other.output) == (1, True)
    (tmp_path / "key.pem").write_text("no key")
    assert shell.invoke(args=[*ask, "--key", str(tmp_path / "key.pem")]).exit_code == 1
    (tmp_path / "receipt.txt").write_text("no receipt")
    assert "This is no receipt" in shell.invoke(args=ask).output


@pytest.mark.usefixtures("inside")
def test_a_new_secret_needs_somebody_who_enters_cases_and_says_how_it_was_checked() -> None:
    case, editor = factory.make_case(), make_account("editor", department=factory.INTAKE)
    handler = factory.make_handler()
    db.session.commit()
    seen = services.mark_of_secret(case)
    with pytest.raises(Refused, match="怎样核实"):
        services.reissue_secret(case, told=factory.PERSON, check="", seen=seen, by=handler)
    with pytest.raises(NotAllowed):
        services.reissue_secret(case, told=factory.PERSON, check="document", seen=seen, by=editor)
    before = case.secret_digest
    token = services.reissue_secret(
        case, told=factory.PERSON, check="document", seen=seen, by=handler
    )
    words = " ".join(word.word for word in pages.secret_words(token))
    assert case.secret_digest != before
    assert queries.find_by_secret(case.reference, words) is case
