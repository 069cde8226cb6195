//! Why a selection yields no rows. Empty never means "any", nor "none needed".

use crate::model::{alternatives, did_you_mean, named_enum};

named_enum! {
    /// What a name of a selection names.
    NameKind {
        /// A service code.
        Service = "service",
        /// A region.
        Region = "region",
        /// A network border group.
        NetworkBorderGroup = "network border group",
    }
}

impl NameKind {
    const fn argument(self) -> &'static str {
        match self {
            Self::Service => "services",
            Self::Region => "regions",
            Self::NetworkBorderGroup => "network_border_groups",
        }
    }
}

/// Why nothing was selected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectError {
    /// A name that no row has.
    #[error("the document of {create_date} has no {kind} \"{name}\"{}", hint(.kind, .nearest, .known, *.known_count))]
    Unknown {
        /// What the name should be.
        kind: NameKind,
        /// The name.
        name: String,
        /// The known names most like it, best first.
        nearest: Vec<String>,
        /// The known names in alphabetical order, or none if a message would
        /// not list so many.
        known: Vec<String>,
        /// How many known names there are.
        known_count: usize,
        /// The date of the document.
        create_date: String,
    },
    /// A service whose rows the snapshot does not keep.
    #[error(
        "the bundled snapshot of {create_date} does not keep the rows of {service}{}: it keeps only {}; read the whole document from its URL instead",
        aside(.nearest),
        .services.join(", ")
    )]
    NotKept {
        /// The service.
        service: String,
        /// Those whose names look like it.
        nearest: Vec<String>,
        /// The services kept.
        services: Vec<String>,
        /// The date of the snapshot.
        create_date: String,
    },
    /// Known names that no row combines.
    #[error("no row of the document of {create_date} matches: {}", .steps.join(", "))]
    Empty {
        /// Criterion after criterion, how many rows are left.
        steps: Vec<String>,
        /// The date of the document.
        create_date: String,
    },
}

/// How many known names a message lists at most.
pub(super) const MAX_LISTED: usize = 50;

fn hint(kind: &NameKind, nearest: &[String], known: &[String], known_count: usize) -> String {
    match nearest {
        [] if known_count == 0 => format!(": it names no {kind} at all"),
        [] if known.len() == known_count => format!(": it has {}", known.join(", ")),
        [] => format!(", nor one of a similar name among its {known_count}"),
        _ => did_you_mean(nearest),
    }
}

/// A hint within a message; nothing without names.
fn aside(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!(" (did you mean {}?)", alternatives(nearest)) }
}

impl SelectError {
    /// The argument at fault.
    pub const fn argument(&self) -> &'static str {
        match self {
            Self::Unknown { kind, .. } => kind.argument(),
            Self::NotKept { .. } | Self::Empty { .. } => "services",
        }
    }
}
