//! What is sent to the national work. No text of it names a person.

use hamyar_events::{
    AgencyId, AgreementEnd, AgreementId, AllocationId, CreditKind, CreditMistake, DeliveryMistake, EquipmentLineId,
    FigureDoubt, FigureRelation, Horizon, InterventionApproach, InterventionLevel, LicenceLevel, LicenceRefusalReason,
    NeighborhoodId, PlaceId, ProgramField, ProgramKind, Qualifier, RevocationReason, SharePart,
};

use crate::input::{Code, Day, Line, Words, command};

command! {
    /// A signed agreement.
    pub struct SignAgreementBody {
        /// As it is numbered on paper.
        number: Code,
        title: Line,
        /// The agencies that signed.
        parties: Vec<AgencyId>,
        /// The nation when absent.
        place_id: Option<PlaceId>,
        /// Last day of its term.
        ends_on: Option<Day>,
        signed_on: Option<Day>,
    }
}

command! {
    /// Parties or term are others from now on.
    pub struct AmendAgreementBody {
        /// What was changed, and by which paper.
        note: Words,
        parties: Vec<AgencyId>,
        ends_on: Option<Day>,
        amended_on: Option<Day>,
    }
}

command! {
    /// The agreement is no more.
    pub struct EndAgreementBody {
        reason: AgreementEnd,
        ended_on: Option<Day>,
    }
}

command! {
    /// A credit, from a budget line or drawn from another credit of the same tree.
    pub struct AllocateCreditBody {
        amount_rials: i64,
        kind: CreditKind,
        /// Name of the budget line; absent where it is drawn.
        budget_line: Option<Line>,
        /// The credit it is drawn from.
        drawn_from: Option<AllocationId>,
        /// The agreement it serves, where that is another.
        for_agreement: Option<AgreementId>,
        purpose: Line,
        /// Where it is spent; the nation when absent.
        place_id: Option<PlaceId>,
        /// Jalali year of the budget.
        year: u16,
        allocated_on: Option<Day>,
    }
}

command! {
    /// Money of a credit was spent.
    pub struct SpendCreditBody {
        amount_rials: i64,
        /// On what.
        note: Line,
        spent_on: Option<Day>,
    }
}

command! {
    /// A credit or a spending was a mistake.
    pub struct ReverseCreditBody {
        mistake: CreditMistake,
        reversed_on: Option<Day>,
    }
}

command! {
    /// A program.
    pub struct RegisterProgramBody {
        kind: ProgramKind,
        title: Line,
        title_en: Option<Line>,
        field: Option<ProgramField>,
        lead_agency: Option<AgencyId>,
        agreement_id: Option<AgreementId>,
        /// The whole nation when empty.
        provinces: Vec<PlaceId>,
        horizon: Option<Horizon>,
        registered_on: Option<Day>,
    }
}

command! {
    /// The program, put otherwise.
    pub struct ChangeProgramBody {
        title: Line,
        title_en: Option<Line>,
        field: Option<ProgramField>,
        lead_agency: Option<AgencyId>,
        agreement_id: Option<AgreementId>,
        /// The whole nation when empty.
        provinces: Vec<PlaceId>,
        horizon: Option<Horizon>,
        changed_on: Option<Day>,
    }
}

command! {
    /// The cell of the matrix that a program belongs to.
    pub struct ClassProgramBody {
        level: InterventionLevel,
        approach: InterventionApproach,
        /// Why this cell.
        reason: Words,
        classed_on: Option<Day>,
    }
}

command! {
    /// The class was a mistake.
    pub struct UnclassProgramBody {
        reason: Words,
        unclassed_on: Option<Day>,
    }
}

command! {
    /// The part of an agency in a program.
    pub struct GiveShareBody {
        agency_id: AgencyId,
        part: SharePart,
        /// What is expected of the agency. Names nobody.
        expected: Words,
        /// By when.
        due_on: Option<Day>,
        given_on: Option<Day>,
    }
}

command! {
    /// The part of an agency, put otherwise.
    pub struct ChangeShareBody {
        part: SharePart,
        /// What is expected of the agency. Names nobody.
        expected: Words,
        /// By when.
        due_on: Option<Day>,
        changed_on: Option<Day>,
    }
}

command! {
    /// The agency has this part no more.
    pub struct EndShareBody {
        reason: Words,
        ended_on: Option<Day>,
    }
}

command! {
    /// The program came to its end.
    pub struct EndProgramBody {
        ended_on: Option<Day>,
    }
}

