//! Any bytes as one file of open items, in Frist's own shape or in that of another system.
#![no_main]

use std::sync::LazyLock;

use frist::ledger::{File, open_items};
use frist_fuzz::mutate::{Pool, mutate};
use frist_fuzz::{decided, files, seeds, shipped};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

static POOL: LazyLock<Pool> = LazyLock::new(|| Pool::of(&seeds::tables()));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate(&POOL, data, size, max_size, seed) });

fuzz_target!(init: seeds::lay("open-items", seeds::open_items()), |bytes: &[u8]| {
    let mut parts = seeds::parts(bytes);
    let file = File { name: "open-items.csv", bytes: parts.next().unwrap_or_default() };
    let on = files::day_of(parts.next());
    for mapping in shipped::MAPPINGS.iter().map(Some).chain([None]) {
        decided::is_read(|| open_items(file.name, file.bytes, mapping), &[file], on);
    }
});
