//! A worker: takes files from its input and answers with what is in them, until the input ends.

use std::io::{self, Read, Write};
use std::sync::mpsc::{self, SyncSender};
use std::thread;

use super::super::limits::Limits;
use super::super::open;
use super::guard::Guard;
use super::{GREETING, LONGEST_HEAD, frame, wire};

/// What the run sends.
enum Message {
    /// The first: who it is.
    Greeting(Vec<u8>),
    /// A file, with the limits that it stands under.
    File(Limits, Vec<u8>),
}

/// Serves one run: a greeting each, then an answer to each file.
///
/// The input is watched even while a file is parsed: once it ends, the run is gone, and `abandoned` is called, which
/// should end the process. Nothing else is written anywhere.
///
/// # Errors
/// A greeting of another program, an answer that nobody takes.
pub fn serve(
    requests: impl Read + Send + 'static,
    mut answers: impl Write,
    abandoned: impl FnOnce() + Send + 'static,
) -> io::Result<()> {
    let (hand, taken) = mpsc::sync_channel(0);
    thread::Builder::new().spawn(move || {
        // A torn request has no other end than a run that is gone.
        let _ = listen(requests, &hand);
        drop(hand);
        abandoned();
    })?;
    // What the thread needs for itself is there once it has handed over the greeting.
    match taken.recv() {
        Ok(Message::Greeting(greeting)) if greeting == GREETING.as_bytes() => {}
        _ => return Err(io::ErrorKind::InvalidData.into()),
    }
    let guard = Guard::new();
    frame::write(&mut answers, GREETING.as_bytes())?;
    for message in taken {
        let Message::File(limits, bytes) = message else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        guard.hold(&limits);
        let result = open::workbook(&bytes, &limits);
        drop(bytes);
        frame::write(&mut answers, &wire::encode(result))?;
    }
    Ok(())
}

fn listen(mut requests: impl Read, hand: &SyncSender<Message>) -> io::Result<()> {
    let mut greeting = Some(());
    loop {
        let Some(first) = frame::read(&mut requests, LONGEST_HEAD as u64)? else {
            return Ok(());
        };
        let message = if greeting.take().is_some() {
            Message::Greeting(first)
        } else {
            let limits: Limits =
                postcard::from_bytes(&first).map_err(|_| io::ErrorKind::InvalidData)?;
            let Some(bytes) = frame::read(&mut requests, u64::MAX)? else {
                return Ok(());
            };
            Message::File(limits, bytes)
        };
        if hand.send(message).is_err() {
            return Ok(());
        }
    }
}
