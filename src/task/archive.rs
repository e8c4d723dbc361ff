//! An archive -> what is in the files in it.
//!
//! Zip, tar and gzip. A member is read as if it lay in a folder of the archive's name; its path is a name
//! and nothing else, so none leads out of it. One member is unpacked at a time, up to [`SIZE_MAX`]; archives
//! in archives are not opened.

use super::FileNotice;
use crate::import::{Flaw, Hints, Parsed, SIZE_MAX, parse};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Bytes that all members of one archive may have together: what ten thousand pages have. A small file that
/// unpacks to more than this was made to do so, or is better unpacked by hand.
const TOTAL_MAX: u64 = 1 << 30;

/// The kinds of archives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Zip,
    Tar,
    TarGz,
    /// One file.
    Gz,
}

/// The kind of archive that a file is by its name.
pub(super) fn kind(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    match () {
        () if ends(&[".zip"]) => Some(Kind::Zip),
        () if ends(&[".tar.gz", ".tgz"]) => Some(Kind::TarGz),
        () if ends(&[".tar"]) => Some(Kind::Tar),
        () if ends(&[".gz"]) => Some(Kind::Gz),
        () => None,
    }
}

/// Reads all files in an archive, in its order.
pub(super) fn read(path: &Path, kind: Kind, hints: &Hints) -> io::Result<(Vec<Parsed>, Vec<FileNotice>)> {
    let mut members =
        Members { archive: path, hints, left: TOTAL_MAX, parsed: Vec::new(), notices: Vec::new() };
    let file = BufReader::new(File::open(path)?);
    let read = match kind {
        Kind::Zip => members.zip(file),
        Kind::Tar => members.tar(file),
        Kind::TarGz => members.tar(MultiGzDecoder::new(file)),
        Kind::Gz => {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let origin = path.with_extension("").to_string_lossy().into_owned();
            members.read(&name, origin, MultiGzDecoder::new(file))
        }
    };
    // What was read before the archive broke off comes in.
    match read {
        Err(error) if members.parsed.is_empty() => return Err(error),
        Err(error) => members.notices.push(super::files::notice(path, &error)),
        Ok(()) => {}
    }
    Ok((members.parsed, members.notices))
}

struct Members<'a> {
    archive: &'a Path,
    hints: &'a Hints,
    /// Bytes that may still be unpacked.
    left: u64,
    parsed: Vec<Parsed>,
    notices: Vec<FileNotice>,
}

