//! Imports and rebuilds, whole: files in, articles in the library, and what is said of bad files.

use khabar::store::{Library, Order, Query, Seek};
use khabar::task::{Cancel, FileNotice, Import, Imported, Knowledge, Rebuild, Report, Task, write};
use std::fs;
use std::path::{Path, PathBuf};

/// A library in a folder of its own.
struct Bench {
    folder: tempfile::TempDir,
    library: Library,
    knowledge: Knowledge,
}

impl Bench {
    fn new() -> Bench {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let library = Library::open(&folder.path().join("library.khabar")).expect("a library can be made");
        Bench { folder, library, knowledge: Knowledge::default() }
    }

    /// Does a task to its end, cancelling it before step `cancel_at`; gives all that it reported.
    fn run(&mut self, task: Task, cancel_at: usize) -> Vec<Report> {
        let mut reports = Vec::new();
        let (mut next, mut steps) = (Some(task), 0);
        while let Some(task) = next {
            let cancel = Cancel::default();
            if steps == cancel_at {
                cancel.cancel();
            }
            let mut report = |report| reports.push(report);
            next = write(&mut self.library, &self.knowledge, task, &cancel, &mut report)
                .expect("the library can be written");
            steps += 1;
        }
        reports
    }

    fn import(&mut self, paths: &[&Path]) -> (Imported, Vec<FileNotice>) {
        let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
        let reports = self.run(Task::Import(Import::of(paths)), usize::MAX);
        let notices = reports.iter().filter_map(|report| match report {
            Report::Flawed(notice) => Some(notice.clone()),
            _ => None,
        });
        let imported = reports.iter().find_map(|report| match report {
            Report::Imported(imported) => Some(*imported),
            _ => None,
        });
        (imported.expect("an import says how it ended"), notices.collect())
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("folders can be made");
        fs::write(&path, bytes).expect("files can be written");
        path
    }

