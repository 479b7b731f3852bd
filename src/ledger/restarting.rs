use super::{Event, EventKind};
use crate::terms::Restarter;
use crate::value::{Day, Minor};

/// What may start limitation anew among the events of one invoice, in their order, its notices aside. A payment does as long as some of it stays: what is
/// returned is taken from the latest first.
pub fn restarting(events: &[Event]) -> Vec<(Day, Restarter)> {
    let mut found: Vec<(Day, Restarter, Option<Minor>)> = Vec::new();
    for event in events {
        if let EventKind::Reversal(mut back) = event.what {
            for stays in found.iter_mut().rev().filter_map(|(.., stays)| stays.as_mut()) {
                let taken = back.min(*stays);
                *stays -= taken;
                back -= taken;
            }
        } else if let Some(by) = event.what.restarts() {
            let paid = if let EventKind::Payment(amount) = event.what { Some(amount) } else { None };
            found.push((event.on, by, paid));
        }
    }
    found.into_iter().filter(|(.., stays)| *stays != Some(0)).map(|(on, by, _)| (on, by)).collect()
}
