-- Ground truth: the reader's decisions on names. Entries are told by `entity.key`, which outlives the
-- rows of `entity`; each comes with its kind and name, so that it can be shown where no article names
-- it itself. See names/.

-- `entry` is the same as `target`.
CREATE TABLE name_merge (
    entry TEXT PRIMARY KEY,
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    target TEXT NOT NULL,
    target_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- `entry` is called `given`.
CREATE TABLE name_given (
    entry TEXT PRIMARY KEY,
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    given TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What is spelt so and was found to be `entry` is `target`; in one article, or in all (NULL).
CREATE TABLE name_split (
    article INTEGER REFERENCES article (id) ON DELETE CASCADE,
    entry TEXT NOT NULL,
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    -- Folded; empty for every spelling.
    spelling TEXT NOT NULL,
    target TEXT NOT NULL,
    target_name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX name_split_once ON name_split (coalesce(article, 0), entry, spelling);
CREATE INDEX name_split_article ON name_split (article) WHERE article IS NOT NULL;

-- Entries that were there, with an id of their own, when one of the same name that has none was decided on:
-- they are others. What comes to have an id later is the same.
CREATE TABLE name_apart (entry TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
