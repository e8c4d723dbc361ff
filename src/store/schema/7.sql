-- Ground truth: the feeds that the reader follows. Their articles are those whose origin is the address.
CREATE TABLE feed (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    title TEXT,
    site TEXT,
    folder TEXT,
    -- Seconds since 1970-01-01 UTC.
    added INTEGER NOT NULL,
    -- What the server said last, to ask whether it has changed.
    etag TEXT,
    modified TEXT,
    -- When it was last asked, and when it may be asked again.
    checked INTEGER,
    due INTEGER NOT NULL DEFAULT 0,
    -- Seconds between two questions: less where it often has something new.
    interval INTEGER NOT NULL DEFAULT 900,
    -- Questions without an answer since the last one, and why.
    failures INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    -- The server says that there is no such feed any more.
    gone INTEGER NOT NULL DEFAULT 0
) STRICT;
