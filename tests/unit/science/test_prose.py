"""What people write in Markdown cannot harm its readers."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.web.prose import Picture, plain, render
from tests.conftest import SHARED

NAUGHTY = SHARED / "fixtures" / "security_strings" / "blns.json"
ALLOWED = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol",
    "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
HARMFUL = ("<script>", "<img src=x onerror=alert(1)>", "<style>a{}</style>", "<iframe src=//a>")
KNOWN = Picture("/science/images/aa.webp", "一把豇豆", 40, 30)
FETCHES = {"src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href"}
ENOUGH = 500
# Whole tags, drawn so that they nest, break off and hide in each other.
NAMES = st.sampled_from(
    ["script", "style", "iframe", "object", "embed", "svg", "math", "base", "link", "meta", "form",
     "img", "video", "audio", "a", "p", "template", "noscript", "textarea", "title", "xmp"]
)  # fmt: skip
ATTRIBUTES = st.sampled_from(
    ["onerror=alert(1)", "onload='x'", "style=\"background:url(//x.y)\"", "src=//x.y/z.png",
     "srcset='//x.y/z 2x'", "href='java\tscript:alert(1)'", "href=data:text/html,x", "srcdoc='<b>'",
     "action=//x.y", "formaction=//x.y", "http-equiv=refresh content='0;url=//x.y'", "id=q name=q",
     "xlink:href=//x.y", "poster=//x.y", "data=//x.y", "class=a"]
)  # fmt: skip
TAGS = st.builds(
    lambda opening, name, attributes, closing: f"{opening}{name} {' '.join(attributes)}{closing}",
    st.sampled_from(["<", "</", "<<", "< ", "&lt;", "<!--<", "<![CDATA[<"]),
    NAMES,
    st.lists(ATTRIBUTES, max_size=3),
    st.sampled_from([">", "/>", "", "-->", "\n", "]]>"]),
)
MARKS = st.sampled_from(
    ["[a](javascript:alert(1))", "[a](JAVASCRIPT&colon;x)", "[a](&#106;avascript:x)",
     "<javascript:x>",
     "[a](vbscript:x)", "[a](data:text/html;base64,eA==)", "[a](//x.y)", "[a](http://x.y)",
     "![a](http://x/y.png)", "![](/science/images/aa.webp)", "![](//x.y/science/images/aa.webp)",
     "![](/science/images/aa.webp \" onerror=x\")", "[a]: javascript:x\n[a]", "![][a]", "<http://x.y>",
     "| a |\n|-|\n", "```html\n", "    ", "> ", "- ", "# ", "**", "\\", "&", "\"", "\x00", "\n\n"]
)  # fmt: skip
FRAGMENTS = st.sampled_from(
    [
        *HARMFUL,
        "[a](javascript:alert(1))", "[a](//x.y)", "![a](http://x/y.png)", "# ", "|", "`", "**",
        "<", ">", "&", '"', "]", "(", "data:text/html,", "\n", "x",
    ]
)  # fmt: skip


def check_harmless(html: str) -> None:
    soup = BeautifulSoup(html, "html.parser")
    assert {tag.name for tag in soup.find_all(recursive=True)} <= ALLOWED
    for tag in soup.find_all(recursive=True):
        assert not {name for name in tag.attrs if name.startswith("on") or name == "style"}
        href = str(tag.get("href", ""))
        assert re.match(r"(?!(javascript|data|vbscript):)", href, re.IGNORECASE)
        if tag.name == "a":
            assert tag["rel"] == ["noopener", "nofollow", "ugc"]
    for picture in soup.find_all("img"):
        assert picture["src"] == KNOWN.address
    for tag in soup.find_all(recursive=True):
        # Whatever a browser fetches by itself: nothing but the picture named above.
        assert not set(tag.attrs) & FETCHES or tag.name == "img"


@given(st.lists(FRAGMENTS, max_size=30).map("".join))
@settings(deadline=None)
def test_nothing_written_becomes_a_script_a_frame_or_a_request(text: str) -> None:
    check_harmless(render(text).html)


@given(st.lists(TAGS | MARKS, min_size=1, max_size=8).map("".join))
@settings(max_examples=60, deadline=None)
def test_no_mixture_of_tags_and_marks_becomes_more_than_words_and_links(text: str) -> None:
    check_harmless(render(text, [KNOWN]).html)


def test_hundreds_of_tags_with_every_attribute_stay_words() -> None:
    names = "script style iframe object embed svg math base link meta form img video a input"
    known = "onerror=x src=//x.y href=javascript:x style=x srcdoc=x action=//x.y data=//x.y class=x"
    tried = 0
    for name in names.split():
        for attribute in known.split():
            for text in (
                f"<{name} {attribute}>",
                f"x <{name}/{attribute} y",
                f"[{name}](<{attribute}>)",
                f"- <{name} {attribute}>\n\n> **<{name}>**",
                f"`<{name} {attribute}`>",
            ):
                check_harmless(render(text, [KNOWN]).html)
                tried += 1
    assert tried >= ENOUGH


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the folder of naughty strings is not here")
def test_naughty_strings_stay_words() -> None:
    strings = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    assert len(strings) >= ENOUGH
    for text in strings:
        check_harmless(render(text).html)
        plain(text)


def test_html_is_shown_as_written() -> None:
    assert render("<b>x</b>").html == "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"


def test_chinese_punctuation_does_not_break_emphasis() -> None:
    assert "<strong>“某某食品”</strong>被" in render("**“某某食品”**被通报").html
    assert "<strong>怎么办？</strong>先" in render("**怎么办？**先停用").html
    assert "<strong>why?</strong> so" in render("**why?** so").html


def test_the_highest_heading_is_h2_and_no_level_is_skipped() -> None:
    prose = render("# 一\n\n#### 二\n\n## 三", anchor="p")
    assert re.findall(r"<(h\d) id=\"([^\"]+)\"", prose.html) == [
        ("h2", "p-1"),
        ("h3", "p-2"),
        ("h3", "p-3"),
    ]
    assert [(heading.anchor, heading.text) for heading in prose.headings][2] == ("p-3", "三")


def test_only_named_pictures_are_shown() -> None:
    known = Picture("/science/images/aa.webp", "一把豇豆", 40, 30)
    html = render("![](/science/images/aa.webp) ![别处](https://example.org/b.png)", [known]).html
    assert html.count("<img") == 1
    assert 'alt="一把豇豆"' in html
    assert 'width="40"' in html
    assert "别处" in html
    assert 'alt="自己写的"' in render("![自己写的](/science/images/aa.webp)", [known]).html


def test_a_table_has_headings_for_those_who_listen() -> None:
    html = render("|项目|限量|\n|:-|-:|\n|镉|3.0|").html
    assert html.count('<th scope="col">') == 2
    assert "style" not in html


def test_plain_words_carry_no_marks() -> None:
    assert plain("# 题 *a*\n\n- x `c` ![图](z)\n- y\\\nz\n\n    code") == "题 a\nx c 图\ny z\ncode"


def test_templates_print_prose_as_it_is() -> None:
    prose = render("**a**")
    assert prose.__html__() == prose.html
