//! Which weights a run uses: `--weights`, else `WMT_WEIGHTS`, else `weights.toml` here, else those built in.

use std::path::{Path, PathBuf};

use crate::fault::Files;
use crate::inputs::WeightsFile;

/// The weights files of a run.
pub(super) fn weights_in_use(asked: &[PathBuf], files: &mut Files) -> Vec<WeightsFile> {
    let mut file = |path: &Path| {
        let name = path.display().to_string();
        WeightsFile { path: Some(path.to_owned()), id: files.add(name.clone()), name }
    };
    let set = std::env::var_os("WMT_WEIGHTS").filter(|path| !path.is_empty());
    let here = Path::new("weights.toml");
    if !asked.is_empty() {
        asked.iter().map(|path| file(path)).collect()
    } else if let Some(path) = set {
        vec![file(Path::new(&path))]
    } else if here.exists() {
        vec![file(here)]
    } else {
        vec![WeightsFile { path: None, name: "built in".to_owned(), id: files.add("built-in weights") }]
    }
}
