-- Version 4: which corrections hold, so that pages can mark what people decided.

-- derived -----------------------------------------------------------------------------------------------------------
CREATE TABLE corrected (
    thing TEXT NOT NULL, number INTEGER NOT NULL, what TEXT NOT NULL, "to" TEXT NOT NULL, ids TEXT NOT NULL,
    was TEXT NOT NULL, who TEXT NOT NULL, day TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (thing, number)
) STRICT, WITHOUT ROWID;

INSERT INTO tables_by_class VALUES
    ('corrected', 'derived', 'corrections that hold, by the thing that each changed');
