//! What a failure says, in Persian and in English: one line per problem, one per field rule, one per refusal of the domain.

use serde_json::{Map, Value};

/// Title of a problem in both languages. Refusals of the domain stand in [`crate::refusals`].
pub(crate) fn problem(code: &str) -> (String, String) {
    let own = PROBLEMS.iter().find(|(known, ..)| *known == code).map(|(_, fa, en)| (*fa, *en));
    let (fa, en) =
        own.or_else(|| crate::refusals::words(code)).unwrap_or(("این کار پذیرفته نشد.", "This was refused by a rule."));
    (fa.to_owned(), en.to_owned())
}

const PROBLEMS: &[(&str, &str, &str)] = &[
    ("unreadable_request", "درخواست خوانده نشد.", "The request could not be read."),
    ("unreadable_header", "سرآیند درخواست خوانده نشد.", "A header of the request could not be read."),
    ("unreadable_query", "نشانی درخواست خوانده نشد.", "The query could not be read."),
    ("not_json", "درخواست باید JSON باشد.", "The request must be application/json."),
    (
        "not_a_form_with_file",
        "درخواست باید فرمی با دو بخش باشد: facts و file.",
        "The request must be a form of two parts: facts as application/json, then file.",
    ),
    (
        "attachment_removed",
        "این پیوست از پرونده برداشته شده و محتوای آن از میان رفته است.",
        "The attachment was taken out of the file and its content destroyed.",
    ),
    (
        "attachment_erased",
        "این شخص از پرونده پاک شده است و چیزی از او نگه داشته نمی‌شود.",
        "The person was erased, and nothing of them is kept.",
    ),
    (
        "attachment_damaged",
        "محتوای این پیوست با آنچه در تاریخچه ثبت شده یکی نیست و نشان داده نمی‌شود؛ به مدیر سامانه خبر دهید.",
        "The content is not what the history proves, and is not shown; tell the administrator.",
    ),
    (
        "attachment_under_threat",
        "نشانی این خانواده در خطر است و این پیوست شاید آن را نشان دهد؛ تنها کسی که نشانی را می‌بیند آن را باز می‌کند.",
        "The family's address is under threat and the attachment may show it; only those who see the address open it.",
    ),
    ("not_signed_in", "وارد نشده‌اید یا نشست شما پایان یافته است.", "You are not signed in, or your session ended."),
    ("wrong_credentials", "نام کاربری یا گذرواژه درست نیست.", "The name and the password do not fit."),
    (
        "device_wiped",
        "همیار از این دستگاه پاک شد؛ اگر دستگاه از آنِ شماست، از مرکز بپرسید و دوباره وارد شوید.",
        "Hamyar was wiped from this device; if it is yours, ask your center and sign in again.",
    ),
    (
        "second_factor_required",
        "پیش از هر کار، عامل دوم ورود خود را نشان دهید یا بسازید.",
        "Show or make your second factor before anything else.",
    ),
    (
        "channel_not_offered",
        "این سامانه از این راه پیام نمی‌فرستد.",
        "This installation does not write by that channel.",
    ),
    ("confirm_again", "برای این کار یک بار دیگر نشان دهید که خودتان هستید.", "Show once more that it is you."),
    (
        "link_invalid",
        "این پیوند دیگر به کار نمی‌آید؛ از مدیر سامانه پیوند تازه بخواهید.",
        "The link cannot be used any more; ask the administrator for a new one.",
    ),
    (
        "own_account",
        "این کار را کسی برای حساب خود نمی‌کند؛ مدیر دیگری این کار را بکند.",
        "Nobody does this to the own account; another administrator does.",
    ),
    (
        "caseworker_has_account",
        "این همیار حساب دارد؛ اگر پیوند یا گذرواژه گم شده است، از مدیر سامانه پیوند تازه بخواهید.",
        "This caseworker has an account; if the link or the password is lost, ask the administrator for a new link.",
    ),
    (
        "outside_not_set",
        "ورود سازمانی در این سامانه برقرار نیست.",
        "Signing in through an organization is not set up here.",
    ),
    (
        "outside_invalid",
        "این ورود سازمانی از این مرورگر آغاز نشده، پیش‌تر به کار رفته یا زمانش گذشته است؛ از نو آغاز کنید.",
        "This sign-in was not begun in this browser, was used before, or took too long; begin again.",
    ),
    (
        "outside_unknown",
        "این شناسهٔ سازمانی به هیچ حسابی پیوسته نیست. با گذرواژه وارد شوید و در صفحهٔ حساب خود آن را پیوند دهید.",
        "This identity of your organization is linked to no account. Sign in with your password and link it on your account's page.",
    ),
    (
        "outside_taken",
        "این شناسهٔ سازمانی به حساب دیگری پیوسته است.",
        "This identity of your organization is linked to another account.",
    ),
    ("outside_not_linked", "حساب شما به شناسهٔ سازمانی پیوسته نیست.", "Your account is linked to no outside identity."),
    ("outside_refused", "سازمان شما این ورود را نپذیرفت.", "Your organization did not accept this sign-in."),
    (
        "outside_away",
        "سامانهٔ ورود سازمان شما پاسخ نمی‌دهد؛ با گذرواژه وارد شوید یا کمی بعد بکوشید.",
        "Your organization's sign-in does not answer; use your password, or try again a little later.",
    ),
    ("no_second_factor", "این حساب عامل دوم ندارد.", "The account has no second factor."),
    (
        "no_second_factor_begun",
        "ساختن عامل دوم آغاز نشده یا از جای دیگری دوباره آغاز شده است؛ از نو آغاز کنید.",
        "No second factor was begun, or it was begun anew elsewhere; begin again.",
    ),
    (
        "second_factor_needed",
        "نقش شما عامل دوم می‌خواهد؛ آن را عوض کنید، برداشتنی نیست.",
        "Your role needs a second factor; it can be replaced, not removed.",
    ),
    ("not_allowed", "نقش شما اجازهٔ این کار را نمی‌دهد.", "Your role does not allow this."),
    ("cross_site", "درخواست از نشانی دیگری آمده است.", "The request came from another site."),
    ("wrong_host", "این سامانه به این نام پاسخ نمی‌دهد.", "This server does not answer under this name."),
    ("not_found", "چنین چیزی پیدا نشد.", "There is no such thing."),
    ("stale", "پس از آنکه صفحه را دیدید، پرونده تغییر کرده است.", "The file changed since you looked at it."),
    ("too_large", "درخواست بزرگ‌تر از اندازهٔ مجاز است.", "The request is larger than allowed."),
    ("invalid", "بعضی از مقدارها پذیرفتنی نیست.", "Some values cannot be accepted."),
    ("too_many_attempts", "تلاش‌های ناموفق زیاد بود؛ کمی صبر کنید.", "Too many attempts; wait a little."),
    (
        "unavailable",
        "سامانه اکنون پاسخ نمی‌دهد؛ کمی بعد دوباره بفرستید.",
        "The system does not answer now; send again shortly.",
    ),
    ("internal", "خطایی در سامانه رخ داد.", "A fault of ours occurred."),
    (
        "command_id_reused",
        "این شناسهٔ فرمان پیش‌تر برای کار دیگری به کار رفته است.",
        "The command id was used before for something else.",
    ),
    ("national_id_taken", "این کد ملی در پروندهٔ دیگری ثبت شده است.", "Another family holds this national id."),
    ("national_ids_differ", "کد ملی این دو یکی نیست؛ پس دو نفرند.", "Two different national ids are two people."),
    (
        "possible_match",
        "شاید همین شخص در پروندهٔ دیگری باشد؛ از مرکز بخواهید مقایسه کند.",
        "Somebody may be in another file already; ask for a comparison.",
    ),
    (
        "changed_meanwhile",
        "پس از نوشته شدن این کار، کسی همین را در پرونده تغییر داده است؛ نخست آن را ببینید.",
        "Somebody changed the same in the file after this was written; look at it first.",
    ),
    (
        "likely_registered",
        "شاید همین شخص پیش‌تر ثبت شده باشد؛ نخست نگاه کنید، و اگر کس دیگری است بگویید.",
        "This person may be registered already; look first, and say so where it is somebody else.",
    ),
    (
        "no_possible_match",
        "بیرون از پرونده‌های شما مورد همانندی پیدا نشد.",
        "Nothing alike was found outside your own families.",
    ),
    (
        "threat_cleared_by_caseworker",
        "پایان خطر را همیاری که خانواده را بر عهده دارد ثبت می‌کند.",
        "The caseworker who holds the family says when the threat is over.",
    ),
    (
        "address_not_revealed",
        "نشانی برای شما آشکار نشده یا زمان آن گذشته است؛ دلیل نیاز را بنویسید.",
        "The address is not revealed to you, or its time is over; say why you need it.",
    ),
    (
        "subject_erased",
        "این شخص یا خانواده فراموش شده است؛ چیز تازه‌ای دربارهٔ او نگه داشته نمی‌شود.",
        "This person or family was forgotten; nothing new is kept of them.",
    ),
    (
        "device_needed",
        "این کار تنها از گوشی یا رایانه‌ای که در آن وارد شده‌اید ممکن است.",
        "This is for a phone or computer on which you have signed in.",
    ),
    (
        "server_older",
        "سامانه هنوز از برنامهٔ این گوشی قدیمی‌تر است؛ نوشته‌ها در گوشی می‌ماند تا سامانه به‌روز شود.",
        "The server is older than the app on this phone; what is written stays on the phone until the server is updated.",
    ),
    (
        "app_older",
        "برنامهٔ این گوشی قدیمی است؛ آن را به‌روز کنید. نوشته‌ها در گوشی می‌ماند.",
        "The app on this phone is old; update it. What is written stays on the phone.",
    ),
    (
        "unknown_operation",
        "سامانه هنوز این کار را نمی‌شناسد؛ نوشته در گوشی می‌ماند تا سامانه به‌روز شود.",
        "The server does not know this yet; what is written stays on the phone until the server is updated.",
    ),
    ("no_indicator_set", "هنوز مجموعهٔ نماگری منتشر نشده است.", "No indicator set has been published."),
    (
        "enforcement_agency",
        "این دستگاه، دستگاه انتظامی یا قضایی است و از خانواده‌ها چیزی به آن گفته نمی‌شود؛ دستگاه دیگری برگزینید.",
        "This is an enforcement body, which is told nothing of families; choose another agency.",
    ),
    (
        "sharing_stopped_consent",
        "رضایت خانواده برجا نیست؛ کار دستگاه‌ها بر این وظیفه ایستاده است و از خانواده چیزی گفته نمی‌شود.",
        "The family's consent does not stand; agencies' work on this task has stopped and nothing more is shared.",
    ),
    (
        "sharing_stopped_closed",
        "پروندهٔ این خانواده بسته است؛ کار دستگاه‌ها بر این وظیفه ایستاده است.",
        "This family's case is closed; agencies' work on this task has stopped.",
    ),
    (
        "sharing_stopped_enforcement",
        "دستگاه شما انتظامی یا قضایی شناخته شده است و از خانواده‌ها چیزی به آن گفته نمی‌شود.",
        "Your agency is marked as an enforcement body, which is told nothing of families.",
    ),
    (
        "filter_not_allowed",
        "شمارها برای نقش شما بر پایهٔ مرکز، همیار یا زمان گذشته جدا نمی‌شود، تا کسی شناخته نشود.",
        "Counts are not split by center, caseworker or past position for your role, so that nobody can be recognized.",
    ),
    (
        "no_checkpoint",
        "هنوز مهری بر تاریخچه زده نشده است؛ نخست یک مهر بزنید.",
        "Nothing of the log is signed yet; make a checkpoint first.",
    ),
    (
        "checkpoints_stand_still",
        "مهر تازه‌ای زده نشد: هیچ گرهی پاسخ نداد یا تاریخچه با آنچه مهر شده است نمی‌خواند.",
        "No new checkpoint was signed: no node answered, or the log is not what was signed.",
    ),
    (
        "history_differs",
        "تاریخچه با مهر آن نمی‌خواند و چیزی را نمی‌توان با آن اثبات کرد؛ «hamyar verify» بیشتر می‌گوید.",
        "The log is not what was signed, so nothing can be proven by it; `hamyar verify` says more.",
    ),
    ("username_taken", "این نام کاربری گرفته شده است.", "The account name is taken."),
    ("store_not_empty", "این سامانه پیش‌تر کاربر دارد.", "The store already has accounts."),
    (
        "own_rights",
        "کسی نقش‌های خود را عوض نمی‌کند؛ مدیر دیگری این کار را بکند.",
        "Nobody changes the own roles; another administrator does.",
    ),
    (
        "more_than_held",
        "این دسترسی از آنچه خود شما دارید بیشتر است؛ کسی بیش از آنچه دارد نمی‌سپارد.",
        "This right is more than you hold; nobody gives more than they hold.",
    ),
];

