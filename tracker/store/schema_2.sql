-- Version 2: what a year of scheduled runs needs to remember.

ALTER TABLE runs ADD COLUMN first_page INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN reached TEXT;

-- record ------------------------------------------------------------------------------------------------------------
CREATE TABLE presences (
    source TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL, what TEXT NOT NULL,
    PRIMARY KEY (source, url, at)
) STRICT, WITHOUT ROWID;

-- derived -----------------------------------------------------------------------------------------------------------
CREATE TABLE beginnings (source TEXT PRIMARY KEY, day TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- operational -------------------------------------------------------------------------------------------------------
CREATE TABLE walks (
    source TEXT NOT NULL, url TEXT NOT NULL, since TEXT NOT NULL, resume_url TEXT NOT NULL, pages INTEGER NOT NULL,
    reached TEXT, PRIMARY KEY (source, url)
) STRICT, WITHOUT ROWID;
CREATE TABLE acknowledgements (source TEXT PRIMARY KEY, until TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE notices (source TEXT PRIMARY KEY, status TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL)
STRICT, WITHOUT ROWID;

INSERT INTO tables_by_class VALUES
    ('beginnings', 'derived', 'from when on each source is collected'),
    ('presences', 'record', 'when an address vanished from where it stood, and when it returned'),
    ('walks', 'operational', 'how far a backfill has come'),
    ('acknowledgements', 'operational', 'sources whose trouble is known, and until when'),
    ('notices', 'operational', 'what the last digest said of each source');
