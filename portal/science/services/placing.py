"""Putting a picture into its article, for whoever has no way to copy its line."""

from dataclasses import replace

from portal.accounts.models import Account
from portal.kernel.errors import NotFound
from portal.science.models import Article
from portal.science.services.writing import check_author, save_draft


def place_image(article: Article, digest: str, *, by: Account) -> None:
    """Put a picture at the end of its article; where it stands in it already, nothing changes.

    Raises NotFound, NotAllowed for all but the author, Refused where the article is under review.
    """
    check_author(article, by)
    image = next((image for image in article.images if image.digest == digest), None)
    if image is None:
        raise NotFound(digest)
    if image.address in article.body:
        return
    body = f"{article.body.rstrip()}\n\n![{image.alt}]({image.address})\n".lstrip()
    save_draft(article, facts=replace(article.facts, body=body), revision=article.revision, by=by)
