//! Bytes with their length before them: what goes through the pipes between a run and its workers.

use std::io::{self, IoSlice, Read, Write};

/// Room that is taken before the bytes are there, since a length is only a claim.
const AT_ONCE: u64 = 1 << 20;

/// Writes frames, each eight bytes of length, then its bytes. They go out together and uncopied: the other side is woken
/// once.
pub fn write(pipe: &mut impl Write, frames: &[&[u8]]) -> io::Result<()> {
    let lengths: Vec<[u8; 8]> = frames
        .iter()
        .map(|frame| (frame.len() as u64).to_le_bytes())
        .collect();
    let mut pieces: Vec<IoSlice<'_>> = lengths
        .iter()
        .zip(frames)
        .flat_map(|(length, frame)| [IoSlice::new(length), IoSlice::new(frame)])
        .collect();
    let mut left = pieces.as_mut_slice();
    // Nothing that is empty is left to be written.
    IoSlice::advance_slices(&mut left, 0);
    while !left.is_empty() {
        match pipe.write_vectored(left) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut left, written),
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
    pipe.flush()
}

/// Reads one frame of at most `most` bytes; `None` where the other side ended between two frames.
///
/// # Errors
/// Those of the pipe, an end in the middle of a frame, a length beyond `most`.
pub fn read(pipe: &mut impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    let mut had = 0;
    while had < length.len() {
        match pipe.read(length.get_mut(had..).unwrap_or_default()) {
            Ok(0) if had == 0 => return Ok(None),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => had += read,
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
    let length = u64::from_le_bytes(length);
    if length > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(AT_ONCE)).unwrap_or(0));
    pipe.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_as_they_went_in() {
        let mut pipe = Vec::new();
        let large = vec![7; usize::try_from(AT_ONCE).unwrap() + 1];
        write(&mut pipe, &[b"mot", b"", &large]).unwrap();
        let mut rest = pipe.as_slice();
        assert_eq!(read(&mut rest, 3).unwrap().as_deref(), Some(&b"mot"[..]));
        assert_eq!(read(&mut rest, 3).unwrap().as_deref(), Some(&b""[..]));
        assert_eq!(read(&mut rest, u64::MAX).unwrap(), Some(large));
        assert_eq!(read(&mut rest, 3).unwrap(), None);
    }

    #[test]
    fn a_pipe_that_takes_little_at_a_time_gets_all_of_it() {
        struct Narrow(Vec<u8>);
        impl Write for Narrow {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                let taken = bytes.len().min(3);
                self.0.extend_from_slice(&bytes[..taken]);
                Ok(taken)
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (mut whole, mut narrow) = (Vec::new(), Narrow(Vec::new()));
        let frames: [&[u8]; 4] = [b"", b"mot hai ba", b"", b"bon"];
        write(&mut whole, &frames).unwrap();
        write(&mut narrow, &frames).unwrap();
        assert_eq!(narrow.0, whole);
        let mut full = [0; 10];
        let fault = write(&mut full.as_mut_slice(), &frames).unwrap_err();
        assert_eq!(fault.kind(), io::ErrorKind::WriteZero);
    }

    #[test]
    fn a_torn_or_boastful_frame_is_an_error() {
        let mut pipe = Vec::new();
        write(&mut pipe, &[b"mot"]).unwrap();
        for end in 1..pipe.len() {
            let fault = read(&mut &pipe[..end], 3).unwrap_err();
            assert_eq!(fault.kind(), io::ErrorKind::UnexpectedEof, "{end}");
        }
        let fault = read(&mut &pipe[..], 2).unwrap_err();
        assert_eq!(fault.kind(), io::ErrorKind::InvalidData);
        let claimed = u64::MAX.to_le_bytes();
        let fault = read(&mut &claimed[..], u64::MAX).unwrap_err();
        assert_eq!(fault.kind(), io::ErrorKind::UnexpectedEof);
    }
}
