//! The site as a browser sees it, laid out like its addresses. Every story names who does it.

mod doors;
mod village;
