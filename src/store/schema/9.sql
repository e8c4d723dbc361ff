-- Ground truth: the colour that the reader gave a tag: the name of one of sixteen, or "#rrggbb".
ALTER TABLE tag ADD COLUMN colour TEXT;

-- Ground truth: what was said of a tag on an article, so that rules follow the reader's hand. See tag_words.rs.
CREATE TABLE tag_word (
    tag INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    -- 0: the reader took it off; 1: he put it back after a rule had taken it off; 2: a rule took it off.
    word INTEGER NOT NULL,
    PRIMARY KEY (tag, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_word_article ON tag_word (article);
