//! What can be asked of a program.

use hamyar_events::program::*;

commands! {
    /// Everything that can be asked of a program.
    ProgramCommand {
        RegisterProgram,
        ChangeProgram "replaces",
        ClassProgram "replaces",
        UnclassProgram,
        EndProgram,
        GiveShare,
        ChangeShare "replaces",
        EndShare,
    }
}

wishes! {
    /// Write a program down.
    RegisterProgram { program: ProgramRegistered },
    /// Put it otherwise.
    ChangeProgram { change: ProgramChanged },
    /// Say which cell of the matrix it belongs to.
    ClassProgram { class: ProgramClassed },
    /// The class was a mistake.
    UnclassProgram { withdrawal: ProgramUnclassed },
    /// It came to its end.
    EndProgram { end: ProgramEnded },
    /// Let an agency have a part in it.
    GiveShare { share: ShareGiven },
    /// Put the part of an agency otherwise.
    ChangeShare { change: ShareChanged },
    /// An agency has a part no more.
    EndShare { end: ShareEnded },
}
