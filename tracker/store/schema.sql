-- The tables of the tracker, version 1. Every table is STRICT; times are ISO 8601; lists are JSON arrays.
-- derived: rebuilt from the archive, the journal, the ledger, sources.yaml and corrections.yaml.
-- record: what happened and when; rebuilt from the archive and the journal, but not the same after an interrupted run.
-- operational: of use to the next run only; not rebuilt.

CREATE TABLE tables_by_class (name TEXT PRIMARY KEY, class TEXT NOT NULL, meaning TEXT NOT NULL) STRICT;

-- operational -------------------------------------------------------------------------------------------------------
CREATE TABLE channels (
    id TEXT PRIMARY KEY, issuer TEXT, kind TEXT NOT NULL, name TEXT NOT NULL, url TEXT, languages TEXT NOT NULL,
    zone TEXT, access TEXT NOT NULL, enabled INTEGER NOT NULL, display TEXT NOT NULL, licence TEXT NOT NULL, every REAL
) STRICT;
CREATE TABLE states (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, names TEXT NOT NULL, demonyms TEXT NOT NULL, capital TEXT,
    places TEXT NOT NULL
) STRICT;
CREATE TABLE known_issuers (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, parent TEXT, names TEXT NOT NULL
) STRICT;
CREATE TABLE sightings (
    rendering TEXT NOT NULL, version INTEGER NOT NULL, last_seen TEXT NOT NULL, PRIMARY KEY (rendering, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE parsed_captures (capture TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- record ------------------------------------------------------------------------------------------------------------
CREATE TABLE captures (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, url TEXT NOT NULL, retrieved_at TEXT NOT NULL, sha256 TEXT NOT NULL,
    role TEXT NOT NULL, final_url TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL, verdict TEXT NOT NULL,
    reason TEXT NOT NULL, record TEXT NOT NULL, revisits TEXT
) STRICT;
CREATE INDEX captures_by_source ON captures (source, retrieved_at);
CREATE TABLE runs (
    source TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
    listed INTEGER NOT NULL, new INTEGER NOT NULL, edited INTEGER NOT NULL, skipped TEXT NOT NULL,
    vanished INTEGER NOT NULL, PRIMARY KEY (source, started_at)
) STRICT;

-- derived -----------------------------------------------------------------------------------------------------------
CREATE TABLE renderings (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, form TEXT NOT NULL, evidence TEXT NOT NULL, wording TEXT NOT NULL,
    language TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, question TEXT NOT NULL, text TEXT NOT NULL,
    url TEXT NOT NULL, external_id TEXT NOT NULL, outlet TEXT NOT NULL, published TEXT, published_zone TEXT,
    speaker TEXT NOT NULL, role TEXT NOT NULL, pair TEXT NOT NULL, capture TEXT NOT NULL, retrieved_at TEXT,
    version INTEGER NOT NULL, parent TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL, cue TEXT NOT NULL,
    rule TEXT NOT NULL, confidence REAL NOT NULL
) STRICT;
CREATE INDEX renderings_by_source ON renderings (source);
CREATE INDEX renderings_by_url ON renderings (url);
CREATE TABLE rendering_parties (
    rendering TEXT NOT NULL REFERENCES renderings ON DELETE CASCADE, position INTEGER NOT NULL, issuer TEXT NOT NULL,
    part TEXT NOT NULL, PRIMARY KEY (rendering, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE versions (
    rendering TEXT NOT NULL, number INTEGER NOT NULL, sha256 TEXT NOT NULL, title TEXT NOT NULL, question TEXT NOT NULL,
    text TEXT NOT NULL, first_seen TEXT NOT NULL, capture TEXT NOT NULL, PRIMARY KEY (rendering, number)
) STRICT;
CREATE TABLE issuers (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, parent TEXT, names TEXT NOT NULL
) STRICT;
CREATE TABLE statements (
    id TEXT PRIMARY KEY, speaker TEXT NOT NULL, role TEXT NOT NULL, date TEXT, date_zone TEXT, kind TEXT NOT NULL,
    title TEXT NOT NULL, question TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL, evidence TEXT NOT NULL,
    moves TEXT NOT NULL, strength_verb_class TEXT NOT NULL, strength_intensity INTEGER NOT NULL,
    strength_words TEXT NOT NULL, strength_target TEXT NOT NULL, strength_negated INTEGER NOT NULL,
    strength_hypothetical INTEGER NOT NULL, scope TEXT NOT NULL, possibly_same TEXT NOT NULL
) STRICT;
CREATE INDEX statements_by_date ON statements (date);
CREATE TABLE statement_parties (
    statement TEXT NOT NULL REFERENCES statements ON DELETE CASCADE, position INTEGER NOT NULL, issuer TEXT NOT NULL,
    part TEXT NOT NULL, PRIMARY KEY (statement, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_by_issuer ON statement_parties (issuer);
CREATE TABLE statement_renderings (
    statement TEXT NOT NULL REFERENCES statements ON DELETE CASCADE, position INTEGER NOT NULL, rendering TEXT NOT NULL,
    PRIMARY KEY (statement, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_by_rendering ON statement_renderings (rendering);
CREATE TABLE statement_incidents (
    statement TEXT NOT NULL REFERENCES statements ON DELETE CASCADE, position INTEGER NOT NULL, incident TEXT NOT NULL,
    PRIMARY KEY (statement, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE aliases (alias TEXT PRIMARY KEY, id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE passages (
    id TEXT PRIMARY KEY, statement TEXT NOT NULL, rendering TEXT NOT NULL, version INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL, evidence TEXT NOT NULL,
    clause INTEGER NOT NULL, moves TEXT NOT NULL, strength_verb_class TEXT NOT NULL, strength_intensity INTEGER NOT NULL,
    strength_words TEXT NOT NULL, strength_target TEXT NOT NULL, strength_negated INTEGER NOT NULL,
    strength_hypothetical INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_by_statement ON passages (statement, start);
CREATE TABLE formulas (
    id TEXT PRIMARY KEY, template TEXT NOT NULL, language TEXT NOT NULL, measure TEXT NOT NULL,
    min_similarity REAL NOT NULL, statements INTEGER NOT NULL, incidents INTEGER NOT NULL, issuers INTEGER NOT NULL,
    first_statement TEXT, first_issuer TEXT, first_date TEXT, first_date_zone TEXT, first_shared INTEGER NOT NULL,
    last TEXT, last_zone TEXT, moves TEXT NOT NULL, variants TEXT NOT NULL
) STRICT;
CREATE TABLE uses (
    formula TEXT NOT NULL REFERENCES formulas ON DELETE CASCADE, statement TEXT NOT NULL, rendering TEXT NOT NULL,
    version INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL, similarity REAL NOT NULL,
    how TEXT NOT NULL, flags TEXT NOT NULL, variant TEXT NOT NULL
) STRICT;
CREATE INDEX uses_by_formula ON uses (formula);
CREATE INDEX uses_by_statement ON uses (statement);
CREATE TABLE incidents (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, start TEXT, start_zone TEXT, end TEXT, end_zone TEXT, places TEXT NOT NULL,
    kind TEXT NOT NULL, parent TEXT, statements TEXT NOT NULL, links TEXT NOT NULL, ids TEXT NOT NULL
) STRICT;
CREATE TABLE origins (
    statement TEXT NOT NULL, rendering TEXT NOT NULL, version INTEGER NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, issuer TEXT NOT NULL, date TEXT, date_zone TEXT
) STRICT;
CREATE INDEX origins_by_statement ON origins (statement, rendering, start);
CREATE TABLE observations (
    incident TEXT NOT NULL, issuer TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (incident, issuer)
) STRICT, WITHOUT ROWID;
CREATE TABLE furniture (source TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (source, text)) STRICT, WITHOUT ROWID;
CREATE TABLE ledger (
    line INTEGER PRIMARY KEY, id TEXT NOT NULL, thing TEXT NOT NULL, event TEXT NOT NULL, anchor TEXT NOT NULL,
    "into" TEXT NOT NULL
) STRICT;
CREATE TABLE epoch (version TEXT PRIMARY KEY) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (statement UNINDEXED, words, tokenize = 'unicode61 remove_diacritics 2');

INSERT INTO tables_by_class VALUES
    ('channels', 'operational', 'what sources.yaml says of each source'),
    ('states', 'operational', 'names of states that sources.yaml adds'),
    ('known_issuers', 'operational', 'issuers that sources.yaml names'),
    ('sightings', 'operational', 'when a version was last seen'),
    ('parsed_captures', 'operational', 'captures whose items are in the store'),
    ('captures', 'record', 'every body fetched or read'),
    ('runs', 'record', 'every pass over every source'),
    ('renderings', 'derived', 'one text at one place'),
    ('rendering_parties', 'derived', 'whose words a rendering is'),
    ('versions', 'derived', 'every text that a rendering has had'),
    ('issuers', 'derived', 'bodies on whose behalf something is said'),
    ('statements', 'derived', 'acts of speech, the unit that is counted'),
    ('statement_parties', 'derived', 'who makes, joins or aligns with a statement'),
    ('statement_renderings', 'derived', 'the places where a statement stands'),
    ('statement_incidents', 'derived', 'the incidents a statement responds to'),
    ('aliases', 'derived', 'ids that were merged away'),
    ('passages', 'derived', 'sentences and clauses'),
    ('formulas', 'derived', 'recurring phrasings'),
    ('uses', 'derived', 'every use of a formula'),
    ('incidents', 'derived', 'events that statements respond to'),
    ('origins', 'derived', 'where words come from'),
    ('observations', 'derived', 'who spoke, from whom nothing was found'),
    ('furniture', 'derived', 'page furniture learnt per source'),
    ('ledger', 'derived', 'the history of formula and incident ids'),
    ('epoch', 'derived', 'the version of weights and lexicons in use'),
    ('search', 'derived', 'the full-text index');
