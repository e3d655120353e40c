/* The anchor of the writes: what SQLite itself gives to one C loop that inserts rows of the ledger's size in groups of 64, each
   group one transaction with synchronous=FULL. No sealing, no tree, no rules. Prints rows a second.
   Usage: loop FILE [ROWS [BYTES [GROUP]]] */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void must(int code, sqlite3 *db) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
        fprintf(stderr, "loop: %s\n", sqlite3_errmsg(db));
        exit(1);
    }
}

int main(int count, char **arguments) {
    int rows = count > 2 ? atoi(arguments[2]) : 20000, bytes = count > 3 ? atoi(arguments[3]) : 700;
    int group = count > 4 ? atoi(arguments[4]) : 64;
    sqlite3 *db;
    sqlite3_stmt *insert, *key;
    if (sqlite3_open(arguments[1], &db)) return 1;
    must(sqlite3_exec(db,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE entry(position INTEGER PRIMARY KEY, chronicle BLOB, sequence INTEGER, id BLOB UNIQUE, sealed BLOB, leaf BLOB,"
        " UNIQUE(chronicle, sequence));"
        "CREATE TABLE chronicle_key(chronicle BLOB, compartment INTEGER, wrapped BLOB, PRIMARY KEY(chronicle, compartment))"
        " WITHOUT ROWID;", 0, 0, 0), db);
    must(sqlite3_prepare_v2(db, "INSERT INTO entry(chronicle, sequence, id, sealed, leaf) VALUES (?, 1, ?, ?, ?)", -1, &insert, 0), db);
    must(sqlite3_prepare_v2(db, "INSERT INTO chronicle_key VALUES (?, 1, ?)", -1, &key, 0), db);
    unsigned char *sealed = malloc(bytes), name[16], other[40];
    memset(sealed, 7, bytes);
    memset(other, 9, sizeof other);
    srand(847);
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int row = 0; row < rows;) {
        must(sqlite3_exec(db, "BEGIN IMMEDIATE", 0, 0, 0), db);
        for (int each = 0; each < group && row < rows; each++, row++) {
            for (int byte = 0; byte < 16; byte++) name[byte] = rand();
            sqlite3_bind_blob(insert, 1, name, 16, SQLITE_STATIC);
            sqlite3_bind_blob(insert, 2, name, 16, SQLITE_STATIC);
            sqlite3_bind_blob(insert, 3, sealed, bytes, SQLITE_STATIC);
            sqlite3_bind_blob(insert, 4, other, 32, SQLITE_STATIC);
            must(sqlite3_step(insert), db);
            sqlite3_reset(insert);
            sqlite3_bind_blob(key, 1, name, 16, SQLITE_STATIC);
            sqlite3_bind_blob(key, 2, other, 40, SQLITE_STATIC);
            must(sqlite3_step(key), db);
            sqlite3_reset(key);
        }
        must(sqlite3_exec(db, "COMMIT", 0, 0, 0), db);
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.0f\n", rows / (end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9));
    return 0;
}
