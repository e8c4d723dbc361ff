-- Ground truth: the reader's notes on articles and on pieces of their texts. See notes.rs.
CREATE TABLE note (
    -- Never given twice, so that a logged change never meets another note.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    -- The words that it is on; NULL for the article as a whole.
    quote TEXT,
    -- The byte of the text at which they stand; NULL where the text no longer has them.
    start INTEGER,
    text TEXT NOT NULL,
    -- When it was written, and last changed; seconds since 1970-01-01 UTC.
    written INTEGER NOT NULL,
    changed INTEGER NOT NULL
) STRICT;
CREATE INDEX note_article ON note (article);

-- Derived: the terms of the notes, as term.rs makes them.
CREATE VIRTUAL TABLE note_search USING fts5 (
    terms,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- Derived: the language of the text, as arabic/language.rs tells it. Nearly all articles are in Arabic, so that
-- the index lists only the others.
ALTER TABLE article ADD COLUMN lang TEXT;
CREATE INDEX article_lang ON article (lang, rank) WHERE lang <> 'ar';

-- Ground truth: searches that the reader saved under a name; `/` stands between folders.
CREATE TABLE saved_search (
    name TEXT NOT NULL,
    folded TEXT PRIMARY KEY,
    query TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Derived, for what is typed: the outlets of the articles, and the words of names as term.rs makes them.
CREATE TABLE outlet (name TEXT PRIMARY KEY, articles INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO outlet SELECT outlet, count(*) FROM article WHERE outlet IS NOT NULL GROUP BY outlet;
CREATE TRIGGER outlet_added AFTER INSERT ON article WHEN new.outlet IS NOT NULL BEGIN
    INSERT INTO outlet VALUES (new.outlet, 1) ON CONFLICT (name) DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER outlet_removed AFTER DELETE ON article WHEN old.outlet IS NOT NULL BEGIN
    UPDATE outlet SET articles = articles - 1 WHERE name = old.outlet;
END;
CREATE TRIGGER outlet_changed AFTER UPDATE OF outlet ON article WHEN new.outlet IS NOT old.outlet BEGIN
    UPDATE outlet SET articles = articles - 1 WHERE name = old.outlet;
    INSERT INTO outlet SELECT new.outlet, 1 WHERE new.outlet IS NOT NULL
        ON CONFLICT (name) DO UPDATE SET articles = articles + 1;
END;

CREATE TABLE name_word (
    word TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id),
    PRIMARY KEY (word, entity)
) STRICT, WITHOUT ROWID;
-- The names that are offered before a letter of them is typed.
CREATE INDEX entity_often ON entity (kind, articles) WHERE articles >= 20;
-- Languages and the words of names are filled when the index is made anew, which its version asks for.
