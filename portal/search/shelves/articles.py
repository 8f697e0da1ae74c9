"""Articles of popular science."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.kernel import clock
from portal.science import queries as science
from portal.science.models import Article
from portal.search.documents import Document
from portal.search.rules import Entry
from portal.web import prose


class ArticleShelf:
    """Articles of popular science."""

    kind = "article"
    model: type | None = Article
    shipped = ""

    def current_versions(
        self, at: datetime, session: Session, *, among: Iterable[str] | None = None
    ) -> Mapping[str, int]:
        """Return the version of every article that is public and in date."""
        numbers = None if among is None else [int(ref.partition(":")[2]) for ref in among]
        versions = science.current_versions(at, session, among=numbers)
        return {f"{self.kind}:{number}": version for number, version in versions.items()}

    def list_documents(
        self, refs: Iterable[str], at: datetime, session: Session
    ) -> Sequence[Document]:
        """Return those of these articles that are public and in date."""
        numbers = [int(ref.partition(":")[2]) for ref in refs]
        return [self._document(article) for article in science.list_current(numbers, at, session)]

    def next_change_at(self, at: datetime, session: Session) -> datetime | None:
        """Return when a scheduled article appears or one passes its review day."""
        return science.next_change_at(at, session)

    def _document(self, article: Article) -> Document:
        published_at = article.published_at or article.created_at
        entry = Entry(
            ref=f"{self.kind}:{article.id}",
            version=article.version,
            kind=self.kind,
            group=f"{self.kind}:{article.slug}",
            language=article.language.value,
            column=article.column,
            on=clock.in_china(published_at).date(),
            title=article.title,
        )
        return Document(
            entry=entry,
            summary=article.summary,
            body=prose.plain(article.body),
            keywords=(*article.items, *article.topics),
            byline=article.byline,
            published_at=published_at,
            endpoint="science.show_article",
            values={"column": article.column, "slug": article.slug},
        )
