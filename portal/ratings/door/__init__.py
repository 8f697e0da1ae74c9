"""On the door: badges and printed signs of a grade, and what a scanned sign still says.

For passers-by, shops and other sites. Words: a *badge* (徽标) is a picture of the grade of today
that other pages may show; a *sign* (门牌) is a sheet to print; a *stamp* is what its code says:
which grade, printed on which day, signed by this site.
"""
