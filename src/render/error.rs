//! Why rules cannot take a target's shape.
//!
//! Every message names the target, what was found, what the target takes, and
//! what to do.

/// Why a rendering was refused. Nothing is ever left out in silence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// No rules at all: an empty allow-list is never what was meant.
    #[error(
        "{target}: no rules were given, and an empty allow-list would block Amazon Connect; pass the `rules` of amazonconnect_network_rules or amazonconnect_domain_rules"
    )]
    Empty {
        /// What was to be rendered.
        target: &'static str,
    },
    /// Rules were given, but none of the kind that this target takes.
    #[error("{target}: none of the {found} rules is {expected}; {remedy}")]
    NothingLeft {
        /// What was to be rendered.
        target: &'static str,
        /// How many rules were given.
        found: usize,
        /// The kind of rule that the target takes.
        expected: &'static str,
        /// What the user can do.
        remedy: &'static str,
    },
    /// Two rules have one key.
    #[error(
        "{target}: the rule {key:?} was given twice; ask for everything in one data source, or join lists with `distinct`, so that each prefix appears once for its direction, protocol and ports"
    )]
    Duplicate {
        /// What was to be rendered.
        target: &'static str,
        /// The key of both.
        key: String,
    },
    /// A limit of the target is exceeded.
    #[error("{target}: {found} {what}, but the limit is {limit}; {remedy}")]
    Limit {
        /// What was to be rendered.
        target: &'static str,
        /// What was counted, and where.
        what: String,
        /// The target's limit.
        limit: usize,
        /// How many there are.
        found: usize,
        /// What the user can do.
        remedy: &'static str,
    },
    /// A text holds a character that the target does not take.
    #[error("{target}: {what} {found:?} holds {character:?}, but only {allowed} are allowed")]
    Character {
        /// What was to be rendered.
        target: &'static str,
        /// What the text is.
        what: &'static str,
        /// The text as given.
        found: String,
        /// The first character that is not allowed.
        character: char,
        /// The allowed set, in words.
        allowed: &'static str,
    },
    /// An argument is outside its range.
    #[error("{target}: {argument} is {found}, but must be from {min} to {max}")]
    Argument {
        /// What was to be rendered.
        target: &'static str,
        /// The argument's name.
        argument: &'static str,
        /// The value as given.
        found: u32,
        /// The lowest value.
        min: u32,
        /// The highest value.
        max: u32,
    },
    /// Some entries have a slot of a ledger and some have none.
    #[error("{target}: {key:?} has no slot, but other entries have one; pass the entries of one amazonconnect_range_ledger")]
    MixedSlots {
        /// What was to be rendered.
        target: &'static str,
        /// The first entry without a slot.
        key: String,
    },
    /// Two entries have one slot.
    #[error("{target}: {first:?} and {second:?} both have slot {slot}; pass the entries of one amazonconnect_range_ledger")]
    SharedSlot {
        /// What was to be rendered.
        target: &'static str,
        /// The slot of both.
        slot: u32,
        /// The key of one.
        first: String,
        /// The key of the other.
        second: String,
    },
    /// A slot puts an entry behind the target's last number.
    #[error(
        "{target}: {key:?} has slot {slot}, which would make it number {found} of at most {max}; lower first_rule_number or start a new amazonconnect_range_ledger"
    )]
    SlotTooHigh {
        /// What was to be rendered.
        target: &'static str,
        /// The entry's key.
        key: String,
        /// Its slot.
        slot: u32,
        /// The number that follows from it.
        found: u64,
        /// The target's last number.
        max: u32,
    },
    /// Rules of a family for which no address of the own network is known.
    #[error(
        "{target}: there are {ip_version} rules, but home_net holds no {ip_version} prefix; add one, or set ip_versions of the data source so that it gives no {ip_version} rules"
    )]
    NoHomeNet {
        /// What was to be rendered.
        target: &'static str,
        /// `ipv4` or `ipv6`.
        ip_version: &'static str,
    },
    /// A stateless target was given no return rules.
    #[error(
        "{target}: there are no {missing} rules, but a stateless filter needs both directions; set firewall = \"stateless\" in amazonconnect_network_rules"
    )]
    OneWay {
        /// What was to be rendered.
        target: &'static str,
        /// `egress` or `ingress`.
        missing: &'static str,
    },
    /// A domain that is none, or whose wildcard is not of its kind.
    #[error(
        "{target}: {found:?} with match {match_kind:?} is no domain of that kind: expected {expected}; pass the `rules` of amazonconnect_domain_rules unchanged"
    )]
    Domain {
        /// What was to be rendered.
        target: &'static str,
        /// The domain as given.
        found: String,
        /// Its `match` as given.
        match_kind: &'static str,
        /// The form that this kind has.
        expected: &'static str,
    },
    /// No such text format.
    #[error("there is no text format {found:?}: expected one of {known}")]
    UnknownFormat {
        /// The format as given.
        found: String,
        /// Every format, in alphabetical order.
        known: String,
    },
}

impl RenderError {
    /// The argument besides the rules that is at fault, if one is.
    pub const fn argument(&self) -> Option<&'static str> {
        match self {
            Self::Argument { argument, .. } => Some(argument),
            Self::NoHomeNet { .. } => Some("home_net"),
            Self::UnknownFormat { .. } => Some("format"),
            _ => None,
        }
    }
}
