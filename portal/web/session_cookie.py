"""The session cookie outlives a clock that is set back.

A cookie signed a moment ago by a clock that was fast seems to come from the future, and would be
thrown away: with it a draft that was nearly done, or a receipt not yet written down.
"""

from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer


class PatientSigner(TimestampSigner):
    """Takes what this site signed as signed, though its clock was set back since."""

    def unsign(self, signed_value: Any, max_age: int | None = None, *rest: Any, **more: Any) -> Any:
        """Read a signed value; raises SignatureExpired for one that is too old."""
        try:
            return super().unsign(signed_value, max_age, *rest, **more)
        except SignatureExpired as expired:
            signed_at = expired.date_signed
            if signed_at is None or signed_at <= datetime.now(UTC):
                raise
            return super().unsign(signed_value, None, *rest, **more)


class PatientSessions(SecureCookieSessionInterface):
    """Flask's own sessions, read by the patient signer."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return the serializer of session cookies."""
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            serializer.signer = PatientSigner
        return serializer


def init_app(app: Flask) -> None:
    """Let the app read its cookies so."""
    app.session_interface = PatientSessions()
