"""Tables of popular science: articles, what is written about them, what is made of them."""

from portal.science.models.articles import (
    SLUG_LENGTH,
    Article,
    ArticleImage,
    ArticleItem,
    ArticleVersion,
)
from portal.science.models.reviewing import RENEWAL, Correction, OpinionKept, Review
from portal.science.models.teaching import BrandAsset, LessonPack, LessonPart, LessonSheet
from portal.science.models.writing import ArticleNote, ArticleReads, ArticleSound, KeptAnswers

__all__ = [
    "RENEWAL",
    "SLUG_LENGTH",
    "Article",
    "ArticleImage",
    "ArticleItem",
    "ArticleNote",
    "ArticleReads",
    "ArticleSound",
    "ArticleVersion",
    "BrandAsset",
    "Correction",
    "KeptAnswers",
    "LessonPack",
    "LessonPart",
    "LessonSheet",
    "OpinionKept",
    "Review",
]
