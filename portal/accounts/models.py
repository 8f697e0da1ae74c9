"""Tables of accounts."""

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts import rules
from portal.kernel.audit import Actor
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.kernel.permissions import Permission


class Account(UserMixin, Base):
    """A person who may sign in."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    display_name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(255))
    roles: Mapped[list[str]]
    department: Mapped[str | None] = mapped_column(String(60))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    password_changed_at: Mapped[datetime]
    totp_secret: Mapped[bytes | None]
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int | None]
    passkeys: Mapped[list["Passkey"]] = relationship(
        back_populates="account", cascade="all, delete-orphan"
    )

    def may(self, permission: Permission) -> bool:
        """Whether one of this person's roles allows it."""
        return permission in rules.permissions_of(self.roles)

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone is not enough for this person."""
        return rules.needs_second_factor(self.roles)

    @property
    def has_second_factor(self) -> bool:
        """Whether this person has set up a second factor."""
        return self.totp_confirmed_at is not None or bool(self.passkeys)

    @property
    def actor(self) -> Actor:
        """This person as the audit log names people."""
        kind = "enterprise" if rules.is_bound(self.roles) else "staff"
        return Actor(kind=kind, name=self.username, role="+".join(sorted(self.roles)))

    @property
    def home(self) -> str:
        """The endpoint at which this person begins."""
        return rules.home_of(self.roles)


class Passkey(Base):
    """A WebAuthn credential of one account."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    credential: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    account: Mapped[Account] = relationship(back_populates="passkeys")


class SignIn(Base):
    """One open session. The browser holds a token; only its digest is kept here."""

    __tablename__ = "sign_in"
    __table_args__ = UNSEEN

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proven_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()
