-- By which key an article that came with a feed is known, from whatever other feed it comes again. No ground
-- truth: without it, what two feeds have is there twice.
CREATE TABLE feed_link (
    url TEXT PRIMARY KEY,
    key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
