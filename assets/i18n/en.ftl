### Every word of the window and of the command line, in English.
### Numbers come as numbers, so that plurals are right; dates and years come as ready words.

## Names

app-name = khabar
app-about = Follow the news in Arabic in a terminal

pane-stories = Stories
pane-article = Article
pane-people = People
pane-places = Places
pane-dates = Dates
pane-organisations = Organisations
pane-related = Related
pane-name = About
pane-namings = Articles
pane-timeline = Timeline
pane-feeds = Feeds
pane-help = Keys
pane-palette = Commands
pane-notices = Notices
pane-tags = Tags
pane-doctor = Terminal: which of these reads right?

kind-person = person
kind-place = place
kind-organisation = organisation
kind-date = date
kind-interval = span of time
kind-duration = length of time
kind-time = time of day
kind-set = recurring time
kind-reference = vague time

section-source = Source
section-keywords = Keywords
section-read-also = Read also
section-related = More titles
section-boilerplate = Not part of the article
section-tags = Tags

## Top bar

bar-count =
    { $total ->
        [0] no articles
        [one] 1 article
       *[other] { $total } articles
    }
bar-count-of = { $shown } of { $total }
bar-unread =
    { $count ->
        [0] all read
       *[other] { $count } unread
    }
bar-marked =
    { $count ->
        [one] 1 selected
       *[other] { $count } selected
    }
bar-marked-some = several selected
bar-by-date = newest first
bar-by-relevance = best match first

## An article

undated = undated
undated-key = { $key } sets the day
untitled = untitled
reading-time = { $minutes } min
copies =
    { $count ->
        [one] 1 copy
       *[other] { $count } copies
    }
outlets =
    { $count ->
        [one] 1 outlet
       *[other] { $count } outlets
    }
mentions =
    { $count ->
        [one] 1 mention
       *[other] { $count } mentions
    }
hit-of = { $number } of { $total }
part-of = part of: { $title }
published-given = day set by you
published-stated = day as stated
published-dateline = day from the dateline
published-metadata = day from the file
published-lead = day from the first sentences
doubtful = doubtful
doubtful-or = or { $value }
confidence = confidence { $percent } %

## The page of a name

name-missing = The library has nothing of this name
name-so-far = so far from the newest { $count } …
name-a-month = Mentions a month
name-a-quarter = Mentions a quarter
name-a-year = Mentions a year
name-most = most { $count }
name-undated =
    { $count ->
        [one] 1 article undated
       *[other] { $count } articles undated
    }
name-namesakes = Others of that name
name-others = Could also be
name-chosen = Chosen among them
name-spellings = Spellings
name-stated = Roles as stated
name-held = Roles as known
name-people = Named with, people
name-places = Named with, places
name-organisations = Named with, organisations
held-since = since { $from }
held-until = until { $to }

## Related articles

related-same-event = Same event
related-storyline = This story
related-earlier = Earlier in this story
related-later = Later in this story
related-shared = Shared people and places
list-copies = { $count ->
    [one] 1 copy
   *[other] { $count } copies
}
list-copy = copy
related-copies = Copies
related-embedded = In the same file
reason-names = shared: { $names }
reason-words = similar words
gap-same-day = same day
gap-later =
    { $days ->
        [0] same day
        [one] the next day
       *[other] { $days } days later
    }
gap-earlier =
    { $days ->
        [0] same day
        [one] the day before
       *[other] { $days } days earlier
    }
gap-apart =
    { $days ->
        [0] same day
        [one] a day apart
       *[other] { $days } days apart
    }

## The timeline of a story

timeline-events =
    { $count ->
        [one] 1 event
       *[other] { $count } events
    }
timeline-here = here
timeline-told-later =
    { $days ->
        [one] published the next day
       *[other] published { $days } days later
    }
timeline-told-before =
    { $days ->
        [one] published the day before
       *[other] published { $days } days before
    }
timeline-announced = announced { $date }
timeline-announced-in =
    { $count ->
        [one] in 1 article
       *[other] in { $count } articles
    }
timeline-took-place = an event of this story took place then
timeline-nothing-then = no event of this story then
timeline-ahead = later than this story so far
timeline-background = background
timeline-undated = Undated
timeline-earlier-left-out =
    { $count ->
        [one] 1 earlier event left out
       *[other] { $count } earlier events left out
    }
timeline-later-left-out =
    { $count ->
        [one] 1 later event left out
       *[other] { $count } later events left out
    }
timeline-undated-left-out =
    { $count ->
        [one] 1 more left out
       *[other] { $count } more left out
    }
## Two tellings side by side, and what is new

compare-both =
    { $count ->
        [0] nothing in both
       *[other] { $count } in both
    }
compare-only-here = { $count } only here
compare-only-first = { $count } only in 1
compare-only-second = { $count } only in 2
compare-empty = No sentences to compare
new-share = { $percent }% new
new-all = all new
new-nothing = nothing new

## What stands where there is nothing to show

