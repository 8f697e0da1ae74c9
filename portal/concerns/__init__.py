"""关切: what people ask the bureau, grouped, answered by a department, published for everybody.

For a citizen with a question and no complaint. *Question*: what somebody sent, with a receipt
number and nothing about the sender. *Concern*: what several of them ask, in the desk's own words;
one department answers it, somebody else passes the answer. No complaint and no person enters
here: the words that people sent are never published.
"""
