"""你点我检: people propose and vote on what is sampled, and see what was sampled because of it.

For everybody (no account), and for the desk that opens rounds, reads proposals before they are
shown, and ties what was sampled to what was voted for.

Words: a *round* has a time and kinds of products; a *proposal* is one product somebody would like
tested; a *ballot* is one person's vote, of one or several *choices*. Who voted is not kept: only a
keyed digest that is another one in every round.
"""