empty-library = The library is empty. Add articles: khabar add FILE
empty-search = No article matches. { $key } shows all again
empty-article = Choose an article
empty-people = No people
empty-organisations = No organisations
empty-namings = No article names it
empty-places = No places
dates-open = Days unknown
dates-lengths = Lengths of time
empty-dates = No dates
empty-related = Nothing related in the library yet
empty-timeline = This story could not be told
empty-feeds = No feed is followed yet
empty-feeds-key = No feed is followed yet; { $key } adds one by its address
empty-notices = No notices
empty-tags = No tags yet
empty-tags-found = No tag holds that
empty-palette = No command of that name
loading = loading …
too-small = too small

## Prompts

prompt-search = Search
prompt-tag = Tag
prompt-palette = Command
prompt-search-hint = words, "a phrase", person:, place:, on:, after:, before:, tag:
prompt-feed-hint = address of a feed, or of a page that names it
prompt-tag-hint = name adds, -name removes
prompt-filter-tags-hint = letters of the tag
prompt-rename-tag-hint = its name from now on; that of another tag merges the two
prompt-colour-tag-hint = a name, or #rrggbb; empty: as all tags
prompt-new-tag = new tag
prompt-day-hint = 2025-05-19, 19 May 2025, yesterday; empty: as the article says
prompt-day-none = no single day; write 2025-05-19, 19 May 2025 or yesterday
prompt-day-nothing = as the article itself says
prompt-day-now = now { $date }, { $from }
prompt-merge = who is '{ $name }'?
prompt-merge-hint = the name that it is from now on
prompt-split = which spelling is not '{ $name }'?
prompt-split-hint = up and down choose, Enter makes it an entry of its own
prompt-here = who is '{ $name }' in this article?
prompt-here-hint = one of these names, or a new one
prompt-rename = what is '{ $name }' called from now on?
prompt-rename-hint = nothing: as it was found
prompt-export-hint = a file: .md to read, .jsonl to import, .csv for a spreadsheet
prompt-pipe-hint = a command; it gets the article as Markdown
prompt-export =
    { $count ->
        [one] writes 1 article
       *[other] writes all { $count } articles that the search finds
    }
prompt-export-found = writes all that the search finds
prompt-export-exists = it is there already; Enter again replaces it
export-notes = Notes
export-no-format-window = which format? end the name with .md, .jsonl or .csv

## Notices

notice-tagged = tagged #{ $tag }
notice-untagged = removed #{ $tag }
notice-tags-changed = tags changed
notice-tag-renamed = renamed #{ $from } to #{ $to }
notice-tag-merged = merged #{ $from } into #{ $into }
notice-tag-deleted = deleted #{ $tag }
notice-tag-coloured = colour of #{ $tag }: { $colour }
notice-tag-plain = colour of #{ $tag }: as all tags
notice-ruled = followed rules: { $rules }
notice-ruled-many = followed { $count } rules
notice-no-rules = there are no rules to follow; write them into rules.toml (khabar rules --help shows how)
notice-same-story = of one story
notice-other-story = not of one story
notice-story-as-found = of one story, or not, as khabar finds
notice-no-copies = there are no copies of it
notice-no-other-article = open an article, and select another in the list or among the related ones
notice-read = marked as read
notice-unread = marked as unread
notice-published = published { $date }
notice-published-as-said = day of publication as the article itself says
notice-name-merged = merged '{ $name }' into '{ $into }'
notice-name-split = split '{ $spelling }' from '{ $name }'
notice-name-other = split '{ $spelling }' from '{ $name }', it is '{ $other }'
notice-name-here = in this article '{ $name }' is '{ $other }'
notice-name-renamed = renamed '{ $name }' to '{ $to }'
notice-in-articles =
    { $count ->
        [0] in no article so far
        [one] in 1 article
       *[other] in { $count } articles
    }
notice-undo-key = { $key } takes it back
notice-one-spelling = this name has only one spelling here
notice-one-spelling-key = this name has only one spelling here; { $key } says who it is in this article
notice-reread = { $change }; dates are read again
notice-undone = taken back: { $change }
notice-redone = done again: { $change }
notice-nothing-to-undo = nothing to take back
notice-nothing-to-redo = nothing to do again
notice-no-later = nothing later in this story
notice-no-earlier = nothing earlier in this story
notice-no-same-event = no other telling of this event
notice-nothing-to-compare = nothing of this story to compare with; the related articles show what else there is
notice-no-difference = both say the same
notice-nothing-new = nothing here is new to you
notice-nothing-read-before = nothing else of this story was read before
notice-no-jump-back = no earlier place to go back to
notice-no-jump-forward = no later place to go to
notice-no-name = choose a person, place or organisation first
notice-no-naming = choose an article of the page first
notice-no-hits = nothing to walk in this article
notice-no-mentions = not named in the text of this article
notice-no-unread = everything has been read
notice-no-next = this is the last article
notice-no-previous = this is the first article
notice-nothing-selected = nothing is selected
notice-copied =
    { $count ->
        [one] copied 1 word
       *[other] copied { $count } words
    }
notice-copied-characters =
    { $count ->
        [one] copied 1 character
       *[other] copied { $count } characters
    }
