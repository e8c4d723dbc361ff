#!/usr/bin/env python3
"""Khabar beside newsboat and notmuch: the same articles, in the same run.

    cargo build --release && benches/peers.py ARTICLES.jsonl [--sizes 1000,10000] [--install]

ARTICLES.jsonl holds one article a line, as `khabar add` takes them (`cargo bench --bench scale -- --write N FILE`
writes such a file). The first N of them become a file of JSON lines for Khabar, one RSS feed for newsboat, and
a maildir of one message an article for notmuch; that is not timed. Then, each program in its turn:

    import        the whole process, until it ends: `khabar add`, `newsboat -x reload`, `notmuch new`
    start         from just before the process is made to the bytes that complete the first frame on a terminal:
                  Khabar's list, newsboat's list of feeds; notmuch has no window, so `notmuch search` of the 50 newest
    open          newsboat only: from Enter on the feed to its list of articles
    search        in the window: from Enter after the typed words to the bytes that complete the list found;
                  as a command: the whole process of a search for at most 50, newest first
    memory        the most that was resident (VmHWM), of the import, of the window after all searches, of a search
    disk          what has to be kept, in blocks of the disk

Windows are pseudo-terminals of 140 by 40. Output is stamped as it is read, and put on a model of the screen
afterwards; a time ends with the first output after which the screen holds what was waited for. Everything is
warm, and all data, settings and caches are in a folder of its own that is removed at the end.
"""

import argparse, collections, email.header, email.utils, itertools, json, os, pathlib, platform, re, shutil
import statistics, subprocess, sys, tempfile, time
from datetime import datetime, timezone
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True
from peers_terminal import Late, Window, holds, letters, run

SAMPLE = 5000  # articles from which words to search for are taken
KINDS = {"rare": "a rare word", "common": "a common word", "phrase": "a phrase", "bare": "a word without its hamza"}


# The articles, and what each program is given of them.

def articles(path, count):
    """The first `count` articles of a file of JSON lines."""
    with open(path, encoding="utf-8") as lines:
        for line in itertools.islice(lines, count):
            yield json.loads(line)


def day(article):
    """The day of publication as e-mail and RSS write it; `None` if there is none."""
    try:
        date = datetime.fromisoformat((article.get("date") or "")[:10])
    except ValueError:
        return None
    return email.utils.format_datetime(date.replace(hour=12, tzinfo=timezone.utc))


def xml(text):
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text))


def item(number, article):
    """An article as an item of RSS: the text as HTML, a paragraph a line."""
    body = "".join(f"<p>{xml(line)}</p>" for line in article["text"].split("\n") if line.strip())
    date = f"<pubDate>{day(article)}</pubDate>" if day(article) else ""
    author = f"<author>{xml(article.get('source') or '')}</author>"
    return (f"<item><title>{xml(article.get('title') or '')}</title><guid isPermaLink=\"false\">{number}</guid>"
            f"{author}{date}<description>{xml(body)}</description></item>\n")


