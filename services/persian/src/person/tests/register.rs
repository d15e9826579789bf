//! A register of invented people: common names are common, rare ones rare, and relatives share what relatives share.

use chrono::{Days, NaiveDate};

use super::super::PersonFacts;

/// Chance with a seed: the same set in every run.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("below a usize")
    }

    pub(super) fn percent(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    pub(super) fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    /// The front of a list far more often than its end.
    fn leaning<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let end = 1 + self.below(of.len());
        of[self.below(end)]
    }
}

const WOMEN: &[&str] = &[
    "فاطمه",
    "زهرا",
    "مریم",
    "معصومه",
    "زینب",
    "سکینه",
    "لیلا",
    "نرگس",
    "صدیقه",
    "طاهره",
    "رقیه",
    "کبری",
    "سمیه",
    "مرضیه",
    "الهام",
    "اعظم",
    "نسرین",
    "پروین",
    "فرزانه",
    "محبوبه",
    "راضیه",
    "عاطفه",
    "ملیحه",
    "ناهید",
    "گلناز",
    "آسیه",
    "حمیده",
    "وجیهه",
    "فریبا",
    "زهره",
    "مینا",
    "شهربانو",
    "گوهر",
    "خدیجه",
    "حلیمه",
    "عذرا",
    "منیژه",
    "ژاله",
    "صغری",
    "فاطمه زهرا",
    "بی بی گل",
    "ماه منیر",
    "گل اندام",
    "طیبه",
    "حوریه",
    "نجمه",
    "ثریا",
    "بتول",
];
const MEN: &[&str] = &[
    "محمد",
    "علی",
    "حسین",
    "رضا",
    "مهدی",
    "حسن",
    "احمد",
    "محمدرضا",
    "علیرضا",
    "محمود",
    "عباس",
    "ابراهیم",
    "اسماعیل",
    "جواد",
    "مصطفی",
    "مجتبی",
    "هادی",
    "سعید",
    "حمید",
    "مجید",
    "غلامرضا",
    "ناصر",
    "اکبر",
    "اصغر",
    "قاسم",
    "یوسف",
    "امیرحسین",
    "رحیم",
    "کریم",
    "جلیل",
    "خلیل",
    "داوود",
    "بهروز",
    "پرویز",
    "فرهاد",
    "منصور",
    "صادق",
    "کاظم",
    "نعمت",
    "محسن",
    "غلامحسین",
    "حبیب الله",
    "قدرت",
    "سیاوش",
    "خداداد",
    "ذبیح",
    "نورعلی",
    "شیرزاد",
];
const STEMS: &[&str] = &[
    "محمد",
    "احمد",
    "حسین",
    "رضا",
    "کریم",
    "موسو",
    "قاسم",
    "جعفر",
    "صادق",
    "حیدر",
    "رحیم",
    "نور",
    "عباس",
    "اکبر",
    "یوسف",
    "شریف",
    "باقر",
    "طاهر",
    "کاظم",
    "نجف",
    "مراد",
    "سلیمان",
    "فلاح",
    "غلام",
    "امین",
    "بهرام",
    "داوود",
    "پناه",
    "گودرز",
    "خسرو",
    "کیان",
    "رستم",
    "جمشید",
    "بختیار",
    "شهباز",
    "قربان",
    "ذوالفقار",
    "ضیا",
    "عظیم",
    "سبز",
    "کوه",
    "چنگیز",
    "زنگنه",
    "لطف",
    "ملک",
    "نظر",
    "وفا",
    "هاشم",
    "یعقوب",
    "تقو",
];
const ENDS: &[&str] = &["ی", "ی", "ی", "زاده", "پور", "نژاد", "نیا", "فر", "خواه", "منش", "دوست", "یان", "وند", "خانی"];
const SECONDS: &[&str] = &[
    "",
    "",
    "",
    "",
    "",
    "",
    " مشهدی",
    " تهرانی",
    " خراسانی",
    " قزوینی",
    " اصل",
    " راد",
    " شیرازی",
    " مقدم",
    " کلاته",
    " آبادی",
];

/// Somebody, and the family of whose file the person is.
#[derive(Clone)]
pub(super) struct Resident {
    pub(super) family: usize,
    pub(super) facts: PersonFacts,
}

fn surname(chance: &mut Chance) -> String {
    format!("{}{}{}", chance.leaning(STEMS), chance.one(ENDS), chance.one(SECONDS))
}

fn born(chance: &mut Chance, from: u64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(1941, 3, 21).expect("a day");
    first + Days::new(from * 365 + u64::try_from(chance.below(365)).expect("small"))
}

fn person(chance: &mut Chance, surname: &str, father: &str, woman: bool, year: u64) -> PersonFacts {
    let given = chance.leaning(if woman { WOMEN } else { MEN });
    let phone = chance.percent(70).then(|| format!("09{:09}", chance.below(1_000_000_000)));
    PersonFacts {
        given_name: Some(given.to_owned()),
        family_name: Some(surname.to_owned()),
        names: None,
        father_name: Some(father.to_owned()),
        birth_date: Some(born(chance, year)),
        birth_year: None,
        phone,
    }
}

/// So many families of two to five persons.
pub(super) fn residents(chance: &mut Chance, families: usize) -> Vec<Resident> {
    let mut all = Vec::new();
    for family in 0..families {
        let name = surname(chance);
        let age = u64::try_from(chance.below(40)).expect("small");
        let head_is_woman = chance.percent(55);
        let grandfather = chance.leaning(MEN);
        let head = person(chance, &name, grandfather, head_is_woman, age);
        let father =
            if head_is_woman { chance.leaning(MEN).to_owned() } else { head.given_name.clone().unwrap_or_default() };
        let children = if head_is_woman { surname(chance) } else { name.clone() };
        all.push(Resident { family, facts: head });
        for _ in 0..1 + chance.below(4) {
            let woman = chance.percent(50);
            let years = age + 18 + u64::try_from(chance.below(20)).expect("small");
            let mut child = person(chance, &children, &father, woman, years);
            child.phone = child.phone.filter(|_| years < 60 && chance.percent(30));
            all.push(Resident { family, facts: child });
        }
    }
    all
}

/// A sister or brother who lives elsewhere and was never registered.
pub(super) fn sibling(chance: &mut Chance, of: &Resident) -> Resident {
    let woman = chance.percent(50);
    let surname = of.facts.family_name.clone().unwrap_or_default();
    let father = of.facts.father_name.clone().unwrap_or_default();
    loop {
        let year = u64::try_from(chance.below(60)).expect("small");
        let facts = person(chance, &surname, &father, woman, year);
        if facts.given_name != of.facts.given_name {
            return Resident { family: usize::MAX, facts };
        }
    }
}