notice-opening = opening { $url }
notice-no-link = this article has no address
notice-not-opened = no browser could be opened: { $cause }; name yours in BROWSER
notice-command-failed = '{ $command }' failed: { $cause }
pipe-ended = Press Enter to go back to khabar
notice-nothing-to-copy = nothing to copy
notice-too-long-to-copy = too long for the terminal's clipboard (more than { $limit } bytes); select less
notice-narrowed = only articles with { $name }
notice-widened = all articles
notice-order-date = newest first
notice-order-relevance = best match first
notice-order-needs-search = relevance needs a search first
notice-rtl-mode = right-to-left text is now sent as: { $mode }
notice-tashkeel-kept = vowel marks are shown
notice-tashkeel-stripped = vowel marks are hidden
notice-force-ltr = kitty reverses Arabic words; put 'force_ltr yes' into kitty.conf
notice-theme-dark = dark theme
notice-theme-light = light theme
notice-facts-hidden = people, places and dates are hidden
notice-unknown-action = no command is called '{ $name }'
notice-unbound = { $keys } does nothing; ? shows the keys
notice-config =
    { $count ->
        [one] 1 mistake in your settings; { $key } shows it
       *[other] { $count } mistakes in your settings; { $key } shows them
    }
notice-importing = reading { $done } of { $total }
notice-imported =
    { $count ->
        [0] nothing new
        [one] 1 new article
       *[other] { $count } new articles
    }
notice-import-failed =
    { $count ->
        [one] 1 file could not be read
       *[other] { $count } files could not be read
    }
notice-stopped = stopped; what was done is kept
notice-working = working …
notice-busy = too much is waiting; try again in a moment
notice-thread = no thread could be started: { $cause }; close other programs and try again
notice-no-change = nothing to change
notice-undated-next = its day is not known; it came in next
notice-gone = this article is no longer in the library
notice-panic = something went wrong inside khabar; what you did is saved
mode-visual = visual
mode-logical = logical
mode-off = off

change-tag = tags
change-read = read or unread

## Failures: what happened, and what to do

cannot-read = cannot read '{ $path }': { $cause }
no-such-file = there is no file or folder '{ $path }'; check the name
no-permission = may not read '{ $path }'; change its permissions
not-plain-file = '{ $path }' is neither a file nor a folder; name a file
no-files = there is no file to read in folder '{ $path }'
flaw-empty = '{ $path }' is empty; nothing was added
flaw-too-large = '{ $path }' has { $size } MiB, more than the { $limit } MiB that one file may have; split it
flaw-binary = '{ $path }' is binary data, not text; save it as plain text in UTF-8 and add that
flaw-binary-kind = '{ $path }' is { $kind }, not text; save it as plain text in UTF-8 and add that
flaw-guessed = '{ $path }' does not say its encoding; it was read as { $charset }, convert it to UTF-8 if words look wrong
flaw-lossy =
    { $count ->
        [one] '{ $path }' is not whole { $charset }: 1 character is lost, in line { $line }; get an unbroken copy
       *[other] '{ $path }' is not whole { $charset }: { $count } characters are lost, the first in line { $line }; get an unbroken copy
    }
flaw-mojibake = '{ $path }' was saved with doubled encoding; that was undone, compare it with the original
flaw-controls =
    { $count ->
        [one] '{ $path }' holds a control sequence for terminals; it was left out, the text is whole
       *[other] '{ $path }' holds { $count } control sequences for terminals; they were left out, the text is whole
    }
flaw-overrides =
    { $count ->
        [one] '{ $path }' holds a direction override; read it with care, letters may not stand as they seem
       *[other] '{ $path }' holds { $count } direction overrides; read it with care, letters may not stand as they seem
    }
flaw-unreadable = '{ $path }' is a web page without an article that can be told apart; save its text and add that
flaw-feed = '{ $path }' cannot be read as a feed ({ $reason }); get it again, or tell who publishes it
flaw-item = '{ $path }' has an item that says nothing ({ $id }); it was left out, the rest was added
flaw-feed-list = '{ $path }' is a list of feeds and holds no articles; 'khabar feeds import' takes it
flaw-record = '{ $path }' line { $line }: { $reason }; this line was left out, the rest was added

