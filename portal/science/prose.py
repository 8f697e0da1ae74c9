"""An article's text as readers get it, on its page and in feeds."""

from portal.science.models import Article
from portal.web.prose import Picture, Prose, render


def prose_of(article: Article, body: str | None = None) -> Prose:
    """Return an article's text, or another text with its pictures, as HTML."""
    pictures = [
        Picture(image.address, image.alt, image.width, image.height) for image in article.images
    ]
    return render(article.body if body is None else body, pictures)
