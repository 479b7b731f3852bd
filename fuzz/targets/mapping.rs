//! Any text as `ledger` blocks, each of which reads a file in its own shape and, where the input goes on, any bytes.
#![no_main]

use std::sync::LazyLock;

use frist_fuzz::mutate::{Pool, mutate};
use frist_fuzz::{files, mapped, seeds, texts};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

static POOL: LazyLock<Pool> = LazyLock::new(|| Pool::of(&[seeds::texts_with("ledger "), seeds::tables()].concat()));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate(&POOL, data, size, max_size, seed) });

fuzz_target!(init: seeds::lay("mapping", seeds::texts_with("ledger ")), |bytes: &[u8]| {
    let mut parts = seeds::parts(bytes);
    let Some(Ok(text)) = parts.next().map(std::str::from_utf8) else { return };
    let project = texts::reads(text);
    let export = parts.next();
    if !project.has_errors() {
        for mapping in project.mappings.iter().flat_map(|mapping| &mapping.value.tables).take(2) {
            mapped::reads_its_own(mapping, files::day_of(None));
            if let Some(bytes) = export {
                mapped::is_read(mapping, bytes, files::day_of(None));
            }
        }
    }
});
