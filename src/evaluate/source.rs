use std::borrow::Cow;
use std::io::{self, Read};

use crate::ledger::File;
#[cfg(feature = "parquet")]
use crate::ledger::Seekable;

/// A file that can be read from its beginning as often as need be.
pub trait Source: Sync {
    /// The name that faults give it.
    fn name(&self) -> &str;

    /// Its content, from the beginning.
    ///
    /// # Errors
    /// When it cannot be read.
    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>>;

    /// The same, to be read from any place.
    ///
    /// # Errors
    /// When it cannot be read.
    #[cfg(feature = "parquet")]
    fn open_anywhere(&self) -> io::Result<Box<dyn Seekable>> {
        Ok(Box::new(io::Cursor::new(self.bytes()?.into_owned())))
    }

    /// All of its content at once.
    ///
    /// # Errors
    /// When it cannot be read.
    fn bytes(&self) -> io::Result<Cow<'_, [u8]>> {
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes)?;
        Ok(Cow::Owned(bytes))
    }
}

/// What is in memory already.
impl Source for File<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(self.bytes))
    }

    fn bytes(&self) -> io::Result<Cow<'_, [u8]>> {
        Ok(Cow::Borrowed(self.bytes))
    }
}