def message(number, article):
    """An article as a message: UTF-8 in eight bits, the least that notmuch has to read; lines under 998 bytes."""
    def encoded(text):
        return email.header.Header(" ".join((text or "").split()), "utf-8").encode()
    headers = [f"From: {encoded(article.get('source') or 'none')} <news@localhost>",
               f"Message-ID: <{number}@localhost>", f"Subject: {encoded(article.get('title'))}", "MIME-Version: 1.0",
               "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    headers += [f"Date: {day(article)}"] if day(article) else []
    return "\n".join(headers) + "\n\n" + re.sub(r"(.{300,400}) ", r"\1\n", article["text"]) + "\n"


def beginnings(found):
    """The first twelve letters of each title; a list on a screen is known by them, whole or cut off."""
    titles = (letters(article.get("title") or "")[:12] for article in found)
    return {title for title in titles if re.fullmatch(r"[\u0621-\u064a ]{12}", title)}


def searches(found, count, amount):
    """`amount` searches of each kind, from a sample of the articles; and the bare words as they should be written."""
    letter = "[\u0621-\u063a\u0641-\u064a]"
    plain = re.compile(rf"(?<![\w\u064b-\u0652]){letter}{{4,}}(?![\w\u064b-\u0652])")
    three = re.compile(rf"(?<=\s){letter}{{3,}}( {letter}{{3,}}){{2}}(?=\s)")
    sample = [article["text"] for article in itertools.islice(found, 0, count, max(1, count // SAMPLE))]
    spread = collections.Counter(itertools.chain.from_iterable(set(plain.findall(text)) for text in sample))
    order = [word for word, held in spread.most_common() if held <= len(sample) / 5]
    hamza = [word for word in order if re.match("(ال)?[أإ]", word)]
    written = list(dict.fromkeys(["أوكرانيا", *hamza]))[:amount]
    rare = sorted(word for word in order if spread[word] == 1)
    phrases = [f'"{match[0]}"' for match in map(three.search, sample) if match]

    def some(words):
        return words[:: max(1, len(words) // amount)][:amount]
    return {"rare": some(rare), "common": order[:amount], "phrase": some(phrases),
            "bare": [re.sub("[أإ]", "ا", word) for word in written], "written": written}


# The programs.

class Program:
    """What is common to all: a folder of its own, an environment with nothing of the user's, its commands."""
    reader = found = None  # the command of its window; how many a search finds, asked of a command

    def __init__(self, work, count, args):
        self.folder, self.source, self.count, self.limit = work / self.name, args.articles, count, args.limit
        self.binary = args.khabar if self.name == "khabar" else self.name
        self.data = self.folder / "data"
        self.data.mkdir(parents=True)
        self.known = beginnings(articles(self.source, count))
        home = self.folder / "home"
        home.mkdir()
        kept = {f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "CACHE", "STATE")}
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_DATA_HOME": str(self.data), **kept,
                            "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "xterm-256color"}
        self.write()

    def clear(self):
        """What an import has made is taken away."""
        shutil.rmtree(self.data)
        self.data.mkdir()

    def load(self):
        """An import into nothing -> seconds and KiB."""
        self.clear()
        return run(self.import_command, self.environment, self.limit, pace=10)

    def ask(self, *arguments):
        return subprocess.run([self.binary, *arguments], env=self.environment, capture_output=True, text=True).stdout

    def sizes(self):
        """What has to be kept, in bytes of disk."""
        return {"": blocks(self.data)}

    def start(self):
        """A window whose first frame is there -> the window and seconds."""
        window = Window(self.reader, self.environment, self.limit)
        return window, window.until(self.stands)

    def open(self, window):
        """The list of all articles -> seconds; `None` if it is there from the start."""
        return None

    def listed(self, screen, count):
        """Whether titles of the articles are on the screen; of very few, all may begin with other than letters."""
        return count < 9 or screen.titles(self.known) >= 3


class Khabar(Program):
    name = "khabar"

    def write(self):
        file = self.folder / "articles.jsonl"
        with open(self.source, "rb") as lines, open(file, "wb") as out:
            out.writelines(itertools.islice(lines, self.count))
        self.import_command = [self.binary, "add", str(file)]
        self.reader = [self.binary]

    def shown(self, screen):
        """How many articles the window says the list has; `None` while there is no whole list."""
        rows = screen.rows()
        said = re.search(r"([\d,]+|no) articles?\b", rows[0])
        if not said or re.match(" ?/", rows[-1]):  # a prompt stands one column further out than what keys do
            return None
        count = 0 if said[1] == "no" else int(said[1].replace(",", ""))
        at = re.search(r"\d+ of (\d+)$", rows[-1].replace(",", ""))
        return count if count == 0 or (at and int(at[1]) == count) else None

    def stands(self, screen):
        self.total = self.shown(screen)  # less than all: copies are folded into one
        return self.total and self.listed(screen, self.total)

    def search(self, window, search):
        want = self.found(search)
        window.press("F")
        window.expect(lambda screen: self.shown(screen) == self.total)
        window.press("/")
        window.expect(lambda screen: re.match(" ?/", screen.rows()[-1]))
        window.press(search)
        window.expect(lambda screen: search in letters(screen.rows()[-1][::-1]))  # in the order of the eye
        window.press("\r")
        return window.until(lambda screen: self.shown(screen) == want and self.listed(screen, want)), want

    def found(self, search):
        return self.ask("search", "--json", "--", search).count("\n")

    def command(self, search):
        return [self.binary, "search", "--newest", "--limit", "50", "--", search]


class Newsboat(Program):
    name = "newsboat"
    # Nothing is dropped, nothing is fetched or tidied up while one reads; newest first (which it calls ascending).
    settings = ("max-items 0", "keep-articles-days 0", "cleanup-on-quit no", "auto-reload no",
                "refresh-on-startup no", "article-sort-order date-asc", "show-read-articles yes")

    def write(self):
        with open(self.folder / "feed.xml", "w", encoding="utf-8") as out:
            out.write('<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>peers</title>'
                      "<link>http://localhost/</link><description>peers</description>\n")
            out.writelines(itertools.starmap(item, enumerate(articles(self.source, self.count))))
            out.write("</channel></rss>\n")
        (self.folder / "urls").write_text(f"file://{self.folder}/feed.xml\n")
        (self.folder / "config").write_text("\n".join(self.settings) + "\n")
        files = {"-C": self.folder / "config", "-u": self.folder / "urls", "-c": self.data / "cache.db"}
        self.reader = [self.binary, *map(str, itertools.chain.from_iterable(files.items()))]
        self.import_command = [*self.reader, "-x", "reload"]

    def stands(self, screen):
        # The column cuts what is longer than ten characters: "(10000/1000".
        return re.search(rf"\(\d+/{str(self.count)[:4]}\S* +peers", "\n".join(screen.rows()))

    def open(self, window):
        window.press("\r")
        return window.until(self.opened)

    def opened(self, screen):
        return f"{self.count} total)" in screen.rows()[0] and self.listed(screen, self.count)

    def search(self, window, search):
        search = search.strip('"')  # it searches for text as it stands
        window.press("/")
        window.expect(lambda screen: "Search for:" in screen.rows()[-1])
        window.press(search)
        window.expect(lambda screen: screen.rows()[-1].endswith(letters(search)))
        window.press("\r")
        seconds = window.until(lambda screen: self.shown(screen) is not None)
        count = self.shown(window.screen)
        if count:
            window.press("q")
            window.expect(self.opened)
        return seconds, count

    def shown(self, screen):
        """How many articles it says it has found; `None` while there is neither a list of them nor a word on it."""
        rows = screen.rows()
        if rows[-1].startswith("No results"):
            return 0
        said = re.search(r"Search results .* (\d+) total", rows[0])
        return int(said[1]) if said and self.listed(screen, int(said[1])) else None


class Notmuch(Program):
    name = "notmuch"

    def write(self):
        maildir = self.folder / "mail" / "cur"
        maildir.mkdir(parents=True)
        for number, article in enumerate(articles(self.source, self.count)):
            (maildir / f"{number}:2,").write_text(message(number, article), encoding="utf-8")
        self.environment["NOTMUCH_CONFIG"] = str(self.folder / "config")
        (self.folder / "config").write_text(
            f"[database]\npath={self.data}\nmail_root={maildir.parent}\n[user]\nname=reader\n"
            "primary_email=reader@localhost\n[new]\ntags=unread\n[maildir]\nsynchronize_flags=false\n")
        self.import_command = [self.binary, "new", "--quiet"]

    def sizes(self):
        return {"": blocks(self.data), "maildir": blocks(self.folder / "mail")}

    def start(self):
        listed = self.ask("search", "--limit=50", "--", "*").splitlines()
        titles = sum(holds(row, self.known) for row in listed)
        if len(listed) < min(50, self.count) or titles < 3 or self.found("*") != self.count:
            sys.exit("notmuch does not list what it was given")
        return None, run(self.command("*"), self.environment, self.limit)[0]

    def found(self, search):
        return int(self.ask("count", "--", search))

    def command(self, search):
        return [self.binary, "search", "--limit=50", "--sort=newest-first", "--", search]


def blocks(folder):
    return sum(512 * path.stat().st_blocks for path in folder.rglob("*") if path.is_file())


# The measurements, and how they are told.

class Table:
    """Rows by name, a cell a program."""

    def __init__(self, limit):
        self.rows, self.late = {}, f"> {limit} s"

    def put(self, row, program, text):
        self.rows.setdefault(row, {})[program.name] = text

    def put_times(self, row, program, times):
        """The median and the 95th of a hundred times; `None` is none in time."""
        ordered = sorted(times or [])
        known = times and [statistics.median(ordered), ordered[round(0.95 * (len(ordered) - 1))]]
        self.put(f"{row}: p50, p95", program, ", ".join(map(span, known)) if known else self.late)

    def tell(self, names, title):
        print("| " + " | ".join([title, *names]) + " |\n" + "| --- " * (len(names) + 1) + "|")
        for row, cells in self.rows.items():
            print("| " + " | ".join([row, *(cells.get(name, "—") for name in names)]) + " |")
        print(flush=True)


def span(seconds):
    if seconds >= 10:
        return f"{seconds:.1f} s"
    return f"{1000 * seconds:.1f} ms" if seconds < 0.1 else f"{1000 * seconds:.0f} ms"


def rounds(programs, runs, patience, step):
    """`step` of each program in its turn, `runs` times, fewer when `patience` seconds are over -> their results.

    A program that has been late has `None`, and no further turn."""
    results, begun = {program: [] for program in programs}, time.monotonic()
    for turn in range(runs):
        for program in programs if turn == 0 or time.monotonic() - begun < patience else []:
            try:
                if results[program] is not None:
                    results[program].append(step(program))
            except Late:
                results[program] = None
    return results


def imports(programs, args, table, text):
    """Imports with all -> the programs that have finished, whose data then stands."""
    results = rounds(programs, args.runs, args.limit / 5, lambda program: program.load())
    for program, loads in results.items():
        if not loads:
            table.put("import", program, table.late)
            continue
        seconds, sizes = statistics.median(seconds for seconds, _ in loads), program.sizes()
        parts = " + ".join(f"{label} {size / 1e6:.1f} MB".strip() for label, size in sizes.items())
        table.put("import", program, f"{seconds:.2f} s, {program.count / seconds:,.0f} articles/s")
        table.put("memory of the import", program, f"{max(memory for _, memory in loads) / 1024:.0f} MiB")
        table.put("on disk; for each byte of text", program, f"{parts}; {sum(sizes.values()) / text:.2f}")
    return [program for program in programs if results[program]]


def starts(programs, args, table):
    """The first frame of all, and what newsboat needs to come to its articles."""
    def step(program):
        window, seconds = program.start()
        opened = program.open(window) if window else None
        if window:
            window.end()
        return seconds, opened
    rounds(programs, 1, args.limit, step)  # from now on it is warm
    for program, times in rounds(programs, 4 * args.runs, args.limit / 5, step).items():
        table.put_times("start to first frame", program, times and [seconds for seconds, _ in times])
        if times and times[0][1]:
            table.put_times("from there to the list", program, [opened for _, opened in times])


def window_searches(program, words, args, table):
    """All searches in one window -> how many articles each found."""
    found, kinds = {}, list(KINDS)
    try:
        window, _ = program.start()
        program.open(window)
        while kinds:
            times = []
            for search in words[kinds[0]] * args.runs:
                seconds, found[search] = program.search(window, search)
                times.append(seconds)
            table.put_times(f"search in the window, {KINDS[kinds.pop(0)]}", program, times)
        found.update({search: program.search(window, search)[1] for search in words["written"]})
        table.put("memory of the window after that", program, f"{window.end() / 1024:.0f} MiB")
    except Late:
        for kind in kinds:
            table.put_times(f"search in the window, {KINDS[kind]}", program, None)
    return found


def command_searches(programs, words, args, table):
    """The same searches as commands, the programs in turn."""
    for kind, name in KINDS.items():
        def step(program, kind=kind):
            return [run(program.command(search), program.environment, args.limit, wanted=(0, 1))[0]
                    for search in words[kind]]
        results = rounds(programs, args.runs, args.limit, step)
        for program, times in results.items():
            table.put_times(f"search as a command, {name}", program, times and sum(times, []))
    for program in programs:
        # Looked at without pause until it ends, which on a busy machine may see nothing of one run: the most of all.
        used = max(run(program.command(search), program.environment, args.limit, 0, (0, 1))[1]
                   for kind in KINDS for search in words[kind])
        table.put("memory of such a command", program, f"{used / 1024:.0f} MiB" if used else "not seen")


def tell_found(program, found, words, table):
    """How many articles were found, and how many of them without the hamza."""
    def count(search):
        return str(found[search] if search in found else program.found(search) if program.found else "—")
    table.put("all", program, str(getattr(program, "total", program.count)))
    for kind in "rare", "common", "phrase":
        for search in words[kind][:1]:
            table.put(f"{search} ({KINDS[kind]})", program, count(search))
    for written, bare in zip(words["written"], words["bare"]):
        table.put(f"{written}; typed {bare}", program, f"{count(written)}; {count(bare)}")


def measure(count, args, kinds):
    def found():
        return articles(args.articles, count)
    text = sum(len(((article.get("title") or "") + article["text"]).encode()) for article in found())
    words = searches(found(), count, args.words)
    with tempfile.TemporaryDirectory(prefix="peers-", dir=args.work) as folder:
        programs = [kind(pathlib.Path(folder), count, args) for kind in kinds]
        table, counts = Table(args.limit), Table(args.limit)
        done = imports(programs, args, table, text)
        starts(done, args, table)
        for program in done:
            found = window_searches(program, words, args, table) if program.reader else {}
            tell_found(program, found, words, counts)
        command_searches([program for program in done if program.found], words, args, table)
    print(f"{count:,} articles, {text / 1e6:.1f} MB of title and text:\n")
    table.tell([program.name for program in programs], "")
    counts.tell([program.name for program in programs], "articles found")


def missing(kinds, args):
    """What is not there, in words; with `--install`, Debian's packages are installed before."""
    absent = [kind.name for kind in kinds if kind is not Khabar and not shutil.which(kind.name)]
    if absent and args.install and os.geteuid() == 0:
        command = ["apt-get", "install", "-y", "--no-install-recommends", *absent]
        subprocess.run(command, check=True, stdout=sys.stderr)
        absent = [name for name in absent if not shutil.which(name)]
    said = [f"{name} is not installed (Debian: {name}; as root, --install does it)" for name in absent]
    return said + ([] if shutil.which(args.khabar) else [f"{args.khabar} is not built: cargo build --release"])


def conditions(args):
    """The programs, the machine and the runs, in one line."""
    said = [subprocess.check_output([name, "--version"], text=True) for name in (args.khabar, "newsboat", "notmuch")]
    versions = [text.splitlines()[0].split(" - ")[0] for text in said]
    nothing = statistics.median(run(["true"], dict(os.environ), args.limit)[0] for _ in range(21))
    return (f"{', '.join(versions)}; {platform.freedesktop_os_release()['PRETTY_NAME']}, {os.cpu_count()} cores; "
            f"{args.runs} runs, {args.words} searches of each kind; a process that does nothing: {span(nothing)}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=pathlib.Path, help="articles, one JSON object a line")
    parser.add_argument("--sizes", default="1000,10000", help="how many of them, each a run of its own")
    parser.add_argument("--runs", type=int, default=5, help="repetitions of each step")
    parser.add_argument("--words", type=int, default=5, help="searches of each kind")
    parser.add_argument("--limit", type=int, default=600, help="seconds that a step may take")
    built = pathlib.Path(__file__).resolve().parents[1] / "target/release/khabar"
    parser.add_argument("--khabar", default=str(built), help="the program; else target/release/khabar")
    parser.add_argument("--work", help="folder, on a disk, for all that is written")
    parser.add_argument("--install", action="store_true", help="install with apt-get what is missing")
    args = parser.parse_args()
    kinds = [Khabar, Newsboat, Notmuch]
    if said := missing(kinds, args):
        sys.exit("\n".join(said))
    print(conditions(args), flush=True)
    held = sum(1 for _ in articles(args.articles, None))
    for count in map(int, args.sizes.split(",")):
        if count > held:
            sys.exit(f"{args.articles} holds {held} articles, not {count}")
        measure(count, args, kinds)


if __name__ == "__main__":
    main()
