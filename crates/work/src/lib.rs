//! What a team does with a project's records, whoever asks (command line now, pages later): bring them in, take
//! them out, count, check, compile the report, freeze it, verify it, pack it. Files are read and written here;
//! clock, environment and the terminal are not known.
//!
//! In reading order: [`catalogue`], [`project`] and [`begin`], [`known`], [`import`], [`edit`], [`intake`], [`sender`] and [`review`], [`surveys`], [`export`], [`figures`],
//! [`indicators`] and [`statistics`], [`check`], [`community`] and [`outcome`], [`desk`], [`letters`], [`evidence`] and [`portfolio`], [`report`], [`narrative`], [`freeze`] and [`compare`], [`package`], [`thumbnail`], [`demo`], [`paper`] and [`qr`].
//! [`audit`] reads reports of others. [`outbox`] (messages to people), [`telling`] (what those who raised a problem are told), [`needs`] (the needs map),
//! [`village`] (papers of one village), [`ballots`] (votes of residents). [`disk`] is what all of them read and write files with.

pub mod audit;
pub mod ballots;
pub mod begin;
pub mod budget;
pub mod catalogue;
pub mod check;
pub mod community;
pub mod compare;
pub mod demo;
pub mod desk;
pub mod disk;
pub mod edit;
pub mod evidence;
pub mod exif;
pub mod export;
pub mod figures;
pub mod freeze;
pub mod import;
pub mod indicators;
pub mod intake;
pub mod known;
pub mod letters;
pub mod narrative;
pub mod needs;
pub mod outbox;
pub mod outcome;
pub mod package;
pub mod paper;
pub mod papers;
pub mod portfolio;
pub mod project;
pub mod provenance;
pub mod qr;
pub mod report;
pub mod review;
pub mod sender;
pub mod statistics;
pub mod surveys;
pub mod telling;
pub mod thumbnail;
pub mod village;
pub mod voice;
pub mod waves;

pub use auyl_store::Trouble;
pub use project::Project;
