//! Memory of what rules were: since when space is published and by when it must
//! be allowed, which prefixes stay although they are no longer required, and the
//! number that each prefix keeps for life. Pure: "now" is a document's date.

mod notice;

pub use notice::{Appearance, Notice, NoticePeriod, NoticeRecord};
