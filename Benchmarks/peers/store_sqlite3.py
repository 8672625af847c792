"""What a careful Python program does with the readings of 100 devices of 30 channels: sqlite3's executemany into the same
tables, a transaction each ten seconds, journalled ahead and waiting for the disk. Once the readings alone, once with rollups
of a minute and an hour kept by SQL.
"""

import os
import sqlite3
import tempfile

from timing import measure

CHANNELS = range(1, 3001)
START = 1_799_971_200_000_000_000
COLUMNS = """channel INTEGER NOT NULL, start INTEGER NOT NULL, count INTEGER NOT NULL, usable INTEGER NOT NULL,
    min REAL, mean REAL, max REAL, last_time INTEGER NOT NULL, last REAL, last_quality INTEGER NOT NULL,
    worst INTEGER NOT NULL, PRIMARY KEY (channel, start)"""
SCHEMA = f"""
    CREATE TABLE readings (channel INTEGER NOT NULL, time INTEGER NOT NULL, value REAL, quality INTEGER NOT NULL,
        provenance INTEGER, PRIMARY KEY (channel, time)) STRICT, WITHOUT ROWID;
    CREATE TABLE minutes ({COLUMNS}) STRICT, WITHOUT ROWID;
    CREATE TABLE hours ({COLUMNS}) STRICT, WITHOUT ROWID;
"""
WIDTHS = {"minutes": 60_000_000_000, "hours": 3_600_000_000_000}
# Of one channel, for one of all would look at every reading there is. All of these readings are good; with other qualities
# the statement would be longer.
ROLLUP = """
    INSERT INTO {table}
    SELECT channel, time / {width} * {width} AS start, count(*), count(*), min(value), avg(value), max(value),
        max(time), value, quality, max(quality)
    FROM readings WHERE channel = :channel AND time >= :from GROUP BY channel, start
    ON CONFLICT DO UPDATE SET
        mean = (mean * usable + excluded.mean * excluded.usable) / (usable + excluded.usable),
        count = count + excluded.count, usable = usable + excluded.usable,
        min = min(min, excluded.min), max = max(max, excluded.max), last_time = excluded.last_time,
        last = excluded.last, last_quality = excluded.last_quality, worst = max(worst, excluded.worst)
"""


class Store:
    def __init__(self, folder, rollups):
        self.database = sqlite3.connect(os.path.join(folder, f"{rollups}.sqlite"), isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.execute("PRAGMA cache_size=-32768")
        self.database.executescript(SCHEMA)
        self.rollups = rollups
        self.second = 0

    def append(self):
        """Ten seconds of all channels."""
        seconds = range(self.second, self.second + 10)
        self.second += 10
        rows = (
            (channel, START + second * 1_000_000_000, 0.007 + second % 1009 * 1e-6, 0, None)
            for channel in CHANNELS
            for second in seconds
        )
        self.database.execute("BEGIN IMMEDIATE")
        added = self.database.executemany("INSERT OR IGNORE INTO readings VALUES (?, ?, ?, ?, ?)", rows).rowcount
        if self.rollups:
            since = {"from": START + seconds[0] * 1_000_000_000}
            for table, width in WIDTHS.items():
                statement = ROLLUP.format(table=table, width=width)
                self.database.executemany(statement, ({"channel": channel, **since} for channel in CHANNELS))
        self.database.execute("COMMIT")
        return added

    def append_many(self):
        return sum(self.append() for _ in range(20))


with tempfile.TemporaryDirectory() as folder:
    for rollups, peer in ((False, "sqlite3-executemany"), (True, "sqlite3-executemany-rollups")):
        measure("store-ingest-600k", peer, Store(folder, rollups).append_many, batches=3)
