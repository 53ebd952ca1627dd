//! The command line: commands, options, and their help in the language asked for.

use std::ffi::OsString;
use std::path::PathBuf;

use anstream::ColorChoice;
use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use clap_complete::Shell;

use super::words::Words;
use crate::model::Period;
use crate::settings::Lang;

/// Commands in the order in which the help lists them.
pub const COMMANDS: [&str; 12] = [
    "run",
    "check",
    "compare",
    "inspect",
    "explain",
    "rules",
    "init",
    "forms",
    "trace",
    "template",
    "completions",
    "help",
];

/// What every command takes.
#[derive(Clone, Debug)]
pub struct Common {
    /// Language of everything that is said.
    pub lang: Lang,
    /// One JSON object in place of text.
    pub json: bool,
    /// How many files at a time.
    pub jobs: Option<usize>,
    /// Errors alone, no progress, no summary.
    pub quiet: bool,
    /// Everything that was found, and what was not checked.
    pub verbose: bool,
}

/// Files that `run` writes when it is asked to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extras {
    /// bao-cao.pdf.
    pub pdf: bool,
    /// records.parquet.
    pub parquet: bool,
    /// Nothing goes back to the units.
    pub no_feedback: bool,
    /// A signed period is done again.
    pub reopen: bool,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Action {
    /// The whole job.
    Run {
        /// The workspace.
        workspace: PathBuf,
        /// Files beside the usual ones.
        extras: Extras,
    },
    /// Single workbooks.
    Check {
        /// The workbooks.
        files: Vec<PathBuf>,
        /// For approvals and the period.
        workspace: Option<PathBuf>,
    },
    /// Two versions of a submission.
    Compare {
        /// The earlier one.
        old: PathBuf,
        /// The later one.
        new: PathBuf,
        /// For approvals and the period.
        workspace: Option<PathBuf>,
    },
    /// How a workbook was understood.
    Inspect {
        /// The workbook.
        file: PathBuf,
        /// Its cells too.
        cells: bool,
    },
    /// One rule.
    Explain {
        /// Its code or name as typed.
        code: String,
    },
    /// All rules.
    Rules,
    /// A new workspace.
    Init {
        /// Where.
        dir: PathBuf,
        /// For which period.
        period: Period,
        /// The workspace of the period before.
        from: Option<PathBuf>,
    },
    /// Blank workbooks for the units.
    Forms {
        /// The workspace.
        workspace: PathBuf,
    },
    /// What made a figure of the report.
    Trace {
        /// The cell as typed.
        cell: String,
        /// The sheet.
        sheet: Option<String>,
        /// The workspace.
        workspace: PathBuf,
    },
    /// How a report template is understood.
    Template {
        /// The workbook.
        file: PathBuf,
    },
    /// Shell completions.
    Completions(Shell),
    /// Help on a command, or on all of them.
    Help(Option<String>),
    /// No command: what the paths ask for.
    Bare(Vec<PathBuf>),
}

/// Options that take a value, wherever they stand.
pub const WITH_VALUE: [&str; 4] = ["--lang", "--format", "--jobs", "--color"];

/// The last value of an option in raw arguments: help and complaints need it before all is parsed.
fn peek<'a>(args: &'a [OsString], option: &str) -> Option<&'a str> {
    let mut found = None;
    let mut rest = args.iter().filter_map(|arg| arg.to_str());
    while let Some(arg) = rest.next() {
        if arg == "--" {
            break;
        }
        if arg == option {
            found = rest.next();
        } else if let Some(value) = arg
            .strip_prefix(option)
            .and_then(|rest| rest.strip_prefix('='))
        {
            found = Some(value);
        }
    }
    found
}

/// The language asked for, Vietnamese unless it is one that exists.
pub fn language(args: &[OsString]) -> Lang {
    peek(args, "--lang")
        .and_then(Lang::parse)
        .unwrap_or_default()
}

