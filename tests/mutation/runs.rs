//! Damaged returns all the way: whatever still reads is recognised, checked and reported, and the run comes to its end.

use std::path::Path;
use std::process::Command;

use super::parts;
use super::workers::{damaged, seeds, wanted};

/// Of each file in one run; further runs with further seeds where more are wanted.
const AT_ONCE: u64 = 25;
/// Runs per mutation that [`wanted`] asks for: a whole run costs more than reading.
const SHARE: u64 = 500;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn damaged_returns_take_no_run_down() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/2017-q3");
    for round in 0..wanted().div_ceil(SHARE) {
        // It stays behind after a failure: the files that did it are needed to find out why.
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutation");
        let root = root.as_path();
        let _ = std::fs::remove_dir_all(root);
        std::fs::create_dir_all(root).unwrap();
        std::fs::copy(sample.join("ky.toml"), root.join("ky.toml")).unwrap();
        copy(&sample.join("phe-duyet"), &root.join("phe-duyet"));
        for (number, (format, whole)) in seeds().into_iter().enumerate() {
            let inside = whole.starts_with(b"PK").then(|| parts(&whole));
            for seed in round * AT_ONCE + 1..=(round + 1) * AT_ONCE {
                // Seeds that reading alone does not try.
                let bytes = damaged(&whole, inside.as_ref(), seed | 1 << 40);
                // Decisions too, as they are read in another way.
                let sub = if seed % 5 == 0 {
                    "phe-duyet"
                } else {
                    "da-nop/314"
                };
                let to = root.join(sub);
                std::fs::create_dir_all(&to).unwrap();
                std::fs::write(to.join(format!("{number}-{seed}.{format}")), bytes).unwrap();
            }
        }
        let output = Command::new(env!("CARGO_BIN_EXE_tonghop"))
            .arg("run")
            .arg(root)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code();
        assert!(
            matches!(code, Some(0 | 1)),
            "round {round}: {}\n{said}",
            output.status
        );
        assert!(!said.contains("panic"), "round {round}:\n{said}");
        assert!(root.join("ket-qua/findings.json").is_file());
    }
}
