"""One search over everything the portal explains: a Whoosh index, derived from the database.

Words: a *shelf* is a kind of thing that can be found (articles now; rumours, laws, cards later);
a *document* is what the index holds of one thing in one version; the *generation* says which
state of the database an index was derived from; a *hit* is checked against the database before
it is shown.
"""
