//! One macro that turns a stream's event structs into its enum with the stored names pinned.

/// Declares a stream's event enum: every variant holds the struct of the same name, is stored under the given type and version, and decodes
/// straight into its struct by the stored type, which spares the double pass of an internally tagged enum.
macro_rules! stream_events {
    ($(#[$doc:meta])* $enum:ident, stream $stream:literal { $($variant:ident = $name:literal @ $version:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "type")]
        pub enum $enum { $(#[serde(rename = $name)] $variant($variant)),+ }

        impl cqrs_es::DomainEvent for $enum {
            fn event_type(&self) -> String { match self { $(Self::$variant(_) => $name.to_owned()),+ } }
            fn event_version(&self) -> String { match self { $(Self::$variant(_) => $version.to_owned()),+ } }
        }

        impl crate::StreamEvent for $enum {
            const STREAM: &'static str = $stream;
            fn decode(event_type: &str, event_version: &str, payload: &str) -> Result<Self, crate::DecodeError> {
                match (event_type, event_version) {
                    $(($name, $version) => Ok(Self::$variant(serde_json::from_str(payload).map_err(crate::DecodeError::from)?)),)+
                    _ => Err(crate::DecodeError::unknown($stream, event_type, event_version)),
                }
            }
            fn national_id_claims(&self, stream_id: uuid::Uuid) -> Vec<crate::NationalIdClaim> {
                crate::ClaimsNationalId::claims(self, stream_id)
            }
            fn national_id_releases(&self, stream_id: uuid::Uuid) -> Vec<crate::NationalIdRelease> {
                crate::ClaimsNationalId::releases(self, stream_id)
            }
        }

        impl $enum {
            /// Stored type and version of every event of this stream.
            pub const STORED: &'static [(&'static str, &'static str)] = &[$(($name, $version)),+];
        }

        $(impl From<$variant> for $enum { fn from(event: $variant) -> Self { Self::$variant(event) } })+
    };
}