cannot-write = cannot write the output: { $cause }
cannot-make-folder = cannot make folder '{ $path }': { $cause }; choose another library with --library
cannot-use-terminal = cannot use the terminal: { $cause }; 'khabar list' and 'khabar show' print for pipes
library-missing = there is no library '{ $path }'; add articles to make one: khabar add FILE
library-missing-folder = folder '{ $path }' does not exist; make it, or choose another library with --library
library-not-a-file = '{ $path }' is not a file; name the file of a library
library-denied = cannot { $deed } library '{ $path }': permission denied; change the permissions of file and folder, or choose another library with --library
library-locked = cannot { $deed } library '{ $path }': another program is writing to it; wait for it to finish
library-locked-by = cannot { $deed } library '{ $path }': { $holder } is writing to it; wait for it to finish, or end it
library-read-only = cannot { $deed } library '{ $path }': it is read-only; make file and folder writable, or copy it elsewhere
library-newer = library '{ $path }' was written by a newer khabar (its version is { $found }, this one knows { $known }); update khabar
library-foreign = '{ $path }' is not a library; choose another file with --library; if it was one: khabar doctor --salvage NEW-FILE
library-other-program = '{ $path }' is a database of another program; choose another file with --library
library-damaged = cannot { $deed } library '{ $path }': the file is damaged ({ $cause }); restore a copy of it ('khabar restore'), or bring what can be read into a new one: khabar doctor --salvage NEW-FILE
library-full = cannot { $deed } library '{ $path }': no room is left on the disk, or no more of it may be used; free some space, then try again; nothing was lost
library-in-use = cannot { $deed } library '{ $path }': another program has it open; close that first
library-in-use-by = cannot { $deed } library '{ $path }': { $holder } has it open; close that first
library-exists = there is something at '{ $path }' already; choose another name
library-failed = cannot { $deed } library '{ $path }': { $cause }
library-interrupted = the question was given up
library-no-article = no article has the number { $id }; 'khabar list' shows the numbers
library-bad-tag = '{ $tag }' cannot be a tag; use letters, digits or signs, without spaces
library-no-tag = no article has the tag '{ $tag }'; 'khabar tags' lists them
library-no-tag-near = no article has the tag '{ $tag }'; perhaps '{ $near }' is meant
library-bad-colour = '{ $colour }' is not a colour; use #rrggbb or one of these: { $list }
name-unknown = no name '{ $name }' in the library; 'khabar names' lists them
name-same = both are one entry already, '{ $name }'; choose two
name-other-kind = cannot merge '{ $name }' with '{ $other }', of another kind; merge people with people, places with places
name-no-spelling = no article spells '{ $name }' as '{ $other }'; 'khabar names why' lists the spellings
name-unfit = cannot call '{ $name }' so; use letters, no more than { $other } characters
deed-open = open
deed-migrate = bring up to date
deed-read = read from
deed-search = search
deed-add = add articles to
deed-rebuild = rebuild
deed-tag = change tags in
deed-mark = save what was read in
deed-date = set a day of publication in
deed-name = change names in
deed-tie = change stories in
deed-note = change notes in
deed-searches = change saved searches in
deed-feeds = change feeds in
deed-undo = undo a change in
deed-check = check
deed-backup = copy
deed-restore = restore
deed-salvage = salvage

mistake-in = { $place }: { $problem }
mistake-in-key = { $place }: { $key }: { $problem }
mistake-syntax = { $message }
mistake-unknown-key = no such key; use { $allowed }
mistake-wrong-value = '{ $value }' does not fit; use { $allowed }
mistake-unknown-key-name = no key is called '{ $name }'
mistake-unknown-action = no action is called '{ $name }'
mistake-unknown-action-near = no action is called '{ $name }'; use '{ $near }'
mistake-hides-sequence = cannot be told from '{ $other }'; change one
mistake-missing = '{ $what }' is missing
mistake-twice = another one is called '{ $name }'; choose another name
mistake-no-tags = it neither adds a tag nor removes one; write add = ["TAG"]
cannot-read-settings = cannot read '{ $path }': { $cause }; the defaults apply
no-library-folder = there is no home folder to keep the library in; name a file with --library
no-terminal = the reader needs a terminal; 'khabar list' and 'khabar show' print for pipes
bad-day = '{ $value }' is not a day; write it as 2025-05-19
query-error = at character { $at } of the search: { $what }

## Searches: what cannot be understood, and what fields are about

query-unknown-field = there is no field '{ $what }'; use { $names }, or put the words in quotes
query-missing-value = '{ $what }:' needs a value after it
query-bad-date = '{ $what }' is not a day; write 2025, 2025-05, 2025-05-19, 2025-W20, today or 7d
query-bad-state = '{ $what }' is not a state; use { $names }
query-bad-language = '{ $what }' is not a language that is told; use { $names }
query-bad-has = '{ $what }' is nothing that an article can have; use { $names }
query-bad-id = '{ $what }' is not the number of an article
query-bad-tag = '{ $what }' cannot be a tag
query-unclosed-quote = this quote has no end
query-unclosed-parenthesis = this parenthesis has no end
query-unexpected-parenthesis = no parenthesis is open here
query-empty-parentheses = nothing stands between the parentheses
query-missing-operand = '{ $what }' needs a condition beside it
query-too-long = the query is too long

field-person = who is named
field-place = where it is about
field-org = which body is named
field-outlet = who published it
field-title = words of the headline
field-on = published in a period
field-after = published since
field-before = published earlier
field-mentions = the text speaks of a day
field-tag = your tags
field-feed = the feed that it came with, or its folder
field-is = unread, read, tagged and the like
field-unread = not read yet
field-has = what it has: note, url, tag and the like
field-lang = the language of the text
field-note = words of your notes
field-entity = exactly this person, place or body
field-id = the number of an article

## Saved searches and notes

pane-saved = Saved searches
empty-saved = no search is saved yet
empty-saved-key = no search is saved yet; search for something, then { $key }
prompt-save-hint = a name; / stands between folders
prompt-rename-search-hint = another name; / stands between folders
prompt-note = a note on the article
prompt-note-on = a note on «{ $quote }»
prompt-note-change = change the note on the article
prompt-note-change-on = change the note on «{ $quote }»
prompt-note-hint = what you want to remember; ¶ begins another line
notice-note-written = note written
notice-note-changed = note changed
notice-note-removed = note removed
notice-long-note = the note is too long for a line; change it with: khabar note { $article } --edit { $note }
notice-nothing-to-save = all articles are listed; search for something first
notice-search-not-understood = a newer khabar saved the search '{ $name }'
notice-search-saved = search saved: { $name }
notice-search-removed = search removed: { $name }
notice-search-renamed = search renamed: { $before } → { $name }
notice-search-more =
    { $count ->
        [one] and another one
       *[other] and { $count } more
    }
