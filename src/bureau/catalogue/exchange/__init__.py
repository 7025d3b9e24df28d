"""The catalogue as a workbook: everything out, everything back in, nothing lost.

Pure modules know cells, sheets and tables; only ``queries`` and ``operations`` know the
database. A workbook and a YAML file come to the same value, ``EditionRow``.
"""
