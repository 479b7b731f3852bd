/// Which file names a table has: a name in which `*` stands for any letters, and `?` for one. Capitals and small letters are alike, as on most systems.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FilePattern {
    written: String,
    lower: Vec<char>,
}

impl FilePattern {
    /// One as it is written; `None` where it is empty or names a folder.
    pub fn of(written: &str) -> Option<FilePattern> {
        let is_name = !written.trim().is_empty() && !written.contains(['/', '\\']);
        is_name.then(|| FilePattern { written: written.into(), lower: written.to_lowercase().chars().collect() })
    }

    /// As it is written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether a file of this name is meant.
    pub fn fits(&self, name: &str) -> bool {
        let name: Vec<char> = name.to_lowercase().chars().collect();
        // Where the last star stands, and up to where it has taken letters: only the last one ever has to take more.
        let (mut at, mut in_name, mut star) = (0, 0, None);
        while in_name < name.len() {
            match self.lower.get(at) {
                Some('*') => {
                    star = Some((at, in_name));
                    at += 1;
                }
                Some(letter) if *letter == '?' || *letter == name[in_name] => {
                    at += 1;
                    in_name += 1;
                }
                Some(_) | None => {
                    let Some((of_star, taken)) = star else { return false };
                    star = Some((of_star, taken + 1));
                    (at, in_name) = (of_star + 1, taken + 1);
                }
            }
        }
        self.lower[at..].iter().all(|letter| *letter == '*')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit() {
        let fits = |pattern: &str, name: &str| FilePattern::of(pattern).expect("a pattern").fits(name);
        for (pattern, name) in [
            ("betalinger*.csv", "Betalinger 2026-03.CSV"),
            ("a.csv", "a.csv"),
            ("*", "x"),
            ("*a*b", "xaabb"),
            ("a?c", "abc"),
            ("***", ""),
            ("å*", "Ångström"),
        ] {
            assert!(fits(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("betalinger*.csv", "betalinger.csv.bak"), ("a.csv", "aXcsv"), ("a?c", "ac"), ("*a*b", "xba"), ("?", "")] {
            assert!(!fits(pattern, name), "{pattern} {name}");
        }
        assert!(["", " ", "a/b", "a\\b"].iter().all(|written| FilePattern::of(written).is_none()));
        let many = format!("{}b", "*a".repeat(40));
        assert!(!fits(&many, &"a".repeat(4_000)));
    }
}