library-no-note = no note has the number { $id }; 'khabar note' lists them
library-long-note = the note has { $characters } characters; write at most { $most }
library-no-search = no search is saved under '{ $name }'; 'khabar searches' lists them
library-search-exists = a search is saved under '{ $name }' already; choose another name, or remove it first
library-bad-search-name = no search can be saved under '{ $name }'; a name has letters, and at most { $most } characters
cli-no-notes = no notes
cli-no-searches = no search is saved yet; save one: khabar searches add NAME QUERY
cli-no-such-words = the words '{ $what }' do not stand in the article
cli-note-removed-with = { $count ->
        [one] a note removed
       *[other] { $count } notes removed
    }

## Command line

cli-empty = the library is empty; add articles: khabar add FILE
cli-nothing-found = nothing found
cli-no-such-name = the library has no name '{ $what }'; 'khabar search' looks for words
cli-no-such-name-alike = the library has no name '{ $what }'; these look like it
cli-which-name = several names fit '{ $what }'; ask with what stands before the colon: khabar facts --name ID
cli-no-such-article = no article '{ $what }' in the library; 'khabar list' shows the numbers
cli-no-such-feed = no feed '{ $what }' is followed; 'khabar feeds' lists them
cli-no-feeds = no feed is followed yet; follow one: khabar feeds add URL
cli-feeds-waiting =
    { $count ->
        [one] 1 feed was asked a short while ago or is gone; --force asks it again
       *[other] { $count } feeds were asked a short while ago or are gone; --force asks them again
    }
cli-fetched = the whole text of { $id } is there
notice-syncing = asking feeds: { $done } of { $total }
notice-sync-stopping = no further feed is asked
notice-looking-for-feed = looking for the feed…
notice-fetching-text = getting the whole text…
notice-whole-text = the whole text is there
synced-changed =
    { $count ->
        [one] 1 changed
       *[other] { $count } changed
    }
synced-same =
    { $count ->
        [one] 1 as it was
       *[other] { $count } as they were
    }
synced-failed =
    { $count ->
        [one] 1 feed gave no answer
       *[other] { $count } feeds gave no answer
    }
synced-waiting =
    { $count ->
        [one] 1 feed not asked: it was a short while ago, or is gone
       *[other] { $count } feeds not asked: they were a short while ago, or are gone
    }
feed-never-asked = not asked yet
feed-asked-now = asked just now
feed-asked = asked { $span } ago
span-minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
span-hours =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
span-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
trouble-address = '{ $address }' is no address on the web; it begins with https:// or http://
trouble-no-host = there is no server '{ $host }'; check the address and the network
trouble-broken = the connection failed ({ $cause }); try again later
trouble-slow = the server took too long; try again later
trouble-too-large = the answer has more than { $limit } MiB; it is no feed and no article
trouble-gone = the server no longer has it ({ $status }); look for its new address
trouble-busy = the server is busy; try again later
trouble-busy-for = the server is busy; try again in { $span }
trouble-status = the server answered with error { $status }; try again later
trouble-loop = the address leads in a circle; look for its new address
trouble-no-feed = this is no feed that can be read ({ $reason }); look on the site for its feed
trouble-binary = this is no text; give the address of a page or feed
trouble-no-article = there is no article on the page; open it in a browser
trouble-no-address = the article has no address of its own; it is whole as far as is known
trouble-nothing-more = the page has no more text than is here already
cli-not-fetched = { $id }: { $cause }
notice-followed =
    { $count ->
        [one] 1 feed followed
       *[other] { $count } feeds followed
    }
notice-unfollowed =
    { $count ->
        [one] 1 feed no longer followed; its articles stay
       *[other] { $count } feeds no longer followed; their articles stay
    }
cli-added =
    { $added ->
        [0] nothing new
        [one] 1 article added
       *[other] { $added } articles added
    }
cli-known =
    { $count ->
        [one] 1 was there already
       *[other] { $count } were there already
    }
cli-failed =
    { $count ->
        [one] 1 file could not be read
       *[other] { $count } files could not be read
    }
cli-stopped = stopped; what was done is kept
cli-rebuilt =
    { $count ->
        [0] nothing to rebuild
        [one] 1 article rebuilt
       *[other] { $count } articles rebuilt
    }
cli-tagged =
    { $count ->
        [0] no tag changed
        [one] tags of 1 article changed
       *[other] tags of { $count } articles changed
    }
cli-would-tag =
    { $count ->
        [0] no tag would change
        [one] tags of 1 article would change
       *[other] tags of { $count } articles would change
    }
