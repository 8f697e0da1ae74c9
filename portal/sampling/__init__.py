"""Sampling results and their disposal (抽检公示与核查处置).

For the public (what was tested, what failed, by how much, what was done about it), for data
officers who bring tables in, reviewers who publish, and handlers who move a failed batch on.

Words: a *batch* (批次) is one sample taken, known by its 抽样编号; a *test item* (检验项目) is one
thing measured in it; an *import* (导入) is one file brought in; a *finding* is a batch's result in
words; a *disposal* (核查处置) is what was done about a failed batch, *step* by step.
"""
