//! The columns of a register, and the many headers under which agencies send them.

use hamyar_persian::fold_joined;
use serde::Serialize;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $code:literal [$($alias:literal),+ $(,)?]),+ $(,)?) => {
        /// A column this program understands. Serializes as its code; other columns are kept for mending and not read.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Column { $($(#[$doc])* #[serde(rename = $code)] $name),+ }

        impl Column {
            /// Every column, in the order of the usual form.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable code in reports.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            const fn headers(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($alias),+]),+ }
            }
        }
    };
}

columns! {
    /// Number of the line in the agency's own list. Never part of a row's identity.
    RowNumber = "row_number" ["ردیف", "شماره ردیف", "#", "row"],
    GivenName = "given_name" ["نام", "نام کوچک", "given name", "first name"],
    FamilyName = "family_name" ["نام خانوادگی", "فامیلی", "فامیل", "شهرت", "family name", "last name", "surname"],
    FatherName = "father_name" ["نام پدر", "father name"],
    NationalId = "national_id" ["کد ملی", "شماره ملی", "شناسه ملی", "کد ملی سرپرست", "national id", "national code"],
    BirthDate = "birth_date" ["تاریخ تولد", "تولد", "ت تولد", "birth date", "date of birth"],
    Sex = "sex" ["جنسیت", "جنس", "sex", "gender"],
    HeadshipCause = "headship_cause" ["علت سرپرستی", "دلیل سرپرستی", "headship cause"],
    Dependents = "dependents" ["تعداد افراد تحت تکفل", "افراد تحت تکفل", "تعداد تحت تکفل", "تحت تکفل", "dependents", "dependants"],
    Phone = "phone" ["تلفن همراه", "موبایل", "شماره همراه", "همراه", "شماره تماس", "تلفن", "phone", "mobile"],
    Neighborhood = "neighborhood" ["محله", "نام محله", "محل سکونت", "neighborhood", "neighbourhood"],
    Address = "address" ["نشانی", "آدرس", "address"],
    Entry = "entry" ["نحوه ورود", "شیوه ورود", "طریقه ورود", "entry", "way of entry"],
    ReferredBy = "referred_by" ["دستگاه معرف", "معرف", "نهاد معرف", "referred by"],
    SupportedBy = "supported_by" ["دستگاه حمایتی", "نهاد حمایتی", "تحت پوشش", "supported by"],
    Occupation = "occupation" ["شغل", "occupation"],
    MonthlyIncome = "monthly_income" ["درآمد ماهانه (تومان)", "درآمد ماهانه", "درآمد ماهیانه", "درآمد", "monthly income"],
    Education = "education" ["تحصیلات", "میزان تحصیلات", "مدرک تحصیلی", "education"],
    Skill = "skill" ["مهارت", "مهارت ها", "skill", "skills"],
    Note = "note" ["توضیحات", "ملاحظات", "توضیح", "note", "notes", "remarks"],
    /// Written by this program into the file of wrong rows; not read when that file is sent again.
    Reasons = "reasons" ["علت رد", "reasons"],
}

impl Column {
    /// Columns without which a file is no register of families.
    pub const REQUIRED: &'static [Self] =
        &[Self::FamilyName, Self::BirthDate, Self::Dependents, Self::Neighborhood, Self::Entry];

    /// The usual Persian header of the column.
    pub fn header_fa(self) -> &'static str {
        self.headers()[0]
    }

    /// The column a header names, by search folding, or by the column's code.
    pub fn of_header(header: &str) -> Option<Self> {
        let key = fold_joined(header);
        if key.is_empty() {
            return None;
        }
        Self::ALL
            .iter()
            .copied()
            .find(|column| fold_joined(column.code()) == key || column.headers().iter().any(|h| fold_joined(h) == key))
    }
}

impl std::fmt::Display for Column {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.code())
    }
}