/// Whether colours are asked for.
pub fn color(args: &[OsString]) -> ColorChoice {
    match peek(args, "--color") {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// The whole command line with its texts in one language.
pub fn command(words: &Words) -> Command {
    let paths = Arg::new("paths")
        .value_name(words.say("cli-value-path"))
        .num_args(0..)
        .value_parser(value_parser!(PathBuf))
        .help(words.say("cli-arg-path"));
    let root = Command::new("tonghop")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_help_heading(words.say("cli-heading-commands"))
        .subcommand_value_name(words.say("cli-value-command"))
        .disable_help_subcommand(true)
        .args_override_self(true)
        .after_help(words.say("cli-after-help"))
        .arg(paths)
        .args(common(words))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(words.say("cli-opt-version"))
                .help_heading(words.say("cli-heading-common")),
        );
    let root = dressed(root, "tonghop", words);
    COMMANDS.iter().fold(root, |root, name| {
        root.subcommand(dressed(subcommand(name, words), name, words).args_override_self(true))
    })
}

/// Everything of a command that clap would say in English.
fn dressed(command: Command, name: &str, words: &Words) -> Command {
    let usage = words.say("cli-heading-usage");
    let command = command
        .about(words.say(&format!("cli-about-{name}")))
        .override_usage(words.say(&format!("cli-usage-{name}")))
        .help_template(format!(
            "{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .hide_possible_values(true);
    let heading = words.say("cli-heading-arguments");
    command.mut_args(|arg| {
        if arg.is_positional() {
            arg.help_heading(heading.clone())
        } else {
            arg
        }
    })
}

fn subcommand(name: &'static str, words: &Words) -> Command {
    let value = |key: &str| words.say(&format!("cli-value-{key}"));
    let positional = |name: &'static str, key: &str| {
        Arg::new(name)
            .value_name(value(key))
            .help(words.say(&format!("cli-arg-{name}")))
    };
    let option = |name: &'static str| {
        Arg::new(name)
            .long(name)
            .help(words.say(&format!("cli-opt-{name}")))
            .help_heading(words.say("cli-heading-options"))
    };
    let command = Command::new(name);
    match name {
        "run" => command
            .arg(positional("workspace", "folder").value_parser(value_parser!(PathBuf)))
            .arg(option("no-feedback").action(ArgAction::SetTrue))
            .arg(option("pdf").action(ArgAction::SetTrue))
            .arg(option("parquet").action(ArgAction::SetTrue))
            .arg(option("reopen").action(ArgAction::SetTrue)),
        "check" => command
            .arg(
                positional("files", "file")
                    .num_args(1..)
                    .required(true)
                    .value_parser(value_parser!(PathBuf)),
            )
            .arg(
                option("workspace")
                    .value_name(value("folder"))
                    .value_parser(value_parser!(PathBuf)),
            ),
        "compare" => command
            .arg(
                positional("old", "old")
                    .required(true)
                    .value_parser(value_parser!(PathBuf)),
            )
            .arg(
                positional("new", "new")
                    .required(true)
                    .value_parser(value_parser!(PathBuf)),
            )
            .arg(
                option("workspace")
                    .value_name(value("folder"))
                    .value_parser(value_parser!(PathBuf)),
            ),
        "inspect" => command
            .arg(
                positional("file", "file")
                    .required(true)
                    .value_parser(value_parser!(PathBuf)),
            )
            .arg(option("cells").action(ArgAction::SetTrue)),
        "explain" => command.arg(positional("code", "code").required(true)),
        "init" => command
            .arg(
                positional("dir", "folder")
                    .required(true)
                    .value_parser(value_parser!(PathBuf)),
            )
            .arg(
                option("period")
                    .value_name(value("period"))
                    .required(true)
                    .value_parser(ValueParser::new(|text: &str| {
                        Period::parse(text).ok_or("period")
                    })),
            )
            .arg(
                option("from")
                    .value_name(value("folder"))
                    .value_parser(value_parser!(PathBuf)),
            ),
        "forms" => {
            command.arg(positional("workspace", "folder").value_parser(value_parser!(PathBuf)))
        }
        "trace" => command
            .arg(positional("cell", "cell").required(true))
            .arg(positional("workspace", "folder").value_parser(value_parser!(PathBuf)))
            .arg(option("sheet").value_name(value("sheet"))),
        "template" => command
            .arg(
                Arg::new("task")
                    .value_name("check")
                    .help(words.say("cli-arg-task"))
                    .required(true)
                    .value_parser(["check"]),
            )
            .arg(
                Arg::new("form")
                    .value_name(value("file"))
                    .help(words.say("cli-arg-form"))
                    .required(true)
                    .value_parser(value_parser!(PathBuf)),
            ),
        "completions" => command.arg(
            positional("shell", "shell")
                .required(true)
                .value_parser(value_parser!(Shell)),
        ),
        "help" => command.arg(
            positional("command", "command").value_parser(PossibleValuesParser::new(COMMANDS)),
        ),
        _ => command,
    }
}

/// Options of every command.
fn common(words: &Words) -> Vec<Arg> {
    let heading = words.say("cli-heading-common");
    let option = |name: &'static str| {
        Arg::new(name)
            .long(name)
            .global(true)
            .help(words.say(&format!("cli-opt-{name}")))
            .help_heading(heading.clone())
    };
    let jobs = |text: &str| text.parse::<usize>().ok().filter(|n| *n >= 1).ok_or("jobs");
    vec![
        option("lang")
            .value_name("vi|en")
            .value_parser(["vi", "en"]),
        option("format")
            .value_name("text|json")
            .value_parser(["text", "json"]),
        option("jobs")
            .value_name("N")
            .value_parser(ValueParser::new(jobs)),
        option("color")
            .value_name("auto|always|never")
            .value_parser(["auto", "always", "never"]),
        option("quiet").short('q').action(ArgAction::SetTrue),
        option("verbose").short('v').action(ArgAction::SetTrue),
        option("help").short('h').action(ArgAction::Help),
    ]
}

