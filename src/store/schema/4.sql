-- Derived: which articles tell the same event, and which events are one story. See stories/.

CREATE TABLE event (
    -- Never given twice, so that what was once called an event stays that one.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- By which it stands in its story; days since 1970-01-01. The day on which its first article came in
    -- where none says when it was (`dated` is 0).
    day INTEGER NOT NULL,
    dated INTEGER NOT NULL,
    -- The same in all events of a story.
    storyline INTEGER NOT NULL,
    -- The earlier event that it develops, and how alike their words are, 0 to 1; 2 by the reader's word.
    parent INTEGER,
    likeness REAL NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX event_storyline ON event (storyline, day, id);
CREATE INDEX event_parent ON event (parent) WHERE parent IS NOT NULL;

CREATE TABLE telling (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    event INTEGER NOT NULL,
    -- The article of which it is a near-copy; never itself a copy.
    original INTEGER
) STRICT;
CREATE INDEX telling_event ON telling (event);
CREATE INDEX telling_original ON telling (original) WHERE original IS NOT NULL;

-- The events of articles before all of them are made anew, so that they keep their numbers.
CREATE TABLE former_telling (article INTEGER PRIMARY KEY, event INTEGER NOT NULL) STRICT;

-- Ground truth: whether two articles are of one story, by the reader's word. The lower id stands first.
CREATE TABLE story_word (
    one INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    same INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_word_other ON story_word (other);
