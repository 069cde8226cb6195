//! AWS's document `ip-ranges.json`: parse and select. Pure.