cli-tag-other-change = the last change is none of tags ({ $change }); 'u' in the window takes it back
cli-no-rules = there are no rules; write them into { $path } (khabar rules --help shows how)
cli-no-such-rule = no rule is called '{ $name }' in { $path }; 'khabar rules' lists them
cli-no-such-rule-near = no rule is called '{ $name }' in { $path }; perhaps '{ $near }' is meant
cli-rules-checked = rules that apply: { $rules }; mistakes: { $mistakes }
cli-rule-did = rule '{ $rule }': articles found { $found }, changed { $changed }
cli-rule-would = rule '{ $rule }': articles found { $found }, would change { $changed }
cli-more =
    { $count ->
        [one] and 1 more
       *[other] and { $count } more
    }
cli-exported =
    { $count ->
        [one] 1 article written to '{ $path }'
       *[other] { $count } articles written to '{ $path }'
    }
export-nothing-named = name articles by number, or use --query or --all
export-no-format = which format? name a file that ends in .md, .jsonl or .csv, or use --to
export-exists = '{ $path }' is there already; choose another name
export-exists-force = '{ $path }' is there already; choose another name, or replace it with --force
export-onto-library = '{ $path }' is the library itself; choose another name
export-stopped = stopped; nothing was written
cannot-write-file = cannot write '{ $path }': { $cause }
backup-onto-library = '{ $path }' is the library itself; choose another name for the copy
backup-not-removed = cannot remove the older copy '{ $path }': { $cause }
cli-backed-up = copied to '{ $path }' and checked, { $size } MiB
cli-backups-removed =
    { $count ->
        [one] 1 older copy removed
       *[other] { $count } older copies removed
    }
cli-restored = '{ $path }' is now as '{ $from }'
cli-restored-aside = what was there before is '{ $path }'
salvage-articles =
    { $count ->
        [one] 1 article is in '{ $path }'
       *[other] { $count } articles are in '{ $path }'
    }
salvage-lost =
    { $count ->
        [one] 1 article is lost: number { $ids }
       *[other] { $count } articles are lost: numbers { $ids }
    }
salvage-bare =
    { $count ->
        [one] of 1 article only the text is there, without its day, origin and tags: number { $ids }
       *[other] of { $count } articles only the text is there, without their days, origins and tags: numbers { $ids }
    }
salvage-dropped = rows that belong to nothing any more: { $list }
salvage-pages = pages that could not be read: { $count } of { $pages }; rows on other pages that could not: { $cells }
salvage-whole = nothing was lost
salvage-next = look at it with --library; to go on with it, put it in the place of the damaged one with 'khabar restore'
cli-dated =
    { $count ->
        [0] no day changed
        [one] day of 1 article changed
       *[other] day of { $count } articles changed
    }
cli-no-single-day = '{ $value }' is no single day; write 2025-05-19, '19 May 2025' or yesterday
cli-name-several = several names fit '{ $name }': { $list }; give the id of one
cli-name-other-change = the last change is none of names ({ $change }); 'u' in the window takes it back
cli-nothing-to-do = nothing to do; name a tag to add, or -TAG to remove one

timeline-published = published

doctor-terminal = Terminal
doctor-library = Library
doctor-settings = Settings
doctor-version = version
doctor-name = name
doctor-colours = colours
doctor-colours-mono = none
doctor-colours-basic = 16
doctor-colours-indexed = 256
doctor-colours-true = 24 bit
doctor-size = size
doctor-bidi = its own right-to-left
doctor-bidi-none = none
doctor-bidi-switched = yes; switched off while reading
doctor-bidi-stuck = yes; it cannot be switched off
doctor-bidi-inside = yes; it cannot be switched off from in here
doctor-bidi-reverses = reverses words; set 'force_ltr yes' in kitty.conf
doctor-mode = mode
doctor-mode-why = { $mode } ({ $why })
doctor-why-chosen = chosen by you
doctor-why-plain = the terminal has none of its own
doctor-why-switched = its own is switched off
doctor-why-stuck = its own stays on, and shows this order right
doctor-asked = asked
doctor-asked-no = no: not a terminal
doctor-asked-keys = no: keys were waiting
doctor-asked-waiting = yes; the answer is awaited
doctor-asked-answered = yes; it answered
doctor-asked-silent = yes; it did not answer
doctor-told-by = told by
doctor-tashkeel = vowel marks
doctor-kept = shown
doctor-stripped = hidden
doctor-path = file
doctor-not-yet = { $path } (not there yet)
doctor-stale = facts
doctor-stale-count =
    { $count ->
        [one] 1 article is to be read anew; khabar rebuild does that
       *[other] { $count } articles are to be read anew; khabar rebuild does that
    }
doctor-integrity = integrity
doctor-integrity-ok = ok
doctor-integrity-quick = ok, by a quick look; --deep looks closer
doctor-log = log
doctor-names = names
doctor-by-hand = by hand
doctor-by-hand-counts = days: { $days }, decisions on names: { $names }, feeds: { $feeds }; changes that can be taken back: { $changes }
doctor-cure = 'khabar doctor --repair' makes anew what is derived; 'khabar doctor --salvage NEW-FILE' brings what can be read of a damaged library into a new one
doctor-needs-salvage = that did not mend it; 'khabar doctor --salvage NEW-FILE' brings what can be read into a new library
doctor-articles = articles
doctor-unread = unread
doctor-tags = tags
doctor-bytes = { $size } MiB
doctor-folder = folder
doctor-config = config.toml
doctor-keymap = keymap.toml
doctor-theme = theme.toml
doctor-rules = rules.toml
doctor-file-default = defaults
doctor-file-ok = ok
doctor-file-mistakes =
    { $count ->
        [one] 1 mistake
       *[other] { $count } mistakes
    }
