//! scratch
use frist::diagnostic::Sources;
fn main() {
    for name in std::env::args().skip(1) {
        let mut sources = Sources::default();
        let file = sources.add(&name, std::fs::read_to_string(&name).expect("file"));
        let (items, diagnostics) = frist::syntax::parse(&sources, file);
        print!("{}", frist::diagnostic::render(&diagnostics, &sources));
        println!("{} items", items.len());
        match frist::syntax::format(&sources, file) { Ok(text) => std::fs::write("/tmp/formatted.frist", text).expect("w"), Err(e) => println!("{e:?}") }
    }
}