impl Members<'_> {
    fn zip(&mut self, file: BufReader<File>) -> io::Result<()> {
        let mut archive = zip::ZipArchive::new(file)?;
        for index in 0..archive.len() {
            // What has no name that can be read is still a file.
            let name = archive.name_for_index(index).and_then(Result::ok);
            let name = name.map_or_else(|| index.to_string(), |name| name.into_owned());
            match archive.by_index(index) {
                Ok(member) if !member.is_file() => {}
                Ok(member) => self.member(&name, member)?,
                Err(error) => self.unreadable(&name, error.to_string()),
            }
        }
        Ok(())
    }

    fn tar(&mut self, file: impl Read) -> io::Result<()> {
        let mut archive = tar::Archive::new(file);
        for member in archive.entries()? {
            let member = member?;
            if member.header().entry_type().is_file() {
                let name = String::from_utf8_lossy(&member.path_bytes()).into_owned();
                self.member(&name, member)?;
            }
        }
        Ok(())
    }

    fn member(&mut self, name: &str, source: impl Read) -> io::Result<()> {
        let is_hidden = |part: &str| part == "__MACOSX" || part.starts_with('.') && part.len() > 2;
        if name.split(['/', '\\']).any(is_hidden) {
            return Ok(());
        }
        if kind(Path::new(name)).is_some() {
            self.unreadable(name, "it is an archive in an archive; unpack it and add that".to_owned());
            return Ok(());
        }
        let origin = self.archive.join(name.trim_start_matches('/')).to_string_lossy().into_owned();
        self.read(name, origin, source)
    }

    /// Reads one file; an error only where the rest cannot be read either.
    fn read(&mut self, name: &str, origin: String, source: impl Read) -> io::Result<()> {
        let mut bytes = Vec::new();
        let read = source.take(SIZE_MAX.min(self.left) + 1).read_to_end(&mut bytes);
        let size = bytes.len() as u64;
        if size > self.left {
            let cure = "it unpacks to more than 1 GiB; unpack it by hand and add the folder";
            return Err(io::Error::other(cure));
        }
        self.left -= size;
        match read {
            Ok(_) => self.parsed.push(match Flaw::of_size(&origin, size) {
                Some(flaw) => Parsed { flaws: vec![flaw], ..Parsed::default() },
                None => parse(&bytes, &origin, self.hints),
            }),
            Err(error) => self.unreadable(name, error.to_string()),
        }
        Ok(())
    }

    fn unreadable(&mut self, name: &str, cause: String) {
        self.notices.push(FileNotice::Unreadable { path: self.archive.join(name), cause });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::write::GzEncoder;
    use std::io::Write;
    use std::path::PathBuf;

    const FILES: [(&str, &str); 3] =
        [("a.txt", "خبر أول في الملف."), ("sub/b.txt", "خبر ثان في مجلد."), (".hidden/c.txt", "خبر مخفي")];

    fn gz(path: &Path) -> GzEncoder<File> {
        GzEncoder::new(File::create(path).unwrap(), flate2::Compression::fast())
    }

    fn tarred<W: Write>(out: W) -> W {
        let mut archive = tar::Builder::new(out);
        for (name, text) in FILES {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            archive.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
        archive.into_inner().unwrap()
    }

    #[track_caller]
    fn check(path: &Path, origins: &[&str], notices: usize) {
        let (parsed, told) = read(path, kind(path).unwrap(), &Hints::default()).unwrap();
        let documents = parsed.iter().flat_map(|parsed| &parsed.documents);
        let found: Vec<_> = documents.map(|document| PathBuf::from(&document.articles[0].origin)).collect();
        let wanted: Vec<_> = origins.iter().map(|origin| path.parent().unwrap().join(origin)).collect();
        assert_eq!(found, wanted);
        assert_eq!(told.len(), notices, "{told:?}");
    }

    #[test]
    fn members_are_read_as_files_of_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.zip");
        let mut archive = zip::ZipWriter::new(File::create(&path).unwrap());
        for (name, text) in
            FILES.into_iter().chain([("inner.zip", "PK"), ("../../d.txt", "خبر يريد الخروج.")])
        {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap();
        check(&path, &["news.zip/a.txt", "news.zip/sub/b.txt", "news.zip/../../d.txt"], 1);

        let path = folder.path().join("news.tgz");
        tarred(gz(&path)).finish().unwrap();
        check(&path, &["news.tgz/a.txt", "news.tgz/sub/b.txt"], 0);

        // Of one that broke off, what was whole comes in.
        let path = folder.path().join("torn.tar");
        // A header and a text take 512 bytes each.
        std::fs::write(&path, &tarred(Vec::new())[..1024 + 100]).unwrap();
        check(&path, &["torn.tar/a.txt"], 1);
    }

    #[test]
    fn one_packed_file_is_that_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt.gz");
        let mut file = gz(&path);
        file.write_all(FILES[0].1.as_bytes()).unwrap();
        file.finish().unwrap();
        check(&path, &["a.txt"], 0);
    }

    #[test]
    fn what_unpacks_to_too_much_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bomb.txt.gz");
        let mut file = gz(&path);
        let spaces = vec![b' '; 1 << 20];
        (0..=SIZE_MAX >> 20).for_each(|_| file.write_all(&spaces).unwrap());
        file.finish().unwrap();
        let (parsed, _) = read(&path, Kind::Gz, &Hints::default()).unwrap();
        assert!(matches!(parsed[0].flaws[..], [Flaw::TooLarge { .. }]));
    }

    #[test]
    fn a_broken_archive_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.zip");
        std::fs::write(&path, "no archive").unwrap();
        assert!(read(&path, Kind::Zip, &Hints::default()).is_err());
    }
}
