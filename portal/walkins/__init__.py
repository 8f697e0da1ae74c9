"""你送我检: people bring food of their own, and it is tested for nothing, for reference only.

For everybody (no account), for the desk that receives and tests, and for who releases results.

Words: a *slot* is some hours at a place with a number of tests; a *booking* takes one of them; its
*sample number* is given when the sample is handed in, and opens the page of the result, which is
always marked 参考 (for reference): a quick test is no legal conclusion.
"""
