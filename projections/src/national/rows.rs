//! The rows of the national work.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::rows::row;

row! {
    /// One agreement.
    AgreementRow in "agreement" {
        agreement_id: Uuid,
        number: String,
        title: String,
        parties: Vec<Uuid>,
        place_id: Option<Uuid>,
        signed_on: NaiveDate,
        ends_on: Option<NaiveDate>,
        ended_on: Option<NaiveDate>,
        end_reason: Option<String>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One amendment of an agreement.
    AmendmentRow in "agreement_amendment" {
        amendment_id: String,
        agreement_id: Uuid,
        note: String,
        ends_on: Option<NaiveDate>,
        amended_on: NaiveDate,
        sequence: i64,
    }
}

row! {
    /// One credit, in the stream of the agreement whose budget line feeds its tree.
    CreditRow in "credit" {
        allocation_id: Uuid,
        agreement_id: Uuid,
        for_agreement: Option<Uuid>,
        amount_rials: i64,
        kind: String,
        budget_line: Option<String>,
        drawn_from: Option<Uuid>,
        purpose: String,
        place_id: Option<Uuid>,
        year: i32,
        allocated_on: NaiveDate,
        mistake: Option<String>,
        reversed_on: Option<NaiveDate>,
        sequence: i64,
    }
}

row! {
    /// Money spent of a credit.
    SpendingRow in "credit_spending" {
        spending_id: Uuid,
        allocation_id: Uuid,
        agreement_id: Uuid,
        amount_rials: i64,
        note: String,
        spent_on: NaiveDate,
        mistake: Option<String>,
        reversed_on: Option<NaiveDate>,
        sequence: i64,
    }
}

row! {
    /// One program.
    ProgramRow in "program" {
        program_id: Uuid,
        kind: String,
        title: String,
        title_en: Option<String>,
        field: Option<String>,
        lead_agency: Option<Uuid>,
        agreement_id: Option<Uuid>,
        provinces: Vec<Uuid>,
        horizon: Option<String>,
        level: Option<String>,
        approach: Option<String>,
        class_reason: Option<String>,
        classed_on: Option<NaiveDate>,
        registered_on: NaiveDate,
        ended_on: Option<NaiveDate>,
        source: Option<String>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// The part of one agency in a program.
    #[derive(sqlx::FromRow)]
    ShareRow in "program_share" {
        share_id: Uuid,
        program_id: Uuid,
        agency_id: Uuid,
        part: String,
        expected: String,
        due_on: Option<NaiveDate>,
        given_on: NaiveDate,
        recorded_on: NaiveDate,
        ended_on: Option<NaiveDate>,
        end_reason: Option<String>,
        source: Option<String>,
        sequence: i64,
    }
}

row! {
    /// One line of equipment.
    EquipmentRow in "equipment_line" {
        line_id: Uuid,
        title: String,
        title_en: Option<String>,
        facility_type: Option<String>,
        items: Option<String>,
        unit: String,
        requested_by: Option<Uuid>,
        agreement_id: Option<Uuid>,
        allocation_id: Option<Uuid>,
        part_of: Option<Uuid>,
        place_id: Option<Uuid>,
        opened_on: NaiveDate,
        closed_on: Option<NaiveDate>,
        source: Option<String>,
        declared: Option<serde_json::Value>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One delivery.
    DeliveryRow in "equipment_delivery" {
        delivery_id: Uuid,
        line_id: Uuid,
        place_id: Uuid,
        neighborhood_id: Option<Uuid>,
        units: i64,
        delivered_on: NaiveDate,
        mistake: Option<String>,
        reversed_on: Option<NaiveDate>,
        sequence: i64,
    }
}

row! {
    /// One organization.
    NgoRow in "ngo" {
        ngo_id: Uuid,
        name: String,
        place_id: Option<Uuid>,
        registered_on: NaiveDate,
        waiting_level: Option<String>,
        waiting_since: Option<NaiveDate>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One application, with its answer.
    ApplicationRow in "licence_application" {
        application_id: String,
        ngo_id: Uuid,
        level: String,
        applied_on: NaiveDate,
        outcome: Option<String>,
        reason: Option<String>,
        answered_on: Option<NaiveDate>,
        sequence: i64,
    }
}

row! {
    /// One licence.
    LicenceRow in "licence" {
        licence_id: Uuid,
        ngo_id: Uuid,
        level: String,
        number: String,
        granted_on: NaiveDate,
        valid_until: NaiveDate,
        revoked_on: Option<NaiveDate>,
        revocation: Option<String>,
        sequence: i64,
    }
}

row! {
    /// From when until when a licence holds, as it was granted or renewed.
    TermRow in "licence_term" {
        term_id: String,
        licence_id: Uuid,
        level: String,
        since: NaiveDate,
        valid_until: NaiveDate,
        renewal: bool,
    }
}

row! {
    /// One series.
    SeriesRow in "indicator_series" {
        series_id: Uuid,
        indicator: String,
        title: String,
        title_en: Option<String>,
        unit: String,
        place_id: Option<Uuid>,
        opened_on: NaiveDate,
        base_year: Option<i32>,
        base_reason: Option<String>,
        source: Option<String>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// The value of one year.
    ValueRow in "series_value" {
        value_id: String,
        series_id: Uuid,
        year: i32,
        value_thousandths: i64,
        qualifier: String,
        source: String,
        recorded_on: NaiveDate,
    }
}
