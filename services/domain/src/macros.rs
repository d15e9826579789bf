//! The small amount of code that every aggregate repeats.

/// Declares a refusal enum: each variant with its stable code and its English sentence, and `Invalid` for values that cannot be accepted.
macro_rules! refusals {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $({ $($field:ident: $ty:ty),+ $(,)? })? = $code:literal, $text:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "code")]
        pub enum $name {
            /// Values that cannot be accepted.
            #[error("some values cannot be accepted")]
            #[serde(rename = "invalid")]
            Invalid {
                /// Which, and why.
                fields: Vec<$crate::InvalidField>,
            },
            $($(#[$vdoc])* #[error($text)] #[serde(rename = $code)] $variant $({ $($field: $ty),+ })?,)*
        }

        impl $crate::Refused for $name {
            fn code(&self) -> &'static str {
                match self { Self::Invalid { .. } => "invalid", $(Self::$variant { .. } => $code,)* }
            }
            fn fields(&self) -> &[$crate::InvalidField] {
                match self { Self::Invalid { fields } => fields, _ => &[] }
            }
        }

        impl From<Vec<$crate::InvalidField>> for $name {
            fn from(fields: Vec<$crate::InvalidField>) -> Self { Self::Invalid { fields } }
        }

        impl $name {
            /// Every code this stream can refuse with, each with its English sentence.
            pub const CODES: &'static [(&'static str, &'static str)] = &[$(($code, $text),)*];
        }
    };
}

/// Declares a command enum over structs of the same names, each convertible into it. The word `"replaces"` marks commands that
/// replace what their author saw, so that a stream which moved on meanwhile answers as stale.
macro_rules! commands {
    (@dependence) => { hamyar_events::Dependence::Any };
    (@dependence $replaces:literal) => { hamyar_events::Dependence::Sequence };
    ($(#[$doc:meta])* $name:ident { $($variant:ident $($replaces:literal)?),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "command", rename_all = "snake_case")]
        pub enum $name { $($variant($variant)),+ }

        $(impl From<$variant> for $name { fn from(command: $variant) -> Self { Self::$variant(command) } })+

        impl $name {
            /// What the outcome of the command rests on.
            pub fn dependence(&self) -> hamyar_events::Dependence {
                match self { $(Self::$variant(_) => commands!(@dependence $($replaces)?)),+ }
            }
            /// Stable name of the command, as `record_visit`'s variant name.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => stringify!($variant)),+ }
            }
        }
    };
}

/// Bridges `decide` and `evolve` to cqrs-es and to the event store. The only cqrs-es code of an aggregate.
macro_rules! aggregate {
    ($name:ident, $command:ty, $event:ty, $refusal:ty) => {
        impl cqrs_es::Aggregate for $name {
            const TYPE: &'static str = <$event as hamyar_events::StreamEvent>::STREAM;
            type Command = $command;
            type Event = $event;
            type Error = $refusal;
            type Services = ();

            async fn handle(
                &mut self,
                command: Self::Command,
                _: &(),
                sink: &cqrs_es::event_sink::EventSink<Self>,
            ) -> Result<(), Self::Error> {
                for event in self.decide(&command)? {
                    sink.write(event, self).await;
                }
                Ok(())
            }

            fn apply(&mut self, event: Self::Event) {
                self.evolve(&event);
            }
        }

        impl hamyar_events::Decider for $name {
            fn depends(command: &Self::Command) -> hamyar_events::Dependence {
                command.dependence()
            }
        }
    };
}

/// Declares a command that is the wished event and today in Tehran.
macro_rules! wishes {
    ($($(#[$doc:meta])* $name:ident { $field:ident: $event:ty }),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            #[serde(flatten)]
            pub $field: $event,
            /// Today in Tehran.
            #[serde(skip)]
            pub today: chrono::NaiveDate,
        }
    )+};
}
