"""The thirteen rules in SQL, run by DuckDB: ``python duckdb_sql.py positions.csv`` prints a rule and a position a line."""

import sys
from pathlib import Path

import duckdb

rules = Path(__file__).with_name("rules.sql").read_text("utf-8")
connection = duckdb.connect()
table = connection.read_csv(sys.argv[1], header=True, all_varchar=True)
table.create("positions")
connection.execute(f"COPY ({rules}) TO '/dev/stdout' (FORMAT csv, HEADER false, DELIMITER ' ', QUOTE '')")
