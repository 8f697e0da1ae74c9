"""Clauses of Chinese documents, for those who read English."""

import pytest

from portal.web.clauses import in_english, value_of


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("第17条", "Article 17"),
        ("第十八条", "Article 18"),
        ("第二十三条第一款第五项", "Article 23 para. 1 item 5"),
        ("第一百一十五条", "Article 115"),
        ("第20、23、26条", "Article 20, 23, 26"),
        ("第三十七条至第三十九条", "Article 37 to Article 39"),
        ("第11条、序言", "Article 11, preamble"),
        ("文头", "heading"),
        # What says more than where it stands is not half translated.
        ("第二十九条前后", "第二十九条前后"),
        ("文书式样十", "文书式样十"),
        ("", ""),
    ],
)
def test_a_clause_is_written_in_english(chinese: str, english: str) -> None:
    assert in_english(chinese) == english


@pytest.mark.parametrize(
    ("numeral", "value"), [("十", 10), ("二十", 20), ("一百零五", 105), ("二千", 2000), ("7", 7)]
)
def test_numerals_have_values(numeral: str, value: int) -> None:
    assert value_of(numeral) == value
