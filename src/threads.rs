//! Pieces of work on several threads, heard in their order.

use std::sync::mpsc::sync_channel;
use std::thread;

/// Work that waits for a thread, besides the one it does.
const WAITING: usize = 2;

/// Does pieces of work on several threads, and hands on what they come to in the order of the pieces, whatever the number of threads. `next` says what is
/// to be done, `done` takes what came of it; both are called on this thread, as is everything where one thread is enough.
///
/// # Errors
/// The first that `next` or `done` has.
pub fn on_threads<W: Send, D: Send, E>(
    threads: usize,
    mut next: impl FnMut() -> Result<Option<W>, E>,
    work: impl Fn(W) -> D + Sync,
    mut done: impl FnMut(D) -> Result<(), E>,
) -> Result<(), E> {
    let alone = |next: &mut dyn FnMut() -> Result<Option<W>, E>, done: &mut dyn FnMut(D) -> Result<(), E>| {
        while let Some(piece) = next()? {
            done(work(piece))?;
        }
        Ok(())
    };
    if threads <= 1 {
        return alone(&mut next, &mut done);
    }
    thread::scope(|scope| {
        // The pieces go round among the threads, so whose turn it is to be heard is known.
        let workers: Vec<_> = (0..threads)
            .map_while(|_| {
                let ((give, given), (tell, told)) = (sync_channel::<W>(WAITING), sync_channel::<D>(WAITING));
                let work = &work;
                let works = move || given.into_iter().map(work).try_for_each(|did| tell.send(did));
                thread::Builder::new().spawn_scoped(scope, works).ok()?;
                Some((give, told))
            })
            .collect();
        // A machine may have fewer to give than were asked for.
        let threads = workers.len();
        if threads == 0 {
            return alone(&mut next, &mut done);
        }
        let (mut begun, mut heard) = (0, 0);
        loop {
            while begun < heard + threads * WAITING {
                let Some(piece) = next()? else { break };
                // Who no longer takes work has panicked, and that is heard where the threads end.
                if workers[begun % threads].0.send(piece).is_err() {
                    return Ok(());
                }
                begun += 1;
            }
            if begun == heard {
                return Ok(());
            }
            match workers[heard % threads].1.recv() {
                Ok(did) => done(did)?,
                Err(_) => return Ok(()),
            }
            heard += 1;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_work() {
        for threads in [1, 2, 3, 7] {
            let (mut at, mut heard) = (0, Vec::new());
            let next = || {
                at += 1;
                Ok::<_, ()>((at <= 100).then_some(at))
            };
            let slowly = |piece: u64| {
                (0..piece % 7).for_each(|_| thread::yield_now());
                piece * piece
            };
            let done = |did| {
                heard.push(did);
                Ok(())
            };
            on_threads(threads, next, slowly, done).expect("done");
            assert_eq!(heard, (1..=100).map(|piece| piece * piece).collect::<Vec<u64>>());
            let failed = on_threads(threads, || Ok(Some(1)), |piece| piece, |_| Err("full"));
            assert_eq!(failed, Err("full"));
        }
    }
}
