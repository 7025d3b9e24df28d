"""Item lists as files: what was read, and what is wrong with it, row by row.

Readers and writers know a format (YAML here); the operations know only ``EditionRow``.
"""

from bureau.catalogue.files.rows import EditionRow, Read, RowError, content_hash, dump
from bureau.catalogue.files.yaml_files import (
    Templates,
    read_laws,
    read_path,
    read_templates,
    write_path,
)

__all__ = [
    "EditionRow",
    "Read",
    "RowError",
    "Templates",
    "content_hash",
    "dump",
    "read_laws",
    "read_path",
    "read_templates",
    "write_path",
]
