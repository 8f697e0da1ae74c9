"""Work that takes longer than a page may: queued with the change that asks for it, done once.

For staff (what waits, what failed) and for the rooms that hand work over.

Words: a *job* is one piece of work with its payload; its *kind* names the *runner* that does it;
a worker holds a *lease* on the job it does, so that a job whose worker died is taken up again.
"""
