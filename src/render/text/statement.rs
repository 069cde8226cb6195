//! What a text is made of, and how one becomes another.
//!
//! In: the statements of a device for some rules, in an order in which each finds
//! what it refers to. Out: all of them, or the lines for going from one list of
//! statements to another: what is new first, in order; then what is no longer
//! there, taken away in the opposite order. So nothing is taken away before its
//! successor works, and nothing that is still referred to.

use std::collections::BTreeSet;

/// One thing that a device is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    /// What it stands in.
    pub block: Option<Block>,
    /// Its lines. They may be given again without harm.
    pub text: String,
    /// What it is on the device: two statements with one key replace each other.
    pub key: String,
    /// The lines that take it away; empty if nothing needs to be.
    pub undo: String,
}

/// Lines that belong together on a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Which one.
    pub id: String,
    /// The line that opens it; empty if each line names it.
    pub open: String,
    /// The line that closes it; empty if none is needed.
    pub close: &'static str,
    /// What happens when its last line goes.
    pub emptied: Emptied,
}

/// How a block ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Emptied {
    /// Each line is taken away, and that is all.
    ByLine,
    /// These lines take the whole of it away.
    Whole(String),
    /// It stays with this line, for an empty one would permit everything.
    Held(String),
}

impl Statement {
    /// A statement of one line that names itself.
    pub(super) fn line(text: String, undo: String) -> Self {
        Self { block: None, key: text.clone(), text: text + "\n", undo: undo + "\n" }
    }

    /// The same, in a block.
    pub(super) fn within(self, block: &Block) -> Self {
        Self { block: Some(block.clone()), ..self }
    }

    fn block_id(&self) -> &str {
        self.block.as_ref().map_or("", |block| block.id.as_str())
    }
}

/// All statements, each block opened once where they follow each other.
pub(super) fn written(statements: &[Statement]) -> String {
    lines(statements.iter().map(|statement| (statement.block.as_ref(), statement.text.as_str())))
}

/// The lines for going from `before` to `after`: empty if nothing changes.
pub(super) fn difference(before: &[Statement], after: &[Statement]) -> String {
    let known: BTreeSet<(&str, &str)> = before.iter().map(|one| (one.block_id(), one.text.as_str())).collect();
    let kept: BTreeSet<(&str, &str)> = after.iter().map(|one| (one.block_id(), one.key.as_str())).collect();
    let blocks: BTreeSet<&str> = after.iter().map(Statement::block_id).collect();

    let new = after.iter().filter(|one| !known.contains(&(one.block_id(), one.text.as_str())));
    let mut text = lines(new.map(|one| (one.block.as_ref(), one.text.as_str())));
    let gone: Vec<&Statement> = before.iter().rev().filter(|one| !kept.contains(&(one.block_id(), one.key.as_str()))).collect();
    let (mut held, mut undone, mut ended) = (Vec::new(), Vec::new(), BTreeSet::new());
    for statement in gone {
        match &statement.block {
            Some(block) if !blocks.contains(block.id.as_str()) => match (&block.emptied, ended.insert(block.id.as_str())) {
                (Emptied::Whole(lines), true) => undone.push((None, lines.as_str())),
                (Emptied::Whole(_), false) => {}
                (Emptied::Held(line), is_first) => {
                    if is_first {
                        held.push((Some(block), line.as_str()));
                    }
                    undone.push((Some(block), statement.undo.as_str()));
                }
                (Emptied::ByLine, _) => undone.push((Some(block), statement.undo.as_str())),
            },
            block => undone.push((block.as_ref(), statement.undo.as_str())),
        }
    }
    text.push_str(&lines(held.into_iter()));
    text.push_str(&lines(undone.into_iter().filter(|(_, undo)| !undo.trim().is_empty())));
    text
}

fn lines<'a>(parts: impl Iterator<Item = (Option<&'a Block>, &'a str)>) -> String {
    let mut text = String::new();
    let mut open: Option<&Block> = None;
    for (block, part) in parts {
        if open.map(|block| &block.id) != block.map(|block| &block.id) {
            put_line(&mut text, open.map_or("", |block| block.close));
            put_line(&mut text, block.map_or("", |block| block.open.as_str()));
            open = block;
        }
        text.push_str(part);
    }
    put_line(&mut text, open.map_or("", |block| block.close));
    text
}

fn put_line(text: &mut String, line: &str) {
    if !line.is_empty() {
        text.push_str(line);
        text.push('\n');
    }
}
