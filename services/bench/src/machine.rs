//! The machine and its load, so that a figure can be judged.

use crate::place::Place;

fn first(path: &str, field: &str) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(field))?;
    line.split_once(':').map(|(_, value)| value.trim().to_owned())
}

/// Load averages of 1, 5 and 15 minutes.
pub(crate) fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let parts: Vec<&str> = text.split(' ').take(3).collect();
    if parts.is_empty() { "unknown".to_owned() } else { parts.join(", ") }
}

pub(crate) fn describe(place: &Place) -> Vec<String> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let build = if cfg!(debug_assertions) { "**not optimised**: figures prove nothing" } else { "optimised" };
    vec![
        format!(
            "{}: {cores} × {}, {}",
            chrono::Utc::now().format("%Y-%m-%d %H:%M UTC"),
            first("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned()),
            first("/proc/meminfo", "MemTotal").unwrap_or_else(|| "unknown memory".to_owned())
        ),
        format!(
            "Hamyar {}, {build}; PostgreSQL {} with the settings of `hamyar run`",
            env!("CARGO_PKG_VERSION"),
            place.major()
        ),
        format!("Load of the machine before the run (1, 5, 15 minutes): {}", load()),
    ]
}

/// Resident memory of a process in MiB.
pub(crate) fn resident(pid: &str) -> Option<f64> {
    let text = first(&format!("/proc/{pid}/status"), "VmRSS")?;
    text.split(' ').next()?.parse::<f64>().ok().map(|kib| kib / 1024.0)
}
