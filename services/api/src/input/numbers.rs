//! Numbers: JSON numbers, or texts of digits of any kind, as form fields send them. Ranges are the domain's business.

use hamyar_persian::digits;
use serde_json::Value;

use super::{At, Faults, Read};

fn whole(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<i64> {
    let number = match value {
        None | Some(Value::Null) => {
            faults.add(at, "required");
            return None;
        }
        Some(Value::Number(number)) => number.as_i64(),
        Some(Value::String(text)) if text.len() <= 60 => {
            digits::to_ascii(text).trim().replace(['٬', ','], "").parse().ok()
        }
        Some(_) => None,
    };
    if number.is_none() {
        faults.add(at, "not_a_number");
    }
    number
}

macro_rules! number {
    ($($ty:ty),+) => {$(
        impl Read for $ty {
            fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
                let number = whole(value, at, faults)?;
                let small = <$ty>::try_from(number).ok();
                if small.is_none() {
                    faults.add_with(at, "out_of_range", &[("min", <$ty>::MIN.into()), ("max", <$ty>::MAX.into())]);
                }
                small
            }
        }
    )+};
}
number!(u8, u16, u32, i64);

impl Read for bool {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        match value {
            Some(Value::Bool(truth)) => Some(*truth),
            None | Some(Value::Null) => {
                faults.add(at, "required");
                None
            }
            Some(_) => {
                faults.add(at, "not_a_truth_value");
                None
            }
        }
    }
}
