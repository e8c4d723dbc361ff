//! An address -> what lies there: feeds and pages over HTTP and HTTPS.
//!
//! Nothing is asked for but what the caller names; redirects are followed one by one, so that none leads
//! away from the web. No clock is read here but for time limits.

use std::fmt;
use std::io::Read;
use std::time::Duration;
use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::{Agent, Body};
use url::Url;

/// How long and how much is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until there is a connection.
    pub connect: Duration,
    /// For the whole of one answer.
    pub total: Duration,
    /// Bytes of an answer, unpacked.
    pub bytes: u64,
    /// Redirects, one after the other (browsers follow 20).
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connect: Duration::from_secs(15),
            total: Duration::from_secs(60),
            bytes: 16 << 20,
            redirects: 10,
        }
    }
}

/// By what a server tells whether something has changed since it last gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// What a server gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The answer, unpacked.
    pub bytes: Vec<u8>,
    /// Where it came from in the end.
    pub url: String,
    /// Where what was asked for has moved for good.
    pub moved: Option<String>,
    /// To ask again with.
    pub marks: Marks,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is what the [`Marks`] say.
    Same,
    /// It is this.
    Page(Page),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is no address on the web; also where a redirect leads.
    Address(String),
    /// There is no such server, or no network.
    NoHost(String),
    /// There is no connection, or it broke; what the system says.
    Broken(String),
    /// It took too long.
    Slow,
    /// The answer is larger than so many bytes.
    TooLarge(u64),
    /// The server no longer has it and says so (404, 410).
    Gone(u16),
    /// The server wants to be left alone, for so long if it says (429, 503).
    Busy(Option<Duration>),
    /// The server gave an error.
    Status(u16),
    /// One redirect led to the next.
    Loop,
}

/// What to do about it comes with it.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Address(address) => {
                write!(f, "'{address}' is no address on the web; it begins with https:// or http://")
            }
            Problem::NoHost(host) => {
                write!(f, "there is no server '{host}'; check the address and the network")
            }
            Problem::Broken(cause) => write!(f, "the connection failed ({cause}); try again later"),
            Problem::Slow => write!(f, "the server took too long; try again later"),
            Problem::TooLarge(most) => {
                write!(f, "the answer has more than {} MiB; it is no feed and no article", most >> 20)
            }
            Problem::Gone(status) => {
                write!(f, "the server no longer has it ({status}); look for its new address")
            }
            Problem::Busy(Some(wait)) => {
                write!(f, "the server is busy, for {} s; try again then", wait.as_secs())
            }
            Problem::Busy(None) => write!(f, "the server is busy; try again later"),
            Problem::Status(status) => write!(f, "the server answered with error {status}; try again later"),
            Problem::Loop => write!(f, "the address leads in a circle; look for its new address"),
        }
    }
}

impl std::error::Error for Problem {}

/// The address as it is kept: one spelling for each. A name without `http` is taken for `https`.
pub fn address(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let whole = match text.split_once("://") {
        Some(("feed", rest)) => format!("https://{rest}"),
        Some(_) => text.to_owned(),
        None if text.contains('.') && !text.contains(char::is_whitespace) => format!("https://{text}"),
        None => return Err(Problem::Address(text.to_owned())),
    };
    web(&whole).map(|url| url.to_string())
}

