//! Closed sets of the program of social resilience. Source: seed 000.

closed_set! {
    /// What threatens a neighborhood.
    RiskKind {
        /// ریسک: may come.
        Risk = "risk",
        /// شوک: came at once.
        Shock = "shock",
        /// استرس: long and wearing.
        Stress = "stress",
    }
    /// Whom a risk reaches.
    RiskExtent {
        /// فراگیر
        Widespread = "widespread",
        /// ویژه
        Idiosyncratic = "idiosyncratic",
        /// فصلی
        Seasonal = "seasonal",
    }
    RiskDuration { Short = "short", Long = "long" }
    /// At which level of society a risk is met.
    SocialLevel {
        Household = "household",
        /// محلی
        Local = "local",
        Provincial = "provincial",
        National = "national",
    }
    /// By when an action is to be done: a roadmap says how long each is.
    Horizon { Short = "short", Medium = "medium", Long = "long" }
    /// What an action builds. Absorptive is short-term; adaptive and transformative are long-term.
    CapacityKind {
        /// جذب
        Absorptive = "absorptive",
        /// انطباق
        Adaptive = "adaptive",
        /// تغییر
        Transformative = "transformative",
    }
    /// The five capitals of a community.
    Capital { Social = "social", Economic = "economic", Human = "human", Physical = "physical", Natural = "natural" }
    /// Level 1 trains level 2; level 2 works in a neighborhood.
    FacilitatorLevel { One = "level_1", Two = "level_2" }
    /// How far somebody studied. What is not known is `unknown`, and below a bachelor's degree until it is.
    EducationLevel {
        Unknown = "unknown",
        /// دیپلم
        Diploma = "diploma",
        /// دانشجو
        Student = "student",
        /// کارشناسی
        Bachelor = "bachelor",
        /// کارشناسی ارشد
        Master = "master",
        Doctorate = "doctorate",
    }
    /// Whom a workshop is for.
    WorkshopKind {
        /// Facilitators of level 2, by one of level 1.
        FacilitatorTraining = "facilitator_training",
        /// People of a neighborhood, by a facilitator of level 2.
        NeighborhoodClass = "neighborhood_class",
    }
    /// Who judged the program.
    Assessor {
        FacilitatorLevel1 = "facilitator_level_1",
        FacilitatorLevel2 = "facilitator_level_2",
        /// کارشناس طرح در دفتر امور بانوان
        OfficeExpert = "office_project_expert",
        ParticipantsSurvey = "participants_survey",
    }
    FindingKind { Strength = "strength", Weakness = "weakness" }
    /// What a workshop needs: the checklist of the program, with what its rules ask for on paper.
    MaterialKind {
        /// مکان برگزاری
        Venue = "venue",
        /// لوازم‌التحریر
        Stationery = "stationery",
        /// ویدئوپروژکتور
        Projector = "projector",
        /// چاپگر
        Printer = "printer",
        /// امکانات صوتی
        Sound = "sound",
        /// امکانات سرمایشی
        Cooling = "cooling",
        /// لوازم کمک‌آموزشی
        TeachingAids = "teaching_aids",
        /// جزوه‌های آموزشی
        Booklets = "booklets",
        /// بستهٔ توجیهی
        BriefingPack = "briefing_pack",
        /// برگهٔ حضور
        AttendanceSheets = "attendance_sheets",
        /// برگهٔ پیش‌آزمون
        PreTest = "pre_test",
        /// برگهٔ پس‌آزمون
        PostTest = "post_test",
        /// گواهی
        Certificates = "certificates",
        /// In words of one's own.
        Other = "other",
    }
    /// How it stands with what a workshop needs.
    MaterialState {
        /// Nobody has looked yet, or a tick was taken back.
        Needed = "needed",
        Ready = "ready",
        Missing = "missing",
        NotNeeded = "not_needed",
    }
}
