-- Ranks are day * 2^24 + place now (before: 2^32), which makes the indexes smaller. Places of a day are given
-- anew, in their order. By way of ranks that no article has, so that none meets another's on the way.
CREATE TEMP TABLE place AS
    SELECT id, ((rank >> 32) << 24) + row_number() OVER (PARTITION BY rank >> 32 ORDER BY rank) AS rank FROM article;
CREATE UNIQUE INDEX temp.place_id ON place (id);
UPDATE article SET rank = (SELECT place.rank FROM place WHERE place.id = article.id) + (1 << 60);
UPDATE article SET rank = rank - (1 << 60);
UPDATE set_day SET place = ((place >> 32) << 24) + (place & 0xFFFFFF);
DROP TABLE temp.place;
CREATE INDEX IF NOT EXISTS stated_camp_entity ON stated_camp (entity, camp);
-- Both indexes know articles by rank; they are filled when the library has been opened.
DELETE FROM setting WHERE name = 'index';
