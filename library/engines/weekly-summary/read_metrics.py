"""Reads the scheduled export and keeps the columns that the metric definitions name."""
import csv
import io

from promptflow.core import tool

COLUMNS = ("queue", "open", "opened", "closed", "oldest_days", "target_days", "owner", "previous_open")


@tool
def read_metrics(metrics: str) -> list[dict]:
    rows = csv.DictReader(io.StringIO(metrics))
    return [{column: row[column] for column in COLUMNS} for row in rows]