doctor-language = language
doctor-now = in use
doctor-samples = Right is the one whose letters join and whose first word stands at the right:
doctor-sample-switched = visual, as the window shows it, with the terminal's own switched off (press a key):
doctor-keep = to keep another mode
doctor-keep-how = write rtl = "visual", "logical" or "off" into { $path }

## Dates

why-written = as written
why-name-listed = on the lists of known names
why-name-full = its full name in the article
why-name-part = part of '{ $name }', which stands in the article
why-name-sound = sounds like '{ $name }'
why-name-alike = nearly '{ $name }'
why-name-alone = stands so in the article, without a full name
why-name-other = not { $own } but { $role }
why-name-merged = by hand: was '{ $name }'
why-name-given = by hand: in this spelling it was '{ $name }'
why-name-here = by hand, in this article: was '{ $name }'
why-figures = day before month
why-hijri = by Umm al-Qura, a day more or less
why-paired = by the other calendar beside it
why-counted = counted from the day of publication
why-quoted = in a quotation: perhaps counted from another day
why-weekday-wins = the weekday counts more than the word beside it
why-weekday-differs = its weekday does not fit
why-recent = the most recent one
why-coming = the next one: the sentence looks ahead
why-near = the nearest one: no year is told
why-sentence = by the year that the sentence tells
why-known = the day that is known by this name
why-beside = counted from the date before it
why-feast = by the calendar of feasts
why-open = the day of publication is not known
date-or = or { $other }
place-or = could also be: { $others }
place-country = country
chosen-by-places = by the places that the article names
chosen-by-people = by the people that the article speaks of
chosen-by-outlet = by the country of the outlet
chosen-by-size = the largest of that name
date-now = now
date-past = in the past
date-future = in the future
date-some-day = day unknown
date-some-week = week unknown
date-some-month = month unknown
date-some-year = year unknown
date-range = { $from } – { $to }
date-quarter = quarter { $number } of { $year }
date-half =
    { $number ->
        [one] first half of { $year }
       *[other] second half of { $year }
    }
date-season = { $season } { $year }
date-decade = the { $year }s
date-century = century { $number }
date-weekend = weekend of { $date }
date-part = { $date }, { $part }
date-at = { $date }, { $time }
season-spring = spring
season-summer = summer
season-autumn = autumn
season-winter = winter
part-morning = morning
part-midday = midday
part-afternoon = afternoon
part-evening = evening
part-night = night
part-day = by day
set-every = every { $unit }
set-day = every day
set-week = every week
set-month = every month
set-year = every year
set-times-day = several times a day
set-weekday = every { $weekday }
length-years =
    { $count ->
        [one] 1 year
       *[other] { $count } years
    }
length-months =
    { $count ->
        [one] 1 month
       *[other] { $count } months
    }
length-weeks =
    { $count ->
        [one] 1 week
       *[other] { $count } weeks
    }
length-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
length-hours =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
length-minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
length-seconds =
    { $count ->
        [one] 1 second
       *[other] { $count } seconds
    }
length-some-years = some years
length-some-months = some months
length-some-weeks = some weeks
length-some-days = some days
length-some-hours = some hours
length-some-minutes = some minutes
list-and = { $first } and { $last }

## Colours of tags

colour-red = red
colour-green = green
colour-yellow = yellow
colour-blue = blue
colour-magenta = magenta
colour-cyan = cyan
colour-white = white
colour-black = black
colour-bright-red = bright red
colour-bright-green = bright green
colour-bright-yellow = bright yellow
colour-bright-blue = bright blue
colour-bright-magenta = bright magenta
colour-bright-cyan = bright cyan
colour-bright-white = bright white
colour-bright-black = grey

## Actions: what help and palette say of each