/// What was typed, once clap has accepted it.
pub fn understood(matches: &ArgMatches, args: &[OsString]) -> (Common, Action) {
    let (name, own) = matches.subcommand().unwrap_or(("", matches));
    let common = Common {
        lang: language(args),
        json: own
            .get_one::<String>("format")
            .is_some_and(|format| format == "json"),
        jobs: own.get_one("jobs").copied(),
        quiet: own.get_flag("quiet"),
        verbose: own.get_flag("verbose"),
    };
    let path = |name: &str| own.get_one::<PathBuf>(name).cloned();
    let paths = |name: &str| -> Vec<PathBuf> {
        own.get_many(name)
            .map(|all| all.cloned().collect())
            .unwrap_or_default()
    };
    // What clap requires is there; a default stands in only because the types do not say so.
    let action = match name {
        "run" => Action::Run {
            workspace: path("workspace").unwrap_or_else(|| PathBuf::from(".")),
            extras: Extras {
                pdf: own.get_flag("pdf"),
                parquet: own.get_flag("parquet"),
                no_feedback: own.get_flag("no-feedback"),
                reopen: own.get_flag("reopen"),
            },
        },
        "check" => Action::Check {
            files: paths("files"),
            workspace: path("workspace"),
        },
        "compare" => Action::Compare {
            old: path("old").unwrap_or_default(),
            new: path("new").unwrap_or_default(),
            workspace: path("workspace"),
        },
        "inspect" => Action::Inspect {
            file: path("file").unwrap_or_default(),
            cells: own.get_flag("cells"),
        },
        "explain" => Action::Explain {
            code: own.get_one::<String>("code").cloned().unwrap_or_default(),
        },
        "rules" => Action::Rules,
        "init" => match own.get_one::<Period>("period") {
            Some(period) => Action::Init {
                dir: path("dir").unwrap_or_default(),
                period: *period,
                from: path("from"),
            },
            None => Action::Help(Some("init".to_owned())),
        },
        "forms" => Action::Forms {
            workspace: path("workspace").unwrap_or_else(|| PathBuf::from(".")),
        },
        "trace" => Action::Trace {
            cell: own.get_one::<String>("cell").cloned().unwrap_or_default(),
            sheet: own.get_one::<String>("sheet").cloned(),
            workspace: path("workspace").unwrap_or_else(|| PathBuf::from(".")),
        },
        "template" => Action::Template {
            file: path("form").unwrap_or_default(),
        },
        "completions" => match own.get_one::<Shell>("shell") {
            Some(shell) => Action::Completions(*shell),
            None => Action::Help(Some("completions".to_owned())),
        },
        "help" => Action::Help(own.get_one::<String>("command").cloned()),
        _ => Action::Bare(paths("paths")),
    };
    (common, action)
}
