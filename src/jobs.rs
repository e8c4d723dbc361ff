//! Tasks -> threads that do them, and reports that come back.
//!
//! One *writer* lane does deeds in order and drops none; an import puts its rest at the back of the
//! queue after every batch, so that a tag set meanwhile waits for one batch at most. Each *reader*
//! lane has its own read-only connection and answers the newest question only: a newer one takes
//! the place of the one that waits and cancels the one that runs. The lanes of the network ask servers, in
//! order; what they get goes to the writer by way of the state, so that no server ever holds the writer up. Every lane is fenced: a panic in
//! a task becomes a report, and the lane goes on with a fresh connection.
//!
//! Reports leave through the closure that `main` gives. Nothing here blocks the caller.

use crate::store::{self, Interrupter, Library, Reader};
use crate::task::{self, Cancel, Failure, Knowledge, LaneKind, Report, Task, TaskId, fenced};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// Deeds that may wait. More can only come from a key that is stuck.
const WAITING_MAX: usize = 1024;

/// How reports leave a lane.
pub type Post = Arc<dyn Fn(TaskId, Report) + Send + Sync>;

/// The lanes. Dropping it cancels what only reads or imports, finishes what was done by hand, and
/// waits for the threads.
pub struct Jobs {
    path: PathBuf,
    post: Post,
    lanes: Vec<(LaneKind, Arc<Lane>, JoinHandle<()>)>,
}

impl Jobs {
    /// Starts the writer lane on a library that is already open, so that whatever is wrong with it
    /// has been said before; readers start with their first question.
    pub fn new(library: Library, path: &Path, knowledge: Knowledge, post: Post) -> Jobs {
        let mut jobs = Jobs { path: path.to_owned(), post, lanes: Vec::new() };
        jobs.start(LaneKind::Writer, Some((library, knowledge)));
        jobs
    }

    /// Gives a task to its lane. A full queue is reported as [`Failure::Busy`].
    pub fn run(&mut self, id: TaskId, task: Task) {
        let kind = task.lane();
        if !self.lanes.iter().any(|(lane, ..)| *lane == kind) {
            self.start(kind, None);
        }
        let lane = self.lanes.iter().find(|(lane, ..)| *lane == kind).map(|(_, lane, _)| lane);
        if lane.is_some_and(|lane| !lane.push(kind, id, task)) {
            (self.post)(id, Report::Failed(Failure::Busy));
        }
    }

    /// Stops a task, or takes it out of its queue. One that is done already is left alone.
    pub fn cancel(&self, id: TaskId) {
        for (_, lane, _) in &self.lanes {
            if lane.cancel(id) {
                (self.post)(id, Report::Cancelled);
            }
        }
    }

    fn start(&mut self, kind: LaneKind, writer: Option<(Library, Knowledge)>) {
        let lane = Arc::new(Lane::default());
        let (path, post, inner) = (self.path.clone(), self.post.clone(), lane.clone());
        let body = move || {
            if !kind.is_waited_for() {
                stand_back();
            }
            match writer {
                Some((library, knowledge)) => write_lane(&inner, &path, &post, library, &knowledge),
                None => read_lane(&inner, kind, &path, &post),
            }
        };
        let thread = std::thread::Builder::new().name(format!("{kind:?}").to_lowercase()).spawn(body);
        match thread {
            Ok(thread) => self.lanes.push((kind, lane, thread)),
            Err(error) => (self.post)(TaskId::NONE, Report::Failed(Failure::Thread(error.to_string()))),
        }
    }
}

/// Lets the window go first where there are fewer cores than lanes at work.
#[cfg(target_os = "linux")]
fn stand_back() {
    // Of 19 steps. Linux does it to the calling thread alone, and to those that it starts. Where it may not be
    // done, all is as before.
    let _ = rustix::process::setpriority_process(None, 10);
}

/// Elsewhere this would be done to the whole process.
#[cfg(not(target_os = "linux"))]
fn stand_back() {}

impl Drop for Jobs {
    fn drop(&mut self) {
        for (_, lane, _) in &self.lanes {
            lane.close();
        }
        for (kind, _, thread) in self.lanes.drain(..) {
            // A server that is slow to answer keeps nobody: nothing of it is saved yet.
            if kind.is_network() {
                continue;
            }
            // A lane that panicked outside its fence has nothing left to wait for.
            let _ = thread.join();
        }
    }
}

/// What waits and what runs in one lane.
#[derive(Default)]
struct Lane {
    state: Mutex<Waiting>,
    wake: Condvar,
}

