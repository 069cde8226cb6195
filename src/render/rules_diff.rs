//! `rules_diff`: what lies between two sets of rules, and how a device gets from
//! one to the other.

use super::{
    RenderError,
    error::RenderErrorKind,
    text::{TextFormat, TextOptions, text_between},
};
use crate::{
    declaration::{Absent, Argument, Arguments, Declare, FromValue, Function, Reader, Record, options, parameter},
    rules::{RuleDiff, RuleSet, SlottedRuleRecord, records},
};
use serde::Serialize;

/// For which device the lines between two texts are, if for any.
struct DiffOptions {
    format: Option<TextFormat>,
    text: TextOptions,
    /// The first option of a text that is set.
    of_text: Option<&'static str>,
}

impl Arguments for DiffOptions {
    fn declarations() -> Vec<Argument> {
        let text = "The format of `render_text` in which `text` is given; null if left out. `plain` has no lines of its own.";
        let format = Argument { name: "format", text, shape: TextFormat::shape(), required: false, sensitive: false };
        std::iter::once(format).chain(TextOptions::declarations()).collect()
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let format = reader.field("format", None, Absent::Gives(None));
        let of_text = TextOptions::declarations().iter().map(|option| option.name).find(|name| reader.is_set(name));
        let text = TextOptions::read(reader);
        Some(Self { format: format?, text: text?, of_text })
    }
}

/// What changes between two sets of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct RulesDiff {
    /// What `after` permits and `before` does not.
    pub added: Vec<SlottedRuleRecord>,
    /// What `before` permits and `after` does not.
    pub removed: Vec<SlottedRuleRecord>,
    /// What both permit.
    pub unchanged: Vec<SlottedRuleRecord>,
    /// The same in words, a permission after the other, and which stand in other prefixes or permit by others what they did; `nothing changes` if every prefix stays.
    pub summary: String,
    /// The device's own lines, what is new first; empty if the text stays as it is, null without `format`.
    pub text: Option<String>,
}

fn rules_diff((before, after, options): (RuleSet, RuleSet, DiffOptions)) -> Result<RulesDiff, RenderError> {
    if let (None, Some(argument)) = (options.format, options.of_text) {
        let text = format!(
            "{argument} is set, but format is null, so there is no text to use it in: set format, or leave {argument} out"
        );
        return Err(RenderErrorKind::Refused { argument, text }.of("rules_diff"));
    }
    let diff = RuleDiff::between(&before, &after);
    let text = options.format.map(|format| text_between(&before, &after, format, &options.text)).transpose()?;
    let of = |rules: &RuleSet| records(&rules.rules());
    let (added, removed, unchanged) = (of(&diff.added), of(&diff.removed), of(&diff.unchanged));
    let mut summary = diff.summary();
    // Who reads of no address more or less would leave the device with the prefixes that it has.
    if added.is_empty() && removed.is_empty() && text.as_ref().is_some_and(|text| !text.is_empty()) {
        summary.push_str("; load text, for the device holds prefixes");
    }
    Ok(RulesDiff { added, removed, unchanged, summary, text })
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let diff = Declare {
        name: "rules_diff",
        summary: "Tell what changes between two sets of rules",
        description: "Compares by address and port, not by row: of a /12 that takes the place of a /13 only the new half is `added`, and \
                      the same addresses in other prefixes are `unchanged`. What wider ports permit on the other side is neither `added` \
                      nor `removed`; where they permit a part of a rule's ports, its addresses stand under all of them. `summary` names \
                      those that stay in other rows too, and `text` has lines for them, to be loaded as any others. `before` may be what was approved or loaded, kept in a file and read with `jsondecode(file(…))`; do \
                      not catch its errors with `try`, for from a damaged file as from none the lines would only add.\n\n\
                      With `format` (and the `name` and the other options of the device's `render_text`) `text` has the device's own lines for \
                      going from the text of `before` to that of `after`: what is new, then the change to it, then the removal of what is \
                      superseded. Loaded in this order they leave no stale line, and no address that is in both is ever without \
                      permission, if lines of your own stand where the header of `render_text` asks for them: in `cisco_ios` with numbers \
                      from 2000000000 on. The lines at its head say what is left to you: lists to bind or unbind, policies to put in \
                      place. `rules_diff(rules, [], …)` removes a text; of `cisco_asa` and `cisco_ios` each list stays with one line that \
                      matches nothing, as one that is bound must not vanish, and of `nftables` two empty chains.",
    };
    let before = parameter("before", "The rules that hold now, as every function takes them; an empty list if there are none.");
    let after = parameter("after", "The rules that shall hold.");
    vec![diff.function((before, after, options::<DiffOptions>()), rules_diff)]
}