action-next = one row down
action-previous = one row up
action-page-down = one page down
action-page-up = one page up
action-half-page-down = half a page down
action-half-page-up = half a page up
action-first = to the top
action-last = to the bottom
action-pane-next = to the next pane
action-pane-previous = to the previous pane
action-forward = to the pane further on
action-back = to the pane before
action-open = open; on a date: to its next mention; on a name: to its mention, again: to its page
action-name-page = page of the selected person, place or organisation
action-close = close what is on top; show the whole library again
action-next-article = next article of the list
action-previous-article = previous article of the list
action-next-unread = next unread article
action-next-hit = next mention or hit in the text
action-previous-hit = previous mention or hit in the text
action-later = next development of this story
action-earlier = previous development of this story
action-same-event = another telling of the same event
action-related = show or hide related articles
action-timeline = timeline of this story: its events by their days
action-compare = beside another telling: the one selected in Related, or the nearest; again: back
action-feeds = show or hide the feeds
action-sync-feeds = get what is new in the feeds, or stop that
action-sync-feed = get what is new in the selected feed, now
action-add-feed = follow a feed by its address, or that of a page that names it
action-remove-feed = follow the selected feed no longer; its articles stay
action-whole-text = get the whole text of the open article from its page
action-swap-sides = comparing: the second telling first
action-next-new = next sentence that is new to you
action-jump-back = back to before the last jump
action-same-story = this article is of the story of the open one
action-other-story = this article is not of the story of the open one
action-jump-forward = forward again after going back
action-select = begin to select text, or in the list articles; or stop
action-select-paragraph = select whole paragraphs, or in the list all articles
action-caret-left = selecting: left
action-caret-right = selecting: right
action-word-next = selecting: to the next word
action-word-previous = selecting: to the word before
action-word-end = selecting: to the end of the word
action-row-start = selecting: to the start of the row
action-row-end = selecting: to the end of the row
action-swap-ends = selecting: to the other end
action-copy = copy the selected text, name or title
action-copy-article = copy the article as Markdown, with its citation
action-export = write the article, or what the search finds, into a file
action-pipe = run a command on the article
action-open-link = open the link here, or the article's, in a browser
action-search = search the library
action-delete-search = remove the selected saved search
action-rename-search = rename the selected saved search
action-saved-searches = show or hide the saved searches
action-save-search = save this search under a name
action-unfold = show or fold the copies of the selected article
action-narrow = only articles with this person, place or day
action-widen = the whole library again
action-order = order by date or by relevance
action-tag = add or remove tags
action-tags = list of all tags
action-rename-tag = in the list of tags: rename the selected one, or merge it with another
action-delete-tag = in the list of tags: take the selected one off all articles
action-colour-tag = in the list of tags: give the selected one a colour
action-apply-rules = follow the rules of rules.toml on the whole library
action-note = write a note on the article or the selection, or change it
action-set-published = set the day of publication, or take it back
action-merge-name = the selected name is another one: merge the two
action-split-name = a spelling of the selected name is someone else's: split it off
action-name-here = say who the selected name is in this article
action-rename-name = call the selected person or place otherwise
action-toggle-read = mark as read or unread
action-undo = take back the last change
action-redo = do again what was taken back
action-toggle-facts = show or hide people, places and dates
action-toggle-organisations = unfold the organisations, or fold them
action-grow-list = wider list
action-shrink-list = narrower list
action-rtl-mode = another way to send right-to-left text
action-tashkeel = show or hide vowel marks
action-language = window in Arabic or English
action-theme = dark or light theme
action-notices = show past notices
action-palette = run a command by its name
action-help = show the keys
action-doctor = what is known of the terminal, and samples
action-redraw = draw the window anew
action-suspend = back to the shell until 'fg'
action-quit = quit

## Hints: the same in a word or two

hint-next = down
hint-previous = up
hint-page-down = page down
hint-page-up = page up
hint-half-page-down = half a page down
hint-half-page-up = half a page up
hint-first = top
hint-last = bottom
hint-pane-next = next pane
hint-pane-previous = previous pane
hint-forward = next pane
hint-back = previous pane
hint-open = open
hint-name-page = page
hint-close = close
hint-next-article = next article
hint-previous-article = previous article
hint-next-unread = next unread
hint-next-hit = next hit
hint-previous-hit = previous hit
hint-later = later
hint-earlier = earlier
hint-same-event = same event
hint-related = related
hint-timeline = timeline
hint-compare = compare
hint-feeds = feeds
hint-sync-feeds = get new
hint-sync-feed = this one
hint-add-feed = add
hint-remove-feed = remove
hint-whole-text = whole text
hint-swap-sides = swap
hint-next-difference = next difference
hint-next-new = next new
hint-jump-back = back
hint-same-story = same story
hint-other-story = not this story
hint-jump-forward = forward
hint-select = select
hint-select-paragraph = paragraphs
hint-select-all = all
hint-caret-left = left
hint-caret-right = right
hint-word-next = next word
hint-word-previous = previous word
hint-word-end = end of word
hint-row-start = start of row
hint-row-end = end of row
hint-swap-ends = other end
hint-copy = copy
hint-open-link = open link
hint-copy-article = copy as Markdown
hint-export = export
hint-pipe = command
hint-search = search
hint-delete-search = remove
hint-rename-search = rename
hint-saved-searches = saved
hint-hide = hide
hint-save-search = save
hint-unfold = copies
hint-narrow = only this
hint-widen = show all
hint-order = order
hint-tag = tag
hint-tags = tags
hint-rename-tag = rename, merge
hint-delete-tag = delete
hint-colour-tag = colour
hint-apply-rules = follow the rules
hint-note = note
hint-set-published = day
hint-merge-name = merge
hint-split-name = split
hint-name-here = who here
hint-rename-name = rename
hint-toggle-read = read/unread
hint-undo = undo
hint-redo = redo
hint-toggle-facts = facts
hint-toggle-organisations = organisations
hint-grow-list = wider list
hint-shrink-list = narrower list
hint-rtl-mode = right to left
hint-tashkeel = vowel marks
hint-language = language
hint-theme = theme
hint-notices = notices
hint-palette = commands
hint-help = help
hint-doctor = terminal
hint-redraw = redraw
hint-suspend = suspend
hint-quit = quit
hint-more = …
