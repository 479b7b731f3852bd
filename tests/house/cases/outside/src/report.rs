use comfy_table::Table;
use std::io::Write;

fn print() {
    std::fs::read("a").ok();
}
