/// The name of a step or a policy for what a system calls it: letters, digits and single hyphens, and none of those there are.
pub(super) fn name_for(label: &str, otherwise: &str, taken: &[String]) -> String {
    const MOST: usize = 30;
    let mut name = String::new();
    for c in label.chars() {
        let is_part = c.is_alphabetic() || c.is_ascii_digit() && !name.is_empty();
        if is_part && name.chars().count() < MOST {
            name.extend(c.to_lowercase().filter(|c| c.is_alphabetic() || c.is_ascii_digit()));
        } else if !is_part && !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    let name = if name.is_empty() { otherwise } else { name };
    let is_free = |name: &String| !taken.contains(name);
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_string()).chain(numbered).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_language() {
        let taken = ["reminder-1".to_string()];
        for (label, name) in [
            ("Reminder 1", "reminder-1-2"),
            ("  Första påminnelsen! ", "första-påminnelsen"),
            ("3. Mahnung", "mahnung"),
            ("\" } # {\n", "step"),
            ("a--b__c", "a-b-c"),
            ("é\u{301}ss", "é-ss"),
        ] {
            assert_eq!(name_for(label, "step", &taken), name, "{label}");
        }
        assert!(name_for(&"x".repeat(1_000), "step", &[]).len() <= 30);
    }
}