command! {
    /// A line of equipment.
    pub struct OpenEquipmentLineBody {
        title: Line,
        title_en: Option<Line>,
        /// Code of catalog `facility_type`.
        facility_type: Option<Code>,
        /// What is bought.
        items: Option<Words>,
        /// Code of what is counted, as `school`.
        unit: Code,
        requested_by: Option<AgencyId>,
        /// The agreement that holds the credit.
        agreement_id: Option<AgreementId>,
        /// The credit that pays for it.
        allocation_id: Option<AllocationId>,
        /// The line it is a part of.
        part_of: Option<EquipmentLineId>,
        /// The nation when absent.
        place_id: Option<PlaceId>,
        opened_on: Option<Day>,
    }
}

command! {
    /// Equipment was delivered.
    pub struct DeliverEquipmentBody {
        /// The county, city or province.
        place_id: PlaceId,
        /// Within that place.
        neighborhood_id: Option<NeighborhoodId>,
        units: u32,
        delivered_on: Option<Day>,
    }
}

command! {
    /// A delivery was a mistake.
    pub struct ReverseDeliveryBody {
        mistake: DeliveryMistake,
        reversed_on: Option<Day>,
    }
}

command! {
    /// Nothing more is delivered on the line.
    pub struct CloseEquipmentLineBody {
        closed_on: Option<Day>,
    }
}

command! {
    /// An organization.
    pub struct RegisterNgoBody {
        /// Name of the organization.
        name: Line,
        /// The nation when absent.
        place_id: Option<PlaceId>,
        registered_on: Option<Day>,
    }
}

command! {
    /// It asks for a licence.
    pub struct ApplyForLicenceBody {
        level: LicenceLevel,
        applied_on: Option<Day>,
    }
}

command! {
    /// The supervisory board gives the licence that was asked for.
    pub struct GrantLicenceBody {
        /// As it is numbered on paper.
        number: Code,
        /// Last day on which it holds.
        valid_until: Day,
        granted_on: Option<Day>,
    }
}

command! {
    /// The supervisory board gives none.
    pub struct RefuseLicenceBody {
        reason: LicenceRefusalReason,
        refused_on: Option<Day>,
    }
}

command! {
    /// A licence holds longer.
    pub struct RenewLicenceBody {
        /// Last day on which it holds now.
        valid_until: Day,
        renewed_on: Option<Day>,
    }
}

command! {
    /// A licence holds no more.
    pub struct RevokeLicenceBody {
        reason: RevocationReason,
        revoked_on: Option<Day>,
    }
}

command! {
    /// A series of an indicator.
    pub struct OpenSeriesBody {
        /// Code of the indicator; declared figures of the same code belong to the series.
        indicator: Code,
        title: Line,
        title_en: Option<Line>,
        /// Code of the unit, as `per_1000_population`.
        unit: Code,
        /// The nation when absent.
        place_id: Option<PlaceId>,
        opened_on: Option<Day>,
    }
}

command! {
    /// The value of a year; recorded again, it is put right.
    pub struct RecordSeriesValueBody {
        /// Jalali year.
        year: u16,
        /// Thousandths of the unit.
        value_thousandths: i64,
        qualifier: Qualifier,
        /// Which body or paper says so.
        source: Line,
        recorded_on: Option<Day>,
    }
}

command! {
    /// The value of a year was a mistake.
    pub struct StrikeSeriesValueBody {
        year: u16,
        struck_on: Option<Day>,
    }
}

command! {
    /// The year that changes are counted from.
    pub struct StateSeriesBaseBody {
        year: u16,
        /// Why this year.
        reason: Words,
        stated_on: Option<Day>,
    }
}

command! {
    /// A figure of the nation as a document prints it: never computed, never corrected.
    pub struct DeclareFigureBody {
        /// Code of what is counted; a new one where none of the known ones fits.
        indicator: Code,
        /// Thousandths of the unit.
        value_thousandths: i64,
        /// How the document means it: exact, about, more than, less than.
        qualifier: Qualifier,
        /// Code of the unit, as `person` or `percent`.
        unit: Code,
        /// As the document states it; absent where it states none.
        period: Option<Line>,
        /// The document and the part of it.
        source: Line,
        /// The words of the document.
        quote: Option<Words>,
        declared_on: Option<Day>,
    }
}

command! {
    /// How a declared figure stands to another of the same source.
    pub struct RelateFigureBody {
        indicator: Code,
        source: Line,
        relation: FigureRelation,
        /// Code of the other figure.
        other: Code,
        quote: Option<Words>,
        related_on: Option<Day>,
    }
}

command! {
    /// Why a declared figure cannot be taken at its word; nothing is computed from it then.
    pub struct DoubtFigureBody {
        indicator: Code,
        source: Line,
        doubt: FigureDoubt,
        doubted_on: Option<Day>,
    }
}

command! {
    /// Another part of a document tells a declared figure.
    pub struct TellFigureBody {
        indicator: Code,
        source: Line,
        /// The part of the document.
        section: Line,
        quote: Option<Words>,
        told_on: Option<Day>,
    }
}
