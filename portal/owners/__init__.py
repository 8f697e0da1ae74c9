"""Enterprises act for themselves: they claim their page, read their record, object, answer, report.

For enterprises, and for the officers who send them codes and check what they want to say in
public. Words: a *letter* (认领信) carries a code that the bureau sends to the registered address;
an *owner* is one person's account bound to one enterprise; a *reply* (公开答复) is what an
enterprise says in public about a record, after it was checked; a *filing* is a duty report
(履责报告) or a self-check report (自查报告). Nothing of complaints is here, and never who
complained.
"""
