-- By which key an article that came with a feed is known, from whatever other feed it comes again. No ground
-- truth: without it, what two feeds have is there twice.
CREATE TABLE feed_link (
    url TEXT PRIMARY KEY,
    key TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What feeds gave last, by the key of the item there.
CREATE TABLE feed_item (
    key TEXT PRIMARY KEY,
    -- Of its content, so that what is unchanged need not be compared.
    hash INTEGER NOT NULL DEFAULT 0,
    -- The article of that key has the whole text of its page; what the feed gives is a summary of it.
    whole INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
