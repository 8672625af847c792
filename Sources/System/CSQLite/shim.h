#pragma once
#include <sqlite3.h>

// The destructor that says "copy it before you return" is a cast, which no importer reads.
static inline int subkelvin_sqlite3_bind_text_copied(sqlite3_stmt *statement, int index, const char *text, int bytes) {
    return sqlite3_bind_text(statement, index, text, bytes, SQLITE_TRANSIENT);
}
static inline int subkelvin_sqlite3_bind_blob_copied(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}