/// Gets what lies at `url`, unless it is what `marks` say.
pub fn get(url: &str, marks: &Marks, limits: Limits) -> Result<Answer, Problem> {
    let mut at = web(url)?;
    let mut seen = vec![at.clone()];
    // As long as each redirect so far was for good.
    let mut moved = Some(None);
    let agent = agent(limits);
    loop {
        let mut response = ask(&agent, &at, marks)?;
        let status = response.status();
        if status == StatusCode::NOT_MODIFIED {
            return Ok(Answer::Same);
        }
        if status.is_redirection() {
            let to = header(response.headers(), "location").ok_or(Problem::Status(status.as_u16()))?;
            at = at.join(&to).ok().and_then(|url| web(url.as_str()).ok()).ok_or(Problem::Address(to))?;
            if seen.contains(&at) || seen.len() > limits.redirects {
                return Err(Problem::Loop);
            }
            seen.push(at.clone());
            let is_for_good = matches!(status.as_u16(), 301 | 308);
            moved = moved.filter(|_| is_for_good).map(|_| Some(at.to_string()));
            continue;
        }
        check(status, response.headers())?;
        let bytes = body(&mut response, limits)?;
        let marks = Marks {
            etag: header(response.headers(), "etag"),
            modified: header(response.headers(), "last-modified"),
        };
        return Ok(Answer::Page(Page { bytes, url: at.to_string(), moved: moved.flatten(), marks }));
    }
}

fn web(url: &str) -> Result<Url, Problem> {
    let no = || Problem::Address(url.to_owned());
    let mut parsed = Url::parse(url).map_err(|_| no())?;
    parsed.set_fragment(None);
    if matches!(parsed.scheme(), "http" | "https") && parsed.has_host() { Ok(parsed) } else { Err(no()) }
}

fn agent(limits: Limits) -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_connect(Some(limits.connect))
        .timeout_global(Some(limits.total))
        .user_agent(concat!("Khabar/", env!("CARGO_PKG_VERSION")))
        .build()
        .into()
}

fn ask(agent: &Agent, url: &Url, marks: &Marks) -> Result<Response<Body>, Problem> {
    let mut request = agent.get(url.as_str()).header(
        "accept",
        "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.5",
    );
    for (name, value) in [("if-none-match", &marks.etag), ("if-modified-since", &marks.modified)] {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    request.call().map_err(|error| problem(error, url))
}

fn check(status: StatusCode, headers: &HeaderMap) -> Result<(), Problem> {
    let wait = || header(headers, "retry-after")?.parse().ok().map(Duration::from_secs);
    match status.as_u16() {
        200..300 => Ok(()),
        404 | 410 => Err(Problem::Gone(status.as_u16())),
        429 | 503 => Err(Problem::Busy(wait())),
        other => Err(Problem::Status(other)),
    }
}

fn body(response: &mut Response<Body>, limits: Limits) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    // One more than is allowed, so that what is too large shows.
    let source = response.body_mut().with_config().limit(u64::MAX).reader();
    let read = source.take(limits.bytes + 1).read_to_end(&mut bytes);
    match read {
        _ if bytes.len() as u64 > limits.bytes => Err(Problem::TooLarge(limits.bytes)),
        Ok(_) => Ok(bytes),
        Err(error) => Err(match error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
            Some(ureq::Error::Timeout(_)) => Problem::Slow,
            _ if error.kind() == std::io::ErrorKind::TimedOut => Problem::Slow,
            _ => Problem::Broken(error.to_string()),
        }),
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    // Some servers send addresses in UTF-8.
    Some(String::from_utf8_lossy(value.as_bytes()).trim().to_owned()).filter(|value| !value.is_empty())
}

fn problem(error: ureq::Error, url: &Url) -> Problem {
    match error {
        ureq::Error::Timeout(_) => Problem::Slow,
        ureq::Error::HostNotFound => Problem::NoHost(url.host_str().unwrap_or_default().to_owned()),
        ureq::Error::BadUri(_) => Problem::Address(url.to_string()),
        other => Problem::Broken(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_one_spelling() {
        let check = |text: &str, wanted: Option<&str>| {
            assert_eq!(address(text).ok().as_deref(), wanted, "{text}");
        };
        check(" https://A.example ", Some("https://a.example/"));
        check("a.example/feed", Some("https://a.example/feed"));
        check("feed://a.example/x", Some("https://a.example/x"));
        check("http://a.example/x#part", Some("http://a.example/x"));
        check("https://مثال.example/", Some("https://xn--mgbh0fb.example/"));
        for none in ["file:///etc/passwd", "javascript:alert(1)", "كلمة", "", "https://"] {
            check(none, None);
        }
    }
}
