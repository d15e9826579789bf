//! The class of every field that tells something of a family, as data. What is not classed here is shown to nobody.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a field tells, and so who may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Ids, dates, states: nothing that says anything of a person.
    Public,
    /// Names, circumstances, the course of the case.
    Personal,
    /// National ids.
    NationalId,
    /// Health, addiction, violence, crime; and free narrative, which may hold any of them.
    Sensitive,
    /// The neighborhood.
    Area,
    /// Where the family lives and how it is reached.
    Location,
    /// What a task needs to be done.
    Work,
}

impl Class {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "public" => Self::Public,
            "personal" => Self::Personal,
            "national_id" => Self::NationalId,
            "sensitive" => Self::Sensitive,
            "area" => Self::Area,
            "location" => Self::Location,
            "work" => Self::Work,
            _ => return None,
        })
    }
}

/// How one field of a view is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The whole value is of this class.
    Is(Class),
    /// The value, or each item of it, is another view.
    In(&'static str),
    /// Each item is a view with a `domain`; those of the social domain are sensitive.
    ByDomain(&'static str),
    /// Each item is a view with an `indicator`; those on a sensitive one are sensitive.
    ByIndicator(&'static str),
    /// Codes of indicators; those of a sensitive one are sensitive.
    Codes,
    /// An event's payload, whose fields are classed by [`payload_class`].
    Payload,
}

/// Indicators that read nothing of health, addiction, violence or crime. Any other, also one that the national office adds, is sensitive until it
/// stands here.
const PLAIN_INDICATORS: &str = "
schooling headship income employment skills debt housing tenure insurance credit_access assets money_management life_skills parenting kin_relations
neighbor_relations participation literacy leisure media_use trust_hope community_support
";

/// Whether an indicator reads health, addiction, violence or crime.
pub fn is_sensitive_indicator(code: &str) -> bool {
    !PLAIN_INDICATORS.split_whitespace().any(|plain| plain == code)
}

/// One line: the view, the class or the way into another view, the fields.
const VIEWS: &str = "
FamilyCard public id file_number state consent year_ends days_left next_due overdue open_referrals last_visit members_count address_under_threat erased
FamilyCard personal family_name tier baseline_tier center caseworker household_type
FamilyCard area neighborhood
FamilyLite public id file_number
FamilyLite personal family_name tier
FamilyLite area neighborhood
SearchHit in:FamilyLite family
SearchHit public score
SearchHit personal reasons
DueFamily public id file_number
DueFamily personal family_name
DueFamily area neighborhood
TodayItem public kind domain window_from due state days entry_id task_id days_left_of_year missed remind_on urgent
TodayItem in:DueFamily family
TodayItem personal member title
CalendarItem public kind domain window_from due state days entry_id task_id days_left_of_year missed remind_on urgent status done_on late
CalendarItem in:DueFamily family
CalendarItem personal member title
Calendar public from to today position
Calendar in:CalendarItem items

FamilyFile same-as FamilyCard
FamilyFile public shown_on sequence cycle identified_on head_member_id kept_until erased_on
FamilyFile in:FileErasure erasures
FamilyFile location address safe_contact contact_window
FamilyFile in:FileRequest requests
FamilyFile in:FileTierProposal tier_proposals
FamilyFile in:FileRegistration registration registrations
FamilyFile in:FileConsent consent_detail
FamilyFile in:FileMember members
FamilyFile in:FileSending sendings
FamilyFile in:FileHandingOn handing_on
FamilyFile sensitive categories violence_recorded coverages notes expert_referrals
FamilyFile in:FileTier tiers
FamilyFile in:FileAssessment assessments
FamilyFile in:FileAssignment assignment past_assignments
FamilyFile domain:FileEntry calendar
FamilyFile indicator:FileGoal goals
FamilyFile in:FileVisit visits
FamilyFile domain:FileService services
FamilyFile domain:FileGeneralAid general_aid
FileGeneralAid public activity_id domain held_on form
FileGeneralAid personal title member_id persons hours
FamilyFile domain:FileReferral referrals
FamilyFile domain:Task tasks
FamilyFile in:FileAttachment attachments
FamilyFile in:FileClosed closed
FamilyFile in:FileMergedInto merged_into
FamilyFile in:FileMerge merges
FileMergedInto public merge_id family_id file_number merged_on by
FileMergedInto sensitive reason
FileMerge public merge_id family_id file_number merged_on by joined same undone_on
FileMerge sensitive undone_reason
FileRegistration public source registered_on entry
FileRegistration personal register
FileRegistration sensitive referred_by referred_by_name
FileRegistration in:FileDeclared declared
FileDeclared personal dependents monthly_income supported_by
FileDeclared sensitive headship_cause note
FileConsent public basis on member_id
FileConsent sensitive ground reason
FileMember public id joined_on erased
FileMember personal given_name family_name father_name relation sex birth_date age education occupation skill work schooling is_head left left_reason
FileMember national_id national_id
FileMember location phone
FileMember sensitive categories
FileCategory sensitive code member_id
FileCoverage sensitive agency kind since
FileSending public id withdrawn sent_on answered_on
FileSending sensitive agency reason answer answer_reason
FileSending in:FileSupport support
FileSupport personal phase state
FileSupport public reached_on
FileHandingOn public said_on
FileHandingOn sensitive agency reason
FileHandingOn personal agreed
FamilyPathway personal member standing runs
FamilyPathway public since criteria_version
FamilyPathway in:PathwayPart steps
FamilyPathway in:PathwayWord words
FamilyPathway in:Eligibility eligibility
PathwayPart personal step
PathwayPart public reached_on
PathwayPart in:PathwayBasis rests_on
PathwayBasis public happened_on
PathwayBasis personal kind title
PathwayBasis sensitive code
PathwayWord personal kind
PathwayWord public happened_on criteria_version
PathwayWord sensitive reason words criteria
Eligibility public code needed
Eligibility sensitive met
PathwayWoman in:FamilyCard family
PathwayWoman personal member standing
PathwayWoman public since
PathwayWoman sensitive reason
AgencyListRead public headings missing presets rows wrong elsewhere repeated counts position
AgencyListRead personal wrong_rows_csv
AgencyListRead in:FoundListRow found
AgencyListRead in:NewListRow new
AgencyListRead in:UnlistedFamily unlisted
FoundListRow public line family_id file_number how recorded
FoundListRow personal member
FoundListRow sensitive also_listed
FoundListRow in:ListDifference differences
ListDifference public field
ListDifference personal ours theirs
NewListRow public line
NewListRow personal name birth_date
UnlistedFamily public family_id file_number
UnlistedFamily personal family_name
Transfer public family_id file_number sending_id sent_on answered_on
Transfer personal asked answer phase state information hygiene livelihood
Transfer sensitive reason
FileTier public moment cycle set rule_version assessment_id assigned_on sequence position by outside_information
FileTier personal tier computed_tier overridden score
FileTier in:DomainScore domains
FileTier sensitive override_reason explanation
FileTier codes strengths harms
FileTier indicator:UsedReading readings
DomainScore public domain
DomainScore personal score tier
DomainScore codes critical
FileAssessment public id moment cycle set visit_id assessed_on by
FileAssessment indicator:FileReading readings
FileAssessment codes strengths harms
FileReading public indicator
FileReading personal value how_known
FileReading sensitive note
UsedReading public indicator assessment_id
UsedReading personal value
FileAssignment public assignment_id starts_on ends_on days_left overdue released_on release_reason
FileAssignment personal caseworker
FileAssignment sensitive release_note
FileAssignment in:FileRenewal renewals
FileAssignment in:FileHandover handover
FileHandover public done prepared_on
FileHandover sensitive note
Suggestion public score free nearness cannot
Suggestion personal caseworker skills
HandoverPlan public position
HandoverPlan personal caseworker
HandoverPlan in:HandoverFamily families
HandoverFamily public id file_number year_ends open_entries overdue open_tasks done
HandoverFamily personal family_name
FileRenewal public ends_on renewed_on
FileRenewal sensitive reason
FileEntry public id domain capacity window_from window_to status due_state done_on missed_on goal_id remind_days late
FileEntry in:FileSeries series
FileEntry personal member kind purpose title reason
FileEntry sensitive late_reason
FileSeries public first_entry_id number of
FileGoal public id indicator domain due_on due_state set_on closed_on
FileGoal personal member from_value target value result
FileGoal sensitive wish reason
FileVisit public id visited_on place next_visit_on corrected voided
FileVisit personal present caseworker
FileVisit sensitive note correction_reason
FileService public id domain capacity delivered_on visit_id entry_id corrected voided
FileReferral public id domain urgency referred_on state days_open packet_sequence withdrawn_on reception accepted_on answer_by holidays_known overdue
FileReferral public declined_on continues
FileReferral in:ReferralWord words
ReferralWord public kind why on
ReferralWord personal text
FileService personal kind purpose members provider caseworker amount_rials particulars outcome note correction_reason
FileReferral personal commission question withdrawal_reason
FileReferral in:FileDecision decision
FileDecision public decision_id session_id outcome seen_sequence task_ids decided_on
FileDecision personal reason present
Task public task_id family_id file_number given_on due_on due_state state referral_id stopped delegated_to
Task in:TaskShown evidence
TaskShown public kind
TaskShown work reference
Task work title expected domain commission responsible
Task in:TaskProgressNote progress
TaskProgressNote public why on
TaskProgressNote work note
FileExpertReferral sensitive specialty question answer
FileExpertReferral public id referred_on answer_by answered_on
FileNote public id at recorded_at by
FileNote sensitive text
FileAttachment public id kind media_type size_bytes received_on recorded_at by erased
FileAttachment personal title member
FileAttachment in:FileAttachmentRemoval removed
FileAttachmentRemoval public removed_on by
FileAttachmentRemoval sensitive reason
FileErasure public id member_id ground state requested_on requested_by decided_on decided_by
FileErasure sensitive note reason
FileRequest public id kind state made_on answer_by outcome answered_on answered_by
FileRequest personal member
FileRequest sensitive words answer
FileTierProposal public id moment state proposed_on proposed_by answered_on answered_by
FileTierProposal personal tier computed
FileTierProposal sensitive reason answer
TierProposal public id family_id file_number moment state proposed_on answered_on own_proposal
TierProposal personal tier computed
TierProposal sensitive reason
FamilyRequest public id family_id file_number kind state made_on answer_by overdue outcome answered_on own_decision
FamilyRequest sensitive words
FileClosed public closed_on reason
FileClosed sensitive note

FamilyFund public fund_id joined_on left_on
FamilyFund personal fund member share_rials answers_for
FamilyFund in:FamilyFundLoan loans
FamilyFundLoan public id requested_on granted_on
FamilyFundLoan personal state asked_rials lent_rials outstanding_rials overdue_rials guarantee guarantors instalments

Packet in:ReferralDetail referral
Packet in:FamilyFile file
Packet domain:FileReferral past_decisions
Packet domain:FileReferral thread
Packet in:TimelineItem since
Packet public as_of_sequence now_differs
ReferralDetail public id family_id domain urgency referred_on state days_open packet_sequence reception answer_by continues
ReferralDetail personal commission question
Agenda public commission position
Agenda in:AgendaSession sessions
Agenda in:WaitingReferral waiting
AgendaSession public id held_on starts_at state present remote absent
AgendaSession in:AgendaCase cases
AgendaFamily public id file_number
MinutesCase public referral_id state adjourned_because aside
MinutesCase in:AgendaFamily family
MinutesCase personal question discussion
MinutesCase in:MinutesDecision decision
MinutesDecision public decision_id outcome decided_on
MinutesDecision personal reason
MinutesDecision in:MinutesVote votes
MinutesDecision in:MinutesTask tasks
MinutesVote public person_id name vote
MinutesVote personal dissent
MinutesTask public domain due_on responsible
MinutesTask personal title expected
AgendaCase public referral_id urgency referred_on days_open state decision_id conflicts
AgendaCase in:AgendaFamily family
AgendaCase personal caseworker reason question
WaitingReferral public referral_id urgency referred_on days_open adjourned reception answer_by overdue continues
WaitingReferral personal missing
WaitingReferral in:AgendaFamily family
WaitingReferral personal question caseworker
OpenReferral public referral_id commission_id domain urgency referred_on days_open state reception answer_by days_late silent
OpenReferral public long_silent
OpenReferral in:AgendaFamily family
OverdueWork public id kind family_id file_number domain window_from due days_late missed
OverdueWork personal family_name caseworker title
ExpertQuestion public id family_id file_number asked_on answer_by state days_open
ExpertQuestion personal family_name caseworker
ExpertQuestion sensitive specialty
OpenReferral personal commission question caseworker

MovedFamily in:FamilyCard family
MovedFamily personal from to
ChangedFamily in:FamilyCard family
ChangedFamily personal before after
ServedPerson public member_id family_id file_number last_on
ServedPerson personal family_name given_name services contacts
GivenService public service_id family_id file_number domain delivered_on persons contacts hours
GivenService personal family_name kind
MovedDecision public referral_id family_id file_number decided_on
MovedDecision personal commission from to

Replay public sequence last_sequence axis
Replay in:FamilyFile state
Replay in:TimelineItem event
Replay personal changes
StreamReplay public stream id sequence last_sequence axis names
StreamReplay personal state changes
StreamReplay in:TimelineItem event
StreamComparison public stream id day names
StreamComparison in:Side as_was as_known
StreamComparison personal differences
StreamComparison in:TimelineItem not_yet_recorded
Side public sequence happened_at events
Side personal state
StreamHistory public stream id position head_hash read_by read_at names
StreamHistory personal state
StreamHistory in:TimelineItem events
TierGrounds public family_id file_number rule
TierGrounds personal tier computed_tier overridden
TierGrounds sensitive override_reason explanation
TierGrounds in:TimelineItem event
TierGrounds in:DomainGrounds domains
TierGrounds in:AssessmentGrounds assessments
DomainGrounds public domain because
DomainGrounds personal score tier sum best
DomainGrounds indicator:IndicatorGrounds indicators
IndicatorGrounds public indicator title weight critical_at known_by assessment_id
IndicatorGrounds personal value step critical how_known
IndicatorGrounds sensitive note
AssessmentGrounds public id moment assessed_on readings_used
AssessmentGrounds in:TimelineItem event
AssessmentGrounds in:VisitGrounds visit
VisitGrounds public id visited_on place corrected voided
VisitGrounds personal caseworker present
VisitGrounds in:TimelineItem event
ReferralReview public file_number packet_sequence names
ReferralReview personal changes
ReferralReview in:ReferralDetail referral
ReferralReview in:TimelineItem referred meanwhile course
ReferralReview in:FamilyFile packet
ReferralReview in:DecisionReview decision
ReferralReview in:PacketOpening openings
DecisionReview public decision_id session_id outcome decided_on seen_sequence commission_sequence quorum counted caseworker_present
DecisionReview personal reason caseworker
DecisionReview in:TimelineItem event
DecisionReview in:Attendance attendance
DecisionReview domain:Task tasks
Attendance public kind person_id seated counts
Attendance personal name
PacketOpening public id actor operation subject ground unusual via accessed_at before_decision of_commission
TimelineItem public sequence position type happened_at recorded_at late erased actor device
TimelineItem payload payload

ErasureView public id family_id file_number center one_member ground state requested_on requested_by decided_on decided_by persons event_id
ErasureView public event_position
KeptFile public family_id file_number closed_on kept_until waits
KeptFile personal family_name

GlassNotice public id family_id file_number purpose by center opened_at until
GlassNotice personal reason
OpenNow public id family_id file_number kind purpose until
Comparison public id family_id file_number by center asked_on national_id_matches
Comparison personal family_name names birth_year
Comparison location phone
AskedComparison public id asked_on answer
AskedComparison personal names
RevealedAddress public family_id file_number until
RevealedAddress area neighborhood
RevealedAddress location address safe_contact phones
RevealedPhone location name phone

LateWork public id family_id file_number operation part_id why refusal by parked_at happened_at state settled_at outcome center
LateWork personal family_name caseworker
LateWork sensitive body reason file
LateWork location address_body
";

/// Fields of event payloads, by their stored names; `event.field` goes before `field`.
const PAYLOADS: &str = "
public type accepted_on agency_id amount_unit answered_on asked_on assessed_on assessment_id assigned_on assignment_id basis capacity caseworker_id
public center_id changed_on cleared_on closed_on commission_id comparison_id continues cycle decided_on decision_id declined_on delivered_on domain
public late_id command_id operation part_id why refusal based_on parked_on settled_on file
public attachment_id media_type size_bytes sealed_sha256 received_on removed_on
public erasure_id requested_by requested_on refused_by approved_by erased_on subjects erasure_requested.ground personal_data_erased.ground
public done_on due_on ends_on entry entry_id expert_referral_id file_number given_on glass_id how_known identified_on indicator joined_on left_on
public marked_on member_id member_ids missed_on moment next_visit_on note_id outcome outside_information packet_sequence person_id place present
public progressed_on provider_agency_id referral_id referred_on refused_on register registered_on released_on renewed_on reopened_on responsible
public move_id moved_on returned_on to to_file_number
public merge_id from from_file_number into into_file_number merged_on unmerged_on undone_on because address_under_threat same_as
public reveal_id rule_version same seen_sequence service_id session_id set set_id since source starts_on task_id urgency until user_id version
public answer_by days_left resumed_on
public reassigned_on dropped_on delegated_on
public request_id deciders made_on shown_on way proposal_id proposed_on
public sending_id sent_on agreed_on reached_on sending_answered.answer
public record_id listed_on taken kept field
personal theirs
public enrollment_id enrolled_on completed_on criteria_version
public visit_id visited_on window_from window_to withdrawn_on
public done prepared_on
public goal_id set_on series first_entry_id number of remind_days
personal amount_rials particulars sessions instalments guarantee origin monthly_income_rials phase state quantity unit months hours certificate
personal target from_value result reached_value
sensitive wish late_reason criteria
personal names birth_year national_id_matches family_name given_name father_name birth_date sex relation education occupation skill work schooling
personal dependents monthly_income supported_by declared household_type tier score domains computed value title question purpose kind tasks
personal replacement amount override readings members learned categories
national_id national_id
sensitive missing added words
personal expected evidence reference
sensitive body category referred_by referred_by_name headship_cause note reason ground text answer specialty explanation fa en harms strengths critical
area neighborhood_id
location address phone instruction window
";

type Table = HashMap<&'static str, HashMap<&'static str, Rule>>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::new();
    for line in VIEWS.lines().filter(|line| !line.trim().is_empty()) {
        let mut words = line.split_whitespace();
        let (Some(view), Some(way)) = (words.next(), words.next()) else { continue };
        if way == "same-as" {
            let others = words.filter_map(|other| table.get(other).cloned()).flatten().collect::<Vec<_>>();
            table.entry(view).or_default().extend(others);
            continue;
        }
        let rule = match way.split_once(':') {
            Some(("in", other)) => Rule::In(other),
            Some(("domain", other)) => Rule::ByDomain(other),
            Some(("indicator", other)) => Rule::ByIndicator(other),
            _ => match (way, Class::named(way)) {
                ("codes", _) => Rule::Codes,
                ("payload", _) => Rule::Payload,
                (_, Some(class)) => Rule::Is(class),
                // A word that names nothing classes nothing, and what is not classed is shown to nobody; a test reads the whole table.
                _ => continue,
            },
        };
        table.entry(view).or_default().extend(words.map(|field| (field, rule)));
    }
    table
});

