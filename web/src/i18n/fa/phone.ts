/** The phone's store: PIN, outbox, synchronisation, work that arrived late. */
export const phone = {
  menu: 'صف ارسال', title: 'گوشی و صف ارسال',
  kept: 'در گوشی ماند؛ با نخستین شبکه فرستاده می‌شود.', wentToReview: 'برای بررسی به مدیر مرکز رفت.',
  chip: {
    done: (time: string) => `هم‌گام، ${time}`, syncing: 'در حال هم‌گام شدن…', offline: 'بی‌شبکه', waiting: (n: string) => `${n} در صف`, person: (n: string) => `${n} نیاز به شما`,
    signIn: 'برای فرستادن وارد شوید', update: 'برنامه را به‌روز کنید', serverOlder: 'سامانه هنوز به‌روز نشده', full: 'گوشی جا ندارد', open: 'وضعیت هم‌گامی',
  },
  lock: {
    title: 'رمز این گوشی', owner: (name: string) => `خانواده‌های ${name} در این گوشی مهر و موم است.`, pin: 'رمز ۶ رقمی یا بلندتر', open: 'باز کردن', opening: 'در حال باز کردن…',
    wrong: (left: string) => `رمز درست نیست. ${left} بار دیگر می‌توانید.`, malformed: 'رمز ۶ تا ۱۲ رقم است.',
    shutTitle: 'این گوشی قفل شد', shut: 'رمز ده بار نادرست زده شد. با شبکه وارد شوید و رمز تازه‌ای بگذارید؛ آنچه نوشته‌اید سر جایش است.',
    expired: 'این گوشی بیش از ۳۰ روز با سامانه هم‌گام نشده است. با شبکه وارد شوید؛ آنچه نوشته‌اید سر جایش است.',
    revokedTitle: 'این گوشی باید پاک شود', revoked: 'خانواده‌ها از این گوشی برداشته شد. رمز را بزنید تا آنچه نفرستاده‌اید پیش از پاک شدن به مرکز برسد.',
    signIn: 'ورود با شبکه', forgotAct: 'گذاشتن رمز تازه', newPin: 'رمز تازه', again: 'همان رمز، دوباره', different: 'دو رمز یکی نیست.',
    easy: 'این رمز را آسان حدس می‌زنند.', save: 'گذاشتن رمز', other: 'این گوشی از آنِ کس دیگری است. برای کار با شبکه وارد شوید.', changed: 'رمز تازه گذاشته شد.',
  },
  setUp: {
    title: 'کار بی‌شبکه', text: 'خانواده‌های شما، تقویم و فرم‌ها در همین گوشی می‌ماند، مهر و موم‌شده با رمزی که تنها شما می‌دانید. بی شبکه هم بازدید و خدمت و پایش بنویسید؛ با نخستین شبکه خودش فرستاده می‌شود.',
    start: 'آماده کردن این گوشی', ready: 'این گوشی آماده است.', notFilled: 'رمز گذاشته شد، ولی خانواده‌ها هنوز به این گوشی نرسیده‌اند. تا نرسند بی‌شبکه کار نمی‌کند.', notHere: 'این مرورگر نمی‌تواند خانواده‌ها را نگه دارد. با نشانی https و مرورگر به‌روز باز کنید.',
    evict: 'مرورگر نگه‌داشتن را ضمانت نکرد؛ برنامه را به صفحهٔ گوشی بیفزایید و نوشته‌ها را زود بفرستید.', install: 'برای باز شدن آسان‌تر، از فهرست مرورگر «افزودن به صفحهٔ اصلی» را بزنید.',
    forgetTitle: 'برداشتن از این گوشی', forgetText: 'خانواده‌ها و رمز از این گوشی پاک می‌شود.', forgetWaiting: (n: string) => `${n} نوشته هنوز فرستاده نشده است و اگر بردارید از دست می‌رود.`, forget: 'برداشتن', changePin: 'تغییر رمز',
  },
  status: {
    last: (when: string) => `آخرین هم‌گامی: ${when}`, never: 'هنوز هم‌گام نشده', now: 'هم‌گام کن', persisted: 'مرورگر نگه‌داشتن را پذیرفته است.', full: 'گوشی جا ندارد. چیزی پاک کنید و دوباره بزنید؛ نوشتهٔ شما روی همین صفحه مانده است.',
    ended: { done: 'همه چیز به سامانه رسیده است.', unreachable: 'سامانه در دسترس نیست؛ خودش دوباره می‌کوشد.', signed_out: 'برای فرستادن وارد شوید.', app_older: 'برنامهٔ این گوشی قدیمی است؛ صفحه را با شبکه دوباره باز کنید.', server_older: 'سامانه از برنامهٔ گوشی قدیمی‌تر است؛ نوشته‌ها می‌ماند تا به‌روز شود.', revoked: 'این گوشی دیگر اجازهٔ نگه‌داشتن خانواده‌ها را ندارد.' },
  },
  outbox: {
    title: 'صف ارسال', empty: 'چیزی در صف نیست', emptyText: 'آنچه بی شبکه بنویسید اینجا می‌آید تا فرستاده شود.', typed: (when: string) => `نوشته شد: ${when}`,
    state: { waiting: 'در صف', unknown: 'در حال فرستادن', clash: 'دو مقدار', refused: 'پذیرفته نشد', parked: 'برای بررسی رفت', forgotten: 'خانواده فراموش شده', newer: 'سامانه هنوز نمی‌شناسد' },
    parkedText: 'این خانواده دیگر نزد شما نبود یا قاعده‌ای جلو آن را گرفت. نوشتهٔ شما برای مدیر مرکز ماند؛ چیزی گم نشد.', forgottenText: 'این خانواده خواسته است فراموش شود؛ چیزی از او نگه داشته نمی‌شود.',
    clashText: (who: string, when: string) => `${who} در ${when} همین را تغییر داده است. هر دو در تاریخچه می‌ماند؛ کدام درست است؟`, field: 'چه چیزی', somebody: 'کس دیگری', mine: 'نوشتهٔ من', theirs: 'آنچه اکنون در پرونده است', keepMine: 'نوشتهٔ من بماند', keepTheirs: 'همان بماند',
    edit: 'ویرایش', drop: 'دور انداختن', dropTitle: 'دور انداختن نوشته', dropText: 'این نوشته فرستاده نشده و از گوشی پاک می‌شود.', review: 'سپردن به مدیر مرکز', read: 'دیدم', save: 'ذخیره در صف', changed: 'نوشته در صف عوض شد.', editTitle: 'ویرایش پیش از فرستادن', pendingHere: 'در صف ارسال', openFamily: 'پروندهٔ خانواده', nothingToEdit: 'متن یا تاریخی برای ویرایش ندارد.',
  },
  device: { synced: (when: string) => `هم‌گامی: ${when}`, unsent: (n: string) => `${n} نفرستاده`, lost: (n: string) => `${n} نوشته از دست رفته` },
  fields: { note: 'شرح', text: 'متن', visited_on: 'روز بازدید', delivered_on: 'روز خدمت', assessed_on: 'روز پایش', done_on: 'روز انجام', missed_on: 'روز', changed_on: 'از روز', given_on: 'روز', refused_on: 'روز', withdrawn_on: 'روز', received_on: 'تاریخ دریافت', joined_on: 'روز', left_on: 'روز', referred_on: 'روز', answered_on: 'روز', since: 'از روز', next_visit_on: 'بازدید بعدی', address: 'نشانی', instruction: 'راه امن تماس', reason: 'دلیل', title: 'عنوان', window_from: 'از', window_to: 'تا', question: 'پرسش', answer: 'پاسخ', amount: 'مبلغ (تومان)', given_name: 'نام', family_name: 'نام خانوادگی', specialty: 'رشته', phone: 'تلفن' },
  choices: { place: 'کجا', present: 'حاضران', entries_done: 'برنامه‌های انجام‌شده', entry_id: 'برنامهٔ تقویم', late_reason: 'چرا دیر شد', domain: 'بخش', kind: 'گونه', purpose: 'برای', capacity: 'از ظرفیت', member_ids: 'برای چه کسی', member_id: 'کدام عضو', provider_agency_id: 'دستگاه رساننده', agency_id: 'دستگاه', commission_id: 'کمیسیون', amount_rials: 'مبلغ', particulars: 'جزئیات', outcome: 'نتیجه', moment: 'کدام پایش', readings: 'پاسخ‌ها', voided: 'هرگز انجام نشده بود', goal_id: 'هدف', remind_days: 'یادآوری چند روز پیش', repeat: 'تکرار', and_following: 'و برنامه‌های بعدی', basis: 'رضایت‌دهنده', ground: 'مستند قانونی', father_name: 'نام پدر', national_id: 'کد ملی', birth_date: 'تاریخ تولد', sex: 'جنس', relation: 'نسبت با سرپرست', education: 'تحصیلات', occupation: 'شغل', skill: 'مهارت', work: 'وضع کار', schooling: 'وضع درس', neighborhood_id: 'محله', window: 'ساعت امن تماس', category: 'گروه', urgency: 'فوریت', answer_by: 'پاسخ تا' },
  operations: {
    record_visit: 'بازدید', correct_visit: 'اصلاح بازدید', record_service: 'خدمت', correct_service: 'اصلاح خدمت', record_assessment: 'پایش', add_note: 'یادداشت', add_attachment: 'پیوست', plan_entry: 'برنامهٔ تقویم', move_entry: 'جابه‌جایی برنامه', complete_entry: 'انجام برنامه', miss_entry: 'انجام نشدن برنامه', cancel_entry: 'لغو برنامه',
    give_consent: 'رضایت', refuse_consent: 'نپذیرفتن', withdraw_consent: 'پس گرفتن رضایت', join_member: 'عضو تازه', change_member: 'ویرایش عضو', leave_member: 'رفتن عضو', change_head: 'تغییر سرپرست', change_address: 'نشانی', set_safe_contact: 'راه امن تماس', add_category: 'افزودن گروه آسیب', remove_category: 'برداشتن گروه آسیب', record_coverage: 'پوشش دستگاه', refer_to_commission: 'ارجاع به کمیسیون', refer_to_expert: 'ارجاع به کارشناس', answer_as_expert: 'پاسخ کارشناس',
  },
  update: 'نسخهٔ تازهٔ برنامه آماده است.', updateNow: 'به‌روز کردن',
};
