//! Commands and flags: one definition for parsing, help, completion and the man page.
//! The sentences here are English; Kazakh and Russian ones are laid over them from `catalogue/words`.

use auyl_domain::Lang;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as _, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Runs a village community project from the first gathering to a final report that proves itself.
///
/// Without a command: makes the example project if the data folder is empty and opens it in the browser, as “auyl serve”
/// does.
#[derive(Parser, Debug)]
#[command(name = "auyl", version, max_term_width = 100)]
// Help, version and their flags are put in by `localise`, in the person's language.
#[command(disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
pub struct Args {
    /// Folder of the project's data
    #[arg(long, global = true, value_name = "DIR", default_value = "auyl-data", env = "AUYL_DATA")]
    pub data: PathBuf,
    /// PostgreSQL instead of the SQLite file in the folder: postgres://…
    #[arg(long, global = true, value_name = "URL", env = "AUYL_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// Folder laid over the built-in catalogue, file by file
    #[arg(long, global = true, value_name = "DIR", env = "AUYL_CATALOGUE")]
    pub catalogue: Option<PathBuf>,
    /// Language of messages: kk, ru or en
    #[arg(long, global = true, value_name = "LANG", value_parser = lang_parser(), hide_possible_values = true)]
    pub lang: Option<Lang>,
    /// Project, where the data hold several
    #[arg(long, global = true, value_name = "ID")]
    pub project: Option<String>,
    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Begin a project in the data folder
    Init {
        /// Fill it with the example project
        #[arg(long)]
        demo: bool,
    },
    /// Write an empty workbook to fill in, one sheet a register
    Template {
        /// Workbook to write
        file: PathBuf,
    },
    /// Take in a filled workbook (.xlsx) or a folder of CSV files
    Import {
        /// Workbook or folder
        file: PathBuf,
        /// Keep rows that are wrong as records to review, instead of refusing the whole file
        #[arg(long)]
        keep: bool,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Write all records into a workbook, a folder of CSV files, or both
    Export {
        /// Workbook to write
        file: Option<PathBuf>,
        /// Folder for CSV files
        #[arg(long, value_name = "DIR")]
        csv: Option<PathBuf>,
        /// Leave out names, phones and other personal fields
        #[arg(long)]
        without_personal: bool,
    },
    /// Count one figure: a measure, or the name of one in the catalogue
    Figure {
        /// For example 'persons(attendance where gender = female)'
        measure: String,
        /// Break it down by a field; may be repeated
        #[arg(long, value_name = "FIELD")]
        by: Vec<String>,
        /// Count only what belongs to this activity
        #[arg(long, value_name = "ID")]
        activity: Option<String>,
        /// List the records behind it
        #[arg(long)]
        records: bool,
        /// As it was after this event
        #[arg(long, value_name = "N")]
        as_of: Option<i64>,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Every indicator with target and actual
    Indicators {
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Look for what is missing or wrong before the report may be frozen
    Check {
        /// Report form
        #[arg(long, value_name = "FORM", default_value = DEFAULT_FORM)]
        form: String,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Compile a report
    Report {
        /// Report form
        #[arg(long, value_name = "FORM", default_value = DEFAULT_FORM)]
        form: String,
        /// File to write: .docx, .pdf or .html; may be repeated
        #[arg(long, value_name = "FILE", required = true)]
        out: Vec<PathBuf>,
        /// Language of the report, where it differs from the messages'
        #[arg(long, value_name = "LANG", value_parser = lang_parser(), hide_possible_values = true)]
        report_lang: Option<Lang>,
    },
    /// Store the report with every number as it is now
    Freeze {
        /// Report form
        #[arg(long, value_name = "FORM", default_value = DEFAULT_FORM)]
        form: String,
        /// Folder to write the frozen DOCX, PDF and HTML to
        #[arg(long, value_name = "DIR", default_value = ".")]
        out: PathBuf,
        /// Language of the report, where it differs from the messages'
        #[arg(long, value_name = "LANG", value_parser = lang_parser(), hide_possible_values = true)]
        report_lang: Option<Lang>,
    },
    /// Recompute every number of a frozen report and compare a DOCX with it
    Verify {
        /// DOCX of a frozen report
        file: PathBuf,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Read reports that somebody else wrote and say where they contradict themselves
    Audit {
        #[command(flatten)]
        how: Auditing,
    },
    /// Pack the report with its evidence: annexes by activity, an index, SHA-256 of every file
    Package {
        /// ZIP to write
        file: PathBuf,
        /// Report form
        #[arg(long, value_name = "FORM", default_value = DEFAULT_FORM)]
        form: String,
        /// Language of the report, where it differs from the messages'
        #[arg(long, value_name = "LANG", value_parser = lang_parser(), hide_possible_values = true)]
        report_lang: Option<Lang>,
    },
    /// Open the project in the browser: pages for the team, an API, the open page
    Serve {
        #[command(flatten)]
        how: Box<Serving>,
    },
    /// What happened to a record, version by version
    History {
        /// Register
        register: String,
        /// Id of the record
        id: String,
    },
    /// Empty a person's name, phone and other personal fields; figures stay
    Erase {
        /// Register
        register: String,
        /// Id of the record
        id: String,
    },
    /// Check the catalogue, with the overlay folder if one is given
    Catalogue {
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Print completion for a shell
    Completion {
        /// Shell
        shell: Shell,
    },
    /// Print the man page
    Man,
}

/// How reports are audited.
#[derive(clap::Args, Debug)]
pub struct Auditing {
    /// DOCX, PDF or plain text; a folder for all reports in it
    #[arg(required_unless_present = "explain")]
    pub files: Vec<PathBuf>,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
    /// Write a page with the reports and what was found side by side
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Write SARIF 2.1.0
    #[arg(long, value_name = "FILE")]
    pub sarif: Option<PathBuf>,
    /// Write a list of all findings as XLSX
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
    /// Write a copy of the one DOCX with a comment at each place
    #[arg(long, value_name = "FILE")]
    pub comments: Option<PathBuf>,
    /// Say what a finding means and why it matters
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
}

/// How a server is to behave.
#[derive(clap::Args, Clone, Debug)]
pub struct Serving {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS", default_value = LISTEN, env = "AUYL_LISTEN")]
    pub listen: SocketAddr,
    /// Certificate (PEM) for HTTPS without a proxy
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Its key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A reverse proxy stands before it and says where requests come from
    #[arg(long)]
    pub behind_proxy: bool,
    /// The address people type, for links: https://…
    #[arg(long, value_name = "URL", env = "AUYL_ADDRESS")]
    pub address: Option<String>,
    /// Largest file taken in, in megabytes
    #[arg(long, value_name = "MB", default_value_t = 256)]
    pub most_upload: u64,
    /// Provider of OpenID Connect at which people may sign in: https://…
    #[arg(long, value_name = "URL", env = "AUYL_OPENID_ISSUER", requires = "openid_client_id")]
    pub openid_issuer: Option<String>,
    /// What the provider calls this server
    #[arg(long, value_name = "ID", env = "AUYL_OPENID_CLIENT_ID", requires = "openid_issuer")]
    pub openid_client_id: Option<String>,
    /// The secret the provider gave this server; better in the environment, where others do not read it
    #[arg(
        long,
        value_name = "SECRET",
        env = "AUYL_OPENID_CLIENT_SECRET",
        hide_env_values = true,
        requires = "openid_issuer"
    )]
    pub openid_client_secret: Option<String>,
    /// What people call the provider, on the button
    #[arg(long, value_name = "NAME", env = "AUYL_OPENID_LABEL", default_value = "OpenID")]
    pub openid_label: String,
    /// Mail server: smtps://login:password@host or smtp://…; better in the environment, where others do not read it
    #[arg(
        long,
        value_name = "URL",
        env = "AUYL_SMTP",
        hide_env_values = true,
        requires_all = ["smtp_from", "address"]
    )]
    pub smtp: Option<String>,
    /// Who writes: "Auyl <auyl@example.org>"
    #[arg(long, value_name = "ADDRESS", env = "AUYL_SMTP_FROM", requires = "smtp")]
    pub smtp_from: Option<String>,
    /// Gateway for short messages, with {to} and {text} in it: https://…
    #[arg(long, value_name = "URL", env = "AUYL_SMS", hide_env_values = true, requires = "address")]
    pub sms: Option<String>,
    /// A header for the gateway, "Authorization: Bearer …"; may be repeated, in the environment one a line
    #[arg(
        long,
        value_name = "HEADER",
        env = "AUYL_SMS_HEADER",
        hide_env_values = true,
        value_delimiter = '\n',
        requires = "sms"
    )]
    pub sms_header: Vec<String>,
    /// What is sent to the gateway by POST, with {to} and {text} in it; JSON, or fields of a form
    #[arg(long, value_name = "BODY", env = "AUYL_SMS_BODY", hide_env_values = true, requires = "sms")]
    pub sms_body: Option<String>,
    /// Pictures for maps from elsewhere, https://…/{z}/{x}/{y}.png; without them maps ask nobody
    #[arg(long, value_name = "URL", env = "AUYL_TILES")]
    pub tiles: Option<String>,
    /// Whose pictures these are, as they want it said, and where that leads: "© Their name https://…"
    #[arg(long, value_name = "TEXT", env = "AUYL_TILES_CREDIT", requires = "tiles")]
    pub tiles_credit: Option<String>,
}

/// Where a server listens when nobody says.
pub const LISTEN: &str = "127.0.0.1:8080";

impl Serving {
    /// As the environment says, for who gave no command at all.
    pub fn unasked() -> Result<Serving, clap::Error> {
        let command = Serving::augment_args(clap::Command::new("serve"));
        Serving::from_arg_matches(&command.try_get_matches_from(["serve"])?)
    }
}

/// The form that is compiled when none is named.
pub const DEFAULT_FORM: &str = "kz-state-grant-final";

/// Shells with completion.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum Shell {
    /// Bash
    Bash,
    /// Zsh
    Zsh,
    /// Fish
    Fish,
    /// PowerShell
    Powershell,
}

/// The codes of the languages; as possible values they are offered by completion and named where another is typed.
fn lang_parser() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(["kk", "ru", "en"]).try_map(|text| Lang::read(&text).ok_or("kk, ru, en"))
}
