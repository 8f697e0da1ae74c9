"""What a desk answers in versions: verdicts on rumours, answers to what many people ask."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import force_locale
from sqlalchemy.orm import Session

from portal.concerns import queries as concerns
from portal.concerns.models import Concern, ConcernVersion
from portal.kernel import clock
from portal.kernel.generation import watch
from portal.rumours import queries as rumours
from portal.rumours.models import Rumour, RumourVersion
from portal.rumours.rules import Verdict
from portal.rumours.words import VERDICTS
from portal.search.documents import Document
from portal.search.rules import Entry
from portal.search.shelves.fixed import LANGUAGES
from portal.web import prose
from portal.web.locale import LOCALES


@dataclass(frozen=True)
class Told:
    """What the desk says of one thing: each part by language, empty where it is not told."""

    number: int
    version: int
    code: str
    published_at: datetime
    title: Mapping[str, str]
    summary: Mapping[str, str]
    body: Mapping[str, str]
    keywords: tuple[str, ...]
    byline: Mapping[str, str]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is told in; English may be missing."""
        return tuple(one for one in LANGUAGES if self.title[one])


class AnswerShelf:
    """What may be found of one desk. A change of its table is seen by the table's own mark."""

    kind: str
    model: type | None
    endpoint: str
    shipped = ""

    def told(self, numbers: Iterable[int], session: Session) -> Iterator[Told]:
        """Yield what is public of these, as readers see it."""
        raise NotImplementedError

    def numbers(self, session: Session, among: Iterable[int] | None) -> Iterable[int]:
        """Return which of them are public."""
        raise NotImplementedError

    def current_versions(
        self,
        at: datetime,  # noqa: ARG002 - publication is always somebody's act
        session: Session,
        *,
        among: Iterable[str] | None = None,
    ) -> Mapping[str, int]:
        """Return the version of everything public, in each language it is told in."""
        wanted = None if among is None else {int(_number(ref)) for ref in among}
        found = self.told(self.numbers(session, wanted), session)
        return {
            f"{self.kind}:{one.number}.{language}": one.version
            for one in found
            for language in one.languages
        }

    def list_documents(
        self,
        refs: Iterable[str],
        at: datetime,  # noqa: ARG002 - as above
        session: Session,
    ) -> Sequence[Document]:
        """Return those of these things that are public."""
        wanted = set(refs)
        found = self.told({int(_number(ref)) for ref in wanted}, session)
        made = [self._document(one, language) for one in found for language in one.languages]
        return [document for document in made if document.entry.ref in wanted]

    def next_change_at(
        self,
        at: datetime,  # noqa: ARG002 - as above
        session: Session,  # noqa: ARG002 - as above
    ) -> datetime | None:
        """Return None: the clock changes nothing here."""
        return None

    def _document(self, one: Told, language: str) -> Document:
        entry = Entry(
            ref=f"{self.kind}:{one.number}.{language}",
            version=one.version,
            kind=self.kind,
            group=f"{self.kind}:{one.number}",
            language=language,
            column="",
            on=clock.in_china(one.published_at).date(),
            title=one.title[language],
        )
        return Document(
            entry=entry,
            summary=one.summary[language],
            body=prose.plain(one.body[language]),
            keywords=one.keywords,
            byline=one.byline[language],
            published_at=one.published_at,
            endpoint=self.endpoint,
            values={"code": one.code},
        )


class RumourShelf(AnswerShelf):
    """Rumours and the verdicts on them."""

    kind = "rumour"
    model: type | None = Rumour
    endpoint = "rumours.show_rumour"

    def numbers(self, session: Session, among: Iterable[int] | None) -> Iterable[int]:
        """Return which rumours have a published verdict."""
        return rumours.current_versions(session, among=among)

    def told(self, numbers: Iterable[int], session: Session) -> Iterator[Told]:
        """Yield what is public of these rumours."""
        for version in rumours.list_current(numbers, session):
            yield _told_of_rumour(version)


def _told_of_rumour(version: RumourVersion) -> Told:
    content = version.content
    return Told(
        number=version.rumour_id,
        version=version.number,
        code=version.rumour.code,
        published_at=version.published_at,
        title=_both(content, "claim"),
        summary=_both(content, "short"),
        body=_both(content, "truth"),
        keywords=tuple(filter(None, (version.product, content.enterprise))),
        byline=_verdict(version.verdict),
    )


class ConcernShelf(AnswerShelf):
    """What many people ask, and the answers."""

    kind = "concern"
    model: type | None = Concern
    endpoint = "concerns.show_concern"

    def numbers(self, session: Session, among: Iterable[int] | None) -> Iterable[int]:
        """Return which concerns have a published answer."""
        return concerns.current_versions(session, among=among)

    def told(self, numbers: Iterable[int], session: Session) -> Iterator[Told]:
        """Yield what is public of these concerns."""
        for version in concerns.list_current(numbers, session):
            yield _told_of_concern(version)


def _told_of_concern(version: ConcernVersion) -> Told:
    answer = _both(version.content, "answer")
    return Told(
        number=version.concern_id,
        version=version.number,
        code=version.concern.code,
        published_at=version.published_at,
        title=_both(version.content, "question"),
        summary=dict.fromkeys(LANGUAGES, ""),
        body=answer,
        keywords=(),
        byline=dict.fromkeys(LANGUAGES, ""),
    )


def _verdict(verdict: Verdict) -> Mapping[str, str]:
    """Return the verdict in each language: a claim is never shown without it."""
    told = {}
    for language in LANGUAGES:
        with force_locale(LOCALES[language]):
            told[language] = str(VERDICTS[verdict])
    return told


def _both(content: Any, part: str) -> Mapping[str, str]:
    return {"zh": getattr(content, part), "en": getattr(content, f"{part}_en")}


def _number(ref: str) -> str:
    return ref.partition(":")[2].partition(".")[0]


TABLES = ("rumour", "concern")
watch(*TABLES)
