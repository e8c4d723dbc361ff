//! Paths -> the files that they name, and a file -> what is in it.

use super::{Cancel, FileNotice, archive};
use crate::fetch;
use crate::import::{Flaw, Format, Hints, Parsed, SIZE_MAX, charset, is_web, parse};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// The files that `paths` name, in their order, and what is wrong with the others. Folders are read
/// with all that is below them, in the order of names, without hidden files; `-` (standard input)
/// and addresses on the web stay as they are. Ends early, with what was found so far, once it is cancelled.
pub fn find(paths: &[PathBuf], cancel: &Cancel) -> (Vec<PathBuf>, Vec<FileNotice>) {
    let mut walk = Walk { files: Vec::new(), seen: HashSet::new(), notices: Vec::new() };
    for path in paths {
        walk.named(path, cancel);
    }
    (walk.files, walk.notices)
}

/// What came of a file: one value for itself, or one for each file in an archive.
pub type Found = (Vec<Parsed>, Vec<FileNotice>);

/// Reads and parses one file, or all that are in an archive; `-` is standard input.
pub fn read_all(path: &Path, hints: &Hints) -> Result<Found, FileNotice> {
    if let Some(url) = path.to_str().filter(|path| is_web(path)) {
        return Ok((vec![page(url, hints)?], Vec::new()));
    }
    match archive::kind(path) {
        Some(kind) => archive::read(path, kind, hints).map_err(|error| notice(path, &error)),
        None => Ok((vec![read(path, hints)?], Vec::new())),
    }
}

/// Gets and parses what lies at an address.
fn page(url: &str, hints: &Hints) -> Result<Parsed, FileNotice> {
    let failed = |problem: fetch::Problem| FileNotice::Web { url: url.into(), trouble: problem.into() };
    match fetch::get(url, &fetch::Marks::default(), fetch::Limits::default()).map_err(failed)? {
        fetch::Answer::Page(page) => {
            let hints = Hints { url: Some(page.url), ..hints.clone() };
            let bytes = match charset::decode_as(&page.bytes, page.charset.as_deref()) {
                Ok(decoded) if !decoded.guessed && !decoded.mojibake && decoded.lost == 0 => {
                    decoded.text.into_bytes()
                }
                _ => page.bytes,
            };
            Ok(parse(&bytes, url, &hints))
        }
        fetch::Answer::Same => Ok(Parsed::default()),
    }
}

/// Reads and parses one file; `-` is standard input.
pub fn read(path: &Path, hints: &Hints) -> Result<Parsed, FileNotice> {
    let origin = path.to_string_lossy();
    let mut bytes = Vec::new();
    let mut take = |source: &mut dyn Read| source.take(SIZE_MAX + 1).read_to_end(&mut bytes);
    let read = if path == Path::new("-") {
        take(&mut io::stdin().lock())
    } else {
        File::open(path).and_then(|mut file| {
            let size = file.metadata()?.len();
            if size > SIZE_MAX {
                // Not worth reading; its size is enough to say so.
                return Ok(usize::try_from(size).unwrap_or(usize::MAX));
            }
            take(&mut file)
        })
    };
    let size = read.map_err(|error| notice(path, &error))?;
    match Flaw::of_size(&origin, size as u64) {
        Some(flaw) => Ok(Parsed { flaws: vec![flaw], ..Parsed::default() }),
        None => Ok(parse(&bytes, &origin, hints)),
    }
}

/// Bytes of a large file of records that are read at once.
const PART: u64 = 16 << 20;
/// Bytes in which its end is looked for.
const WINDOW: u64 = 2 * PART;

/// Whether a file is one of records, a line each, that is too large to be read at once.
pub fn is_large(path: &Path) -> bool {
    let has_records = path.extension().is_some_and(|ending| {
        ["jsonl", "ndjson", "jsonlines"].iter().any(|name| ending.eq_ignore_ascii_case(name))
    });
    has_records && fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() > SIZE_MAX)
}

/// Reads the records of a large file that begin at byte `from` and, with those that belong to them, end
/// within 16 MiB; gives where the next ones begin, if there are any. Lines that are longer than that
/// are a flaw.
pub fn read_part(path: &Path, from: u64) -> Result<(Parsed, Option<u64>), FileNotice> {
    let read = || -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(io::SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(WINDOW).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| notice(path, &error))?;
    let end = end_of_part(&bytes);
    let next = (end < bytes.len() || bytes.len() as u64 == WINDOW).then_some(from + end as u64);
    let hints = Hints { format: Some(Format::Jsonl), ..Hints::default() };
    Ok((parse(&bytes[..end], &path.to_string_lossy(), &hints), next))
}

/// Where the records that are read at once end: at the end of a line behind which no record follows that
/// belongs to the one before. At least one byte, so that reading comes to an end.
fn end_of_part(bytes: &[u8]) -> usize {
    if (bytes.len() as u64) < PART {
        return bytes.len();
    }
    let lines = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    let belongs = |at: usize| {
        let start = &bytes[at..bytes.len().min(at + HOST_WITHIN)];
        start.windows(HOST_FIELD.len()).any(|window| window == HOST_FIELD)
    };
    let end = lines.skip_while(|at| (*at as u64) < PART).find(|at| !belongs(*at));
    end.unwrap_or(bytes.len()).max(1)
}

/// What a record says of its host, and how near its beginning.
const HOST_FIELD: &[u8] = b"\"host\":";
const HOST_WITHIN: usize = 2048;

/// Finds the files below what was named.
struct Walk {
    files: Vec<PathBuf>,
    /// A file or folder that is named twice, or reached through two links, is read once.
    seen: HashSet<PathBuf>,
    notices: Vec<FileNotice>,
}

impl Walk {
    fn named(&mut self, path: &Path, cancel: &Cancel) {
        if path == Path::new("-") || path.to_str().is_some_and(is_web) {
            self.files.push(path.to_owned());
            return;
        }
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                let before = (self.files.len(), self.notices.len());
                self.folder(path, cancel);
                if before == (self.files.len(), self.notices.len()) && !cancel.is_cancelled() {
                    self.notices.push(FileNotice::NoFiles(path.to_owned()));
                }
            }
            Ok(found) if found.is_file() => self.file(path),
            Ok(_) => self.notices.push(FileNotice::NotPlain(path.to_owned())),
            Err(error) => self.notices.push(notice(path, &error)),
        }
    }

    fn file(&mut self, path: &Path) {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if self.seen.insert(real) {
            self.files.push(path.to_owned());
        }
    }

    fn folder(&mut self, path: &Path, cancel: &Cancel) {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if !self.seen.insert(real) || cancel.is_cancelled() {
            return;
        }
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return self.notices.push(notice(path, &error)),
        };
        let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        inside.retain(|path| !is_hidden(path));
        inside.sort();
        for path in inside {
            match fs::metadata(&path) {
                Ok(found) if found.is_dir() => self.folder(&path, cancel),
                Ok(found) if found.is_file() => self.file(&path),
                // Sockets and the like lie about in folders; only who names one means it.
                Ok(_) => {}
                Err(error) => self.notices.push(notice(&path, &error)),
            }
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// What is to be said of a file that the system does not give.
pub fn notice(path: &Path, error: &io::Error) -> FileNotice {
    match error.kind() {
        io::ErrorKind::NotFound => FileNotice::Missing(path.to_owned()),
        io::ErrorKind::PermissionDenied => FileNotice::Denied(path.to_owned()),
        _ => FileNotice::Unreadable { path: path.to_owned(), cause: error.to_string() },
    }
}
