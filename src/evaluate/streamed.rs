use std::io::{self, Read, Write};

use super::answer::Answer;
use super::asked::{Asked, NotWritten, Worklist};
use super::part::Part;
use super::source::Source;
use super::twice::Fingerprints;
#[cfg(feature = "parquet")]
use crate::ledger::is_parquet;
use crate::ledger::mapping::TableMapping;
use crate::ledger::{FactColumns, Faults, InvoiceFile, InvoicePieces, Opened, Piece, Sums};
use crate::threads::on_threads;

/// So many bytes tell a Parquet file.
#[cfg(feature = "parquet")]
const MAGIC: u64 = 4;

/// Decides a file of open items under policies that ask nothing of a customer, and writes its worklist, without ever having the file in memory.
///
/// # Errors
/// As [`NotWritten`] says.
pub fn open_items(asked: &Asked, source: &dyn Source, mapping: Option<&TableMapping>, out: &mut dyn Write) -> Result<Worklist, NotWritten> {
    let unreadable = |error| NotWritten::Unreadable(source.name().into(), error);
    let mut faults = Faults::default();
    let Some((items, mut pieces)) = open(asked, source, mapping, &mut faults).map_err(unreadable)? else {
        return Err(NotWritten::Faults(faults.or(()).err().unwrap_or_default()));
    };
    // Once there is a fault nothing will be written, and all that is left to do is to find the others.
    let is_broken = std::sync::atomic::AtomicBool::new(!faults.is_empty());
    let mut answer = Answer::begin(asked, out)?;
    let (mut fingerprints, mut sums) = (Fingerprints::new(), Sums::new());
    let work = |piece: Piece| {
        let mut read = items.read(&piece);
        drop(piece);
        read.ledger.payments_through = asked.payments_through;
        let decides = read.faults.is_empty() && !is_broken.load(std::sync::atomic::Ordering::Relaxed);
        let part = decides.then(|| Part::whole(asked, &read.ledger));
        (read.ledger.invoices.len(), read.ledger.left_out, part, read.faults, read.fingerprints, read.sums)
    };
    let mut header = items.header().header();
    let done = |(invoices, left_out, part, wrong, more, of_part): Decided| {
        left_out.into_iter().for_each(|(file, rows)| header.leave_out(file, rows));
        if !wrong.is_empty() {
            is_broken.store(true, std::sync::atomic::Ordering::Relaxed);
        }
        faults.extend(wrong);
        fingerprints.extend(&more);
        of_part.into_iter().for_each(|(currency, sum)| *sums.entry(currency).or_default() += sum);
        match part {
            Some(part) => answer.take(part, invoices),
            None => Ok(()),
        }
    };
    on_threads(asked.threads, || pieces.next_piece().map_err(unreadable), work, done)?;
    let suspects = fingerprints.twice();
    if !suspects.is_empty()
        && let Some((_, pieces)) = open(asked, source, mapping, &mut Faults::default()).map_err(unreadable)?
    {
        items.tell_twice(pieces, &suspects, &mut faults).map_err(unreadable)?;
    }
    if faults.is_empty() {
        items.judge(&sums, &mut faults);
    }
    faults.or(()).map_err(NotWritten::Faults)?;
    answer.finish(&header)
}

/// What comes of a piece: how many invoices it has, which rows are left out, what is decided, and what is wrong, known or counted of it.
type Decided = (usize, Vec<(&'static str, usize)>, Option<Part>, Faults, Vec<u64>, Sums);

type Items<'m> = (InvoiceFile<'m>, InvoicePieces<Box<dyn Read + Send + 'm>>);

/// Opens a file, which is read piece by piece. `None` where no row can be read, for reasons that `faults` has then.
fn open<'m>(
    asked: &Asked,
    source: &'m dyn Source,
    mapping: Option<&'m TableMapping>,
    faults: &mut Faults,
) -> io::Result<Option<Items<'m>>> {
    let names = |column: &str| asked.names(column);
    let wanted = FactColumns::Named(&names);
    #[cfg(feature = "parquet")]
    {
        let mut first = Vec::new();
        source.open()?.take(MAGIC).read_to_end(&mut first)?;
        if is_parquet(source.name(), &first) {
            return Ok(InvoiceFile::open_columns(source.name(), source.open_anywhere()?, asked.part, mapping, wanted, faults));
        }
    }
    let file = Opened { name: source.name(), from: source.open()?, piece: asked.piece(), mapping };
    InvoiceFile::open(file, wanted, faults)
}
