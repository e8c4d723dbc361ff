-- Ground truth: the day of publication of an article by the reader's word. `article.published` then
-- holds it, so that lists and questions need not look here.
CREATE TABLE set_day (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    -- Days since 1970-01-01.
    day INTEGER NOT NULL,
    -- What the article itself says, to go back to; NULL for nothing.
    said INTEGER,
    said_from INTEGER,
    -- The rank that it had before the first such word.
    place INTEGER NOT NULL
) STRICT;
