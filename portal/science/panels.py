"""What rooms above add to the pages of articles; they register when they are imported."""

from portal.kernel.panels import Panels
from portal.science.models import Article

# Pieces in the margin of an article's page.
ARTICLE_ASIDES: Panels[Article] = Panels()
