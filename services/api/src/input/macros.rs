//! One declaration of a body gives its schema and its reader.

/// Declares a body or a part of one.
macro_rules! body {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, utoipa::ToSchema)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty),* }

        impl $crate::input::Read for $name {
            fn read(
                value: Option<&serde_json::Value>,
                at: &$crate::input::At,
                faults: &mut $crate::input::Faults,
            ) -> Option<Self> {
                let map = faults.object(value, at, &[$(stringify!($field)),*])?;
                // Every field is read before the first fault counts.
                $(let $field = <$ty as $crate::input::Read>::read(
                    map.get(stringify!($field).trim_start_matches("r#")),
                    &at.child(stringify!($field)),
                    faults,
                );)*
                let _ = map;
                Some(Self { $($field: $field?),* })
            }
        }
    };
}

/// Declares the body of a command: its fields, and the envelope that every command carries.
macro_rules! command {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty),* $(,)? }) => {
        $crate::input::body! {
            $(#[$doc])*
            pub struct $name {
                /// Made by the client, one per wish; sent again it returns the first answer.
                command_id: uuid::Uuid,
                /// When it happened in the field: a date (ISO or Jalali) or an RFC 3339 instant; now when absent.
                happened_at: Option<$crate::input::FieldTime>,
                /// `about` when the given day is only about right.
                precision: Option<$crate::input::Code>,
                /// The device it was typed on, by its code.
                device: Option<$crate::input::Device>,
                /// What the device's clock showed.
                client_clock: Option<$crate::input::Clock>,
                /// Sequence the person saw when typing; kept with the event, not enforced. `If-Match` enforces.
                based_on: Option<i64>,
                $($(#[$fdoc])* $field: $ty),*
            }
        }

        impl $crate::input::Envelope for $name {
            fn command_id(&self) -> uuid::Uuid { self.command_id }
            fn happened_at(&self) -> Option<hamyar_events::HappenedAt> {
                let about = self.precision.as_ref().is_some_and(|precision| precision.as_str() == "about");
                self.happened_at.map(|time| time.at(about))
            }
            fn device(&self) -> Option<String> { self.device.as_ref().map(|device| device.as_str().to_owned()) }
            fn client_clock(&self) -> Option<chrono::DateTime<chrono::Utc>> { self.client_clock.map(|clock| clock.0) }
            fn based_on(&self) -> Option<i64> { self.based_on }
        }
    };
}

pub(crate) use body;
pub(crate) use command;
