-- Version 2: what a year of scheduled runs needs to remember.

ALTER TABLE runs ADD COLUMN first_page INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN reached TEXT;

-- What a run looks up, so that it need not read what years have left: the newest answer of each kind of an address, the
-- record that holds a body, the run that made a capture, the last runs of a kind.
CREATE INDEX captures_by_address ON captures (source, role, url, verdict, status, retrieved_at);
CREATE INDEX captures_by_body ON captures (sha256) WHERE revisits IS NULL;
CREATE INDEX runs_by_end ON runs (source, ended_at);
CREATE INDEX runs_whole ON runs (source, started_at) WHERE status IN ('complete', 'unchanged');
CREATE INDEX runs_with_news ON runs (source, started_at) WHERE new > 0;
CREATE INDEX runs_reaching ON runs (source, started_at) WHERE reached IS NOT NULL;

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
CREATE TABLE bookmark (file TEXT PRIMARY KEY, size INTEGER NOT NULL, checksum TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE taken (source TEXT PRIMARY KEY, first TEXT NOT NULL, size INTEGER NOT NULL, later INTEGER NOT NULL)
STRICT, WITHOUT ROWID;
CREATE TABLE matched (inputs TEXT PRIMARY KEY, coverage TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE texts_written (times INTEGER NOT NULL) STRICT;
INSERT INTO texts_written VALUES (0);
-- Excerpts are made by matching; every other text is what it reads.
CREATE TRIGGER texts_inserted AFTER INSERT ON renderings WHEN NEW.form != 'excerpt'
BEGIN UPDATE texts_written SET times = times + 1; END;
CREATE TRIGGER texts_updated AFTER UPDATE ON renderings WHEN NEW.form != 'excerpt' OR OLD.form != 'excerpt'
BEGIN UPDATE texts_written SET times = times + 1; END;
CREATE TRIGGER texts_deleted AFTER DELETE ON renderings WHEN OLD.form != 'excerpt'
BEGIN UPDATE texts_written SET times = times + 1; END;

INSERT INTO tables_by_class VALUES
    ('beginnings', 'derived', 'from when on each source is collected'),
    ('presences', 'record', 'when an address vanished from where it stood, and when it returned'),
    ('walks', 'operational', 'how far a backfill has come'),
    ('acknowledgements', 'operational', 'sources whose trouble is known, and until when'),
    ('notices', 'operational', 'what the last digest said of each source'),
    ('bookmark', 'operational', 'up to where the archive is known to be stored'),
    ('taken', 'operational', 'the bytes that each source takes in the archive, up to the bookmark'),
    ('matched', 'operational', 'what the last match read, in short'),
    ('texts_written', 'operational', 'how often a text that matching reads was written');
