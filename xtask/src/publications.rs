//! `cargo xtask publications <history.jsonl.gz> <first-publication.tsv.gz>`:
//! writes the table of first publications that the binary carries.
//!
//! In: publications as `history` takes them; and a row of the newest document a
//! line, with a head: service, prefix, Region, its first publication, the one
//! since which it stands without a break, and more that is not read. Out: the
//! newest document's space of the services that rules use, by its first
//! publication in whatever row: a row that AWS cut anew is not new space. Where
//! the history has ended, the rows of the newest document tell. The format is
//! explained in `src/publications/table.rs`; the same input gives the same bytes.

use amazonconnect::{
    guard::SERVICES,
    model::{Moment, Prefix, PrefixSet},
};
use serde::Deserialize;
use std::{collections::BTreeMap, error::Error, fmt::Write as _, fs, path::Path};

const TARGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/publications/first_publications.txt");

const COLUMNS: [&str; 5] = ["service", "prefix", "region", "first_published", "present_since"];

/// A line of the history: prefix, service, Region and border group of each row.
#[derive(Deserialize)]
struct Publication {
    sync_token: String,
    add: Vec<(String, String, String, String)>,
}

/// Prefixes of each service by the publication that had them first.
type Published = BTreeMap<String, BTreeMap<Moment, Vec<Prefix>>>;

/// Writes the table; returns what it has.
pub(crate) fn write(history: &Path, rows: &Path) -> Result<String, Box<dyn Error>> {
    let table = read_table(history, rows)?;
    fs::write(TARGET, &table)?;
    Ok(format!("wrote {TARGET}: {} bytes, {}", table.len(), table.lines().skip(1).take(2).collect::<Vec<_>>().join(", ")))
}

fn read_table(history: &Path, rows: &Path) -> Result<String, Box<dyn Error>> {
    let text = |path| Ok::<_, Box<dyn Error>>(String::from_utf8(crate::history::read(path)?)?);
    table(&text(history)?, &text(rows)?)
}

fn table(history: &str, rows: &str) -> Result<String, Box<dyn Error>> {
    let (mut published, newest) = of_rows(rows)?;
    let today: BTreeMap<String, PrefixSet> = published
        .iter()
        .map(|(service, publications)| (service.clone(), publications.values().flatten().copied().collect()))
        .collect();
    for (line, number) in history.lines().zip(1..) {
        add_publication(line, &mut published).map_err(|error| format!("line {number} of the history: {error}"))?;
    }
    let mut sections = String::new();
    let mut count = 0;
    for (service, today) in today {
        writeln!(sections, "[{service}]")?;
        let mut undated = today;
        for (moment, prefixes) in published.remove(&service).unwrap_or_default() {
            let news = prefixes.into_iter().collect::<PrefixSet>().intersect(&undated);
            undated = undated.subtract(&news);
            count += news.len();
            if !news.is_empty() {
                write!(sections, "{}", moment.unix())?;
                news.iter().try_for_each(|prefix| write!(sections, " {prefix}"))?;
                sections.push('\n');
            }
        }
    }
    Ok(format!("amazonconnect-publications 1\nnewest {newest}\nparts {count}\n{sections}"))
}

/// The rows of the newest document, and its date.
fn of_rows(rows: &str) -> Result<(Published, Moment), Box<dyn Error>> {
    let mut lines = rows.lines();
    if !lines.next().is_some_and(|head| head.split('\t').take(COLUMNS.len()).eq(COLUMNS)) {
        return Err(format!("expected the columns {}", COLUMNS.join(", ")).into());
    }
    let (mut newest, mut published): (Option<Moment>, Published) = (None, Published::new());
    for (line, number) in lines.zip(2..) {
        let (service, prefix, first, since) = read(line).ok_or_else(|| format!("line {number} of the rows is no row: {line}"))?;
        newest = newest.max(Some(since));
        if SERVICES.contains(&service) {
            published.entry(service.to_owned()).or_default().entry(first).or_default().push(prefix);
        }
    }
    Ok((published, newest.ok_or("no rows")?))
}

/// Adds the rows that a publication added, of services that still have some.
fn add_publication(line: &str, published: &mut Published) -> Result<(), Box<dyn Error>> {
    let Publication { sync_token, add } = serde_json::from_str(line)?;
    let moment = Moment::from_unix(sync_token.parse()?).ok_or("its sync token is no time")?;
    for (prefix, service, ..) in add {
        if let Some(publications) = published.get_mut(&service) {
            publications.entry(moment).or_default().push(prefix.parse()?);
        }
    }
    Ok(())
}

