"""Prose: what people write in Markdown becomes HTML that cannot harm its reader.

Raw HTML stays text. Whatever the parser makes is cleaned once more by an allow-list: no script,
style, frame or form, and no picture but those the caller names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import isPunctChar
from markdown_it.rules_inline import state_inline
from markdown_it.token import Token


def _is_punctuation(character: str) -> bool:
    # CommonMark counts “ and 。 as punctuation and then takes **“某某”**被通报 for plain asterisks,
    # because Chinese puts no space around it. Wide and ambiguous marks count as letters here.
    return east_asian_width(character) not in "WFA" and isPunctChar(character)


vars(state_inline).update(isPunctChar=_is_punctuation)

_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
SMALLEST_HEADING = 6
_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol",
    "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "table": {"class"},
    "th": {"scope"},
} | {f"h{level}": {"id"} for level in range(2, SMALLEST_HEADING + 1)}
_SCHEMES = {"http", "https", "mailto", "tel"}
# Readers' trust is not lent to whatever an author links to.
_REL = "noopener nofollow ugc"


@dataclass(frozen=True)
class Picture:
    """A picture that may stand in a text; ``address`` is on this site."""

    address: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Heading:
    """One heading of a text, for a table of contents."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Prose:
    """Clean HTML, which templates print as it is, and its headings."""

    html: str
    headings: tuple[Heading, ...] = ()

    def __html__(self) -> str:
        """Tell Jinja that this needs no escaping."""
        return self.html


def render(text: str, pictures: Sequence[Picture] = (), *, anchor: str = "part") -> Prose:
    """Return the text as HTML. Its highest heading becomes h2: h1 is the page's own.

    ``anchor`` begins the id of each heading.
    """
    tokens = _parser.parse(text)
    headings = _number_headings(tokens, anchor)
    known = {picture.address: picture for picture in pictures}
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("class", "tbl")
        elif token.type == "th_open":
            token.attrs = {"scope": "col"}
        elif token.type == "inline" and token.children:
            token.children = [_place_picture(child, known) for child in token.children]
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=_REL)
    return Prose(clean, headings)


def _number_headings(tokens: list[Token], anchor: str) -> tuple[Heading, ...]:
    opening = [index for index, token in enumerate(tokens) if token.type == "heading_open"]
    shift = 2 - min((int(tokens[index].tag[1]) for index in opening), default=2)
    headings: list[Heading] = []
    level = 1
    for index in opening:
        # Whoever listens to a page moves by its headings; no level may be skipped on the way down.
        level = min(int(tokens[index].tag[1]) + shift, level + 1, SMALLEST_HEADING)
        tokens[index].tag = tokens[index + 2].tag = f"h{level}"
        name = f"{anchor}-{len(headings) + 1}"
        tokens[index].attrSet("id", name)
        headings.append(Heading(name, _words_of(tokens[index + 1])))
    return tuple(headings)


def _place_picture(token: Token, known: Mapping[str, Picture]) -> Token:
    if token.type != "image":
        return token
    picture = known.get(str(token.attrGet("src")))
    if picture is None:
        return Token("text", "", 0, content=token.content)
    token.attrs = {
        "src": picture.address,
        "alt": "",
        "width": picture.width,
        "height": picture.height,
        "loading": "lazy",
    }
    if not token.content:
        token.children = [Token("text", "", 0, content=picture.alt)]
    return token


def _words_of(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    if token.children:
        return "".join(_words_of(child) for child in token.children)
    return token.content


def pictures_in(text: str) -> frozenset[str]:
    """Return the addresses of the pictures that a Markdown text names."""
    blocks = (token.children or () for token in _parser.parse(text) if token.type == "inline")
    named = (child for children in blocks for child in children if child.type == "image")
    return frozenset(str(child.attrGet("src")) for child in named)


def plain(text: str) -> str:
    """Return the words of a Markdown text without its marks, one block a line."""
    worded = {"inline", "code_block", "fence"}
    blocks = (token for token in _parser.parse(text) if token.type in worded)
    return "\n".join(_words_of(block).strip() for block in blocks)
