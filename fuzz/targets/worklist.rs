//! Any bytes as a worklist that was sent; behind it, the keys that are asked for.
#![no_main]

use std::sync::LazyLock;

use frist_fuzz::mutate::{Pool, mutate};
use frist_fuzz::{seeds, sent};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

static POOL: LazyLock<Pool> = LazyLock::new(|| Pool::of(&sent::worklists()));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate(&POOL, data, size, max_size, seed) });

fuzz_target!(init: seeds::lay("worklist", sent::worklists()), |bytes: &[u8]| {
    let mut parts = seeds::parts(bytes);
    let worklist = parts.next().unwrap_or_default();
    let keys: Option<Vec<String>> = parts.next().map(|keys| String::from_utf8_lossy(keys).lines().map(str::to_owned).collect());
    sent::is_recorded(worklist, keys.as_deref());
});
