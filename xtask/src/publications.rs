//! `cargo xtask publications <first-publication.tsv or .tsv.gz>`: writes the
//! table of first publications that the binary carries.
//!
//! In: a row of the newest document a line, with a head: service, prefix, Region,
//! its first publication, the one since which it stands without a break, and more
//! that is not read. Out: the space of the services that rules use by its first
//! publication; `src/publications/table.rs` explains the format. The same input
//! gives the same bytes.

use amazonconnect::{
    guard::SERVICES,
    model::{Moment, Prefix, PrefixSet},
};
use std::{collections::BTreeMap, error::Error, fmt::Write as _, fs, path::Path};

const TARGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/publications/first_publications.txt");

const COLUMNS: [&str; 5] = ["service", "prefix", "region", "first_published", "present_since"];

/// Writes the table; returns what it has.
pub(crate) fn write(rows: &Path) -> Result<String, Box<dyn Error>> {
    let table = table(&String::from_utf8(crate::history::read(rows)?)?)?;
    fs::write(TARGET, &table)?;
    Ok(format!("wrote {TARGET}: {} bytes, {}", table.len(), table.lines().skip(1).take(2).collect::<Vec<_>>().join(", ")))
}

fn table(rows: &str) -> Result<String, Box<dyn Error>> {
    let mut lines = rows.lines();
    if !lines.next().is_some_and(|head| head.split('\t').take(COLUMNS.len()).eq(COLUMNS)) {
        return Err(format!("expected the columns {}", COLUMNS.join(", ")).into());
    }
    let mut newest: Option<Moment> = None;
    let mut published: BTreeMap<&str, BTreeMap<Moment, Vec<Prefix>>> = BTreeMap::new();
    for (line, number) in lines.zip(2..) {
        let (service, prefix, first, since) = read(line).ok_or_else(|| format!("line {number} of the rows is no row: {line}"))?;
        newest = newest.max(Some(since));
        if SERVICES.contains(&service) {
            published.entry(service).or_default().entry(first).or_default().push(prefix);
        }
    }
    let mut sections = String::new();
    let mut count = 0;
    for (service, publications) in published {
        writeln!(sections, "[{service}]")?;
        let mut known = PrefixSet::default();
        for (moment, prefixes) in publications {
            let news = prefixes.into_iter().collect::<PrefixSet>().subtract(&known);
            known = known.iter().chain(news.iter()).collect();
            count += news.len();
            if !news.is_empty() {
                write!(sections, "{}", moment.unix())?;
                news.iter().try_for_each(|prefix| write!(sections, " {prefix}"))?;
                sections.push('\n');
            }
        }
    }
    let newest = newest.ok_or("no rows")?;
    Ok(format!("amazonconnect-publications 1\nnewest {newest}\nparts {count}\n{sections}"))
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
        assert_eq!(table(&(HEAD.to_owned() + &rows.concat())).unwrap(), expected);
    }

    #[test]
    fn what_is_no_row_is_refused() {
        assert_eq!(
            table("service\tprefix\n").unwrap_err().to_string(),
            "expected the columns service, prefix, region, first_published, present_since"
        );
        assert_eq!(
            table(&format!("{HEAD}EC2\t10.0.0.0/8\tx\tnever\tnever\t0\n")).unwrap_err().to_string(),
            "line 2 of the rows is no row: EC2\t10.0.0.0/8\tx\tnever\tnever\t0"
        );
        assert_eq!(table(HEAD).unwrap_err().to_string(), "no rows");
    }

    #[test]
    fn the_committed_table_is_what_the_command_writes() {
        let rows = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/first-publication.tsv.gz");
        if !rows.exists() {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "CI=true and {} is absent", rows.display());
            eprintln!("skipped: {} is absent", rows.display());
            return;
        }
        let made = table(&String::from_utf8(crate::history::read(&rows).unwrap()).unwrap()).unwrap();
        assert!(made == fs::read_to_string(TARGET).unwrap(), "run cargo xtask publications again: the table differs");
    }
}
