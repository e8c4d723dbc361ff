"""Programs run and timed, as plain processes and on a pseudo-terminal whose screen is looked at: for peers.py."""

import codecs, fcntl, os, pathlib, pty, re, select, signal, struct, subprocess, sys, tempfile, termios, time
import unicodedata

ROWS, COLUMNS = 40, 140
QUIET = 0.02  # seconds without output after which what has come is looked at; never part of a time


class Late(Exception):
    """A step has taken longer than the limit."""


def letters(text):
    """Text without marks and without the forms that letters take beside each other."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(char for char in text if unicodedata.category(char) not in ("Mn", "Cf"))


def holds(row, known):
    """Whether one of the known beginnings of titles, all of twelve letters, is in a row."""
    row = letters(row)
    return any(row[at:at + 12] in known for at in range(len(row) - 11))


def peak(pid):
    """The most memory a process has had, in KiB; 0 when it has ended."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def run(command, environment, limit, pace=None, wanted=(0,)):
    """Runs a command -> its seconds, and its peak of memory as seen every `pace` ms (0: without pause)."""
    with tempfile.TemporaryFile() as errors:
        begun = time.monotonic()
        child = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=errors)
        ended, memory, handle = select.poll(), 0, os.pidfd_open(child.pid)
        ended.register(handle, select.POLLIN)
        while not ended.poll(1000 * limit if pace is None else pace):
            memory = peak(child.pid) or memory
            if time.monotonic() - begun > limit:
                child.kill()
                child.wait()
                os.close(handle)
                raise Late
        seconds = time.monotonic() - begun
        os.close(handle)
        if child.wait() not in wanted:
            errors.seek(0)
            sys.exit(f"{' '.join(command)} failed ({child.returncode}): {errors.read().decode()[-500:]}")
    return seconds, memory


class Screen:
    """What stands on a terminal: as much of one as these programs ask for; stops at what it does not know."""
    TOKEN = re.compile(r"\x1b\[([<-?]?)([\d;:]*)[ -/]*([@-~])|\x1b[\]PX^_].*?(?:\x07|\x1b\\)|\x1b[ -/]*[0-Z\\^-~]"
                       r"|([\x00-\x1a\x1c-\x1f\x7f])|([^\x00-\x1f\x7f]+)", re.S)

    def __init__(self):
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.cells, self.rest = [" "] * ROWS * COLUMNS, ""  # an escape that has come in part
        self.row = self.column = 0

    def feed(self, output):
        text, at = self.rest + self.decode(output), 0
        while at < len(text) and (token := self.TOKEN.match(text, at)):
            private, numbers, final, control, plain = token.groups()
            at = token.end()
            if plain:
                self.write(plain)
            elif control:
                self.move(self.row + (control == "\n"), {"\r": 0, "\b": self.column - 1}.get(control, self.column))
            elif final and not private:
                self.sequence(final, [int(number or 0) for number in re.split("[;:]", numbers)] + [0])
        self.rest = text[at:]

    def write(self, text):
        for char in text:
            if unicodedata.category(char) not in ("Mn", "Me", "Cf"):
                if self.column >= COLUMNS:
                    self.move(self.row + 1, 0)
                self.cells[self.row * COLUMNS + self.column] = char
                self.column += 2 if unicodedata.east_asian_width(char) in "WF" else 1

    def move(self, row, column):
        self.row, self.column = max(0, min(ROWS - 1, row)), max(0, min(COLUMNS - 1, column))

    def sequence(self, final, numbers):
        first, count = numbers[0], max(1, numbers[0])
        row, column = self.row, min(self.column, COLUMNS - 1)
        at, start, end = row * COLUMNS + column, row * COLUMNS, (row + 1) * COLUMNS
        if final in "Hf":
            self.move(count - 1, max(1, numbers[1]) - 1)
        elif final in "ABCD":
            down, right = {"A": (-1, 0), "B": (1, 0), "C": (0, 1), "D": (0, -1)}[final]
            self.move(row + down * count, column + right * count)
        elif final in "G`d":
            self.move(*((count - 1, column) if final == "d" else (row, count - 1)))
        elif final in "JKX":
            whole = (0, ROWS * COLUMNS) if final == "J" else (start, end)
            begin = at if first == 0 or final == "X" else whole[0]
            end = min(at + count, end) if final == "X" else at + 1 if first == 1 else whole[1]
            self.cells[begin:end] = [" "] * (end - begin)
        elif final in "P@":
            blank, line = [" "] * count, self.cells[at:end]
            self.cells[at:end] = line[count:] + blank[:len(line)] if final == "P" else (blank + line)[:len(line)]
        elif final == "r":
            self.move(0, 0)  # the region that scrolls; nothing here does
        elif final not in "mhlntcpq":
            sys.exit(f"a sequence that the model of the screen does not know: {numbers} {final}")

    def rows(self):
        return ["".join(self.cells[at:at + COLUMNS]).rstrip() for at in range(0, ROWS * COLUMNS, COLUMNS)]

    def titles(self, known):
        """How many rows hold the beginning of a known title, in logical order or in that of the eye."""
        return sum(holds(row, known) or holds(row[::-1], known) for row in self.rows())


class Window:
    """A program on a terminal of its own."""

    def __init__(self, command, environment, limit):
        self.limit, self.screen, self.tail, self.begun = limit, Screen(), b"", time.monotonic()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execvpe(command[0], command, environment)

    def output(self):
        """What comes until there is quiet, each piece with the moment at which it was read."""
        pieces = []
        begun = time.monotonic()
        while select.select([self.terminal], [], [], QUIET)[0] and time.monotonic() - begun < 1:
            try:
                piece = os.read(self.terminal, 1 << 16)
            except OSError:
                sys.exit("a window has closed:\n" + "\n".join(self.screen.rows()))
            pieces.append((time.monotonic(), piece))
            self.answer(piece)
        return pieces

    def answer(self, piece):
        """A terminal says at once what it is (DA1): nobody has to wait for its silence."""
        if b"\x1b[c" in (asked := self.tail + piece):
            os.write(self.terminal, b"\x1b[?62;c")
        self.tail = b"" if asked.endswith(b"\x1b[c") else asked[-2:]

    def until(self, wanted):
        """Seconds from the last key, or the start, to the output that made the screen as wanted."""
        at = None
        while at is None:
            for moment, piece in self.output():
                self.screen.feed(piece)
                if at is None and wanted(self.screen):
                    at = moment
            if at is None and time.monotonic() - self.begun > self.limit:
                print("late; on the screen is:", *self.screen.rows(), sep="\n", file=sys.stderr)
                self.end()
                raise Late
        return at - self.begun

    def expect(self, wanted):
        """The same for what is not timed: it must come within a minute."""
        limit, self.limit = self.limit, 60
        try:
            self.until(wanted)
        except Late:
            sys.exit("that is not what was to come of a key")
        self.limit = limit

    def press(self, keys):
        for _, piece in self.output():
            self.screen.feed(piece)
        self.begun = time.monotonic()
        os.write(self.terminal, keys.encode())

    def end(self):
        memory = peak(self.pid)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)
        return memory
