//! The site as a browser sees it, laid out like its addresses. Every story names who does it.

mod accounts;
mod doors;
mod indicators;
mod history;
mod list;
mod record;
mod rows;
mod start;
mod village;
