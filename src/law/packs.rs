/// The statutes built into the program: the name a policy's `law` gives, the file, and its text. The one place that names countries.
pub const STATUTES: &[(&str, &str, &str)] = &[("NO", "policies/statutes/no.frist", include_str!("../../policies/statutes/no.frist"))];
