//! Why a program turns a command down.

refusals! {
    /// Why a program turns a command down.
    ProgramRefusal {
        NotRegistered = "program_not_registered", "the program has not been written down";
        AlreadyRegistered = "program_already_registered", "the program is written down already";
        NotClassed = "program_not_classed", "the program stands in no cell";
        HasEnded = "program_ended", "the program came to its end";
        ShareGiven = "program_share_given", "the agency has that part in the program already";
        UnknownShare = "unknown_program_share", "the program has no such part";
        ShareEnded = "program_share_ended", "that part has ended";
        LedByAnother = "program_led_by_another", "another agency leads the program";
    }
}
