//! Where the keys come from: the one seam for a key management service, a hardware module or an agent.

use super::master_key::{MasterKey, MasterKeyError};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Where the text of the key file comes from. What an operator's key service needs is done by a command of the operator's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// A file of mode 0600. Read again when the store speaks of a master key it did not hold.
    File(PathBuf),
    /// A variable of the environment: the lines of the file, or the keys with spaces between them.
    Environment(String),
    /// A command for `sh -c`, run once at start. Its standard output is the file's text; it is never logged.
    Command(String),
}

impl KeySource {
    /// Brings the keys.
    pub fn load(&self) -> Result<MasterKey, MasterKeyError> {
        match self {
            Self::File(path) => MasterKey::from_file(path, false),
            Self::Environment(name) => MasterKey::from_env(name),
            Self::Command(command) => run(command),
        }
    }

    /// Brings the keys again, where that may bring others: a file may have been changed; the environment and the command's answer are those of
    /// the start.
    pub(crate) fn load_again(&self) -> Option<Result<MasterKey, MasterKeyError>> {
        matches!(self, Self::File(_)).then(|| self.load())
    }
}

/// What the command says goes nowhere but into the keys; what it complains of goes where this program's own messages go.
fn run(command: &str) -> Result<MasterKey, MasterKeyError> {
    let failed = |why: String| MasterKeyError::Command(why);
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let output = shell.output().map_err(|error| failed(error.to_string()))?;
    let said = zeroize::Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    let text = std::str::from_utf8(&said).map_err(|_| failed("its output is not text".to_owned()))?;
    MasterKey::parse(text).map_err(|_| failed("its output is no key file".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_brings_the_keys_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let key = MasterKey::from_file(&path, true).unwrap();
        let brought = KeySource::Command(format!("cat {}", path.display())).load().unwrap();
        assert_eq!(brought.lines(), key.lines());
        assert!(KeySource::Command("true".to_owned()).load_again().is_none(), "run once, at start");
    }

    #[test]
    fn a_command_that_fails_or_says_something_else_is_told_without_what_it_said() {
        for (command, why) in [("echo canary; exit 3", "exit status: 3"), ("echo canary", "no key file")] {
            let error = KeySource::Command(command.to_owned()).load().unwrap_err().to_string();
            assert!(error.contains(why) && !error.contains("canary"), "{error}");
        }
    }
}
