-- Version 5: what a person with SQL wants joined already, and what every column means.
-- A view never shows more of a source than its `display` allows; news articles are in none of them.

CREATE TABLE columns_by_table (
    "of" TEXT NOT NULL, name TEXT NOT NULL, meaning TEXT NOT NULL, PRIMARY KEY ("of", name)
) STRICT, WITHOUT ROWID;

-- views -------------------------------------------------------------------------------------------------------------
CREATE VIEW issuer_statements AS
SELECT p.issuer, coalesce(i.name, p.issuer) AS issuer_name, i.country, p.part, s.id AS statement,
    CASE WHEN length(s.date) >= 10 THEN substr(s.date, 1, 10) END AS day, CAST(substr(s.date, 1, 4) AS INTEGER) AS year,
    s.date, s.date_zone, s.language, s.evidence, s.evidence IN ('official', 'quoted') AS own_words, s.kind, s.title,
    s.moves, s.strength_verb_class AS verb_class, s.strength_intensity AS intensity, s.strength_words,
    s.strength_negated AS negated, s.strength_hypothetical AS hypothetical, s.scope,
    (SELECT count(*) FROM statement_incidents AS n WHERE n.statement = s.id) AS incidents,
    r.source, coalesce(c.display, 'quote') AS display, coalesce(nullif(r.url, ''), a.url, '') AS url,
    CASE
        WHEN c.display = 'link' THEN NULL
        WHEN c.display = 'full' THEN s.text
        WHEN r.form = 'excerpt' THEN substr(s.text, 1, 1200)
    END AS text
FROM statements AS s
LEFT JOIN statement_parties AS p ON p.statement = s.id
LEFT JOIN issuers AS i ON i.id = p.issuer
LEFT JOIN statement_renderings AS sr ON sr.statement = s.id AND sr.position = 0
LEFT JOIN renderings AS r ON r.id = sr.rendering
LEFT JOIN renderings AS a ON a.id = r.parent
LEFT JOIN channels AS c ON c.id = r.source;

CREATE VIEW incident_statements AS
SELECT n.incident, e.name AS incident_name, substr(e.start, 1, 10) AS incident_day, p.issuer,
    coalesce(i.name, p.issuer) AS issuer_name, i.country, p.part, s.id AS statement, s.date,
    CASE WHEN length(s.date) >= 10 AND length(e.start) >= 10
        THEN CAST(julianday(substr(s.date, 1, 10)) - julianday(substr(e.start, 1, 10)) AS INTEGER)
    END AS days_after,
    s.language, s.evidence, s.evidence IN ('official', 'quoted') AS own_words, s.title, s.moves,
    s.strength_verb_class AS verb_class, s.strength_intensity AS intensity, s.strength_negated AS negated
FROM statement_incidents AS n
JOIN statements AS s ON s.id = n.statement
JOIN statement_parties AS p ON p.statement = s.id
LEFT JOIN incidents AS e ON e.id = n.incident
LEFT JOIN issuers AS i ON i.id = p.issuer;

CREATE VIEW formula_uses AS
SELECT u.formula, f.template, f.language, f.moves, p.issuer, coalesce(i.name, p.issuer) AS issuer_name, i.country,
    u.statement, CASE WHEN length(s.date) >= 10 THEN substr(s.date, 1, 10) END AS day, s.date, s.evidence, u.how,
    u.how != 'reported' AND s.evidence IN ('official', 'quoted') AS own_words, u.similarity, u.flags,
    u.rendering, u.version, u.start, u."end", CASE WHEN coalesce(c.display, 'quote') != 'link' THEN u.text END AS text
FROM uses AS u
JOIN formulas AS f ON f.id = u.formula
JOIN statements AS s ON s.id = u.statement
LEFT JOIN statement_parties AS p ON p.statement = u.statement
LEFT JOIN issuers AS i ON i.id = p.issuer
LEFT JOIN renderings AS r ON r.id = u.rendering
LEFT JOIN channels AS c ON c.id = r.source;

