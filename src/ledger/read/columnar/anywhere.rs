use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex};

use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};

/// What can be read from any place.
pub trait Seekable: Read + Seek + Send {}

impl<F: Read + Seek + Send> Seekable for F {}

/// A file that several columns are read from in turn.
pub struct Anywhere {
    file: Shared,
    len: u64,
}

type Shared = Arc<Mutex<Box<dyn Seekable>>>;

/// The file from a place on.
pub struct FromPlace {
    file: Shared,
    at: u64,
}

/// The heading of a page seldom has more bytes.
const HEADING: usize = 256;

impl Anywhere {
    /// A file, whatever was read of it before.
    pub fn of(mut file: Box<dyn Seekable>) -> io::Result<Anywhere> {
        let len = file.seek(SeekFrom::End(0))?;
        Ok(Anywhere { file: Arc::new(Mutex::new(file)), len })
    }
}

impl Length for Anywhere {
    fn len(&self) -> u64 {
        self.len
    }
}

impl ChunkReader for Anywhere {
    type T = BufReader<FromPlace>;

    fn get_read(&self, start: u64) -> Result<BufReader<FromPlace>> {
        Ok(BufReader::with_capacity(HEADING, FromPlace { file: self.file.clone(), at: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes> {
        // A file may state any length: room is made for none that it has not.
        if start.checked_add(length as u64).is_none_or(|end| end > self.len) {
            return Err(ParquetError::EOF("the file ends before its data".into()));
        }
        let mut bytes = vec![0; length];
        FromPlace { file: self.file.clone(), at: start }.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

impl Read for FromPlace {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().map_err(|_| io::Error::other("another thread failed"))?;
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(into)?;
        self.at += read as u64;
        Ok(read)
    }
}
