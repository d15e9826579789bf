use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

fn identify_with(change: impl FnOnce(&mut FamilyIdentified)) -> FamilyCommand {
    let FamilyCommand::IdentifyFamily(mut command) = identify("2025-04-01") else { unreachable!() };
    change(&mut command.family);
    command.into()
}

/// S001, S002: the way of entry and the referring body are recorded.
#[test]
fn a_family_is_identified_with_its_way_of_entry() {
    let events = given::<Family>([]).when(identify("2025-04-01")).events();
    let FamilyEvent::FamilyIdentified(event) = &events[0] else { panic!("{events:?}") };
    assert_eq!((event.registration.entry, event.registration.referred_by), (EntryWay::Referred, Some(id(71))));
}

/// S002
#[test]
fn a_referred_family_names_who_referred_it() {
    given::<Family>([])
        .when(identify_with(|family| family.registration.referred_by = None))
        .then_invalid(&["referred_by"]);
    // A register may be poorer than a desk; what it says is kept.
    let imported = identify_with(|family| {
        family.registration.referred_by = None;
        family.registration.register = Some("register-1".to_owned());
    });
    given::<Family>([]).when(imported).then_types(&["family_identified"]);
}

/// S003: each source of information can be the family's.
#[test]
fn a_family_is_identified_from_each_source() {
    for source in InformationSource::ALL {
        let command = identify_with(|family| family.registration.source = *source);
        given::<Family>([]).when(command).then_types(&["family_identified"]);
    }
}

