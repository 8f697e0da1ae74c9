"""Letters by SMTP. Where no server is set there is no mailer, and nobody is promised a letter."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

SECONDS = 20.0
FINAL = 500
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
# A header is not broken in the middle of an address that it holds.
WHOLE_LINES = SMTP.clone(max_line_length=900)
LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})


class MailFault(Exception):  # noqa: N818 - it names what happened
    """The mail server could not be reached or would not take letters now."""


class AddressRefused(Exception):  # noqa: N818 - it names what happened
    """The mail server says that this letter cannot be delivered, now or later."""


@dataclass(frozen=True)
class Mailer:
    """A mail server: how it is reached, and in whose name it is written."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    sender: str

    @classmethod
    def at(cls, address: str, sender: str) -> "Mailer":
        """Read ``smtp[s]://user:password@host:port`` or ``smtp+starttls://…``; else ValueError.

        A password never travels in the open: plain ``smtp`` takes one to this machine only.
        """
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname or "@" not in sender:
            raise ValueError("smtp://, smtp+starttls:// or smtps:// with a host, and a sender")
        if parts.scheme == "smtp" and parts.password and parts.hostname not in LOCAL:
            raise ValueError("a password needs smtp+starttls:// or smtps://")
        return cls(
            parts.scheme,
            parts.hostname,
            parts.port or PORTS[parts.scheme],
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            sender,
        )

    def send(self, letter: EmailMessage) -> None:
        """Hand one letter to the server.

        Raises MailFault where it may go well later, AddressRefused where it will not.
        """
        try:
            with self._connect() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(letter)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _words in refused.recipients.values()]
            raise (AddressRefused if _is_final(codes) else MailFault) from None
        except (smtplib.SMTPException, OSError) as fault:
            # The words of a mail server quote addresses; its name of the fault does not.
            raise MailFault(type(fault).__name__) from None

    def _connect(self) -> smtplib.SMTP:
        if self.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        if self.scheme == "smtp+starttls":
            try:
                server.starttls(context=ssl.create_default_context())
            except BaseException:
                server.close()
                raise
        return server


def _is_final(codes: list[int]) -> bool:
    return all(code >= FINAL for code in codes)


def letter_to(address: str, *, sender: str, subject: str, text: str) -> EmailMessage:
    """Return a letter in plain words; raises ValueError for what can be no address."""
    letter = EmailMessage(policy=WHOLE_LINES)
    letter["From"] = sender
    letter["To"] = address
    letter["Subject"] = " ".join(subject.split())
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    return letter
