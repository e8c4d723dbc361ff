//! An HTTP server on loopback that says, and does, what a test wants.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the server does with a question for a path.
#[derive(Clone)]
pub enum Reply {
    /// Status line without version, headers, body.
    Say(&'static str, Vec<(String, String)>, Vec<u8>),
    /// `200`, or `304` to who asks with this ETag.
    Tagged(&'static str, Vec<u8>),
    /// A body without end.
    Endless,
    /// A header, then nothing.
    Silent,
    /// Says that the body is longer than it is.
    Torn(Vec<u8>),
    /// Closes at once.
    Close,
}

/// A feed or page that is there.
pub fn ok(body: impl Into<Vec<u8>>) -> Reply {
    Reply::Say("200 OK", Vec::new(), body.into())
}

/// A redirect, or an error with a header.
pub fn with(status: &'static str, name: &str, value: impl Into<String>) -> Reply {
    Reply::Say(status, vec![(name.to_owned(), value.into())], Vec::new())
}

/// A server, and what it was asked: paths with their `if-none-match`.
pub struct Server {
    base: String,
    replies: Arc<Mutex<HashMap<String, Reply>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub fn new() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let server = Server { base, replies: Arc::default(), asked: Arc::default() };
        let (replies, asked) = (server.replies.clone(), server.asked.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (replies, asked) = (replies.clone(), asked.clone());
                std::thread::spawn(move || serve(stream, &replies, &asked));
            }
        });
        server
    }

    /// Sets what a path gives, and gives its address.
    pub fn set(&self, path: &str, reply: Reply) -> String {
        self.replies.lock().unwrap().insert(path.to_owned(), reply);
        self.url(path)
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|asked| *asked == path).count()
    }
}

/// Whoever asked may be gone: nothing here matters but what the other side makes of it.
fn serve(mut stream: TcpStream, replies: &Mutex<HashMap<String, Reply>>, asked: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    asked.lock().unwrap().push(path.clone());
    let reply = replies.lock().unwrap().get(&path).cloned();
    let mut answer = |status: &str, headers: &[(String, String)], length: usize, body: &[u8]| {
        let mut head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n");
        headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
        let _ = stream.write_all(format!("{head}\r\n").as_bytes());
        let _ = stream.write_all(body);
    };
    match reply {
        None => answer("404 Not Found", &[], 0, b""),
        Some(Reply::Say(status, headers, body)) => answer(status, &headers, body.len(), &body),
        Some(Reply::Tagged(tag, body)) => {
            let header = [("etag".to_owned(), tag.to_owned())];
            match headers
                .iter()
                .any(|line| line.to_lowercase() == format!("if-none-match: {tag}").to_lowercase())
            {
                true => answer("304 Not Modified", &header, 0, b""),
                false => answer("200 OK", &header, body.len(), &body),
            }
        }
        Some(Reply::Torn(body)) => answer("200 OK", &[], body.len() + 1000, &body),
        Some(Reply::Endless) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
            while stream.write_all(&[b'x'; 1 << 16]).is_ok() {}
        }
        Some(Reply::Silent) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n");
            let _ = stream.set_read_timeout(Some(Duration::from_secs(30)));
            let _ = stream.read(&mut [0]);
        }
        Some(Reply::Close) => {}
    }
}
