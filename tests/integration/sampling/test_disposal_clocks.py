"""Time limits around holidays, worked by hand along the State Council's notices of each year."""

from datetime import date

import pytest
from flask import Flask

from portal.sampling.limits import last_day, limit_of, starts_due_before

SERVE, ASK = "sampling.serve_days", "sampling.retest_request_days"
ACCEPT, LABORATORY = "sampling.retest_accept_days", "sampling.retest_lab_days"
HAND_OVER, CONCLUDE = "sampling.retest_handover_days", "sampling.retest_conclusion_days"
TOLD, CLOSE = "sampling.retest_report_days", "sampling.disposal_days"
PROCESS, OTHER = "sampling.objection_decide_process_days", "sampling.objection_decide_other_days"
COSMETICS, OBJECT = "sampling.cosmetics_retest_days", "sampling.objection_process_days"
ARTICLES = {
    SERVE: "第二十九条",
    ASK: "第三十条",
    ACCEPT: "第三十二条第一款",
    LABORATORY: "第三十二条第二款",
    HAND_OVER: "第三十三条",
    CONCLUDE: "第三十五条",
    TOLD: "第三十五条",
    CLOSE: "第四十六条",
    PROCESS: "第三十七条",
    OTHER: "第三十七条",
    COSMETICS: "第五十一条",
    OBJECT: "第三十七条",
}
# Each comment counts the days: the number of a day stands behind it.
WORKED = (
    # 2024: 春节 10–17 Feb off, 4 and 18 Feb worked. 8 Feb 1, 9 Feb 2, Sun 18 Feb 3, 19–22 Feb 4–7.
    (ASK, "2024-02-07", "2024-02-22"),
    # 清明 4–6 Apr off, Sun 7 Apr worked 1, 8–11 Apr 2–5.
    (SERVE, "2024-04-03", "2024-04-11"),
    # Sun 28 Apr worked 1, 29–30 Apr 2–3, 1–5 May off, 6–9 May 4–7.
    (ASK, "2024-04-26", "2024-05-09"),
    # Fri 10 May 1, Sat 11 May worked 2, 13–15 May 3–5.
    (ACCEPT, "2024-05-09", "2024-05-15"),
    # Fri 7 Jun 1, Mon 10 Jun off (端午), 11–14 Jun 2–5.
    (LABORATORY, "2024-06-06", "2024-06-14"),
    # Fri 13 Sep 1, Sat 14 Sep worked 2, 15–17 Sep off (中秋), 18–20 Sep 3–5, 23–24 Sep 6–7.
    (COSMETICS, "2024-09-12", "2024-09-24"),
    # 23–27 Sep 1–5, Sun 29 Sep worked 6, 30 Sep 7, 1–7 Oct off, 8–11 Oct 8–11, Sat 12 Oct worked
    # 12, 14–18 Oct 13–17, 21–23 Oct 18–20.
    (PROCESS, "2024-09-20", "2024-10-23"),
    # 2025: Sun 26 Jan worked 1, 27 Jan 2, 28 Jan – 4 Feb off (春节), 5–7 Feb 3–5.
    (SERVE, "2025-01-24", "2025-02-07"),
    # 6–7 Feb 1–2, Sat 8 Feb worked 3, 10–13 Feb 4–7.
    (ASK, "2025-02-05", "2025-02-13"),
    # 4–6 Apr off (清明), 7–9 Apr 1–3.
    (HAND_OVER, "2025-04-03", "2025-04-09"),
    # Sun 27 Apr worked 1, 28–30 Apr 2–4, 1–5 May off, 6 May 5.
    (ACCEPT, "2025-04-25", "2025-05-06"),
    # Sun 28 Sep worked 1, 29–30 Sep 2–3, 1–8 Oct off, 9–10 Oct 4–5, Sat 11 Oct worked 6, 13 Oct 7.
    (OBJECT, "2025-09-26", "2025-10-13"),
    # 15–19 Sep 1–5, 22–26 Sep 6–10, 28 Sep 11, 29–30 Sep 12–13, 9–11 Oct 14–16, 13–17 Oct 17–21,
    # 20–24 Oct 22–26, 27–30 Oct 27–30.
    (OTHER, "2025-09-12", "2025-10-30"),
    # 2026: Fri 13 Feb 1, Sat 14 Feb worked 2, 15–23 Feb off (春节), 24–27 Feb 3–6, Sat 28 Feb 7.
    (ASK, "2026-02-12", "2026-02-28"),
    # 1–5 May off, 6–8 May 1–3, Sat 9 May worked 4, 11 May 5.
    (SERVE, "2026-04-30", "2026-05-11"),
    # 15–18 Jun 1–4, 19–21 Jun off (端午), 22–26 Jun 5–9, 29 Jun 10.
    (CONCLUDE, "2026-06-12", "2026-06-29"),
    # Sun 20 Sep worked 1, 21–24 Sep 2–5, 25–27 Sep off (中秋), 28–29 Sep 6–7.
    (ASK, "2026-09-18", "2026-09-29"),
    # 1–7 Oct off, 8–9 Oct 1–2.
    (TOLD, "2026-09-30", "2026-10-09"),
    # The same, and Sat 10 Oct worked 3.
    (HAND_OVER, "2026-09-30", "2026-10-10"),
    # Calendar days take no notice of holidays: 30 days of January, 29 of February, 31 of March.
    (CLOSE, "2024-01-01", "2024-03-31"),
    # 30 of January, 28 of February, 31 of March, 1 of April.
    (CLOSE, "2025-01-01", "2025-04-01"),
    # 20 of November, 31 of December, 31 of January, 8 of February.
    (CLOSE, "2026-11-10", "2027-02-08"),
)


@pytest.mark.parametrize(("key", "start", "end"), WORKED)
def test_a_limit_ends_on_the_day_counted_by_hand(
    inside: Flask, key: str, start: str, end: str
) -> None:
    begun = date.fromisoformat(start)
    assert last_day(key, begun) == date.fromisoformat(end)
    limit = limit_of(key, begun)
    assert limit is not None
    assert limit.instrument is not None
    assert ARTICLES[key] in (limit.article or "")


@pytest.mark.parametrize("key", ["sampling.disposal_start_days", "sampling.disposal_recheck_days"])
def test_what_nobody_set_has_no_last_day_and_is_never_late(inside: Flask, key: str) -> None:
    assert last_day(key, date(2026, 1, 5)) is None
    assert list(starts_due_before(key, date(2026, 11, 22))) == []


@pytest.mark.parametrize("key", [SERVE, CLOSE])
def test_the_starts_that_are_past_are_those_whose_last_day_is(inside: Flask, key: str) -> None:
    for ordinal in range(date(2026, 1, 20).toordinal(), date(2026, 3, 10).toordinal()):
        today = date.fromordinal(ordinal)
        ((first, last),) = starts_due_before(key, today)
        for start in map(date.fromordinal, range(today.toordinal() - 110, today.toordinal() + 1)):
            ends = last_day(key, start)
            assert ends is not None
            assert (first <= start <= last) == (ends < today)
