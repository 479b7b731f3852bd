//! Any text as statutes and practices.
#![no_main]

use std::sync::LazyLock;

use frist_fuzz::mutate::{Pool, mutate};
use frist_fuzz::{seeds, texts};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

static POOL: LazyLock<Pool> = LazyLock::new(|| Pool::of(&[seeds::texts_with("statute "), seeds::texts_with("practice ")].concat()));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate(&POOL, data, size, max_size, seed) });

fuzz_target!(init: seeds::lay("statute", [seeds::texts_with("statute "), seeds::texts_with("practice ")].concat()), |bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let project = texts::reads(text);
        texts::is_law(&project);
    }
});