#[derive(Default)]
struct Waiting {
    tasks: VecDeque<(TaskId, Task)>,
    running: Option<(TaskId, Cancel)>,
    /// Stops what the connection of a reader lane is doing.
    interrupter: Option<Interrupter>,
    closed: bool,
}

impl Waiting {
    /// Cancels what runs; a question is given up at once, a deed comes to an end of its own.
    fn stop(&self) {
        if let Some((_, cancel)) = &self.running {
            cancel.cancel();
            if let Some(interrupter) = &self.interrupter {
                interrupter.interrupt();
            }
        }
    }
}

impl Lane {
    /// The state; a panic while it was held cannot have left it half changed.
    fn state(&self) -> MutexGuard<'_, Waiting> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues a task; `false` if there is no room.
    fn push(&self, kind: LaneKind, id: TaskId, task: Task) -> bool {
        let mut state = self.state();
        if kind.is_queue() {
            if state.tasks.len() >= WAITING_MAX {
                return false;
            }
        } else {
            state.tasks.clear();
            state.stop();
        }
        state.tasks.push_back((id, task));
        self.wake.notify_one();
        true
    }

    /// Puts the rest of a task at the back of the queue, unless the lane is closing.
    fn push_rest(&self, id: TaskId, rest: Task) {
        let mut state = self.state();
        if !state.closed {
            state.tasks.push_back((id, rest));
        }
    }