    fn titles(&self) -> Vec<String> {
        let page =
            self.library.page(&Query::all(), Order::Newest, Seek::First, 1000).expect("it can be listed");
        page.rows.into_iter().map(|row| row.title).collect()
    }
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

#[test]
fn the_same_files_added_twice_are_the_same_articles() {
    let mut bench = Bench::new();
    let (first, notices) = bench.import(&[&seeds()]);
    assert_eq!((first.added, first.known, first.failed), (7, 0, 0), "{notices:?}");
    let (second, _) = bench.import(&[&seeds()]);
    assert_eq!((second.added, second.known), (0, 7));
    assert_eq!(bench.titles().len(), 7);
}

#[test]
fn bad_files_are_named_and_the_rest_goes_in() {
    let mut bench = Bench::new();
    for index in 0..100 {
        bench.file(
            &format!("good/{index:03}.txt"),
            format!("Headline number {index}\n\nA paragraph of text about it.").as_bytes(),
        );
    }
    bench.file("good/empty.txt", b"");
    bench.file("good/binary.txt", &[0, 159, 146, 150, 0, 0, 1, 2, 3, 0, 0, 255]);
    let huge = bench.file("good/huge.txt", b"");
    fs::File::options()
        .write(true)
        .open(&huge)
        .expect("it is there")
        .set_len(500 << 20)
        .expect("a file may have a hole");
    let missing = bench.folder.path().join("in/missing.txt");
    let folder = bench.folder.path().join("in/good");
    let (imported, notices) = bench.import(&[&folder, &missing]);
    assert_eq!((imported.added, imported.failed), (100, 4));
    assert_eq!(notices.len(), 4, "{notices:?}");
    assert!(notices.contains(&FileNotice::Missing(missing)));
}

#[test]
fn a_stopped_import_keeps_what_was_done() {
    let mut bench = Bench::new();
    for index in 0..200 {
        bench.file(
            &format!("{index:03}.txt"),
            format!("Headline number {index}\n\nA paragraph of text.").as_bytes(),
        );
    }
    let folder = bench.folder.path().join("in");
    let reports = bench.run(Task::Import(Import::of(vec![folder.clone()])), 2);
    assert!(reports.contains(&Report::Cancelled));
    let kept = bench.titles().len();
    assert!(0 < kept && kept < 200, "{kept}");
    bench.import(&[&folder]);
    assert_eq!(bench.titles().len(), 200);
}

#[test]
fn a_rebuild_finds_the_same_facts() {
    let mut bench = Bench::new();
    bench.import(&[&seeds()]);
    let ids = bench.library.ids(&Query::all()).expect("it can be asked");
    let facts = |bench: &Bench| {
        ids.iter().map(|id| bench.library.facts(*id).expect("it is there")).collect::<Vec<_>>()
    };
    let before = facts(&bench);
    let reports = bench.run(Task::Rebuild(Rebuild::everything()), usize::MAX);
    assert_eq!(reports.last(), Some(&Report::Rebuilt(7)));
    assert_eq!(facts(&bench), before);
    let reports = bench.run(Task::Rebuild(Rebuild::outdated()), usize::MAX);
    assert_eq!(reports.last(), Some(&Report::Rebuilt(0)));
}

#[test]
fn every_kind_of_path_gets_its_notice() {
    let mut bench = Bench::new();
    let empty = bench.folder.path().join("nothing-in-it");
    fs::create_dir(&empty).expect("folders can be made");
    let (_, notices) = bench.import(&[&empty, Path::new("/dev/null")]);
    assert_eq!(notices, [FileNotice::NoFiles(empty), FileNotice::NotPlain("/dev/null".into())]);
}

#[test]
fn a_day_set_by_hand_resolves_what_counts_from_it_and_outlives_imports() {
    let mut bench = Bench::new();
    let text = "عنوان الخبر\n\nقال المتحدث أمس إن الوفد وصل إلى موسكو يوم الأحد الماضي.\n";
    let path = bench.file("a.txt", text.as_bytes());
    bench.import(&[&path]);
    let id = bench.library.ids(&Query::all()).expect("it can be asked")[0];
    let values = |bench: &Bench| -> Vec<String> {
        let facts = bench.library.facts(id).expect("it is there");
        facts.dates.into_iter().map(|date| date.value).collect()
    };
    let open = values(&bench);
    assert!(open.iter().all(|value| !value.starts_with("2025")), "{open:?}");
    let day = jiff::civil::date(2025, 5, 19);
    let reports = bench.run(Task::SetPublished { ids: vec![id], day: Some(day) }, usize::MAX);
    // First that it is kept, then what comes of it.
    assert!(matches!(&reports[0], Report::Marked { change: Some(change), .. } if change.articles == 1));
    assert_eq!(reports.last(), Some(&Report::Reread(1)));
    let resolved = values(&bench);
    assert_eq!(resolved, ["2025-05-18", "2025-05-18"]);
    assert_eq!(bench.library.profile(id).expect("it is there").day.published, Some(day));
    // Neither the same file nor an edited one, nor a rebuild, contradicts the reader.
    assert_eq!(bench.import(&[&path]).0.known, 1);
    assert_eq!(values(&bench), resolved);
    let edited = format!("{text}\nتاريخ النشر: 1 يناير 2024\n");
    bench.file("a.txt", edited.as_bytes());
    assert_eq!(bench.import(&[&path]).0.added, 1);
    assert_eq!(values(&bench)[..2], resolved);
    bench.run(Task::Rebuild(Rebuild::everything()), usize::MAX);
    assert_eq!(values(&bench)[..2], resolved);
    assert_eq!(bench.library.marked_count().expect("it can be asked"), 0);
    // Taken back, the article's own day counts.
    let reports = bench.run(Task::SetPublished { ids: vec![id], day: None }, usize::MAX);
    assert_eq!(reports.last(), Some(&Report::Reread(1)));
    assert_eq!(values(&bench)[0], "2023-12-31");
    for (task, value) in [(Task::Undo, "2025-05-18"), (Task::Redo, "2023-12-31")] {
        assert_eq!(bench.run(task, usize::MAX).last(), Some(&Report::Reread(1)));
        assert_eq!(values(&bench)[0], value);
    }
}

#[test]
fn what_a_stop_left_marked_is_done_by_the_next_run() {
    let mut bench = Bench::new();
    bench.import(&[&seeds()]);
    let ids = bench.library.ids(&Query::all()).expect("it can be asked");
    let task = Task::SetPublished { ids: ids.clone(), day: Some(jiff::civil::date(2025, 5, 19)) };
    // Stopped between the word, which is kept, and what comes of it.
    let reports = bench.run(task, 1);
    assert!(reports.contains(&Report::Cancelled));
    assert_eq!(bench.library.marked_count().expect("it can be asked"), ids.len() as u64);
    let reports = bench.run(Task::Rebuild(Rebuild::marked()), usize::MAX);
    assert_eq!(reports.last(), Some(&Report::Reread(ids.len() as u64)));
    assert_eq!(bench.library.marked_count().expect("it can be asked"), 0);
}
