//! Closed sets of the national work: agreements with their credits, programs, equipment, licences, figures. Source: seed 004.

closed_set! {
    /// Why an agreement is no more.
    AgreementEnd { TermOver = "term_over", ByConsent = "by_consent", Cancelled = "cancelled" }
    /// Kind of a credit.
    CreditKind {
        /// هزینه‌ای
        Operating = "operating",
        /// تملک دارایی سرمایه‌ای
        Capital = "capital",
    }
    /// Why a credit or a spending was a mistake.
    CreditMistake { WrongAmount = "wrong_amount", WrongSource = "wrong_source", WrongKind = "wrong_kind", WrongPurpose = "wrong_purpose", WrongPlace = "wrong_place", EnteredTwice = "entered_twice", NotPaid = "not_paid" }
    /// What a program is, as the document tells of it.
    ProgramKind {
        /// اقدام کلان
        MacroAction = "macro_action",
        /// طرح
        Scheme = "scheme",
        /// اقدام جزئی
        Measure = "measure",
        /// برنامه
        Program = "program",
    }
    /// The harm or field that a program answers.
    ProgramField {
        Addiction = "addiction",
        Divorce = "divorce",
        /// مفاسد اخلاقی
        MoralCorruption = "moral_corruption",
        /// حاشیه‌نشینی
        MarginalSettlement = "marginal_settlement",
        /// ساماندهی آسیب‌دیدگان اجتماعی
        SociallyHarmed = "socially_harmed",
        /// مناطق حاد و بحرانی
        AcuteAreas = "acute_areas",
    }
    /// At which level an intervention works.
    InterventionLevel {
        /// شرایط و عوامل ساختاری کلان
        Structural = "structural",
        /// تعامل متقابل نهادها، سازمان‌ها و مردم
        Institutional = "institutional",
        /// روابط اجتماعی
        Relational = "relational",
    }
    /// In which of the two ways an intervention works.
    InterventionApproach {
        Preventive = "preventive",
        /// درمانگر یا پساواقعه
        Curative = "curative",
    }
    /// Which part of a program an agency has.
    SharePart {
        /// دستگاه اصلی
        Lead = "lead",
        /// دستگاه همکار
        Partner = "partner",
        /// مجری
        Executor = "executor",
        /// تأمین‌کنندهٔ اعتبار
        Funder = "funder",
        /// ناظر
        Supervisor = "supervisor",
    }
    /// Why a delivery was a mistake.
    DeliveryMistake { WrongUnits = "wrong_units", WrongPlace = "wrong_place", EnteredTwice = "entered_twice", NotDelivered = "not_delivered" }
    /// The level at which a licence holds.
    LicenceLevel { National = "national", Provincial = "provincial", County = "county" }
    /// Why the supervisory board (هیئت نظارت) gave no licence.
    LicenceRefusalReason { PapersMissing = "papers_missing", PurposeOutside = "purpose_outside", FoundersUnfit = "founders_unfit", TakenBack = "taken_back", Other = "other" }
    /// Why a licence is revoked.
    RevocationReason { PurposeLeft = "purpose_left", RulesBroken = "rules_broken", Dissolved = "dissolved", AtOwnWish = "at_own_wish", Other = "other" }
    /// How one declared figure stands to another.
    FigureRelation {
        /// Taken from the other's amount; never added to it.
        DrawnFrom = "drawn_from",
        /// Counted within the other.
        PartOf = "part_of",
        /// The source does not say whether it is within the other.
        Unstated = "unstated",
    }
    /// Why a printed figure cannot be taken at its word.
    FigureDoubt {
        /// It may be a level or a change.
        LevelOrChange = "level_or_change",
        /// The order of the words is broken.
        WordOrder = "word_order",
        /// The digits are printed reversed.
        DigitsReversed = "digits_reversed",
        /// What is listed does not make up the number.
        ListShort = "list_short",
        /// Contacts are counted, not persons: somebody met twice counts twice.
        RepeatsCounted = "repeats_counted",
    }
}
