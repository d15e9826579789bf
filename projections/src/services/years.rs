//! Services of a family in a neighborhood by Jalali year: what a province adds up without reading each service.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use hamyar_persian::{jalali_year, jalali_year_bounds};
use sqlx::PgConnection;
use uuid::Uuid;

use super::apply::ServiceRow;
use crate::projection::ProjectionError;

/// Families, neighborhoods and years of which something changed.
#[derive(Default)]
pub(super) struct Touched(BTreeSet<(Uuid, Uuid, i32)>);

impl Touched {
    pub(super) fn add(&mut self, service: &ServiceRow) {
        self.0.insert((service.family_id, service.neighborhood_id, jalali_year(service.delivered_on)));
    }

    /// Counts them anew from the services that stand; those without any are taken out.
    pub(super) async fn count(self, connection: &mut PgConnection) -> Result<(), ProjectionError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut families = Vec::with_capacity(self.0.len());
        let mut neighborhoods = Vec::with_capacity(self.0.len());
        let mut years = Vec::with_capacity(self.0.len());
        let mut days: (Vec<NaiveDate>, Vec<NaiveDate>) = (Vec::new(), Vec::new());
        for (family, neighborhood, year) in self.0 {
            let Some((first, last)) = jalali_year_bounds(year) else { continue };
            families.push(family);
            neighborhoods.push(neighborhood);
            years.push(year);
            days.0.push(first);
            days.1.push(last);
        }
        let gone = "delete from service_year y using unnest($1::uuid[], $2::uuid[], $3::integer[]) as t(family, neighborhood, year)
             where y.family_id = t.family and y.neighborhood_id = t.neighborhood and y.year = t.year";
        sqlx::query(gone).bind(&families).bind(&neighborhoods).bind(&years).execute(&mut *connection).await?;
        let counted = "insert into service_year (family_id, neighborhood_id, year, services, last_on)
             select t.family, t.neighborhood, t.year, count(*), max(v.delivered_on)
               from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::date[], $5::date[]) as t(family, neighborhood, year, first, last)
               join service_fact v on v.family_id = t.family and v.delivered_on between t.first and t.last and v.neighborhood_id = t.neighborhood
              where not v.struck group by 1, 2, 3";
        let query = sqlx::query(counted).bind(&families).bind(&neighborhoods).bind(&years).bind(&days.0).bind(&days.1);
        query.execute(&mut *connection).await?;
        Ok(())
    }
}
