use std::io::Write;

use super::Verdict;
use crate::middle::Claim;

pub fn judge(claim: Claim) -> crate::low::Money {
    let _ = Verdict;
    claim.owed
}