#[test]
fn a_file_number_is_present_and_unlike_a_national_id() {
    for (number, right) in
        [("", false), ("پرونده", false), ("0084575948", false), ("X-0084575948", false), ("M12-1404-1", true)]
    {
        let command = identify_with(|family| family.file_number = number.to_owned());
        assert_eq!(given::<Family>([]).when(command).0.is_ok(), right, "{number}");
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let command = identify_with(|family| {
        family.family_name = shared(" ");
        family.identified_on = day("2027-01-01");
        family.file_number = String::new();
    });
    given::<Family>([]).when(command).then_invalid(&["file_number", "family_name", "identified_on"]);
}

#[test]
fn a_family_has_one_file() {
    given::<Family>(identified()).when(identify("2025-04-01")).then_refused(FamilyRefusal::AlreadyIdentified);
}

#[test]
fn nothing_happens_to_a_family_without_a_file() {
    given::<Family>([]).when(preliminary(Tier::Harmed, "2025-04-06")).then_refused(FamilyRefusal::NotIdentified);
    given::<Family>([]).when(consent("2025-04-06")).then_refused(FamilyRefusal::NotIdentified);
}

/// S004: a member without papers joins.
#[test]
fn a_member_without_a_national_id_joins() {
    given::<Family>(identified()).when(join(13, Relation::Other, Sex::Male)).then_types(&["member_joined"]);
}

/// What is kept as a telephone can be called: digits of any script, whatever stands between and beside them.
#[test]
fn a_telephone_has_digits() {
    let with = |phone: &str| {
        let FamilyCommand::JoinMember(mut command) = join(13, Relation::Other, Sex::Male) else { unreachable!() };
        command.member.member.phone = Some(Personal::of_person(uuid::Uuid::from_u128(13), phone.to_owned()));
        command
    };
    for phone in ["09121234567", "۰۹۱۲ ۱۲۳ ۴۵۶۷", "+98 (21) 123-456", "۰۹۱۲۱۲۳۴۵۶۷ خاله"] {
        given::<Family>(identified()).when(with(phone)).then_types(&["member_joined"]);
    }
    given::<Family>(identified()).when(with("abc")).then_invalid(&["phone"]);
}

#[test]
fn a_wrong_national_id_is_refused_and_not_repeated() {
    let FamilyCommand::JoinMember(mut command) = join(13, Relation::Other, Sex::Male) else { unreachable!() };
    command.member.member.national_id = Some(Personal::of_person(uuid::Uuid::from_u128(13), "0084575949".to_owned()));
    let refusal = given::<Family>(identified()).when(command).0.unwrap_err();
    let told = serde_json::to_string(&refusal).unwrap();
    assert_eq!(told, r#"{"code":"invalid","fields":[{"field":"national_id","rule":"not_a_national_id"}]}"#);
}

/// S005: a female head is known as such.
#[test]
fn the_head_tells_the_household_type() {
    let mut family = Family::default();
    identified().iter().for_each(|event| family.evolve(event));
    assert_eq!(family.household_type(), HouseholdType::FemaleHeaded);
}

#[test]
fn a_family_has_one_head_at_a_time() {
    given::<Family>(identified()).when(join(13, Relation::Head, Sex::Male)).then_refused(FamilyRefusal::HeadExists);
    let departure = |member| RemoveMember {
        departure: MemberLeft { member_id: id(member), reason: MemberLeftReason::Moved, left_on: day("2025-05-01") },
        today: today(),
    };
    given::<Family>(identified()).when(departure(MOTHER)).then_refused(FamilyRefusal::HeadMustBeNamed);
    given::<Family>(identified()).when(departure(CHILD)).then_types(&["member_left"]);
    given::<Family>(identified()).when(departure(99)).then_refused(FamilyRefusal::UnknownMember);
    let head = |member| ChangeHead {
        head: HeadChanged { member_id: id(member), changed_on: day("2025-05-01") },
        today: today(),
    };
    given::<Family>(identified()).when(head(CHILD)).then_types(&["head_changed"]);
    given::<Family>(identified()).when(head(MOTHER)).then_nothing();
}

/// S006: several categories on family and members.
#[test]
fn categories_add_up_and_are_not_doubled() {
    let add = |category: &str, member: Option<u128>| AddCategory {
        category: CategoryAdded { category: category.to_owned(), member_id: member.map(id) },
    };
    let remove = |category: &str| RemoveCategory {
        category: CategoryRemoved { category: category.to_owned(), member_id: None },
    };
    let both =
        family(&identified(), [add("female_head_of_household", None).into(), add("working_child", Some(CHILD)).into()]);
    given::<Family>(both.clone()).when(add("female_head_of_household", None)).then_nothing();
    given::<Family>(both.clone()).when(remove("female_head_of_household")).then_types(&["category_removed"]);
    given::<Family>(both.clone()).when(remove("destitute")).then_nothing();
    given::<Family>(both).when(add("unemployed", Some(99))).then_refused(FamilyRefusal::UnknownMember);
}

/// S007: a second registration joins; neither history is lost, also when the case is closed.
#[test]
fn a_second_registration_joins_the_family() {
    let registration = RegistrationJoined {
        member_id: Some(id(MOTHER)),
        neighborhood_id: id(62),
        registration: Registration {
            entry: EntryWay::SelfReferred,
            source: InformationSource::State,
            referred_by: None,
            referred_by_name: None,
            register: Some("register-2".to_owned()),
            declared: None,
        },
        registered_on: day("2025-06-01"),
    };
    let command = JoinRegistration { registration, today: today() };
    given::<Family>(identified()).when(command.clone()).then_types(&["registration_joined"]);
    let closing = CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: day("2025-05-01") };
    let closed = family(&identified(), [CloseCase { closing, today: today() }.into()]);
    given::<Family>(closed).when(command).then_types(&["registration_joined"]);
}

/// S011: coverage by an agency is recorded once.
#[test]
fn coverage_is_recorded_once() {
    let command = RecordCoverage {
        coverage: CoverageRecorded { agency_id: id(71), kind: CoverageKind::Stipend, since: day("2024-01-01") },
        today: today(),
    };
    let covered = family(&identified(), [command.clone().into()]);
    given::<Family>(covered).when(command).then_nothing();
}

#[test]
fn the_same_address_without_words_is_no_news() {
    let address = |neighborhood, text: Option<&str>| ChangeAddress {
        address: AddressChanged {
            neighborhood_id: id(neighborhood),
            address: text.map(shared),
            changed_on: day("2025-05-01"),
        },
        today: today(),
    };
    given::<Family>(identified()).when(address(61, None)).then_nothing();
    given::<Family>(identified()).when(address(62, None)).then_types(&["address_changed"]);
}

#[test]
fn a_held_family_does_not_change_its_center() {
    let to = |center| MoveToCenter {
        center: CenterChanged { center_id: id(center), changed_on: day("2025-05-01") },
        today: today(),
    };
    given::<Family>(identified()).when(to(52)).then_types(&["center_changed"]);
    given::<Family>(identified()).when(to(51)).then_nothing();
    given::<Family>(held()).when(to(52)).then_refused(FamilyRefusal::HasCaseworker);
}

/// What the edge looks up is no part of the wish: sent again tomorrow it is the same wish.
#[test]
fn the_same_wish_reads_the_same_on_another_day() {
    let wish = |today: &str| {
        let mut command = assign("2025-04-12");
        command.today = day(today);
        command.numbers.caseload_max = 3;
        serde_json::to_string(&FamilyCommand::from(command)).unwrap()
    };
    assert_eq!(wish("2026-11-22"), wish("2026-11-23"));
    assert!(!wish("2026-11-22").contains("today"));
}

#[test]
fn a_register_is_called_by_a_label_and_never_by_a_sentence() {
    let joined = |register: &str| JoinRegistration {
        registration: RegistrationJoined {
            member_id: None,
            neighborhood_id: id(61),
            registration: Registration {
                entry: EntryWay::Referred,
                source: InformationSource::State,
                referred_by: None,
                referred_by_name: None,
                register: Some(register.to_owned()),
                declared: None,
            },
            registered_on: day("2025-05-01"),
        },
        today: today(),
    };
    for right in ["register-2", "بهزیستی_1405", &"x".repeat(40)] {
        given::<Family>(identified()).when(joined(right)).then_types(&["registration_joined"]);
        assert!(is_register_label(right));
    }
    for wrong in ["", "فهرست خانم نمونه", "a.b", "0012345679", &"x".repeat(41)] {
        given::<Family>(identified()).when(joined(wrong)).then_invalid(&["register"]);
        assert!(!is_register_label(wrong));
    }
}

/// Who leaves alive may be registered elsewhere; who died keeps her number.
#[test]
fn who_left_gives_her_national_id_up_unless_she_died() {
    use hamyar_events::StreamEvent;
    let released = |reason| {
        let left = MemberLeft { member_id: id(CHILD), reason, left_on: day("2025-05-01") };
        let releases = FamilyEvent::from(left).national_id_releases(FAMILY);
        assert_eq!(releases.len(), 1);
        !releases[0].left
    };
    let reasons = [MemberLeftReason::Moved, MemberLeftReason::Married, MemberLeftReason::Other];
    assert!(reasons.into_iter().all(released));
    assert!(released(MemberLeftReason::EnteredByMistake) && !released(MemberLeftReason::Died));
}
