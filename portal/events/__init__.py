"""Taking part: events with seats and a waiting list, and the weeks, months and days they belong to.

For everybody who would like to come (no account), for volunteers who help, and for the desk that
keeps the list.

Words: an *event* is an article of a column with a time, for which signing up was opened; a
*sign-up* is one group of people with a receipt number, confirmed or on the waiting list, in the
order they came; a *campaign* is a named week, month or day (宣传周、月、日) and an *edition* is
what it is in one year.
"""
