//! Why rules cannot take a target's shape.
//!
//! Every message names the target, what was found, what the target takes, and
//! what to do.

use crate::declaration::Refuse;

/// Why a rendering was refused. Nothing is ever left out in silence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{target}: {kind}")]
pub struct RenderError {
    /// What was to be rendered.
    pub target: &'static str,
    /// Why it was not.
    pub kind: RenderErrorKind,
}

/// What is wrong, whatever the target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderErrorKind {
    /// Rules were given, but none of the kind that this target takes.
    #[error("none of the {found} rules is {expected}; {remedy}")]
    NothingLeft {
        /// How many rules were given.
        found: usize,
        /// The kind of rule that the target takes.
        expected: &'static str,
        /// What the user can do.
        remedy: &'static str,
    },
    /// A limit of the target is exceeded.
    #[error("{found} {what}, but the limit is {limit}; {remedy}")]
    Limit {
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
    #[error("{what} {found:?} holds {character:?}, but only {allowed} are allowed")]
    Character {
        /// What the text is.
        what: &'static str,
        /// The text as given.
        found: String,
        /// The first character that is not allowed.
        character: char,
        /// The allowed set, in words.
        allowed: &'static str,
    },
    /// A name that the target's objects cannot have.
    #[error("name {found:?} holds {character:?} where only {allowed} are allowed")]
    Name {
        /// The name as given.
        found: String,
        /// The first character that is not allowed.
        character: char,
        /// The allowed form, in words.
        allowed: &'static str,
    },
    /// An argument is outside its range.
    #[error("{argument} is {found}, but must be from {min} to {max}")]
    Argument {
        /// The argument's name.
        argument: &'static str,
        /// The value as given.
        found: u32,
        /// The lowest value.
        min: u32,
        /// The highest value.
        max: u32,
    },
    /// A fixed number of parts does not hold the rules, or is too many.
    #[error("count is {count}, but {found}; {}", count_remedy(*enough, remedy))]
    WrongCount {
        /// The number of parts as given.
        count: usize,
        /// What does not fit.
        found: String,
        /// The lowest number that does, if one does.
        enough: Option<usize>,
        /// What the user can do besides.
        remedy: &'static str,
    },
    /// More entries than a range has numbers.
    #[error("{found} {what} need a number from {first} to {last}; {remedy}")]
    NumbersFull {
        /// What is numbered.
        what: String,
        /// How many there are.
        found: usize,
        /// The lowest number.
        first: u32,
        /// The highest number.
        last: u32,
        /// The range that would do.
        remedy: String,
    },
    /// An optional argument that the target does not read.
    #[error("{argument} means nothing there; leave it out: it is for {targets}")]
    Unread {
        /// The argument's name.
        argument: &'static str,
        /// Who reads it.
        targets: &'static str,
    },
    /// Two rules of one direction and family have one slot.
    #[error(
        "{first:?} and {second:?} both have slot {slot}; pass the rules of one amazonconnect_range_ledger, or give each a slot of its own"
    )]
    SharedSlot {
        /// The slot of both.
        slot: u32,
        /// The key of one.
        first: String,
        /// The key of the other.
        second: String,
    },
    /// A slot puts a rule behind the target's last number.
    #[error(
        "{key:?} has slot {slot}, which would make it number {found} of at most {max}; lower first_rule_number, raise last_rule_number, or start a new amazonconnect_range_ledger"
    )]
    SlotTooHigh {
        /// The rule's key.
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
        "there are {ip_version} rules, but home_net holds no {ip_version} prefix; add one, or give no {ip_version} rules, for which amazonconnect_network_rules has ip_versions"
    )]
    NoHomeNet {
        /// `ipv4` or `ipv6`.
        ip_version: &'static str,
    },
    /// A stateless target was given a request whose replies do not pass.
    #[error(
        "{request} has no return rule, but a stateless filter drops replies without one; set firewall = \"stateless\" in amazonconnect_network_rules, or add a rule with flow = \"return\", direction = \"{direction}\" and {ports} as source ports"
    )]
    OneWay {
        /// Which one, such as `egress tcp/443 ipv4`.
        request: String,
        /// The direction of its replies.
        direction: &'static str,
        /// The ports that they come from.
        ports: String,
    },
    /// Rules of several ports for a list that knows none.
    #[error(
        "the rules are for the ports {ports}, but a list of names has none, so each name would be allowed on all of them; give the rules of one port at a time, such as [for rule in … : rule if rule.port == 443]"
    )]
    SeveralPorts {
        /// The ports, in order.
        ports: String,
    },
    /// An argument does not fit the target or the other arguments.
    #[error("{text}")]
    Refused {
        /// The argument at fault.
        argument: &'static str,
        /// What was found, what was expected, what to do.
        text: String,
    },
    /// A domain that is none, or whose wildcard is not of its kind.
    #[error(
        "{found:?} with match {match_kind:?} is no domain of that kind: expected {expected}; pass the `rules` of amazonconnect_domain_rules unchanged"
    )]
    Domain {
        /// The domain as given.
        found: String,
        /// Its `match` as given.
        match_kind: &'static str,
        /// The form that this kind has.
        expected: &'static str,
    },
}

fn count_remedy(enough: Option<usize>, otherwise: &str) -> String {
    enough.map_or_else(|| format!("no count would do: {otherwise}"), |count| format!("count = {count} would do; or {otherwise}"))
}

impl RenderErrorKind {
    /// The refusal of this target.
    pub(super) const fn of(self, target: &'static str) -> RenderError {
        RenderError { target, kind: self }
    }
}

impl Refuse for RenderError {
    fn argument(&self) -> Option<&str> {
        match self.kind {
            RenderErrorKind::Argument { argument, .. }
            | RenderErrorKind::Refused { argument, .. }
            | RenderErrorKind::Unread { argument, .. } => Some(argument),
            RenderErrorKind::WrongCount { .. } => Some("count"),
            RenderErrorKind::Name { .. } => Some("name"),
            RenderErrorKind::NumbersFull { .. } => Some("first_rule_number"),
            RenderErrorKind::NoHomeNet { .. } => Some("home_net"),
            _ => None,
        }
    }
}
