//! Every `sh` block is run in order, with the files of the page in place, and prints what the `text` block behind it says.

use std::path::Path;
use std::process::Command;

use super::{Block, blocks_of, pages};
use crate::checked::repository;

/// Where pages save their files; each run has a folder of its own in its place.
const SHOWN: &str = "/tmp/frist-";

#[test]
fn commands_print_what_the_pages_say() {
    let mut wrong = Vec::new();
    for page in pages() {
        let folder = tempfile::tempdir().unwrap();
        let own = format!("{}/frist-", folder.path().display());
        let blocks = blocks_of(&page);
        for (at, block) in blocks.iter().enumerate() {
            if let Some(file) = &block.file {
                save(&file.replace(SHOWN, &own), &block.text);
            }
            if block.kind == "sh" && !block.text.starts_with("cargo test") {
                let printed = run(&block.text.replace(SHOWN, &own)).replace(&own, SHOWN);
                wrong.extend(differs(block, blocks.get(at + 1), &printed).filter(|_| !renewed(&page, blocks.get(at + 1), &printed)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// With `RENEW=1` the page says from now on what is printed: look at each change before it is committed.
fn renewed(page: &Path, expected: Option<&Block>, printed: &str) -> bool {
    let Some(expected) = expected.filter(|_| std::env::var_os("RENEW").is_some()) else { return false };
    let text = std::fs::read_to_string(page).unwrap();
    let block = |text: &str| format!("```{}\n{}\n```", expected.kind, text.trim_end());
    assert!(text.contains(&block(&expected.text)), "{}", expected.place());
    std::fs::write(page, text.replacen(&block(&expected.text), &block(printed), 1)).unwrap();
    true
}

fn save(path: &str, text: &str) {
    std::fs::create_dir_all(Path::new(path).parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Everything the commands print, in the repository's root.
fn run(commands: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_frist"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let script = format!("{{\n{}\n}} 2>&1", commands.replace("cargo run --release -- ", "frist "));
    let output = Command::new("sh").args(["-c", &script]).env("PATH", path).current_dir(repository("")).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn differs(block: &Block, next: Option<&Block>, printed: &str) -> Option<String> {
    let expected = next.filter(|next| next.kind == "text" || next.kind == "json")?;
    let same = expected.text.trim_end() == printed.trim_end();
    (!same).then(|| format!("{}: the page says\n{}and it prints\n{printed}", block.place(), expected.text))
}
