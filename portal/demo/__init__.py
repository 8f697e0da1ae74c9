"""A place that never was: synthetic shops, results, cases and articles, to try the portal with.

It is for whoever looks at the portal for the first time, and for screenshots and tests. Every
name says 示例 and every page carries a banner. What happens is told in the order of its days,
through the same services that people's clicks go through: the demo obeys every rule of the rooms.

Words: a *story* is one thing that happens over days (a case, a disposal, a grade); the *diary*
lets all stories happen in the order of their days, the clock standing at each; the *town* is what
they share: the place, its people, its chance.
"""
