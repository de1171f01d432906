"""The tables that the sample data are made from, one CSV file each in ``tables/``."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent / "tables"


def read_table(name):
    """Rows as dicts of texts."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
