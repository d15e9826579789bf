export const administrator = {
  menu: { users: 'کاربران', system: 'سامانه' },
};
