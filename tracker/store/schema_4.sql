-- Version 4: which corrections hold, so that pages can mark what people decided; what reports only recall.

-- derived -----------------------------------------------------------------------------------------------------------
CREATE TABLE corrected (
    thing TEXT NOT NULL, number INTEGER NOT NULL, what TEXT NOT NULL, "to" TEXT NOT NULL, ids TEXT NOT NULL,
    was TEXT NOT NULL, who TEXT NOT NULL, day TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (thing, number)
) STRICT, WITHOUT ROWID;
ALTER TABLE renderings ADD COLUMN recalled INTEGER NOT NULL DEFAULT 0;

CREATE TABLE sub_events (
    id TEXT PRIMARY KEY, incident TEXT NOT NULL, name TEXT NOT NULL, start TEXT, start_zone TEXT, end TEXT,
    end_zone TEXT, places TEXT NOT NULL, kind TEXT NOT NULL, statements TEXT NOT NULL, evidence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sub_events_by_incident ON sub_events (incident, start, id);

INSERT INTO tables_by_class VALUES
    ('corrected', 'derived', 'corrections that hold, by the thing that each changed'),
    ('sub_events', 'derived', 'the several events of one incident');
