-- Ids that follow from a number, and names and tiers drawn from it.
create or replace function pg_temp.i(kind text, n bigint) returns uuid language sql immutable as $$ select md5(kind || n)::uuid $$;
create or replace function pg_temp.given(n bigint) returns text language sql immutable as $$
  select (array['محمد','زهرا','علی','فاطمه','حسین','مریم','رضا','نرگس','احمد','سارا','مهدی','لیلا','حسن','پروین','اکبر','شیرین','ناصر','معصومه','کریم','ژاله',
    'یوسف','طاهره','ابراهیم','سکینه','داوود','گلناز','پرویز','نسرین','منصور','بتول'])[1 + (hashint8(n) & 2147483647) % 30] $$;
create or replace function pg_temp.family(n bigint) returns text language sql immutable as $$
  select (array['محمدی','احمدی','حسینی','رضایی','کریمی','موسوی','قاسمی','جعفری','صادقی','حیدری','رحیمی','نوری','عباسی','اکبری','یوسفی','شریفی','باقری','طاهری',
    'کاظمی','نجفی','مرادی','سلیمانی','فلاحی','غلامی','امینی','بهرامی','داوودی','پناهی','گودرزی','ژیان'])[1 + (hashint8(n) & 2147483647) % 30]
      || (array['','زاده','پور','نژاد','نیا','فر','خواه','منش','دوست','یان'])[1 + (hashint8(n * 7) & 2147483647) % 10]
      || (array['','',' مشهدی',' تهرانی',' خراسانی',' قزوینی',' اصل',' راد',' شیرازی',' یزدی'])[1 + (hashint8(n * 13) & 2147483647) % 10] $$;
create or replace function pg_temp.key(name text) returns text language sql immutable as $$ select replace(replace(name, ' ', ''), 'آ', 'ا') $$;
create or replace function pg_temp.tier(n bigint) returns text language sql immutable as $$
  select (array['stable', 'at_risk', 'harmed', 'harmed'])[1 + (hashint8(n) & 2147483647) % 4] $$;