CREATE VIEW formula_first_uses AS
WITH firsts AS (
    SELECT u.formula, p.issuer, min(substr(s.date, 1, 10)) AS day, count(DISTINCT u.statement) AS statements,
        u.statement
    FROM uses AS u
    JOIN statements AS s ON s.id = u.statement AND length(s.date) >= 10 AND s.evidence IN ('official', 'quoted')
    LEFT JOIN statement_parties AS p ON p.statement = u.statement
    WHERE u.how != 'reported' AND p.part IS NOT 'aligned'
    GROUP BY u.formula, p.issuer
)
SELECT f.formula, f.issuer, coalesce(i.name, f.issuer) AS issuer_name, i.country,
    rank() OVER (PARTITION BY f.formula ORDER BY f.day) AS place, f.day,
    CAST(julianday(f.day) - julianday(min(f.day) OVER (PARTITION BY f.formula)) AS INTEGER) AS days_after_earliest,
    f.statements, f.statement
FROM firsts AS f
LEFT JOIN issuers AS i ON i.id = f.issuer;

CREATE VIEW incident_observations AS
SELECT o.incident, e.name AS incident_name, substr(e.start, 1, 10) AS incident_day, o.issuer,
    coalesce(i.name, o.issuer) AS issuer_name, i.country, o.state, o.reason
FROM observations AS o
LEFT JOIN incidents AS e ON e.id = o.incident
LEFT JOIN issuers AS i ON i.id = o.issuer;

CREATE VIEW silent_edits AS
SELECT r.id AS rendering, sr.statement, coalesce(i.name, p.issuer) AS issuer_name, r.source, r.url, v.number AS version,
    v.first_seen AS seen, b.first_seen AS seen_before, CASE WHEN c.display = 'full' THEN b.title END AS title_before,
    CASE WHEN c.display = 'full' THEN v.title END AS title_after,
    CASE WHEN c.display = 'full' THEN b.text END AS text_before,
    CASE WHEN c.display = 'full' THEN v.text END AS text_after
FROM versions AS v
JOIN versions AS b ON b.rendering = v.rendering AND b.number = v.number - 1
JOIN renderings AS r ON r.id = v.rendering AND r.form = 'statement'
LEFT JOIN statement_renderings AS sr ON sr.rendering = r.id
LEFT JOIN statement_parties AS p ON p.statement = sr.statement AND p.position = 0
LEFT JOIN issuers AS i ON i.id = p.issuer
LEFT JOIN channels AS c ON c.id = r.source;

INSERT INTO tables_by_class VALUES
    ('columns_by_table', 'record', 'what each column means'),
    ('issuer_statements', 'view', 'one row a statement and party: who said it, when, how strongly, with what words its source lets show'),
    ('incident_statements', 'view', 'one row a statement, party and incident, with the days between event and statement'),
    ('formula_uses', 'view', 'one row a use of a recurring phrasing and party that speaks'),
    ('formula_first_uses', 'view', 'one row a phrasing and issuer: its earliest use in this collection in own words, and its place in the order'),
    ('incident_observations', 'view', 'one row an issuer and incident: spoke, none found, or not observable and why'),
    ('silent_edits', 'view', 'one row a changed text of a page, beside the text before it');

