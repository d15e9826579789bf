export const shell = {
  app: 'همیار', tagline: 'همراه خانواده، از نخستین دیدار تا پایش دوباره', skip: 'رفتن به محتوا', menu: 'فهرست', reports: 'گزارش‌ها', me: 'حساب من', more: 'بیشتر', help: 'راهنما',
  demoLabel: 'نمونهٔ نمایشی', demoBanner: 'نمونهٔ نمایشی: همهٔ نام‌ها و پرونده‌ها ساختگی‌اند.', loadingPage: 'صفحه در حال آماده شدن است…',
  signIn: 'ورود', signInTitle: 'ورود به همیار', username: 'نام کاربری', password: 'گذرواژه', showPassword: 'نمایش گذرواژه', hidePassword: 'پنهان کردن گذرواژه', signingIn: 'در حال ورود…',
  signInAs: (role: string) => `ورود به عنوان ${role}`, demoSignIns: 'ورود نمایشی با یک لمس', demoHint: 'این سامانه با داده‌های ساختگی بالا آمده است. نقشی را برگزینید تا ببینید آن نقش چه می‌بیند.',
  signInAgain: 'دوباره وارد شوید', signInAgainWhy: 'مدت ورود شما به پایان رسیده است. آنچه نوشته‌اید همین‌جا می‌ماند.',
  signOut: 'خروج', signedInAs: 'واردشده با نام', roles: 'نقش‌ها', version: 'نسخه', accountTitle: 'حساب من',
  changePassword: 'تغییر گذرواژه', currentPassword: 'گذرواژهٔ کنونی', newPassword: 'گذرواژهٔ تازه', passwordChanged: 'گذرواژه تغییر کرد.', 
  notFoundTitle: 'این صفحه پیدا نشد', notFoundText: 'شاید نشانی نادرست باشد یا پرونده از دسترس شما بیرون رفته باشد.', home: 'رفتن به صفحهٔ نخست',
  notYoursTitle: 'این صفحه برای نقش شما نیست', notYoursText: 'اگر فکر می‌کنید باید آن را ببینید، از مدیر سامانه بپرسید.',
  brokenTitle: 'خطایی پیش آمد', brokenText: 'خطا از شما نیست. صفحه را دوباره باز کنید؛ آنچه ثبت کرده‌اید سر جایش است.', reload: 'بارگذاری دوباره',
  offline: 'پیوند با سامانه برقرار نیست', loadFailed: 'این بخش بارگذاری نشد', nothingForRole: 'برای این حساب هنوز نقشی تعریف نشده است.',
};
