//! Text as a heading of every built-in form.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tonghop::layout::Layouts;
use tonghop::layout::heading::read;
use tonghop::settings::Templates;

static LAYOUTS: LazyLock<Layouts> = LazyLock::new(|| {
    let templates = Templates::embedded();
    let names = ["base", "project-list", "money-by-activity", "results-by-indicator", "approval"];
    let files: Vec<(String, String)> = names
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), templates.text(&format!("layouts/{name}.toml"))?)))
        .collect();
    Layouts::parse(&files).expect("the built-in layouts")
});

fuzz_target!(|text: &str| {
    for layout in &LAYOUTS.all {
        let said = read(layout, text, None);
        assert!((0.0..=1.0).contains(&said.coverage()));
    }
});
