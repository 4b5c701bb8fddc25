-- Version 3: what matching keeps of its own work, so that a thousand new passages do not cost a million old ones.

-- operational -------------------------------------------------------------------------------------------------------
-- A cache: what is damaged or of another version is made anew. An array may lie in several segments, each beginning at
-- the element of its number.
CREATE TABLE segments (
    cache TEXT NOT NULL, shelf TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, checksum BLOB NOT NULL,
    data BLOB NOT NULL, PRIMARY KEY (cache, shelf, name, number)
) STRICT;
CREATE TABLE segments_version (cache TEXT PRIMARY KEY, version TEXT NOT NULL) STRICT, WITHOUT ROWID;

INSERT INTO tables_by_class VALUES
    ('segments', 'operational', 'arrays of the index of wordings and of canonical forms, caches'),
    ('segments_version', 'operational', 'what each of these caches was made with');
