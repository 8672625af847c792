"""Two days of a cryostat's log by Python: line by line as people write it, by pandas.read_csv, and into SQLite.

The logs are those that `bench --write-logs` makes; SUBKELVIN_BENCH_LOGS names their folder. Line by line: csv, strptime, float.
With pandas: each file by read_csv, its dates parsed with their format. Into the store: the lines as before, executemany into the
table of readings, as durable as ours, a transaction a day; without the rollups that ours makes besides.
"""

import csv
import datetime
import glob
import os
import sqlite3
import tempfile
import zoneinfo

import pandas as pd

from timing import measure

FOLDER = os.environ["SUBKELVIN_BENCH_LOGS"]
FILES = sorted(glob.glob(f"{FOLDER}/*/*/*.log"))
DAYS = sorted({os.path.dirname(path) for path in FILES})
ZONE = zoneinfo.ZoneInfo("Europe/Zurich")
NAMES = {"CH1": "50K", "CH2": "4K", "CH5": "still", "CH6": "base"}


def numbers(kind, row):
    """The channels of a line, with their values in SI, and how far to trust them."""
    if kind.startswith("CH"):
        name = NAMES[kind.split(" ")[0]]
        return [(name if kind[4] == "T" else name + "-resistance", float(row[2]), 0)]
    if kind == "Flowmeter":
        return [("flow", float(row[2]) * 1e-3, 0)]
    if kind == "maxigauge":
        return [
            (f"P{gauge}", float(row[6 * gauge - 1]) * 100, 0 if row[6 * gauge - 2] == "1" else 5)
            for gauge in range(1, 7)
        ]
    if kind == "Heaters":
        found = []
        for heater, (on, power) in enumerate(zip(row[2::2], row[3::2])):
            found += [(f"heater-{heater}-on", float(on), 0), (f"heater-{heater}", float(power), 1)]
        return found
    if kind == "Channels":
        return [("panel-code", float(row[2]), 0)] + [(n, float(v), 0) for n, v in zip(row[3::2], row[4::2])]
    return [(n, float(v), 0) for n, v in zip(row[2::2], row[3::2])]


def kind_of(path):
    return os.path.basename(path)[: -len("25-01-13.log") - 1]


def lines(paths):
    for path in paths:
        kind = kind_of(path)
        with open(path, newline="") as file:
            for row in csv.reader(file):
                local = datetime.datetime.strptime(row[0].strip() + " " + row[1], "%d-%m-%y %H:%M:%S")
                time = int(local.replace(tzinfo=ZONE).timestamp()) * 1_000_000_000
                for name, value, quality in numbers(kind, row):
                    yield kind, time, name, value, quality


def line_by_line():
    readings = list(lines(FILES))
    return sum(value for kind, _, _, value, _ in readings if kind != "Status")


def by_pandas():
    total = 0.0
    frames = []
    for path in FILES:
        kind = kind_of(path)
        frame = pd.read_csv(path, header=None)
        frame["time"] = pd.to_datetime(frame[0] + " " + frame[1], format="%d-%m-%y %H:%M:%S").dt.tz_localize(ZONE)
        frames.append(frame)
        if kind.startswith("CH"):
            total += frame[2].sum()
        elif kind == "Flowmeter":
            total += frame[2].sum() * 1e-3
        elif kind == "maxigauge":
            total += frame[[6 * gauge - 1 for gauge in range(1, 7)]].to_numpy().sum() * 100
        elif kind in ("Heaters", "Channels"):
            total += frame.drop(columns=[0, 1, "time"]).select_dtypes("number").to_numpy().sum()
    return total


def into_store():
    with tempfile.TemporaryDirectory() as folder:
        store = sqlite3.connect(f"{folder}/store.sqlite", isolation_level=None)
        store.execute("PRAGMA journal_mode=WAL")
        store.execute("PRAGMA synchronous=FULL")
        store.execute(
            "CREATE TABLE readings (channel INTEGER NOT NULL, time INTEGER NOT NULL, value REAL, quality INTEGER NOT NULL, "
            "provenance INTEGER, PRIMARY KEY (channel, time)) STRICT, WITHOUT ROWID"
        )
        channels = {}
        for day in DAYS:
            rows = [
                (channels.setdefault(name, len(channels)), time, value, quality, 0)
                for _, time, name, value, quality in lines(p for p in FILES if os.path.dirname(p) == day)
            ]
            store.execute("BEGIN IMMEDIATE")
            store.executemany("INSERT INTO readings VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", rows)
            store.execute("COMMIT")
        (count,) = store.execute("SELECT count(*) FROM readings").fetchone()
        store.close()
        return count


measure("logs-read-2d", "python-csv-strptime", line_by_line, batches=3)
measure("logs-read-2d", "pandas-read-csv", by_pandas, batches=5)
measure("logs-import-2d", "python-executemany", into_store, batches=3)
