"""Announcements of sampling results."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.sampling.models import Announcement
from portal.sampling.queries import announcements
from portal.search.documents import Document
from portal.search.rules import Entry
from portal.web import prose


class AnnouncementShelf:
    """Announcements that are public; their text is Chinese, as they were made."""

    kind = "announcement"
    model: type | None = Announcement
    shipped = ""

    def current_versions(
        self,
        at: datetime,  # noqa: ARG002 - an announcement is public from its publication on
        session: Session,
        *,
        among: Iterable[str] | None = None,
    ) -> Mapping[str, int]:
        """Return 1 for every public announcement: its words never change, it is withdrawn."""
        numbers = None if among is None else [int(ref.partition(":")[2]) for ref in among]
        found = announcements.list_public_announcement_ids(session, among=numbers)
        return {f"{self.kind}:{number}": 1 for number in found}

    def list_documents(
        self,
        refs: Iterable[str],
        at: datetime,  # noqa: ARG002 - as above
        session: Session,
    ) -> Sequence[Document]:
        """Return those of these announcements that are public."""
        numbers = [int(ref.partition(":")[2]) for ref in refs]
        found = announcements.list_public_announcements(numbers, session)
        return [self._document(announcement) for announcement in found]

    def next_change_at(
        self,
        at: datetime,  # noqa: ARG002 - as above
        session: Session,  # noqa: ARG002 - as above
    ) -> datetime | None:
        """Return None: publication is always somebody's act."""
        return None

    def _document(self, announcement: Announcement) -> Document:
        published_at = announcement.published_at or announcement.drafted_at
        ref = f"{self.kind}:{announcement.id}"
        return Document(
            entry=Entry(
                ref=ref,
                version=1,
                kind=self.kind,
                group=ref,
                language="zh",
                column="",
                on=announcement.announced_on,
                title=announcement.name,
            ),
            summary="",
            body=prose.plain(announcement.body),
            keywords=(announcement.number,),
            byline="",
            published_at=published_at,
            endpoint="announcements.show_announcement",
            values={"reference": announcement.reference},
        )
