-- Ground truth: articles as they came in, tags, what was read, changes by hand.

CREATE TABLE article (
    -- Never given twice, so that a logged change never meets another article.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    -- The place in the list, newest highest: day * 2^32 + place in the day. See rank.rs.
    rank INTEGER NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    -- Whether the article is all of what lies at its origin.
    whole_origin INTEGER NOT NULL,
    host INTEGER REFERENCES article (id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    title TEXT NOT NULL,
    -- Days since 1970-01-01.
    published INTEGER,
    published_from INTEGER,
    -- Seconds since 1970-01-01 UTC.
    imported INTEGER NOT NULL,
    outlet TEXT,
    -- Words of the body, for the reading time.
    words INTEGER NOT NULL,
    read INTEGER NOT NULL DEFAULT 0,
    -- Byte of the text that the reader had reached.
    position INTEGER NOT NULL DEFAULT 0,
    -- The version of what made the derived values.
    made INTEGER NOT NULL
) STRICT;
CREATE INDEX article_unread ON article (rank) WHERE read = 0;
CREATE INDEX article_host ON article (host, part) WHERE host IS NOT NULL;
CREATE INDEX article_origin ON article (origin);
CREATE INDEX article_made ON article (made);

-- What the list does not need, apart from it, so that its rows stay small.
CREATE TABLE content (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    url TEXT,
    -- Place of the title and the sections; see codec.rs.
    shape BLOB NOT NULL,
    -- JSON; NULL for none.
    keywords TEXT,
    -- Packed, a byte a letter; see pack.rs.
    text BLOB NOT NULL
) STRICT;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    -- As the reader wrote it first.
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0
) STRICT;

-- By rank, not by id: the list of a tag is then a stretch of one index, newest last.
CREATE TABLE article_tag (
    rank INTEGER NOT NULL REFERENCES article (rank) ON UPDATE CASCADE ON DELETE CASCADE,
    tag INTEGER NOT NULL REFERENCES tag (id),
    PRIMARY KEY (rank, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tag_tag ON article_tag (tag, rank);
CREATE TRIGGER article_tag_added AFTER INSERT ON article_tag BEGIN
    UPDATE tag SET articles = articles + 1 WHERE id = new.tag;
END;
CREATE TRIGGER article_tag_removed AFTER DELETE ON article_tag BEGIN
    UPDATE tag SET articles = articles - 1 WHERE id = old.tag;
END;

CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Seconds since 1970-01-01 UTC.
    at INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    -- What was done, as JSON; see undo.rs.
    deed TEXT NOT NULL
) STRICT;

-- Derived: can be made anew from the articles.

-- Mentions, entities, dates; see codec.rs.
CREATE TABLE facts (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

-- Words, days and names that relations need; see codec.rs. By itself, because a question for
-- relations reads two hundred of them.
CREATE TABLE profile (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    latin TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    -- Articles that mention it themselves.
    articles INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Terms of the articles' vectors, numbered so that vectors stay short.
CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The search index: terms as term.rs makes them. Row ids are ranks, so that hits come in the order
-- of the list. The words reach FTS5 ready made; its tokenizer only splits at spaces.
CREATE VIRTUAL TABLE search USING fts5 (
    title, body, person, place, organisation, outlet, facet,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- Which articles hold a term of the vectors, an entity or a day; without positions.
CREATE VIRTUAL TABLE posting USING fts5 (
    terms,
    content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

-- Single values: the version of the index.
CREATE TABLE setting (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
