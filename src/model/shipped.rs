//! The mappings that Frist brings along.

use super::{Project, Wanted};
use crate::ledger::mapping::Mapping;

/// Their names and their texts.
pub const SHIPPED: [(&str, &str); 8] = [
    ("business-central", include_str!("../../policies/ledgers/business-central.frist")),
    ("excel-danish", include_str!("../../policies/ledgers/excel-danish.frist")),
    ("excel-finnish", include_str!("../../policies/ledgers/excel-finnish.frist")),
    ("excel-norwegian", include_str!("../../policies/ledgers/excel-norwegian.frist")),
    ("excel-swedish", include_str!("../../policies/ledgers/excel-swedish.frist")),
    ("fortnox", include_str!("../../policies/ledgers/fortnox.frist")),
    ("odoo", include_str!("../../policies/ledgers/odoo.frist")),
    ("tripletex", include_str!("../../policies/ledgers/tripletex.frist")),
];

/// The one of a name.
pub fn shipped(name: &str) -> Option<Mapping> {
    let (_, text) = SHIPPED.iter().find(|(known, _)| *known == name)?;
    let read = Project::read_with([(name, *text)], Wanted::OfPolicies, false);
    read.mappings.into_iter().map(|mapping| mapping.value).find(|mapping| mapping.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_there_under_its_name() {
        for (name, _) in SHIPPED {
            assert!(shipped(name).is_some(), "{name}");
        }
        assert_eq!(shipped("abacus"), None);
    }
}
