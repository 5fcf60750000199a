"""Books: documents with job descriptions, and what a person reads in them.

``NAME.yaml`` is the truth of a book, written by hand and by nobody's reader. Texts, Markdown and pages stand beside it as files;
Word files and PDFs are made of the truth when tests run, by ``make.py``, in layouts that real ones have. All companies are
invented.

A truth has for each job its title and, by field, the statements without their marks, as ``truth.py`` tells:

- ``not_understood``: what stands within a job and belongs to no field. It is to be listed, for a person to see.
- ``either``: what may stand in its field or be listed as not understood; both are right.
- ``groups``: headings of groups of statements, which are no statements; they stand under ``under`` or are listed.
- ``number``: the number of the job's heading; ``marks``: those of the statements of a field.
- ``outside``: what stands outside of the jobs and is to be listed.
- ``never``: words that no field may hold: struck-out text, headers of pages, navigation.

What is **furniture** may be left out without a word, and be listed, and is never a statement: numbers, versions and dates of
the document, codes of jobs, signatures and who wrote it, the name of the company, titles of the handbook and headings of its
chapters and of parts of a form that only gather labels, headers, footers and numbers of pages, tables of contents, navigation,
columns of running numbers, lines that only introduce a list ("The manager will:"). "None", 无 and 不限 after a label are nothing.
All else stands in a field or is listed as not understood: nothing is dropped.

What a reader cannot know is not asked of it: *preferred* is not *required*, so that it may be listed or stand among requirements;
a sentence that says what a job does **not** do is no duty, and is listed.
"""
