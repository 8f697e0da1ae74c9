"""Laws and rules in plain words: what each is about, and the articles people ask for most.

For a citizen who wants to know what may be asked for, and for anybody who reads a number on the
site and wonders where it comes from. *Law*: one instrument of any rank. *Point*: what one article
says, in our words; the text of the authority that made it is what counts. The register lies in the
layers of a place's profile (laws.yaml): nation, province, place.
"""
