"""Letters reach a mail server, or it is told why not."""

from email.message import EmailMessage

import pytest

from portal.kernel.mail import AddressRefused, Mailer, MailFault, letter_to
from tests.mail_server import listening

SENDER = "portal@example.org"
READER = "reader@example.org"


def letter(subject: str = "新的抽检结果") -> EmailMessage:
    return letter_to(READER, sender=SENDER, subject=subject, text="您好\n")


@pytest.mark.parametrize(
    ("address", "scheme", "port", "user"),
    [
        ("smtp://mail.example.org", "smtp", 25, ""),
        ("smtp+starttls://a%40b:c@mail.example.org", "smtp+starttls", 587, "a@b"),
        ("smtps://a:c@mail.example.org:4465", "smtps", 4465, "a"),
    ],
)
def test_a_server_is_named_by_an_address(address: str, scheme: str, port: int, user: str) -> None:
    server = Mailer.at(address, SENDER)
    assert (server.scheme, server.port, server.user) == (scheme, port, user)


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("http://mail.example.org", SENDER),
        ("smtp://", SENDER),
        ("smtps://mail.example.org", ""),
        ("smtp://a:b@mail.example.org", SENDER),
    ],
)
def test_what_is_no_server_or_would_show_a_password_is_refused(address: str, sender: str) -> None:
    with pytest.raises(ValueError, match=r"smtp|password"):
        Mailer.at(address, sender)


def test_a_letter_arrives_with_its_words() -> None:
    with listening() as server:
        Mailer.at(server.address, SENDER).send(letter())
    assert server.letters[0]["Subject"] == "新的抽检结果"
    assert server.letters[0]["To"] == READER
    assert server.text().strip() == "您好"


def test_a_subject_of_several_lines_is_one_line() -> None:
    assert letter("甲\r\nBcc: x@example.org")["Subject"] == "甲 Bcc: x@example.org"


def test_refusals_for_good_and_for_now_are_told_apart() -> None:
    with listening() as server:
        mailer = Mailer.at(server.address, SENDER)
        for code, fault in ((550, AddressRefused), (450, MailFault)):
            server.refused[READER] = code
            with pytest.raises(fault):
                mailer.send(letter())
        server.is_down = True
        with pytest.raises(MailFault, match="SMTP"):
            mailer.send(letter())
    with pytest.raises(MailFault) as told:
        Mailer.at("smtp://127.0.0.1:1", SENDER).send(letter())
    assert READER not in str(told.value)


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
def test_a_server_without_encryption_gets_no_password(scheme: str) -> None:
    with listening() as server:
        mailer = Mailer.at(f"{scheme}://a:b@127.0.0.1:{server.port}", SENDER)
        with pytest.raises(MailFault):
            mailer.send(letter())
    assert server.letters == []
