//! Memory of what rules were: since when space is published and by when it must
//! be allowed, which prefixes stay although they are no longer required, and the
//! number that each prefix keeps for life. Pure: "now" is a document's date.

mod arguments;
mod clock;
mod contradiction;
mod document;
mod error;
mod held_value;
mod holding;
mod memory;
mod memory_value;
mod notice;
mod notice_value;
mod notices;
mod noticing;
mod record;
mod remember;
mod shrink;
mod slots;
mod warning;

pub use arguments::LedgerArguments;
pub use clock::{FutureDocument, refuse_future};
pub use document::{DocumentStamp, Sha256};
pub use error::{LedgerError, Shrink};
pub use held_value::HeldPrefixes;
pub use memory::{Changes, Held, Hold, Memory};
pub use memory_value::StateError;
pub use notice::{Appearance, Notice, NoticePeriod, NoticeRecord};
pub use notices::{HeldNotices, Notices};
pub use noticing::first_notices;
pub use record::{HeldRecord, LedgerRecord};
pub use remember::{Remembered, remember};
pub use warning::LedgerWarning;
