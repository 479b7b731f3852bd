use super::known::Known;
use super::literal::outcomes;
use super::point::Point;
use super::variables::Variables;
use crate::check::TooMany;
use crate::plan::{Criterion, Plan};

/// What some way of asking says of every invoice that is meant: the pieces of what is known in which it asks the same and is told the same, and what it
/// says there.
///
/// `ask` is asked of one invoice of a piece, and says which criteria it heard of, in its order, and what it was told. Whatever else could have come out is
/// another piece, and asked for in its turn: so every combination that some invoice brings about is met, and no other.
///
/// # Errors
/// When there are too many pieces, or the invoice is told otherwise than its piece says.
pub fn each<R>(
    (variables, plan): (&Variables, &Plan),
    (overdue, disputed): (i32, bool),
    known: Known,
    ask: &mut impl FnMut(&Point) -> (R, Vec<(Criterion, bool)>),
) -> Result<Vec<(Known, R)>, TooMany> {
    let (mut open, mut said) = (vec![known], Vec::new());
    while let Some(mut known) = open.pop() {
        let mut settled = known.clone();
        let point = Point::settle(&mut settled, variables, plan, overdue, disputed);
        let (says, heard) = ask(&point);
        for (criterion, told) in heard {
            let mut own = None;
            for (holds, literals) in outcomes(variables, plan, &criterion, overdue) {
                let Some(piece) = known.with(&literals) else { continue };
                let is_own = own.is_none() && settled.with(&literals).is_some();
                if is_own && holds != told {
                    return Err(TooMany::Facts);
                }
                if is_own { own = Some(piece) } else { open.push(piece) }
            }
            known = own.unwrap_or(known);
        }
        said.push((known, says));
        if said.len() > MOST {
            return Err(TooMany::Answers);
        }
    }
    Ok(said)
}

/// The most pieces that are told apart.
const MOST: usize = 20_000;
