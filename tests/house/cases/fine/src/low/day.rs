/* use crate::high::judge; /* nor this */ crate::cli::run() */
pub struct Day(pub i32);

const TEXTS: [&str; 3] = ["crate::cli", r#"use "crate::cli";"#, "\" crate::cli"];
const SIGNS: [char; 3] = ['"', '\'', '{'];

pub fn first<'a>(texts: &'a [&'static str]) -> &'a str {
    texts[0]
}

#[cfg(test)]
mod tests {
    use crate::high::judge;

    #[test]
    fn tests_may_look_up() {
        crate::cli::run();
    }
}
