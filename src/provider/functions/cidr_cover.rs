//! `cidr_cover`: the best superset within a budget of prefixes.

use async_trait::async_trait;
use serde::Serialize;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::arguments::{WhollyKnown, argument_error, cidrs_parameter, prefix_set};
use crate::{
    model::{IpVersion, PrefixSet, cover},
    provider::{
        attributes::{function, nullable_parameter, parameter},
        values::{Number, StringList},
    },
};

/// The function.
pub struct CidrCover;

/// What a cover costs.
#[derive(Debug, Serialize)]
pub struct CoverOutput {
    cidrs: Vec<String>,
    extra_addresses: Number,
    overshoot_ratio: Number,
}

#[async_trait]
impl Function for CidrCover {
    type Input<'a> = (StringList, Value<Number>, Value<Number>);
    type Output<'a> = Value<CoverOutput>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Cover CIDR prefixes within a budget",
            "Gives at most `max_entries` CIDR prefixes an address family that together cover all of `cidrs`, with the fewest extra addresses \
             that any such list can have. The result is an object: `cidrs` (IPv4 before IPv6, in numeric order), `extra_addresses` (covered \
             but not asked for) and `overshoot_ratio` (extra divided by wanted addresses, the larger of the two families). Extra addresses \
             belong to others: more than `max_overshoot_ratio` of them is an error.",
            vec![
                cidrs_parameter("cidrs", "The prefixes to cover."),
                parameter("max_entries", Type::Number, "How many prefixes each address family may have at most; 1 or more."),
                nullable_parameter(
                    "max_overshoot_ratio",
                    Type::Number,
                    "How many extra addresses are accepted for each wanted one, such as `0.05`. Null means 0: only an exact cover.",
                ),
            ],
            Type::Object(
                [
                    ("cidrs".to_owned(), Type::List(Box::new(Type::String))),
                    ("extra_addresses".to_owned(), Type::Number),
                    ("overshoot_ratio".to_owned(), Type::Number),
                ]
                .into(),
            ),
        ))
    }

    async fn call<'a>(
        &self,
        diags: &mut Diagnostics,
        (cidrs, max_entries, max_ratio): (StringList, Value<Number>, Value<Number>),
    ) -> Option<Value<CoverOutput>> {
        if !(cidrs.is_wholly_known() && max_entries.is_wholly_known() && max_ratio.is_wholly_known()) {
            return Some(Value::Unknown);
        }
        let wanted = prefix_set(diags, 0, "cidrs", &cidrs)?;
        let max_entries = match max_entries.as_ref_option().map(|number| (number, number.as_integer().map(usize::try_from))) {
            Some((_, Some(Ok(entries)))) if entries > 0 => entries,
            found => {
                let found = found.map_or("null".to_owned(), |(number, _)| number.to_string());
                argument_error(diags, 1, format!("max_entries is {found}: expected an integer of 1 or more"));
                return None;
            }
        };
        let max_ratio = match max_ratio.as_ref_option().map(|number| (number, number.as_float())) {
            None => 0.0,
            Some((_, Some(ratio))) if ratio >= 0.0 => ratio,
            Some((number, _)) => {
                argument_error(diags, 2, format!("max_overshoot_ratio is {number}: expected a number of 0 or more"));
                return None;
            }
        };
        let (mut covered, mut extra, mut worst) = (Vec::new(), 0_u128, 0.0_f64);
        for version in IpVersion::ALL {
            let family = wanted.of(version);
            let best = match cover(&family, max_entries) {
                Ok(best) => best,
                Err(error) => {
                    argument_error(diags, 1, format!("max_entries: {error}"));
                    return None;
                }
            };
            let ratio = overshoot_ratio(&family, best.extra);
            if ratio > max_ratio {
                argument_error(
                    diags,
                    2,
                    format!(
                        "the best cover of {} {version} prefixes by {max_entries} adds {} addresses that were not asked for, {ratio:.4} for each \
                         wanted one, and max_overshoot_ratio is {max_ratio}: raise max_entries ({} cover them exactly) or accept the ratio",
                        family.len(),
                        best.extra,
                        family.len()
                    ),
                );
                return None;
            }
            covered.extend(best.prefixes.iter().map(ToString::to_string));
            // An extra address of one family never makes up for the other's:
            // the sum is only reported.
            extra = extra.saturating_add(best.extra);
            worst = worst.max(ratio);
        }
        Some(Value::Value(CoverOutput {
            cidrs: covered,
            extra_addresses: Number::decimal(extra.to_string()),
            overshoot_ratio: Number::Float(worst),
        }))
    }
}

/// Extra addresses for each wanted one; 0 for an empty set.
fn overshoot_ratio(wanted: &PrefixSet, extra: u128) -> f64 {
    if extra == 0 { 0.0 } else { extra as f64 / wanted.address_count().to_f64() }
}