-- What a column means, by the table or view that has it; '*' speaks for all that have it.
INSERT INTO columns_by_table VALUES
    ('*', 'id', 'its id, by which all else names it'),
    ('*', 'statement', 'id of the statement'),
    ('*', 'rendering', 'id of the rendering: one text at one place'),
    ('*', 'version', 'which of the texts that the page has had, from 1'),
    ('*', 'formula', 'id of the recurring phrasing'),
    ('*', 'incident', 'id of the incident'),
    ('*', 'incident_name', 'name of the incident'),
    ('*', 'incident_day', 'day of the event, as far as it is known (YYYY, YYYY-MM or YYYY-MM-DD)'),
    ('*', 'issuer', 'id of the body on whose behalf something is said'),
    ('*', 'issuer_name', 'name of the issuer'),
    ('*', 'country', 'ISO 3166 alpha-3 code of the issuer''s state; empty for organisations'),
    ('*', 'part', 'issuer, joined or aligned: how this issuer is party to the statement'),
    ('*', 'position', 'place in the order, from 0'),
    ('*', 'source', 'id of the source: an entry of sources.yaml, or import:NAME'),
    ('*', 'language', 'language of the text, BCP 47'),
    ('*', 'date', 'date as its source states it: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM with its offset'),
    ('*', 'date_zone', 'the zone in which the date is stated'),
    ('*', 'day', 'YYYY-MM-DD as stated; empty where the source gives only a month or a year'),
    ('*', 'year', 'year of the date'),
    ('*', 'evidence', 'official (the issuer''s own page), quoted (in quotation marks in a report), paraphrased, characterised'),
    ('*', 'own_words', '1 for official and quoted words, 0 for a reporter''s; strength and first uses come from 1 alone'),
    ('*', 'kind', 'its kind'),
    ('*', 'title', 'title on the page'),
    ('*', 'question', 'the question that it answers, at a briefing'),
    ('*', 'text', 'the text, as far as the source lets it be shown'),
    ('*', 'moves', 'JSON array of what the sentences do: condemn, concern, condole, solidarity, principle, blame, demand, offer, threaten, deny, inform, other'),
    ('*', 'verb_class', 'none < note < concern < regret < deplore < reject < condemn; never to be averaged or compared across languages'),
    ('*', 'intensity', '0 to 3: how the verb is strengthened; a second axis, not a part of verb_class'),
    ('*', 'negated', '1 when the deciding words are negated'),
    ('*', 'hypothetical', '1 when they stand under a condition'),
    ('*', 'strength_verb_class', 'none < note < concern < regret < deplore < reject < condemn'),
    ('*', 'strength_intensity', '0 to 3: how the verb is strengthened'),
    ('*', 'strength_words', 'JSON array of the words that decided the strength'),
    ('*', 'strength_target', 'what the deciding verb is about'),
    ('*', 'strength_negated', '1 when the deciding words are negated'),
    ('*', 'strength_hypothetical', '1 when they stand under a condition'),
    ('*', 'scope', 'one, several, general or unknown: how many incidents it speaks of'),
    ('*', 'display', 'full, quote or link: how much of the source''s text may be shown to others'),
    ('*', 'url', 'address of the page; of a quotation, that of the report'),
    ('*', 'template', 'the phrasing with names, places, dates and numbers as slots'),
    ('*', 'similarity', 'share of weighty words in common with the leading wording, 0 to 1'),
    ('*', 'how', 'member (the phrasing itself), occurs_in (inside a longer sentence), reported (a paraphrase)'),
    ('*', 'flags', 'JSON array: negated, opposite, weaker, stronger, roles-swapped'),
    ('*', 'start', 'first code point of the passage in the rendering''s text'),
    ('*', 'end', 'code point after its last one'),
    ('*', 'name', 'its name'),
    ('*', 'names', 'JSON array of further names'),
    ('*', 'parent', 'id of what it belongs to'),
    ('*', 'state', 'spoke, none-found (all its known channels were read whole) or not-observable'),
    ('*', 'reason', 'why, in words'),
    ('*', 'number', 'place in the order, from 1'),
    ('*', 'sha256', 'hash of the text'),
    ('*', 'first_seen', 'when it was first collected, UTC'),
    ('*', 'capture', 'id of the capture that it was read from'),
    ('*', 'speaker', 'the person who speaks'),
    ('*', 'role', 'the office that the speaker holds'),
    ('*', 'start_zone', 'the zone of the start'),
    ('*', 'end_zone', 'the zone of the end'),
    ('*', 'places', 'JSON array of places'),
    ('*', 'statements', 'how many statements'),
    ('*', 'incidents', 'how many incidents'),
    ('*', 'issuers', 'how many issuers'),
    ('incident_statements', 'days_after', 'days from the event to the statement; empty where either is not known to the day'),
    ('formula_first_uses', 'place', 'rank by day in this collection; the same day shares a place'),
    ('formula_first_uses', 'issuer', 'id of the issuer; one row without it stands for all uses by bodies that are not known'),
    ('formula_first_uses', 'day', 'the day of its earliest use that is known to the day'),
    ('formula_first_uses', 'days_after_earliest', 'days after the earliest use in this collection; never evidence of copying by itself'),
    ('formula_first_uses', 'statements', 'in how many of its statements the phrasing stands'),
    ('silent_edits', 'seen', 'when the changed text was first seen, UTC'),
    ('silent_edits', 'seen_before', 'when the text before it was first seen, UTC'),
    ('silent_edits', 'title_before', 'the title before; empty unless the source may be shown in full'),
    ('silent_edits', 'title_after', 'the title after'),
    ('silent_edits', 'text_before', 'the text before; empty unless the source may be shown in full'),
    ('silent_edits', 'text_after', 'the text after'),
    ('issuer_statements', 'kind', 'release, answer, post, …'),
    ('issuer_statements', 'incidents', 'how many incidents it responds to'),
    ('statements', 'kind', 'release, answer, post, …'),
    ('statements', 'text', 'the latest text of its first rendering, whole'),
    ('statements', 'possibly_same', 'JSON array of statements that may be this one in another language'),
    ('formulas', 'measure', 'the measure of similarity'),
    ('formulas', 'min_similarity', 'the least similarity of a member to the leading wording'),
    ('formulas', 'first_statement', 'the earliest use in this collection'),
    ('formulas', 'first_issuer', 'its issuer'),
    ('formulas', 'first_date', 'its date'),
    ('formulas', 'first_date_zone', 'the zone of that date'),
    ('formulas', 'first_shared', '1 when others used it at the same time'),
    ('formulas', 'last', 'date of the latest use'),
    ('formulas', 'last_zone', 'the zone of that date'),
    ('formulas', 'variants', 'JSON array of distinct wordings, each with its count'),
    ('incidents', 'start', 'when the event began, as precisely as it is known'),
    ('incidents', 'end', 'when it ended'),
    ('incidents', 'kind', 'attack, bombing, strike, …'),
    ('incidents', 'statements', 'JSON array of the statements that respond to it'),
    ('incidents', 'links', 'JSON array of statement and why it is taken to respond to this event'),
    ('incidents', 'ids', 'JSON array of scheme and value: ids in outside lists of events'),
    ('sub_events', 'start', 'when it began'),
    ('sub_events', 'end', 'when it ended'),
    ('sub_events', 'statements', 'JSON array of the statements that speak of it'),
    ('sub_events', 'evidence', 'the words that tell it apart'),
    ('issuers', 'kind', 'state, organisation or non-state'),
    ('origins', 'kind', 'own, agreed, stock, matched, new (not found earlier in this collection) or unknown'),
    ('origins', 'source', 'the earlier statement, or the reference of agreed language'),
    ('origins', 'issuer', 'issuer of the earlier statement'),
    ('origins', 'date', 'date of the earlier statement'),
    ('corrected', 'thing', 'id of what was corrected'),
    ('corrected', 'what', 'what was corrected in it'),
    ('corrected', 'to', 'what it was corrected to'),
    ('corrected', 'ids', 'JSON array of the ids that the correction names'),
    ('corrected', 'was', 'what the program had found'),
    ('corrected', 'who', 'who decided'),
    ('corrected', 'day', 'when'),
    ('corrected', 'why', 'for what reason'),
    ('tables_by_class', 'class', 'derived, record, operational or view'),
    ('tables_by_class', 'meaning', 'what it holds'),
    ('columns_by_table', 'of', 'the table or view; * for all that have the column'),
    ('columns_by_table', 'meaning', 'what the column means');

-- operational -------------------------------------------------------------------------------------------------------
CREATE TABLE alerts_seen (thing TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE alerts_sent (
    rule TEXT NOT NULL, thing TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, title TEXT NOT NULL,
    text TEXT NOT NULL, taken TEXT NOT NULL, trying TEXT NOT NULL, PRIMARY KEY (rule, thing)
) STRICT, WITHOUT ROWID;
CREATE INDEX alerts_by_state ON alerts_sent (state);

INSERT INTO tables_by_class VALUES
    ('alerts_seen', 'operational', 'changes that the rules of alerts.yaml were asked about'),
    ('alerts_sent', 'operational', 'alerts, and how far each has come');
