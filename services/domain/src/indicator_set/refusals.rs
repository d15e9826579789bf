//! Why an indicator set turns a command down.

use chrono::NaiveDate;
use hamyar_events::Domain;

refusals! {
    /// Why an indicator set turns a command down.
    IndicatorSetRefusal {
        DomainEmpty { domains: Vec<Domain> } = "domain_without_indicator", "each of the three domains has at least one indicator";
        BandsUnordered = "bands_unordered", "the bands are in order: 0 < harmed < at risk <= 1000";
        TooFewForRule { domain: Domain, indicators: u32, needed: u32 } = "too_few_indicators",
            "a domain has fewer indicators than the readings a tier needs";
        EffectiveBeforeLast { last: NaiveDate } = "effective_before_last_version", "a version takes effect after the one before it";
    }
}
