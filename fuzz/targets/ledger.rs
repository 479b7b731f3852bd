//! Any bytes as the tables of a ledger folder.
#![no_main]

use std::sync::LazyLock;

use frist::ledger::{Files, folder};
use frist_fuzz::mutate::{Pool, mutate};
use frist_fuzz::{decided, files, seeds};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

static POOL: LazyLock<Pool> = LazyLock::new(|| Pool::of(&seeds::tables()));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate(&POOL, data, size, max_size, seed) });

fuzz_target!(init: seeds::lay("ledger", seeds::folders(&Files::NAMES)), |bytes: &[u8]| {
    let (tables, on) = files::folder_of(bytes);
    if let Some(ledger) = decided::is_read(|| folder(&tables), &files::given(&tables), on) {
        decided::is_recorded(&tables, &ledger, on);
    }
});
