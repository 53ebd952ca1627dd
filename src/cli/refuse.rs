//! Arguments that nobody understands: a sentence that names them and the nearest right one.

use std::ffi::OsString;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::{COMMANDS, WITH_VALUE, command};
use super::output::plain;
use super::words::Words;
use crate::base::text::nearest;

/// The sentence for a word that is no command and no path.
pub fn unknown_word(word: &str, words: &Words) -> String {
    let typed = ("word", plain(word));
    let mut sentence = words.text("cli-unknown-command", &[typed]);
    if let Some(near) = nearest(word, COMMANDS) {
        sentence.push_str(&words.text("cli-nearest", &[("nearest", near.to_owned())]));
    }
    sentence
}

/// The first word that is neither an option nor the value of one.
fn first_word(args: &[OsString]) -> Option<&str> {
    let mut rest = args.iter().skip(1).filter_map(|arg| arg.to_str());
    while let Some(arg) = rest.next() {
        if WITH_VALUE.contains(&arg) {
            rest.next();
        } else if !arg.starts_with('-') {
            return Some(arg);
        }
    }
    None
}

/// The sentences for arguments that clap refuses: what is wrong, how the command is used, where help is.
pub fn sentences(error: &clap::Error, args: &[OsString], words: &Words) -> Vec<String> {
    let word = first_word(args);
    let name = word.filter(|word| COMMANDS.contains(word));
    let what = match word {
        // Options behind a mistyped command are only its consequence.
        Some(word)
            if name.is_none()
                && matches!(
                    error.kind(),
                    ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand
                )
                && !Path::new(word).exists() =>
        {
            unknown_word(word, words)
        }
        _ => what(error, name, words),
    };
    let usage = words.say(&format!("cli-usage-{}", name.unwrap_or("tonghop")));
    let help = match name {
        Some(name) => format!("tonghop {name} --help"),
        None => "tonghop --help".to_owned(),
    };
    vec![
        what,
        format!("{}: {usage}", words.say("cli-heading-usage")),
        words.text("cli-see-help", &[("command", help)]),
    ]
}

fn what(error: &clap::Error, name: Option<&str>, words: &Words) -> String {
    let argument = bare(&context(error, ContextKind::InvalidArg));
    let value = context(error, ContextKind::InvalidValue);
    let named = ("argument", argument.clone());
    match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => {
            unknown_argument(&argument, name, words)
        }
        ErrorKind::MissingRequiredArgument => words.text("cli-argument-missing", &[named]),
        ErrorKind::InvalidValue | ErrorKind::NoEquals if value.is_empty() => {
            words.text("cli-value-missing", &[named])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            invalid_value(error, &argument, &value, words)
        }
        ErrorKind::TooManyValues => words.text("cli-value-too-many", &[named]),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            words.text("cli-value-missing", &[named])
        }
        ErrorKind::ArgumentConflict => words.text("cli-argument-conflict", &[named]),
        ErrorKind::InvalidUtf8 => words.say("cli-argument-not-utf8"),
        _ => words.say("cli-arguments-wrong"),
    }
}

fn unknown_argument(argument: &str, name: Option<&str>, words: &Words) -> String {
    let option = match argument.split_once('=') {
        Some((option, _)) if option.len() > 1 => option,
        _ => argument,
    };
    if !argument.starts_with('-') {
        return words.text("cli-argument-surplus", &[("argument", argument.to_owned())]);
    }
    let mut sentence = words.text("cli-option-unknown", &[("argument", option.to_owned())]);
    // Global options are known to a command only once all is built.
    let mut root = command(words);
    root.build();
    let known: Vec<String> = name
        .and_then(|name| root.find_subcommand(name))
        .unwrap_or(&root)
        .get_arguments()
        .filter_map(|arg| arg.get_long())
        .map(|long| format!("--{long}"))
        .collect();
    if let Some(near) = nearest(option, known.iter().map(String::as_str)) {
        sentence.push_str(&words.text("cli-nearest", &[("nearest", near.to_owned())]));
    }
    sentence
}

fn invalid_value(error: &clap::Error, argument: &str, value: &str, words: &Words) -> String {
    let mut sentence = words.text(
        "cli-value-invalid",
        &[
            ("argument", argument.to_owned()),
            ("value", value.to_owned()),
        ],
    );
    let valid = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(valid)) => valid.clone(),
        _ => Vec::new(),
    };
    let key = argument
        .split(' ')
        .next()
        .unwrap_or(argument)
        .trim_start_matches('-');
    let wanted = format!("cli-wanted-{key}");
    if !valid.is_empty() {
        sentence.push_str(&words.text("cli-value-allowed", &[("allowed", valid.join(", "))]));
    } else if words.has(&wanted) {
        sentence.push_str(&words.say(&wanted));
    }
    if let Some(near) = nearest(value, valid.iter().map(String::as_str)) {
        sentence.push_str(&words.text("cli-nearest", &[("nearest", near.to_owned())]));
    }
    sentence
}

/// `--period <KỲ>, <THƯ_MỤC>` as a sentence names it: `--period KỲ, THƯ_MỤC`.
fn bare(argument: &str) -> String {
    argument
        .replace("...", "")
        .replace(['<', '>', '[', ']'], "")
}

/// What clap says of one side of the matter, as typed; several are listed.
fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => plain(text),
        Some(ContextValue::Strings(texts)) => plain(&texts.join(", ")),
        _ => String::new(),
    }
}
