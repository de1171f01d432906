"""Reading the Excel ledgers that staff really keep, without the ORM.

A file goes through these rooms, each of which knows nothing of the next:

``guard``    what kind of file it is, and whether it is safe to open
``workbook`` bytes → sheets of cells with their merged and hidden ranges
``header``   which rows are the header, which column is which field
``table``    sheets → rows of raw cells, without titles, totals and notes
``cells``, ``dates``, ``amounts``, ``choices``   one raw cell → one value, or the reason why not
``rows``     raw rows → rows of values with their problems

What can be asked for is in ``fields``. Nothing here speaks to the user: a problem is a code with
parameters, and ``investment.ledger.message`` puts it into words.
"""
