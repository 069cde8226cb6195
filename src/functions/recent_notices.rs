//! `recent_notices`: what of rules is young, without any memory.
//!
//! In: rules, and the date of the document that they are from. Out: the notices
//! that a new ledger of them would have, by the same computation and its default
//! periods. "Now" is the document's date, and all else that is known is the table
//! of first publications in the binary.

use crate::{
    declaration::{Declare, Function, parameter},
    ledger::{FutureDocument, NoticePeriod, NoticeRecord, first_notices, refuse_future},
    model::Moment,
    publications::Publications,
    rules::{RuleSet, rules_parameter},
};

pub(super) fn function() -> Function {
    Declare {
        name: "recent_notices",
        summary: "Tell which space of rules is young, and by when it must be allowed",
        description: "Gives the notices of what of the rules is young at `create_date`: the space that AWS first published in the last 44 \
                      days before it. AWS leaves new space unused for 30 days at least, and takes it into use within two weeks more. By \
                      address, not by row: a new row inside an older one is no news. Of requests alone: replies follow. The list is empty \
                      if nothing is young.\n\n\
                      A notice has the prefixes of one permission with the same dates: `allow_by` is the moment by which they must be \
                      allowed everywhere; at `full_traffic_at` all traffic may go there, and the notice ends. `first_seen` is the date of \
                      AWS's publication, and `not_seen_at` the same. Space that came after this provider's release has not been there at \
                      `not_seen_at`, the date of its table, and has been at `first_seen`, which is `create_date` and moves with it.\n\n\
                      It is what an `amazonconnect_range_ledger` notices on its first day, with its defaults; the ledger then remembers, so \
                      that its dates stay. Nothing is said of space whose age nothing tells: in rules of your own without `services`, or with \
                      none that `amazonconnect_network_rules` uses; and, in a document that is no newer than the table, of what the table \
                      lacks or dates later.\n\n\
                      Give it the exact rules. What a budget adds (`max_cidrs`, `max_rules`) may be young in another Region, or never \
                      published, and is told like the rest; so it is by a ledger. Read a second `amazonconnect_network_rules` without a \
                      budget for it, or read without one and apply `rules_cover` afterwards. Space that is newer than the provider's \
                      table stays in the list until the provider is updated, which brings its dates.",
    }
    .function(
        (
            rules_parameter(),
            parameter::<Moment>(
                "create_date",
                "The date of the document that the rules are from (RFC 3339): `document.create_date` of the same data source.",
            ),
        ),
        recent,
    )
}

fn recent((rules, create_date): (RuleSet, Moment)) -> Result<Vec<NoticeRecord>, FutureDocument> {
    let publications = Publications::bundled();
    refuse_future(create_date, publications)?;
    let notices = first_notices(&rules, create_date, NoticePeriod::default(), publications);
    Ok(notices.iter().map(NoticeRecord::from).collect())
}

#[cfg(test)]
mod tests {
    use crate::functions::tests::{assert_refused, call};
    use serde_json::{Value, json};

    /// EC2's since 2018, since 2026-08-11T03:07:04Z, since 2026-08-21T18:17:05Z, and not at all in the table, which is of the next day.
    const OLD: &str = "3.0.0.0/15";
    const YOUNG: &str = "16.106.0.0/16";
    const YOUNGER: &str = "64.23.0.0/18";
    const UNKNOWN: &str = "203.0.112.0/24";

    fn rule(cidrs: &[&str], services: &[&str]) -> Value {
        json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidrs": cidrs, "services": services })
    }

    fn notices(rules: &[Value], create_date: &str) -> Value {
        call("recent_notices", json!([rules, create_date])).unwrap()
    }

