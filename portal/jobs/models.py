"""The table of jobs."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.jobs.rules import JobState
from portal.kernel import clock
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class Job(Base):
    """One piece of work. Its payload holds references, never a person's words."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_next", "state", "due_at", "id"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60), index=True)
    payload: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(default=JobState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(500), default="")
    done_count: Mapped[int] = mapped_column(default=0)
    total_count: Mapped[int] = mapped_column(default=0)
    queued_by: Mapped[str] = mapped_column(String(80))
    queued_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def progress(self) -> tuple[int, int]:
        """How much of it is done, of how much; (0, 0) while nobody knows."""
        return self.done_count, self.total_count

    def is_held(self, attempt: int) -> bool:
        """Whether the worker of this attempt still has it."""
        return self.state is JobState.RUNNING and self.attempts == attempt

    @property
    def is_silent(self) -> bool:
        """Whether its worker fell silent: it died, and another takes the job up."""
        until = self.lease_until
        return self.state is JobState.RUNNING and until is not None and until < clock.now()

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}
