//! An address -> a browser that shows it, in a process of its own.

use std::io;
use std::process::{Command, Stdio};
use std::thread;

/// What opens an address where the reader names no browser: what the desktop is set to.
const USUAL: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "rundll32 url.dll,FileProtocolHandler"
} else {
    "xdg-open"
};

/// Opens `url` with the first that can of `browsers`, the value of `BROWSER`: commands with colons
/// between them, in which `%s` stands for the address; without it, the address comes last. Does not
/// wait for it; `failed` is called if none could, with the cause. The browser has no terminal, and
/// outlives the reader.
pub fn open(url: String, browsers: Option<String>, failed: impl FnOnce(String) + Send + 'static) {
    let browsers = browsers.filter(|browsers| !browsers.trim().is_empty());
    let browsers = browsers.unwrap_or_else(|| USUAL.to_owned());
    // Without a thread the reader would wait for those browsers that stay in the foreground.
    let open = move || {
        let mut cause = String::new();
        for browser in browsers.split(':').filter(|browser| !browser.trim().is_empty()) {
            match run(browser, &url) {
                Ok(()) => return,
                Err(error) => cause = format!("{}: {error}", browser.trim()),
            }
        }
        failed(cause);
    };
    // A system without threads left has told so before.
    drop(thread::Builder::new().name("browser".to_owned()).spawn(open));
}

/// Runs a browser to its end; an `Err` says why it could not be started, or with what it ended.
fn run(browser: &str, url: &str) -> io::Result<()> {
    let mut words: Vec<String> = browser.split_whitespace().map(|word| word.replace("%s", url)).collect();
    if !browser.contains("%s") {
        words.push(url.to_owned());
    }
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    // Ctrl-C in the shell afterwards is not for it.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    /// What opening with `browsers` complains of; `None` if nothing.
    fn complaint(browsers: &str) -> Option<String> {
        let (tell, told) = channel();
        open("page".to_owned(), Some(browsers.to_owned()), move |cause| {
            tell.send(cause).expect("the test waits");
        });
        // The thread drops its end when it is done.
        told.recv_timeout(Duration::from_secs(30)).ok()
    }

    #[cfg(unix)]
    #[test]
    fn the_first_browser_that_can_opens_it() {
        assert_eq!(complaint("true"), None);
        assert_eq!(complaint("no-such-browser:true"), None);
        assert_eq!(complaint("test page ="), None);
        assert_eq!(complaint("test %s = page"), None);
        let cause = complaint("no-such-browser:false").expect("none can");
        assert!(cause.starts_with("false: "), "{cause}");
    }
}