    /// `not seen, first seen, allow by, full: prefixes` of each notice.
    fn told(rules: &[Value], create_date: &str) -> Vec<String> {
        let line = |notice: &Value| {
            let date = |name: &str| notice[name].as_str().unwrap().split('T').next().unwrap();
            let dates = ["not_seen_at", "first_seen", "allow_by", "full_traffic_at"].map(date);
            let cidrs: Vec<&str> = notice["cidrs"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            format!("{}: {}", dates.join(" "), cidrs.join(" "))
        };
        notices(rules, create_date).as_array().unwrap().iter().map(line).collect()
    }

    #[test]
    fn young_space_has_the_date_of_its_publication_until_its_ramp_ends() {
        let rules = [rule(&[OLD, YOUNG, YOUNGER, UNKNOWN], &["EC2"])];
        let young = format!("2026-08-11 2026-08-11 2026-09-10 2026-09-24: {YOUNG}");
        let younger = format!("2026-08-21 2026-08-21 2026-09-20 2026-10-04: {YOUNGER}");
        assert_eq!(told(&rules, "2026-08-22T15:17:05Z"), [young.clone(), younger.clone()]);
        let unknown = |date: &str, full: &str| format!("2026-08-22 {date} {date} {full}: {UNKNOWN}");
        let unknown_then = unknown("2026-09-24", "2026-11-07");
        assert_eq!(told(&rules, "2026-09-24T03:07:03Z"), [young, younger.clone(), unknown_then.clone()]);
        assert_eq!(told(&rules, "2026-09-24T05:07:04+02:00"), [younger, unknown_then]);
        assert_eq!(told(&rules, "2027-01-01T00:00:00Z"), [unknown("2027-01-01", "2027-02-14")]);
        assert_eq!(told(&[rule(&[OLD], &["EC2"])], "2027-01-01T00:00:00Z"), [""; 0]);
    }

    #[test]
    fn an_older_document_tells_of_nothing_that_came_later() {
        let rules = [rule(&[OLD, YOUNG, YOUNGER, UNKNOWN], &["EC2"])];
        let young = format!("2026-08-11 2026-08-11 2026-09-10 2026-09-24: {YOUNG}");
        assert_eq!(told(&rules, "2026-08-11T03:07:04Z"), [young]);
        for date in ["2026-08-11T03:07:03Z", "2019-01-01T00:00:00Z", "1970-01-01T00:00:00Z"] {
            assert_eq!(told(&rules, date), [""; 0], "{date}");
        }
        assert_eq!(told(&[rule(&[OLD], &["EC2"])], "2018-09-01T00:00:00Z").len(), 1, "it was young then");
    }

    #[test]
    fn what_no_publication_tells_of_is_not_called_new() {
        let date = "2026-09-01T00:00:00Z";
        let mut bare = rule(&[YOUNG, UNKNOWN], &[]);
        bare.as_object_mut().unwrap().remove("services");
        for own in [bare, rule(&[YOUNG, UNKNOWN], &["KINESIS"])] {
            assert_eq!(told(std::slice::from_ref(&own), date), [""; 0], "{own}");
        }
        assert_eq!(told(&[rule(&[UNKNOWN], &["KINESIS", "AMAZON_CONNECT"])], date).len(), 1);
    }

    #[test]
    fn rules_of_several_data_sources_are_joined() {
        let date = "2026-08-22T15:17:05Z";
        let twice = [rule(&["64.23.0.0/19"], &["EC2"]), rule(&["64.23.0.0/19", "64.23.32.0/19"], &["EC2"])];
        let once = notices(&[rule(&[YOUNGER], &["EC2"])], date);
        assert_eq!((notices(&twice, date), once.as_array().unwrap().len()), (once.clone(), 1));
        // Of several services that name it the earliest dates it, and all are told.
        let both = notices(&[rule(&[YOUNGER], &["EC2"]), rule(&[YOUNGER], &["S3"])], date);
        assert_eq!((&both[0]["services"], &both[0]["first_seen"]), (&json!(["EC2", "S3"]), &once[0]["first_seen"]));
        // Other ports are another permission, and replies follow.
        let mut wider = rule(&[YOUNGER], &["EC2"]);
        wider["from_port"] = json!(80);
        let mut reply = rule(&[YOUNGER], &["EC2"]);
        for (name, value) in [("direction", json!("ingress")), ("flow", json!("return")), ("source_from_port", json!(443))] {
            reply[name] = value;
        }
        reply["source_to_port"] = json!(443);
        let all = notices(&[rule(&[YOUNGER], &["EC2"]), wider, reply], date);
        let ports: Vec<_> = all.as_array().unwrap().iter().map(|notice| notice["from_port"].clone()).collect();
        assert_eq!(ports, [80, 443]);
    }

    #[test]
    fn nothing_is_young_of_no_rules_and_no_date_is_beyond_all_documents() {
        assert_eq!(notices(&[], "2026-08-22T15:17:05Z"), json!([]));
        let text = "create_date is 2036-08-22T15:17:06Z, more than ten years after the table of first publications inside the \
                    provider, of 2026-08-22T15:17:05Z";
        assert_refused("recent_notices", json!([[], "2036-08-22T15:17:06Z"]), 1, text);
        assert!(call("recent_notices", json!([[], "2036-08-22T15:17:05Z"])).is_ok());
        assert_refused("recent_notices", json!([[], "2026-08-22"]), 1, "create_date is \"2026-08-22\": expected a date and time");
        assert_refused("recent_notices", json!([null, "2026-08-22T15:17:05Z"]), 0, "rules is null: expected a list of rules");
    }
}