fn read(line: &str) -> Option<(&str, Prefix, Moment, Moment)> {
    let mut columns = line.split('\t');
    let (service, prefix, _region) = (columns.next()?, columns.next()?.parse().ok()?, columns.next()?);
    Some((service, prefix, Moment::parse(columns.next()?)?, Moment::parse(columns.next()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "service\tprefix\tregion\tfirst_published\tpresent_since\ttimes_absent\n";

    fn row(service: &str, prefix: &str, first: &str, since: &str) -> String {
        format!("{service}\t{prefix}\tus-east-1\t{first}T00:00:00Z\t{since}T00:00:00Z\t0\n")
    }

    fn publication(time: u32, rows: &[(&str, &str)]) -> String {
        let add: Vec<_> = rows.iter().map(|(service, prefix)| [*prefix, *service, "us-east-1", ""]).collect();
        serde_json::json!({ "sync_token": time.to_string(), "add": add, "remove": [] }).to_string() + "\n"
    }

    #[test]
    fn new_space_stands_under_its_first_publication() {
        let rows = [
            row("EC2", "10.0.0.0/16", "2020-01-01", "2020-01-01"),
            row("EC2", "10.0.7.0/24", "2026-01-01", "2026-01-01"),
            row("EC2", "10.0.0.0/15", "2026-01-02", "2026-01-02"),
            row("EC2", "2600::/32", "2020-01-01", "2026-01-03"),
            row("AMAZON", "11.0.0.0/8", "2026-01-01", "2026-01-04"),
            row("S3", "10.0.7.0/24", "2026-01-01", "2026-01-01"),
        ];
        let expected = "amazonconnect-publications 1\nnewest 2026-01-04T00:00:00Z\nparts 4\n[EC2]\n1577836800 10.0.0.0/16 2600::/32\n\
                        1767312000 10.1.0.0/16\n[S3]\n1767225600 10.0.7.0/24\n";
        assert_eq!(table("", &(HEAD.to_owned() + &rows.concat())).unwrap(), expected);
    }

    #[test]
    fn space_that_stood_in_another_row_before_is_as_old_as_that() {
        let rows = HEAD.to_owned() + &row("EC2", "10.0.0.0/15", "2026-01-02", "2026-01-02");
        // The first two were cut anew; 10.9.0.0/16 is gone, and S3 is another service.
        let history = publication(1_600_000_000, &[("EC2", "10.0.0.0/17"), ("EC2", "10.9.0.0/16")])
            + &publication(1_700_000_000, &[("EC2", "10.0.0.0/16"), ("S3", "10.1.0.0/16")]);
        let expected = "amazonconnect-publications 1\nnewest 2026-01-02T00:00:00Z\nparts 3\n[EC2]\n1600000000 10.0.0.0/17\n\
                        1700000000 10.0.128.0/17\n1767312000 10.1.0.0/16\n";
        assert_eq!(table(&history, &rows).unwrap(), expected);
    }

    #[test]
    fn what_is_no_row_is_refused() {
        let refused = |history: &str, rows: &str| table(history, rows).unwrap_err().to_string();
        assert_eq!(
            refused("", "service\tprefix\n"),
            "expected the columns service, prefix, region, first_published, present_since"
        );
        assert_eq!(
            refused("", &format!("{HEAD}EC2\t10.0.0.0/8\tx\tnever\tnever\t0\n")),
            "line 2 of the rows is no row: EC2\t10.0.0.0/8\tx\tnever\tnever\t0"
        );
        assert_eq!(refused("", HEAD), "no rows");
        let rows = HEAD.to_owned() + &row("EC2", "10.0.0.0/15", "2026-01-02", "2026-01-02");
        assert!(refused("{}\n", &rows).starts_with("line 1 of the history: missing field `sync_token`"));
        assert!(refused(&publication(1, &[("EC2", "10.0.0.1/8")]), &rows).contains("host bits"));
    }

    #[test]
    fn the_committed_table_is_what_the_command_writes() {
        let [history, rows] = ["history.jsonl.gz", "first-publication.tsv.gz"]
            .map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data").join(name));
        if !rows.exists() {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "CI=true and {} is absent", rows.display());
            eprintln!("skipped: {} is absent", rows.display());
            return;
        }
        let made = read_table(&history, &rows).unwrap();
        assert!(made == fs::read_to_string(TARGET).unwrap(), "run cargo xtask publications again: the table differs");
    }
}
