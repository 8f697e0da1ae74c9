"""The pages that answer whoever asks how: each told whole, in both languages."""

import yaml

from portal.search.shelves.help import FILE


def test_every_page_is_told_in_both_languages_with_words_to_find_it_by() -> None:
    pages = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert len({page["endpoint"] for page in pages.values()}) == len(pages)
    for code, page in pages.items():
        for part in ("title", "about", "words"):
            assert all(page[part][language] for language in ("zh", "en")), (code, part)
        assert len(page["title"]["zh"]) <= 30, code
