"""Objections of enterprises (异议): to a grade, and to what other rooms publish about them.

An enterprise says what is wrong and why; an officer takes it up or says why not; somebody verifies
it; somebody who did not rate decides with reasons. A change makes a new version of the grade. What
is objected to is named by kind and reference, so that inspections and penalties can be, too.
"""
