-- Derived: which people of one name are several; see names/namesakes.rs.

-- The fields of the roles that articles state of people (extract::name::Camp).
CREATE TABLE stated_camp (
    entity INTEGER NOT NULL REFERENCES entity (id),
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    camp TEXT NOT NULL,
    -- The role, as it is stated.
    role TEXT NOT NULL,
    PRIMARY KEY (entity, article, camp)
) STRICT, WITHOUT ROWID;
CREATE INDEX stated_camp_article ON stated_camp (article);

-- What was found to be `entity` in the article is another of that name, `key`.
CREATE TABLE namesake (
    entity INTEGER NOT NULL REFERENCES entity (id),
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    PRIMARY KEY (entity, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX namesake_article ON namesake (article);
CREATE INDEX namesake_key ON namesake (key);

-- People of whom more or less is stated than when it was last asked whether they are several.
CREATE TABLE namesake_due (entity INTEGER PRIMARY KEY REFERENCES entity (id)) STRICT;