/// A broken field rule in both languages, with its numbers put in.
pub(crate) fn rule(rule: &str, params: &Map<String, Value>) -> (String, String) {
    let (fa, en) =
        RULES
            .iter()
            .find(|(known, ..)| *known == rule)
            .map_or(("این مقدار پذیرفتنی نیست.", "This value cannot be accepted."), |(_, fa, en)| (*fa, *en));
    let mut words = (fa.to_owned(), en.to_owned());
    for (name, value) in params {
        let number = match value {
            Value::Number(number) => number.to_string(),
            _ => continue,
        };
        let place = format!("{{{name}}}");
        words.0 = words.0.replace(&place, &hamyar_persian::digits::to_persian(&number));
        words.1 = words.1.replace(&place, &number);
    }
    words
}

/// Every rule a single value can break: the reader's own, and those of the domain.
pub(crate) const RULES: &[(&str, &str, &str)] = &[
    ("required", "این را بنویسید.", "A value is needed."),
    ("not_expected", "این مقدار اینجا جایی ندارد.", "A value is not wanted here."),
    ("too_long", "حداکثر {max} نویسه.", "At most {max} characters."),
    ("password_too_short", "دست‌کم {min} نویسه.", "At least {min} characters."),
    (
        "wrong_contact_code",
        "این کد درست نیست یا زمانش گذشته است؛ می‌توانید کد تازه بخواهید.",
        "The code does not fit, or its time is over; you can ask for a new one.",
    ),
    (
        "not_an_email_address",
        "نشانی ایمیل درست نیست؛ مانند name@example.ir.",
        "Not an e-mail address, as name@example.ir.",
    ),
    (
        "not_a_mobile_number",
        "شمارهٔ همراه درست نیست؛ مانند ۰۹۱۲۳۴۵۶۷۸۹.",
        "Not a mobile number, as 09123456789 or +49151…",
    ),
    ("wrong_code", "این کد درست نیست یا پیش‌تر به کار رفته است.", "The code does not fit, or was used before."),
    ("too_common", "این گذرواژه را آسان حدس می‌زنند.", "Too easily guessed."),
    ("wrong_password", "گذرواژهٔ کنونی درست نیست.", "The current password does not fit."),
    ("too_many", "حداکثر {max} مورد.", "At most {max} items."),
    (
        "too_many_rows",
        "سطرها بیش از آن است که در یک فایل بیاید؛ فهرست را با صافی کوچک‌تر کنید.",
        "More rows than one file holds; narrow the list with filters.",
    ),
    ("out_of_range", "عددی از {min} تا {max}.", "A number from {min} to {max}."),
    ("in_future", "این تاریخ هنوز نرسیده است.", "The date lies in the future."),
    ("too_early", "این تاریخ بیش از اندازه قدیمی است.", "The date lies too far back."),
    ("before_start", "این تاریخ پیش از آغاز است.", "The date lies before the one it must follow."),
    ("duplicate", "تکراری است.", "Named twice."),
    (
        "not_for_counts",
        "شمار یک مرکز برای کسی که تنها شمارهای گردشده را می‌بیند گفته نمی‌شود.",
        "One center's counts are not told to a reader of rounded counts.",
    ),
    (
        "one_level_of_places",
        "در یک گزارش تنها یک سطح از جاها می‌آید؛ برای سطر و ستون دو چیز گوناگون برگزینید.",
        "A report has one level of places; choose something else for the rows or the columns.",
    ),
    (
        "not_known_then",
        "این شمار نمی‌تواند بگوید که در آن روز چه دانسته بود.",
        "This count cannot say what was known on that day.",
    ),
    (
        "not_the_caseworker",
        "این همیار اکنون خانواده را بر عهده ندارد.",
        "This caseworker does not hold the family now.",
    ),
    ("unknown", "شناخته نیست.", "Nothing of that name is known."),
    ("not_a_national_id", "کد ملی درست نیست.", "Not a national id: ten digits with a right check digit."),
    (
        "looks_like_a_national_id",
        "کد ملی را اینجا ننویسید.",
        "This looks like a national id, which does not belong here.",
    ),
    ("malformed", "شکل آن درست نیست.", "The text does not have the expected shape."),
    ("forbidden_subject", "باور، قومیت و سیاست سنجیده نمی‌شود.", "No indicator records belief, ethnicity or politics."),
    ("bad_characters", "نویسه‌ای دارد که نگه‌داشتنی نیست.", "It holds characters that cannot be kept."),
    ("not_a_text", "باید متن باشد.", "A text is expected."),
    ("not_a_number", "باید عدد باشد.", "A whole number is expected."),
    ("not_a_truth_value", "باید بله یا خیر باشد.", "True or false is expected."),
    ("not_a_list", "باید فهرست باشد.", "A list is expected."),
    ("not_an_object", "شکل آن درست نیست.", "An object is expected."),
    ("not_an_id", "شناسه درست نیست.", "An id (UUID) is expected."),
    ("not_a_date", "تاریخ خوانده نشد.", "The date cannot be read."),
    ("no_such_day", "چنین روزی در تقویم نیست.", "There is no such day in the calendar."),
    ("not_an_instant", "زمان خوانده نشد.", "The time cannot be read."),
    ("file_too_large", "فایل حداکثر {max} مگابایت باشد.", "A file has at most {max} MiB."),
    ("file_empty", "این فایل خالی است.", "The file is empty."),
    (
        "list_unreadable",
        "این فایل به‌عنوان فهرست خوانده نشد؛ آن را «CSV UTF-8» یا XLSX ذخیره کنید و دوباره بفرستید.",
        "The file cannot be read as a list; save it as \"CSV UTF-8\" or XLSX and send it again.",
    ),
    (
        "list_too_long",
        "این فهرست بیش از ۵۰۰۰ سطر دارد؛ آن را در چند بخش بفرستید.",
        "The list has more than 5,000 rows; send it in parts.",
    ),
    (
        "file_not_allowed",
        "این گونه فایل پذیرفته نمی‌شود؛ عکس (JPEG، PNG، WebP)، سند PDF یا صدا (Opus در Ogg یا WebM، MP3، M4A) بفرستید.",
        "This kind of file is not taken. Send a picture (JPEG, PNG, WebP), a PDF, or a sound (Opus in Ogg or WebM, MP3, M4A).",
    ),
    (
        "file_broken",
        "این فایل ناقص یا خراب است؛ دوباره بگیرید و بفرستید.",
        "The file is cut short or broken; take it again.",
    ),
    (
        "file_mixed",
        "در این فایل چیز دیگری هم پنهان است و پذیرفته نمی‌شود؛ عکس، PDF یا صدای ساده بفرستید.",
        "Something else is hidden in the file. Send a plain picture, PDF or sound.",
    ),
    (
        "file_active",
        "این PDF برنامه یا فایل دیگری در خود دارد؛ از آن نسخهٔ ساده (چاپ به PDF) بفرستید.",
        "The PDF runs programs or carries other files; send a plain print of it.",
    ),
    (
        "file_too_many_pixels",
        "این عکس بزرگ‌تر از آن است که گوشی‌ها نشانش دهند؛ کوچک‌ترش کنید.",
        "The picture has more pixels than phones can show; make it smaller.",
    ),
    (
        "not_a_polygon",
        "باید چندضلعی GeoJSON باشد: Polygon، MultiPolygon یا Feature یکی از این دو.",
        "A GeoJSON polygon is expected: a Polygon, a MultiPolygon, or a Feature of one.",
    ),
    (
        "not_wgs84",
        "مختصات باید طول و عرض جغرافیایی (WGS 84) باشد: نخست طول، سپس عرض.",
        "Coordinates are longitude and latitude (WGS 84), longitude first.",
    ),
    (
        "ring_open",
        "هر حلقهٔ مرز باید دست‌کم چهار نقطه داشته باشد و به نقطهٔ آغازش برگردد.",
        "Each ring needs at least four points and ends where it began.",
    ),
    ("not_in_set", "یکی از گزینه‌ها را برگزینید.", "Choose one of the allowed values."),
];
