//! Ports cut where anything changes, so that within a piece all ports are
//! alike, and pieces put together again where they turn out to be alike.

use crate::model::PortRange;
use std::collections::BTreeSet;

/// The pieces of `whole` that lie wholly within or outside each of `ranges`.
pub(super) fn within(whole: PortRange, ranges: impl IntoIterator<Item = PortRange>) -> Vec<PortRange> {
    let common = ranges.into_iter().filter_map(|ports| ports.common(whole));
    let mut pieces = pieces(common.chain([whole]));
    pieces.retain(|piece| whole.contains(*piece));
    pieces
}

/// Every port from 1 to 65535, cut at the ends of `ranges`.
pub(super) fn pieces(ranges: impl Iterator<Item = PortRange>) -> Vec<PortRange> {
    // Where a piece starts. What would start behind the last port starts nowhere.
    let mut starts = BTreeSet::from([1]);
    for ports in ranges {
        starts.insert(ports.first());
        starts.extend(ports.last().checked_add(1));
    }
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([u16::MAX]);
    starts.iter().zip(ends).filter_map(|(first, last)| PortRange::new(*first, last).ok()).collect()
}

/// The pieces, in order, where neighbours with the same are one.
pub(super) fn runs<T: PartialEq>(pieces: impl IntoIterator<Item = (PortRange, T)>) -> Vec<(PortRange, T)> {
    let mut runs: Vec<(PortRange, T)> = Vec::new();
    for (ports, found) in pieces {
        match runs.last_mut() {
            Some((run, known)) if run.last().checked_add(1) == Some(ports.first()) && *known == found => {
                if let Ok(longer) = PortRange::new(run.first(), ports.last()) {
                    *run = longer;
                }
            }
            _ => runs.push((ports, found)),
        }
    }
    runs
}
