//! The site as a browser sees it, laid out like its addresses. Every story names who does it.

mod accounts;
mod api;
mod begin;
mod bring;
mod central;
mod doors;
mod empty;
mod event;
mod figure;
mod ground;
mod history;
mod indicators;
mod list;
mod open;
mod openid;
mod openrosa;
mod paper;
mod portfolio;
mod record;
mod report;
mod roles;
mod rows;
mod start;
mod statistics;
mod texts;
mod village;
