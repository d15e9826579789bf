//! A GeoJSON geometry (RFC 7946) as people paste it: a polygon or several, or a feature that holds them.

use hamyar_domain::neighborhood::{BOUNDARY_POINTS_MAX, BOUNDARY_POLYGONS_MAX};
use hamyar_events::neighborhood::Boundary;
use serde_json::Value;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::input::{At, Faults, Read};

/// A boundary, read from a `Polygon`, a `MultiPolygon` or a `Feature` of one.
#[derive(Clone)]
pub struct Outline(pub(super) Boundary);

/// Why a geometry is no boundary: a rule of `messages.rs`.
type Fault = &'static str;

impl Read for Outline {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        let value = match value {
            None | Some(Value::Null) => {
                faults.add(at, "required");
                return None;
            }
            Some(value) => value,
        };
        match boundary(value) {
            Ok(boundary) => Some(Self(boundary)),
            Err("too_many") => {
                faults.add_with(at, "too_many", &[("max", BOUNDARY_POINTS_MAX.into())]);
                None
            }
            Err(rule) => {
                faults.add(at, rule);
                None
            }
        }
    }
}

fn boundary(value: &Value) -> Result<Boundary, Fault> {
    // A reference system of its own is of the older GeoJSON; only WGS 84 may be named.
    let names_another = |value: &Value| {
        let name = value["crs"]["properties"]["name"].as_str();
        name.is_some_and(|name| !name.ends_with("CRS84") && !name.ends_with(":4326"))
    };
    if names_another(value) {
        return Err("not_wgs84");
    }
    let polygons: Vec<&Value> = match value["type"].as_str() {
        Some("Feature") => return boundary(&value["geometry"]),
        Some("Polygon") => vec![&value["coordinates"]],
        Some("MultiPolygon") => value["coordinates"].as_array().ok_or("not_a_polygon")?.iter().collect(),
        _ => return Err("not_a_polygon"),
    };
    if polygons.is_empty() {
        return Err("not_a_polygon");
    }
    if polygons.len() > BOUNDARY_POLYGONS_MAX {
        return Err("too_many");
    }
    let mut left = BOUNDARY_POINTS_MAX;
    let polygons = polygons.into_iter().map(|polygon| rings(polygon, &mut left)).collect::<Result<_, Fault>>()?;
    Ok(Boundary { polygons })
}

fn rings(polygon: &Value, left: &mut usize) -> Result<Vec<Vec<[i32; 2]>>, Fault> {
    let rings = polygon.as_array().filter(|rings| !rings.is_empty()).ok_or("not_a_polygon")?;
    rings.iter().map(|ring| points(ring, left)).collect()
}

fn points(ring: &Value, left: &mut usize) -> Result<Vec<[i32; 2]>, Fault> {
    let ring = ring.as_array().ok_or("not_a_polygon")?;
    *left = left.checked_sub(ring.len()).ok_or("too_many")?;
    let points = ring.iter().map(point).collect::<Result<Vec<_>, Fault>>()?;
    if points.len() < 4 || points.first() != points.last() {
        return Err("ring_open");
    }
    Ok(points)
}

fn point(position: &Value) -> Result<[i32; 2], Fault> {
    let degrees = |index: usize, most: f64| {
        let degrees = position.get(index).and_then(Value::as_f64).ok_or("not_a_polygon")?;
        if degrees.abs() > most {
            return Err("not_wgs84");
        }
        // Within 180 million, so that it fits; a tenth of a meter is what no plan knows better.
        Ok((degrees * 1_000_000.0).round() as i32)
    };
    Ok([degrees(0, 180.0)?, degrees(1, 90.0)?])
}

impl PartialSchema for Outline {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some(
                "A GeoJSON Polygon or MultiPolygon, or a Feature of one: WGS 84, closed rings, at most 5000 points.",
            ))
            .into()
    }
}
impl ToSchema for Outline {}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn square(scale: f64) -> Value {
        json!([[[59.6 * scale, 36.3], [59.61 * scale, 36.3], [59.61 * scale, 36.31], [59.6 * scale, 36.3]]])
    }

    #[test]
    fn polygons_and_features_of_them_are_boundaries() {
        let polygon = json!({ "type": "Polygon", "coordinates": square(1.0) });
        let feature = json!({ "type": "Feature", "properties": {}, "geometry": polygon });
        let several = json!({ "type": "MultiPolygon", "coordinates": [square(1.0)] });
        for value in [&polygon, &feature, &several] {
            let read = boundary(value).unwrap_or_else(|rule| panic!("{rule}"));
            assert_eq!(read.polygons[0][0][0], [59_600_000, 36_300_000]);
        }
    }

    #[test]
    fn what_is_wrong_with_a_geometry_is_told() {
        let point = json!({ "type": "Point", "coordinates": [59.6, 36.3] });
        let open =
            json!({ "type": "Polygon", "coordinates": [[[59.6, 36.3], [59.61, 36.3], [59.61, 36.31], [59.6, 36.4]]] });
        let meters = json!({ "type": "Polygon", "coordinates": square(12_000.0) });
        let named =
            json!({ "type": "Polygon", "coordinates": square(1.0), "crs": { "properties": { "name": "EPSG:32640" } } });
        let text = json!({ "type": "Polygon", "coordinates": [[["x", "y"]]] });
        let long: Vec<Value> = (0..=BOUNDARY_POINTS_MAX).map(|_| json!([59.6, 36.3])).collect();
        let long = json!({ "type": "Polygon", "coordinates": [long] });
        let cases = [
            (point, "not_a_polygon"),
            (open, "ring_open"),
            (meters, "not_wgs84"),
            (named, "not_wgs84"),
            (text, "not_a_polygon"),
            (long, "too_many"),
            (json!({ "type": "MultiPolygon", "coordinates": [] }), "not_a_polygon"),
            (json!("خانه"), "not_a_polygon"),
        ];
        for (value, rule) in cases {
            assert_eq!(boundary(&value).err(), Some(rule), "{value}");
        }
    }
}
