"""How good each part of the line is: the scores behind ``mujaz eval``, the floors and the benchmarks.

reports        what comes out: scores, counts, comparisons
small_sets     the sets that ship with Mujaz
rows           the same from files of the user
resampling     whether one system is better than another or only luckier
translations, summaries, sentences, roles, groups, facts     one module for each thing that is scored
faithfulness   what of one document was kept, lost and added
"""
