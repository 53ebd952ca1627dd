//! bao-cao.html as people see it: in a real Chromium, at the widths of a phone, a desk and a projector.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and one that is passed over has to be seen in the log"
)]

#[path = "support/office.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod office;

use std::process::Command;
use std::{env, fs};

/// Looks at the page after it is laid out and writes into its title what is wrong: what is wider than its room, what
/// overlaps its neighbour, what lies beyond the window.
const LOOK: &str = r#"<script>
document.querySelectorAll("details").forEach(d => { d.open = true; });
const wrong = [];
const name = e => e.tagName + ":" + e.textContent.trim().slice(0, 40);
const page = document.documentElement;
if (page.scrollWidth > page.clientWidth) wrong.push("the page scrolls sideways " + page.scrollWidth + " > " + page.clientWidth);
for (const e of document.querySelectorAll("p, h1, h2, li, span, b, summary, .tiles li, .head")) {
  if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline") wrong.push("cut " + name(e));
}
for (const parent of document.querySelectorAll(".tiles, .head, .bars, .bars > li, main, tr")) {
  const boxes = [...parent.children].map(c => [c, c.getBoundingClientRect()]).filter(([, r]) => r.width && r.height);
  boxes.forEach(([a, r], i) => boxes.slice(i + 1).forEach(([b, q]) => {
    if (r.left < q.right - 1 && q.left < r.right - 1 && r.top < q.bottom - 1 && q.top < r.bottom - 1) wrong.push("overlap " + name(a) + " / " + name(b));
  }));
}
document.title = "looked at " + document.querySelectorAll("svg").length + " bars: " + (wrong.join("; ") || "all well");
</script></body>"#;

#[test]
fn nothing_overlaps_and_nothing_is_cut_at_three_widths() {
    let folder = office::folder("page");
    office::copy_sample(&folder);
    office::run(&folder);
    let page = fs::read_to_string(folder.join("ket-qua/bao-cao.html")).expect("a page");
    assert!(!page.contains("<script"), "the page itself runs nothing");
    if Command::new("chromium").arg("--version").output().is_err() {
        let required = env::var_os("TONGHOP_RENDER").is_some_and(|value| value == "1");
        assert!(!required, "chromium is lacking");
        eprintln!("SKIPPED: chromium is lacking, the page was not looked at");
        return;
    }
    // The policy forbids scripts, ours too: it is taken out of the copy that is looked at.
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    assert!(page.contains(policy));
    let copy = folder.join("look.html");
    let looked = page
        .replace(policy, "default-src 'unsafe-inline'")
        .replace("</body>", LOOK);
    fs::write(&copy, looked).expect("a copy can be written");
    for width in [360, 1280, 1920] {
        let profile = format!(
            "--user-data-dir={}",
            folder.join(format!("profile-{width}")).display()
        );
        let output = Command::new("chromium")
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--dump-dom",
            ])
            .args([profile, format!("--window-size={width},900")])
            .arg(format!("file://{}", copy.display()))
            .output()
            .expect("chromium starts");
        let dom = String::from_utf8_lossy(&output.stdout);
        let title = dom
            .split_once("<title>")
            .and_then(|(_, rest)| rest.split_once("</title>"))
            .map_or("", |(title, _)| title);
        assert!(
            title.starts_with("looked at ") && title.ends_with(": all well"),
            "{width}: {title}\n{}",
            office::said(&output).chars().take(2000).collect::<String>()
        );
        assert!(!title.starts_with("looked at 0 bars"), "{width}: {title}");
    }
}
