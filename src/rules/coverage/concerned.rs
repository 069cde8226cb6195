//! The lines that have a say in some traffic, chosen once, so that its pieces
//! are compared with no others.
//!
//! In: the lines of a filter, and what they are asked about. Out: that traffic
//! in pieces, each wholly within or outside the ports of every line, with the
//! addresses that pass, or that do not.

use super::{
    deployed::{Deployed, DeployedLine, Reach},
    intervals::{runs, within},
};
use crate::{
    model::{PortRange, PrefixSet},
    rules::Permission,
};

/// The lines that some packets of a permission meet, in the filter's order.
pub(super) struct Concerned<'a> {
    permission: Permission,
    lines: Vec<&'a DeployedLine>,
    /// How many lines there are to choose from.
    of: usize,
}

impl<'a> Concerned<'a> {
    /// The lines that packets of `permission` with some of `addresses` meet.
    pub(super) fn by(deployed: &'a Deployed, permission: Permission, addresses: &PrefixSet) -> Self {
        let meets = |line: &DeployedLine| {
            let may_come_from = match (line.reach, permission.source_ports) {
                (Reach::Both | Reach::Requests, _) => true,
                (Reach::Replies(own), Some(asked)) => own.common(asked).is_some(),
                (Reach::Replies(_), None) => false,
            };
            may_come_from && line.prefixes.iter().any(|prefix| addresses.overlaps(prefix))
        };
        Self::of(deployed, permission, meets)
    }

    /// The lines of this reach alone.
    pub(super) fn at(deployed: &'a Deployed, permission: Permission, reach: Reach) -> Self {
        Self::of(deployed, permission, |line| match (line.reach, reach) {
            (Reach::Replies(own), Reach::Replies(piece)) => own.contains(piece),
            (of_line, _) => of_line == reach,
        })
    }

    fn of(deployed: &'a Deployed, permission: Permission, meets: impl Fn(&DeployedLine) -> bool) -> Self {
        let is_about = |line: &&DeployedLine| {
            line.is_of(permission.direction, permission.ip_protocol)
                && line.ports.common(permission.ports).is_some()
                && meets(line)
        };
        Self { permission, lines: deployed.lines.iter().filter(is_about).collect(), of: deployed.lines.len() }
    }

    /// How much there is to do for so many addresses' prefixes, in prefixes that
    /// are looked at.
    pub(super) fn steps(&self, asked: usize) -> usize {
        let sources = self.permission.source_ports.map_or(1, |asked| within(asked, self.source_ports()).len());
        let ports = within(self.permission.ports, self.lines.iter().map(|line| line.ports)).len();
        let layers = self.lines.chunk_by(|one, next| one.allows == next.allows).count();
        let prefixes: usize = self.lines.iter().map(|line| line.prefixes.len()).sum();
        let factors = [ports, layers, prefixes.saturating_add(asked)];
        factors.into_iter().fold(sources, usize::saturating_mul).saturating_add(self.of)
    }

    /// The ports that the permission's packets go to, each piece with the
    /// addresses that pass.
    pub(super) fn open(&self) -> Vec<(PortRange, PrefixSet)> {
        let open = self.open_to(self.permission.source_ports).into_iter();
        runs(open.map(|(ports, open)| (ports, open.of(self.permission.ip_version))))
    }

    /// The pieces of the permission that do not pass with all addresses of
    /// `wanted`, each with those that are lacking.
    pub(super) fn lacking(&self, wanted: &PrefixSet) -> Vec<(Permission, PrefixSet)> {
        let of = |source_ports: Option<PortRange>| {
            let lacking = self.open_to(source_ports).into_iter().map(|(ports, open)| (ports, wanted.subtract(&open)));
            runs(lacking.filter(|(_, lacking)| !lacking.is_empty()))
        };
        let found = match self.permission.source_ports {
            None => vec![(None, of(None))],
            Some(asked) => {
                let sources = within(asked, self.source_ports()).into_iter();
                let found = runs(sources.map(|source| (source, of(Some(source)))));
                found.into_iter().map(|(source, lacking)| (Some(source), lacking)).collect()
            }
        };
        let pieces = found.into_iter().flat_map(|(source_ports, lacking)| {
            let piece = move |ports| Permission { ports, source_ports, ..self.permission };
            lacking.into_iter().map(move |(ports, lacking)| (piece(ports), lacking))
        });
        pieces.collect()
    }

    /// The ports of sources that lines name.
    fn source_ports(&self) -> impl Iterator<Item = PortRange> {
        self.lines.iter().filter_map(|line| line.reach.source_ports())
    }

    /// The pieces of the permission's ports, each with the addresses that pass
    /// from `source_ports`, none of which a line tells from the others.
    fn open_to(&self, source_ports: Option<PortRange>) -> Vec<(PortRange, PrefixSet)> {
        let lines: Vec<&DeployedLine> = self.lines.iter().copied().filter(|line| line.reach.holds(source_ports)).collect();
        let pieces = within(self.permission.ports, lines.iter().map(|line| line.ports)).into_iter();
        let about = |piece| lines.iter().copied().filter(move |line| line.ports.contains(piece)).collect::<Vec<_>>();
        pieces.map(|piece| (piece, open(&about(piece)))).collect()
    }
}

/// The first line that is about an address decides, so the last is laid down
/// first and those before it over it.
fn open(lines: &[&DeployedLine]) -> PrefixSet {
    let mut open = PrefixSet::default();
    for layer in lines.chunk_by(|one, next| one.allows == next.allows).rev() {
        let prefixes = layer.iter().flat_map(|line| line.prefixes.iter());
        open = match layer.first() {
            Some(line) if line.allows => open.iter().chain(prefixes).collect(),
            _ => open.subtract(&prefixes.collect()),
        };
    }
    open
}
