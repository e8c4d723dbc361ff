//! Arguments, wiring, exit code.

mod reader;

fn main() -> std::process::ExitCode {
    let paths = std::env::args_os().skip(1).map(Into::into).collect();
    reader::run(khabar::config::load(|n| std::env::var(n).ok(), &[]), paths)
}