static PAYLOAD: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| {
    let lines = PAYLOADS.lines().filter_map(|line| line.split_once(' '));
    let fields = lines.filter_map(|(class, fields)| Class::named(class).map(|class| (class, fields)));
    fields.flat_map(|(class, fields)| fields.split_whitespace().map(move |field| (field, class))).collect()
});

/// The views that are classed.
pub fn views() -> impl Iterator<Item = &'static str> {
    TABLE.keys().copied()
}

/// How a field of a view is covered; `None` for what nobody classed.
pub fn field_rule(view: &str, field: &str) -> Option<Rule> {
    TABLE.get(view)?.get(field).copied()
}

/// The class of a field of an event's payload; `None` for what nobody classed.
pub fn payload_class(field: &str) -> Option<Class> {
    PAYLOAD.get(field).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read_and_every_view_it_leads_to_is_there() {
        let fields: usize = VIEWS
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.contains("same-as"))
            .map(|line| line.split_whitespace().count() - 2)
            .sum();
        let card = TABLE["FamilyCard"].len();
        assert_eq!(
            TABLE.values().map(HashMap::len).sum::<usize>(),
            fields + card,
            "a field is classed twice, or not read"
        );
        for rule in TABLE.values().flat_map(HashMap::values) {
            if let Rule::In(other) | Rule::ByDomain(other) | Rule::ByIndicator(other) = rule {
                assert!(TABLE.contains_key(other), "{other}");
            }
        }
        let words: usize =
            PAYLOADS.lines().filter(|line| !line.is_empty()).map(|line| line.split_whitespace().count() - 1).sum();
        assert_eq!(PAYLOAD.len(), words, "a payload field is classed twice, or not read");
    }
}