    /// Waits for the next task; `None` when the lane is closed and empty.
    fn next(&self) -> Option<(TaskId, Task, Cancel)> {
        let mut state = self.state();
        loop {
            if let Some((id, task)) = state.tasks.pop_front() {
                let cancel = Cancel::default();
                state.running = Some((id, cancel.clone()));
                return Some((id, task, cancel));
            }
            if state.closed {
                return None;
            }
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn done(&self) {
        self.state().running = None;
    }

    /// Cancels a task; `true` if it was still waiting and will therefore never report itself.
    fn cancel(&self, id: TaskId) -> bool {
        let mut state = self.state();
        if state.running.as_ref().is_some_and(|(running, _)| *running == id) {
            state.stop();
            return false;
        }
        let count = state.tasks.len();
        state.tasks.retain(|(waiting, _)| *waiting != id);
        state.tasks.len() < count
    }

    /// Lets the lane end: deeds by hand that wait are still done, all else is cancelled.
    fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.tasks.retain(|(_, task)| task.is_by_hand());
        state.stop();
        self.wake.notify_all();
    }
}

fn write_lane(lane: &Lane, path: &Path, post: &Post, library: Library, knowledge: &Knowledge) {
    let mut library = Some(library);
    while let Some((id, task, cancel)) = lane.next() {
        let mut report = |report| post(id, report);
        let outcome = fenced(|| {
            let open = match library.take() {
                Some(open) => open,
                None => Library::open(path).map_err(Failure::Store)?,
            };
            task::write(library.insert(open), knowledge, task, &cancel, &mut report)
        });
        lane.done();
        match outcome {
            Ok(Some(rest)) => lane.push_rest(id, rest),
            Ok(None) => {}
            Err(failure) => {
                if matches!(failure, Failure::Panicked(_)) {
                    // Whatever state the connection is in, a fresh one starts from what is on disk.
                    library = None;
                }
                post(id, Report::Failed(failure));
            }
        }
    }
}

fn read_lane(lane: &Lane, kind: LaneKind, path: &Path, post: &Post) {
    let mut reader: Option<Reader> = None;
    while let Some((id, task, cancel)) = lane.next() {
        let outcome = fenced(|| {
            let open = match reader.take() {
                Some(open) => open,
                None => {
                    let open = Reader::open(path)?;
                    lane.state().interrupter = Some(open.interrupter());
                    open
                }
            };
            let reader = reader.insert(open);
            if kind.is_network() {
                return task::fetch(reader, task, &cancel, &mut |report| post(id, report)).map(|()| None);
            }
            task::read(reader, task, &cancel).map(Some)
        });
        lane.done();
        match outcome {
            // All of it was reported while it was done.
            Ok(None) => {}
            // Nobody waits for the answer any more.
            _ if cancel.is_cancelled() && !kind.is_network() => {}
            Err(Failure::Store(store::Error::Interrupted)) if !kind.is_network() => {}
            Ok(Some(report)) => post(id, report),
            Err(failure) => {
                if matches!(failure, Failure::Panicked(_)) {
                    lane.state().interrupter = None;
                    reader = None;
                }
                post(id, Report::Failed(failure));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Id, Query};
    use crate::task::Import;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    /// How long a report may take before something is wrong, not slow.
    const PATIENCE: Duration = Duration::from_secs(60);

    struct Bench {
        folder: tempfile::TempDir,
        reports: Receiver<(TaskId, Report)>,
        jobs: Jobs,
    }

    fn bench() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.khabar");
        let (post, reports) = channel();
        let post: Post = Arc::new(move |id, report| drop(post.send((id, report))));
        let jobs = Jobs::new(Library::open(&path).unwrap(), &path, Knowledge::default(), post);
        Bench { folder, reports, jobs }
    }

    impl Bench {
        /// The next report that fits.
        fn wait(&self, fits: impl Fn(TaskId, &Report) -> bool) -> Report {
            loop {
                let (id, report) = self.reports.recv_timeout(PATIENCE).expect("a report in time");
                if fits(id, &report) {
                    return report;
                }
            }
        }

        fn import(&mut self, id: u64) {
            let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds").into();
            self.jobs.run(TaskId(id), Task::Import(Import::of(vec![seeds])));
        }
    }

    #[test]
    fn what_was_imported_is_there_for_the_readers() {
        let mut bench = bench();
        bench.import(1);
        let report = bench.wait(|_, report| matches!(report, Report::Imported(_)));
        assert!(matches!(report, Report::Imported(imported) if imported.added == 7 && imported.failed == 0));
        bench.jobs.run(TaskId(2), Task::Counts { query: Query::all(), unfolded: Default::default() });
        let report = bench.wait(|id, _| id == TaskId(2));
        assert!(matches!(report, Report::Counts(counts) if counts.total == 7), "{report:?}");
    }

    #[test]
    fn the_newest_question_is_answered_whatever_was_asked_before() {
        let mut bench = bench();
        for id in 1..200 {
            bench.jobs.run(TaskId(id), Task::Counts { query: Query::all(), unfolded: Default::default() });
        }
        let report = bench.wait(|id, _| id == TaskId(199));
        assert!(matches!(report, Report::Counts(_)), "{report:?}");
    }

    #[test]
    fn what_was_done_by_hand_is_done_before_the_end() {
        let mut bench = bench();
        bench.import(1);
        bench.wait(|_, report| matches!(report, Report::Imported(_)));
        for number in 1..=7 {
            let tag = Task::Tag { ids: vec![Id::new(number)], add: vec!["kept".into()], remove: Vec::new() };
            bench.jobs.run(TaskId(number as u64 + 1), tag);
        }
        let Bench { folder, jobs, .. } = bench;
        drop(jobs);
        let library = Library::open(&folder.path().join("library.khabar")).unwrap();
        assert_eq!(library.tags().unwrap(), [("kept".to_owned(), 7)]);
    }

    #[test]
    fn a_full_queue_is_told_and_loses_nothing_that_was_taken() {
        let lane = Lane::default();
        let taken = (0..WAITING_MAX as u64 + 5)
            .filter(|id| lane.push(LaneKind::Writer, TaskId(*id), Task::Undo))
            .count();
        assert_eq!(taken, WAITING_MAX);
        let cancelled = lane.cancel(TaskId(3));
        assert!(cancelled && !lane.cancel(TaskId(3)));
        lane.close();
        let mut done = Vec::new();
        while let Some((id, ..)) = lane.next() {
            done.push(id);
        }
        assert_eq!(done.len(), WAITING_MAX - 1);
        assert!(done.is_sorted());
    }

    #[test]
    fn feeds_are_asked_one_after_the_other_while_the_writer_goes_on() {
        let mut bench = bench();
        // Nobody listens there.
        let feed = crate::store::Feed { url: "http://127.0.0.1:1/".into(), ..Default::default() };
        bench.jobs.run(TaskId(1), Task::Follow { add: vec![feed], remove: Vec::new() });
        bench.wait(|_, report| matches!(report, Report::Marked { .. }));
        for id in 2..5 {
            bench.jobs.run(TaskId(id), Task::Sync(crate::task::SyncWish::default()));
        }
        for id in 2..5 {
            let report = bench.wait(|of, report| of == TaskId(id) && matches!(report, Report::Fetched(_)));
            let Report::Fetched(fetched) = report else { unreachable!("it was waited for") };
            assert_eq!(fetched.url, "http://127.0.0.1:1/");
            bench.wait(|of, report| of == TaskId(id) && *report == Report::AllFetched { waiting: 0 });
        }
        bench.jobs.run(TaskId(10), Task::Tags);
        bench.wait(|of, report| of == TaskId(10) && matches!(report, Report::Tags(_)));
    }

    #[test]
    fn a_panic_is_a_failure_with_its_words() {
        let failed = fenced::<()>(|| panic!("said {}", 1));
        assert_eq!(failed, Err(Failure::Panicked("said 1".to_owned())));
    }
}
