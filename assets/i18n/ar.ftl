### كل كلمة في النافذة وفي سطر الأوامر، بالعربية.
### الأعداد تأتي أعدادا ليصح تمييزها، والتواريخ والسنوات تأتي جاهزة.

## الأسماء

app-name = خبر
app-about = متابعة الأخبار العربية في الطرفية

pane-stories = الأخبار
pane-article = نص الخبر
pane-people = الأشخاص
pane-places = الأماكن
pane-dates = التواريخ
pane-organisations = الجهات
pane-related = ذات صلة
pane-name = التعريف
pane-namings = الأخبار
pane-timeline = الخط الزمني
pane-feeds = الخلاصات
pane-help = المفاتيح
pane-palette = الأوامر
pane-notices = التنبيهات
pane-tags = الوسوم
pane-doctor = الطرفية: أي هذه النماذج يُقرأ سليما؟

kind-person = شخص
kind-place = مكان
kind-organisation = جهة
kind-date = تاريخ
kind-interval = فترة
kind-duration = مدة
kind-time = وقت
kind-set = وقت متكرر
kind-reference = وقت غير محدد

section-source = المصدر
section-keywords = كلمات مفتاحية
section-read-also = اقرأ أيضا
section-related = عناوين أخرى
section-boilerplate = ليس من الخبر
section-tags = الوسوم

## الشريط العلوي

bar-count =
    { $total ->
        [zero] لا أخبار
        [one] خبر واحد
        [two] خبران
        [few] { $total } أخبار
        [many] { $total } خبرا
       *[other] { $total } خبر
    }
bar-count-of = { $shown } من { $total }
bar-unread =
    { $count ->
        [zero] كلها مقروءة
        [one] واحد غير مقروء
        [two] اثنان غير مقروءين
       *[other] { $count } غير مقروءة
    }
bar-marked =
    { $count ->
        [zero] لم يحدد شيء
        [one] خبر محدد
        [two] خبران محددان
        [few] { $count } أخبار محددة
        [many] { $count } خبرا محددا
       *[other] { $count } خبر محدد
    }
bar-marked-some = أخبار محددة
bar-by-date = الأحدث أولا
bar-by-relevance = الأقرب إلى البحث أولا

## الخبر

undated = بلا تاريخ
undated-key = { $key } لتحديد التاريخ
untitled = بلا عنوان
reading-time =
    { $minutes ->
        [zero] أقل من دقيقة
        [one] دقيقة
        [two] دقيقتان
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }
copies =
    { $count ->
        [zero] لا نسخ
        [one] نسخة واحدة
        [two] نسختان
        [few] { $count } نسخ
       *[other] { $count } نسخة
    }
outlets =
    { $count ->
        [zero] لا مصادر
        [one] مصدر واحد
        [two] مصدران
        [few] { $count } مصادر
        [many] { $count } مصدرا
       *[other] { $count } مصدر
    }
mentions =
    { $count ->
        [zero] لم يذكر
        [one] ذكر مرة
        [two] ذكر مرتين
        [few] ذكر { $count } مرات
       *[other] ذكر { $count } مرة
    }
hit-of = { $number } من { $total }
part-of = ضمن: { $title }
published-given = تاريخ حددته أنت
published-stated = تاريخ مذكور في النص
published-dateline = تاريخ من مطلع الخبر
published-metadata = تاريخ من الملف
published-lead = تاريخ من الجمل الأولى
doubtful = غير مؤكد
doubtful-or = أو { $value }
confidence = الثقة { $percent }٪

## The page of a name

name-missing = ليس في المكتبة شيء بهذا الاسم
name-so-far = من أحدث { $count } حتى الآن…
name-a-month = مرات الذكر في الشهر
name-a-quarter = مرات الذكر في ربع السنة
name-a-year = مرات الذكر في السنة
name-most = الأكثر { $count }
name-undated =
    { $count ->
        [one] وخبر بلا تاريخ
        [two] وخبران بلا تاريخ
        [few] و{ $count } أخبار بلا تاريخ
        [many] و{ $count } خبرا بلا تاريخ
       *[other] و{ $count } خبر بلا تاريخ
    }
name-namesakes = آخرون بهذا الاسم
name-others = قد يكون أيضا
name-chosen = سبب الاختيار
name-spellings = صور الكتابة
name-stated = الصفات كما وردت
name-held = الصفات المعروفة
name-people = يُذكر معه من الأشخاص
name-places = يُذكر معه من الأماكن
name-organisations = يُذكر معه من الجهات
held-since = منذ { $from }
held-until = حتى { $to }

## ذات صلة

related-same-event = الحدث نفسه
related-storyline = القصة نفسها
related-earlier = قبل ذلك في القصة نفسها
related-later = بعد ذلك في القصة نفسها
related-shared = أشخاص وأماكن مشتركة
list-copies = { $count ->
    [one] نسخة واحدة
    [two] نسختان
    [few] { $count } نسخ
    [many] { $count } نسخة
   *[other] { $count } نسخة
}
list-copy = نسخة
related-copies = نسخ
related-embedded = في الملف نفسه
reason-names = يشتركان في: { $names }
reason-words = كلمات متشابهة
gap-same-day = في اليوم نفسه
gap-later =
    { $days ->
        [zero] في اليوم نفسه
        [one] بعد يوم
        [two] بعد يومين
        [few] بعد { $days } أيام
        [many] بعد { $days } يوما
       *[other] بعد { $days } يوم
    }
gap-earlier =
    { $days ->
        [zero] في اليوم نفسه
        [one] قبل يوم
        [two] قبل يومين
        [few] قبل { $days } أيام
        [many] قبل { $days } يوما
       *[other] قبل { $days } يوم
    }
gap-apart =
    { $days ->
        [zero] في اليوم نفسه
        [one] بينهما يوم
        [two] بينهما يومان
        [few] بينهما { $days } أيام
        [many] بينهما { $days } يوما
       *[other] بينهما { $days } يوم
    }

## الخط الزمني للقصة

timeline-events =
    { $count ->
        [zero] لا أحداث
        [one] حدث واحد
        [two] حدثان
        [few] { $count } أحداث
        [many] { $count } حدثا
       *[other] { $count } حدث
    }
timeline-here = أنت هنا
timeline-told-later =
    { $days ->
        [zero] نُشر في اليوم نفسه
        [one] نُشر في اليوم التالي
        [two] نُشر بعد يومين
        [few] نُشر بعد { $days } أيام
        [many] نُشر بعد { $days } يوما
       *[other] نُشر بعد { $days } يوم
    }
timeline-told-before =
    { $days ->
        [zero] نُشر في اليوم نفسه
        [one] نُشر في اليوم السابق
        [two] نُشر قبل يومين
        [few] نُشر قبل { $days } أيام
        [many] نُشر قبل { $days } يوما
       *[other] نُشر قبل { $days } يوم
    }
timeline-announced = أُعلن في { $date }
timeline-announced-in =
    { $count ->
        [zero] لم يرد في أي خبر
        [one] ورد في خبر واحد
        [two] ورد في خبرين
        [few] ورد في { $count } أخبار
        [many] ورد في { $count } خبرا
       *[other] ورد في { $count } خبر
    }
timeline-took-place = وقع فيه حدث من هذه القصة
timeline-nothing-then = لم يقع فيه حدث من هذه القصة
timeline-ahead = بعد آخر ما وصل من هذه القصة
timeline-background = خلفية
timeline-undated = بلا تاريخ
timeline-earlier-left-out =
    { $count ->
        [zero] لا أحداث سابقة أخرى
        [one] حدث سابق لم يُعرض
        [two] حدثان سابقان لم يُعرضا
        [few] { $count } أحداث سابقة لم تُعرض
        [many] { $count } حدثا سابقا لم تُعرض
       *[other] { $count } حدث سابق لم تُعرض
    }
timeline-later-left-out =
    { $count ->
        [zero] لا أحداث لاحقة أخرى
        [one] حدث لاحق لم يُعرض
        [two] حدثان لاحقان لم يُعرضا
        [few] { $count } أحداث لاحقة لم تُعرض
        [many] { $count } حدثا لاحقا لم تُعرض
       *[other] { $count } حدث لاحق لم تُعرض
    }
timeline-undated-left-out =
    { $count ->
        [zero] لا أحداث أخرى
        [one] حدث آخر لم يُعرض
        [two] حدثان آخران لم يُعرضا
        [few] { $count } أحداث أخرى لم تُعرض
        [many] { $count } حدثا آخر لم تُعرض
       *[other] { $count } حدث آخر لم تُعرض
    }
## روايتان جنبا إلى جنب، وما هو جديد

compare-both =
    { $count ->
        [0] لا شيء مشترك
       *[other] { $count } في الروايتين
    }
compare-only-here = { $count } هنا فقط
compare-only-first = { $count } في 1 فقط
compare-only-second = { $count } في 2 فقط
compare-empty = لا جمل للمقارنة
new-share = جديده { $percent }٪
new-all = كله جديد
new-nothing = لا جديد فيه

## حين لا يوجد ما يعرض

empty-library = المكتبة فارغة. أضف أخبارا بالأمر: khabar add FILE
empty-search = لا خبر يطابق البحث. { $key } يعيد عرض كل الأخبار
empty-article = اختر خبرا
empty-people = لا أشخاص
empty-organisations = لا جهات
empty-namings = لا خبر يذكره
empty-places = لا أماكن
dates-open = أيام غير معروفة
dates-lengths = مدد وأوقات
empty-dates = لا تواريخ
empty-related = لا شيء ذا صلة في المكتبة حتى الآن
empty-timeline = تعذر عرض هذه القصة
empty-feeds = لا خلاصة تتابع بعد
empty-feeds-key = لا خلاصة تتابع بعد، أضف واحدة بعنوانها بالمفتاح { $key }
empty-notices = لا تنبيهات
empty-tags = لا وسوم بعد
empty-tags-found = لا وسم فيه هذه الحروف
empty-palette = لا أمر بهذا الاسم
loading = جار التحميل …
too-small = النافذة صغيرة

## الإدخال

prompt-search = بحث
prompt-tag = وسم
prompt-palette = أمر
prompt-search-hint = كلمات، "عبارة"، person:، place:، on:، after:، before:، tag:
prompt-feed-hint = عنوان خلاصة أو صفحة تذكرها
prompt-tag-hint = الاسم يضيف وسما، والاسم بعد - يزيله
prompt-filter-tags-hint = حروف من الوسم
prompt-rename-tag-hint = اسمه من الآن، واسم وسم آخر يجمع الوسمين
prompt-colour-tag-hint = اسم لون أو #rrggbb، والسطر الفارغ: كسائر الوسوم
prompt-new-tag = وسم جديد
prompt-day-hint = 19/5/2025 أو 19 أيار 2025 أو أمس، والسطر الفارغ: كما يقول الخبر
prompt-day-none = ليس يوما بعينه، اكتب 19/5/2025 أو 19 أيار 2025 أو أمس
prompt-day-nothing = كما يقول الخبر نفسه
prompt-day-now = الآن { $date }، { $from }
prompt-merge = مع أي اسم يجمع '{ $name }'؟
prompt-merge-hint = الاسم الذي هو إياه من الآن
prompt-split = أي صيغة ليست من '{ $name }'؟
prompt-split-hint = اختر بالسهمين، وEnter تجعلها اسما قائما بنفسه
prompt-here = من المقصود بـ '{ $name }' في هذا الخبر؟
prompt-here-hint = أحد هذه الأسماء، أو اسم جديد
prompt-rename = ما الاسم الجديد لـ '{ $name }'؟
prompt-rename-hint = السطر الفارغ: كما وجد في النص
prompt-export-hint = اسم ملف: ‎.md للقراءة، ‎.jsonl للإضافة في مكتبة أخرى، ‎.csv للجداول
prompt-pipe-hint = أمر يتلقى الخبر بصيغة Markdown
prompt-export =
    { $count ->
        [zero] لا خبر يكتب
        [one] يكتب خبر واحد
        [two] يكتب الخبران اللذان وجدا
        [few] تكتب الأخبار التي وجدت كلها، وعددها { $count }
        [many] تكتب الأخبار التي وجدت كلها، وعددها { $count }
       *[other] تكتب الأخبار التي وجدت كلها، وعددها { $count }
    }
prompt-export-found = يكتب كل ما وجد
prompt-export-exists = الملف موجود، و Enter مرة أخرى يستبدله
export-notes = الملاحظات
export-no-format-window = أي صيغة؟ اختم الاسم بـ ‎.md أو ‎.jsonl أو ‎.csv

## التنبيهات

notice-tagged = أضيف الوسم #{ $tag }
notice-untagged = أزيل الوسم #{ $tag }
notice-tags-changed = تغيرت الوسوم
notice-tag-renamed = صار الوسم #{ $from } اسمه #{ $to }
notice-tag-merged = جمع الوسم #{ $from } مع #{ $into }
notice-tag-deleted = حذف الوسم #{ $tag }
notice-tag-coloured = لون الوسم #{ $tag }: { $colour }
notice-tag-plain = لون الوسم #{ $tag }: كسائر الوسوم
notice-ruled = طبقت القواعد: { $rules }
notice-ruled-many =
    { $count ->
        [zero] لم تطبق قاعدة
        [one] طبقت قاعدة
        [two] طبقت قاعدتان
        [few] طبقت { $count } قواعد
        [many] طبقت { $count } قاعدة
       *[other] طبقت { $count } قاعدة
    }
notice-no-rules = لا قواعد لتطبيقها، اكتبها في rules.toml (انظر khabar rules --help)
notice-same-story = الخبران من قصة واحدة
notice-other-story = الخبران ليسا من قصة واحدة
notice-story-as-found = تعود القصة إلى ما وجده خبر
notice-no-copies = لا نسخ من هذا الخبر
notice-no-other-article = افتح خبرا ثم اختر خبرا آخر من القائمة أو من الأخبار ذات الصلة
notice-read = صار مقروءا
notice-unread = صار غير مقروء
notice-published = تاريخ النشر { $date }
notice-published-as-said = تاريخ النشر كما يقول الخبر نفسه
notice-name-merged = جمع '{ $name }' مع '{ $into }'
notice-name-split = فصل '{ $spelling }' عن '{ $name }'
notice-name-other = فصل '{ $spelling }' عن '{ $name }'، فهو '{ $other }'
notice-name-here = المقصود بـ '{ $name }' في هذا الخبر '{ $other }'
notice-name-renamed = صار اسم '{ $name }' '{ $to }'
notice-in-articles =
    { $count ->
        [zero] لا خبر فيه هذا بعد
        [one] في خبر واحد
        [two] في خبرين
        [few] في { $count } أخبار
        [many] في { $count } خبرا
       *[other] في { $count } خبر
    }
notice-undo-key = المفتاح { $key } للتراجع
notice-one-spelling = ليس لهذا الاسم هنا إلا صيغة واحدة
notice-one-spelling-key = ليس لهذا الاسم هنا إلا صيغة واحدة، والمفتاح { $key } يقول من هو في هذا الخبر
notice-reread = { $change }، تعاد قراءة التواريخ
notice-undone = تم التراجع عن: { $change }
notice-redone = أعيد: { $change }
notice-nothing-to-undo = لا شيء للتراجع عنه
notice-nothing-to-redo = لا شيء لإعادته
notice-no-later = لا خبر بعده في هذه القصة
notice-no-earlier = لا خبر قبله في هذه القصة
notice-no-same-event = لا رواية أخرى لهذا الحدث
notice-nothing-to-compare = لا خبر آخر من هذه القصة للمقارنة؛ المقالات ذات الصلة تُظهر ما سواه
notice-no-difference = الروايتان تقولان الشيء نفسه
notice-nothing-new = لا جديد عليك هنا
notice-nothing-read-before = لم يُقرأ من قبل شيء آخر من هذه القصة
notice-no-jump-back = لا موضع سابقا للعودة إليه
notice-no-jump-forward = لا موضع لاحقا للانتقال إليه
notice-no-naming = اختر أولا خبرا من أخبار الصفحة
notice-no-name = اختر أولا شخصا أو مكانا أو جهة
notice-no-hits = لا مواضع للتنقل بينها في هذا الخبر
notice-no-mentions = لم يذكر في نص هذا الخبر
notice-no-unread = قرأت كل الأخبار
notice-no-next = هذا آخر خبر
notice-no-previous = هذا أول خبر
notice-nothing-selected = لم يحدد شيء
notice-copied =
    { $count ->
        [one] نُسخت كلمة واحدة
        [two] نُسخت كلمتان
        [few] نُسخت { $count } كلمات
       *[other] نُسخت { $count } كلمة
    }
notice-copied-characters =
    { $count ->
        [one] نُسخ حرف واحد
        [two] نُسخ حرفان
        [few] نُسخت { $count } أحرف
        [many] نُسخ { $count } حرفا
       *[other] نُسخ { $count } حرف
    }
notice-opening = يُفتح { $url }
notice-no-link = ليس لهذا الخبر رابط
notice-not-opened = تعذر فتح المتصفح: { $cause }؛ سمِّ متصفحك في المتغير BROWSER
notice-command-failed = أخفق '‎{ $command }'‏: { $cause }
pipe-ended = اضغط Enter لتعود إلى خبر
notice-nothing-to-copy = لا شيء للنسخ
notice-too-long-to-copy = النص أطول مما تقبله حافظة الطرفية (أكثر من { $limit } بايت)؛ حدد أقل منه
notice-narrowed = الأخبار التي فيها { $name } فقط
notice-widened = كل الأخبار
notice-order-date = الأحدث أولا
notice-order-relevance = الأقرب إلى البحث أولا
notice-order-needs-search = ابحث أولا ليكون الترتيب بحسب البحث
notice-rtl-mode = طريقة إرسال النص العربي الآن: { $mode }
notice-tashkeel-kept = التشكيل ظاهر
notice-tashkeel-stripped = التشكيل مخفي
notice-force-ltr = يعكس kitty الكلمات العربية؛ أضف force_ltr yes إلى ملف kitty.conf
notice-theme-dark = المظهر الداكن
notice-theme-light = المظهر الفاتح
notice-facts-hidden = الأشخاص والأماكن والتواريخ مخفية
notice-unknown-action = لا أمر اسمه '{ $name }'
notice-unbound = { $keys } لا يفعل شيئا، و ? يعرض المفاتيح
notice-config =
    { $count ->
        [zero] لا أخطاء في إعداداتك
        [one] خطأ واحد في إعداداتك، يعرضه { $key }
        [two] خطآن في إعداداتك، يعرضهما { $key }
        [few] { $count } أخطاء في إعداداتك، يعرضها { $key }
       *[other] { $count } خطأ في إعداداتك، يعرضها { $key }
    }
notice-importing = قراءة { $done } من { $total }
notice-imported =
    { $count ->
        [zero] لا جديد
        [one] خبر جديد واحد
        [two] خبران جديدان
        [few] { $count } أخبار جديدة
        [many] { $count } خبرا جديدا
       *[other] { $count } خبر جديد
    }
notice-import-failed =
    { $count ->
        [zero] قرئت كل الملفات
        [one] تعذرت قراءة ملف واحد
        [two] تعذرت قراءة ملفين
        [few] تعذرت قراءة { $count } ملفات
        [many] تعذرت قراءة { $count } ملفا
       *[other] تعذرت قراءة { $count } ملف
    }
notice-stopped = توقف العمل، وما أنجز محفوظ
notice-working = العمل جار …
notice-busy = الانتظار طويل؛ أعد المحاولة بعد قليل
notice-thread = تعذر بدء العمل: { $cause }؛ أغلق برامج أخرى وأعد المحاولة
notice-no-change = لا شيء يتغير
notice-undated-next = تاريخه غير معروف؛ هو التالي في المكتبة
notice-gone = لم تعد هذه المقالة في المكتبة
notice-panic = حدث خلل داخل خبر، وما فعلته محفوظ
mode-visual = بالترتيب المرئي (visual)
mode-logical = بالترتيب المنطقي (logical)
mode-off = كما هو (off)

change-tag = الوسوم
change-read = علامة القراءة

## ما تعذر: ماذا حدث وما العمل

cannot-read = تعذرت قراءة '{ $path }': { $cause }
no-such-file = لا يوجد ملف أو مجلد '{ $path }'، تحقق من الاسم
no-permission = لا يسمح بقراءة '{ $path }'، غيّر أذوناته
not-plain-file = '{ $path }' ليس ملفا ولا مجلدا، اختر ملفا
no-files = لا ملف يقرأ في المجلد '{ $path }'
flaw-empty = الملف '{ $path }' فارغ، فلم يضف شيء
flaw-too-large = حجم الملف '{ $path }' ‏{ $size } ميبيبايت، والحد الأقصى { $limit }، قسّمه إلى أجزاء
flaw-binary = الملف '{ $path }' بيانات لا نص، احفظه نصا بترميز UTF-8 ثم أضفه
flaw-binary-kind = الملف '{ $path }' ليس نصا بل { $kind }، احفظه نصا بترميز UTF-8 ثم أضفه
flaw-guessed = الملف '{ $path }' لا يذكر ترميزه، فقرئ على أنه { $charset }، حوّله إلى UTF-8 إن بدت الكلمات خاطئة
flaw-lossy =
    { $count ->
        [zero] الملف '{ $path }' بترميز { $charset } سليم
        [one] الملف '{ $path }' بترميز { $charset } معطوب: ضاع حرف واحد في السطر { $line }، أحضر نسخة سليمة
        [two] الملف '{ $path }' بترميز { $charset } معطوب: ضاع حرفان أولهما في السطر { $line }، أحضر نسخة سليمة
        [few] الملف '{ $path }' بترميز { $charset } معطوب: ضاعت { $count } أحرف أولها في السطر { $line }، أحضر نسخة سليمة
        [many] الملف '{ $path }' بترميز { $charset } معطوب: ضاع { $count } حرفا أولها في السطر { $line }، أحضر نسخة سليمة
       *[other] الملف '{ $path }' بترميز { $charset } معطوب: ضاع { $count } حرف أولها في السطر { $line }، أحضر نسخة سليمة
    }
flaw-mojibake = حفظ الملف '{ $path }' بترميز مضاعف، وقد أصلح ذلك، فقارنه بالأصل
flaw-controls =
    { $count ->
        [zero] لا أوامر تحكم في الملف '{ $path }'
        [one] في الملف '{ $path }' أمر تحكم بالطرفية، حذف وبقي النص كاملا
        [two] في الملف '{ $path }' أمرا تحكم بالطرفية، حذفا وبقي النص كاملا
        [few] في الملف '{ $path }' ‏{ $count } أوامر تحكم بالطرفية، حذفت وبقي النص كاملا
       *[other] في الملف '{ $path }' ‏{ $count } أمر تحكم بالطرفية، حذفت وبقي النص كاملا
    }
flaw-overrides =
    { $count ->
        [zero] لا علامات تقلب الاتجاه في الملف '{ $path }'
        [one] في الملف '{ $path }' علامة تقلب اتجاه الكتابة، فاقرأه بحذر، قد لا يكون ترتيب الحروف كما يبدو
        [two] في الملف '{ $path }' علامتان تقلبان اتجاه الكتابة، فاقرأه بحذر، قد لا يكون ترتيب الحروف كما يبدو
        [few] في الملف '{ $path }' ‏{ $count } علامات تقلب اتجاه الكتابة، فاقرأه بحذر، قد لا يكون ترتيب الحروف كما يبدو
       *[other] في الملف '{ $path }' ‏{ $count } علامة تقلب اتجاه الكتابة، فاقرأه بحذر، قد لا يكون ترتيب الحروف كما يبدو
    }
flaw-unreadable = الملف '{ $path }' صفحة لا يتبين فيها خبر، احفظ نصه وأضفه
flaw-feed = تعذرت قراءة '{ $path }' خلاصة ({ $reason })، أعد جلبها أو نبه ناشرها
flaw-item = في '{ $path }' بند لا نص فيه ({ $id })، أهمل وأضيف الباقي
flaw-feed-list = الملف '{ $path }' قائمة خلاصات لا أخبار فيها، استوردها بالأمر 'khabar feeds import'
flaw-record = الملف '{ $path }'، السطر { $line }: { $reason }، أهمل هذا السطر وأضيف الباقي

cannot-write = تعذرت كتابة الخرج: { $cause }
cannot-make-folder = تعذر إنشاء المجلد '{ $path }': { $cause }، اختر مكتبة أخرى بالخيار --library
cannot-use-terminal = تعذر استعمال الطرفية: { $cause }، أما للأنابيب فاستعمل 'khabar list' و'khabar show'
library-missing = لا توجد مكتبة '{ $path }'، تنشأ حين تضيف أخبارا: khabar add FILE
library-missing-folder = المجلد '{ $path }' غير موجود، أنشئه أو اختر مكتبة أخرى بالخيار --library
library-not-a-file = '{ $path }' ليس ملفا، اختر ملف مكتبة
library-denied = تعذر { $deed } '{ $path }': لا إذن بذلك، غيّر أذونات الملف والمجلد أو اختر مكتبة أخرى بالخيار --library
library-locked = تعذر { $deed } '{ $path }': برنامج آخر يكتب فيها، انتظر حتى يفرغ
library-locked-by = تعذر { $deed } '{ $path }': ‏{ $holder } يكتب فيها، انتظر حتى يفرغ أو أنهه
library-read-only = تعذر { $deed } '{ $path }': إنها للقراءة فقط، اجعل الملف والمجلد قابلين للكتابة أو انسخها إلى موضع آخر
library-newer = المكتبة '{ $path }' كتبها إصدار أحدث من خبر (إصدارها { $found }، وهذا البرنامج يعرف { $known })، حدّث خبر
library-foreign = '‎{ $path }' ليس مكتبة، اختر ملفا آخر بالخيار ‎--library، وإن كان مكتبة من قبل: khabar doctor --salvage NEW-FILE
library-other-program = '{ $path }' قاعدة بيانات لبرنامج آخر، اختر ملفا آخر بالخيار --library
library-damaged = تعذر { $deed } '‎{ $path }': الملف معطوب ({ $cause })، استعد نسخة منه (‏khabar restore) أو انقل ما أمكنت قراءته إلى مكتبة جديدة: khabar doctor --salvage NEW-FILE
library-full = تعذر { $deed } '‎{ $path }': لم يبق في القرص مكان، أو لا يسمح بأكثر، أفسح مكانا ثم أعد المحاولة، ولم يضع شيء
library-in-use = تعذر { $deed } '‎{ $path }': برنامج آخر فتحها، أغلقه أولا
library-in-use-by = تعذر { $deed } '‎{ $path }': ‏{ $holder } فتحها، أغلقه أولا
library-exists = في '‎{ $path }' شيء من قبل، اختر اسما آخر
library-failed = تعذر { $deed } '{ $path }': { $cause }
library-interrupted = ألغي السؤال
library-no-article = لا خبر رقمه { $id }، والأرقام في 'khabar list'
library-bad-tag = لا يصلح '{ $tag }' وسما، استعمل حروفا أو أرقاما أو علامات بلا مسافات
library-no-tag = لا خبر عليه الوسم '{ $tag }'، والوسوم في 'khabar tags'
library-no-tag-near = لا خبر عليه الوسم '{ $tag }'، لعلك تقصد '{ $near }'
library-bad-colour = ليس '{ $colour }' لونا، اكتب #rrggbb أو واحدا من هذه: { $list }
name-unknown = لا اسم '{ $name }' في المكتبة، والأسماء في 'khabar names'
name-same = الاسمان واحد أصلا، '{ $name }'، اختر اسمين
name-other-kind = لا يجمع '{ $name }' مع '{ $other }' لأنهما من نوعين، اجمع شخصا بشخص ومكانا بمكان
name-no-spelling = لا خبر يكتب '{ $name }' هكذا: '{ $other }'، والصيغ في 'khabar names why'
name-unfit = لا يصلح هذا اسما جديدا لـ '{ $name }'، استعمل حروفا لا تزيد على { $other }
deed-open = فتح المكتبة
deed-migrate = تحديث المكتبة
deed-read = قراءة المكتبة
deed-search = البحث في المكتبة
deed-add = إضافة أخبار إلى المكتبة
deed-rebuild = إعادة بناء المكتبة
deed-tag = تغيير الوسوم في المكتبة
deed-mark = حفظ المقروء في المكتبة
deed-date = تحديد تاريخ النشر في المكتبة
deed-name = تغيير الأسماء في المكتبة
deed-tie = تغيير القصص في المكتبة
deed-note = تغيير الملاحظات في المكتبة
deed-searches = تغيير عمليات البحث المحفوظة في المكتبة
deed-feeds = تغيير الخلاصات في المكتبة
deed-undo = التراجع عن تغيير في المكتبة
deed-check = فحص المكتبة
deed-backup = نسخ المكتبة
deed-restore = استعادة المكتبة
deed-salvage = إنقاذ المكتبة

mistake-in = { $place }: { $problem }
mistake-in-key = { $place }: { $key }: { $problem }
mistake-syntax = صيغة الملف غير صحيحة: { $message }
mistake-unknown-key = لا مفتاح بهذا الاسم، المتاح: { $allowed }
mistake-wrong-value = القيمة '{ $value }' لا تصلح، المتاح: { $allowed }
mistake-unknown-key-name = لا زر في لوحة المفاتيح اسمه '{ $name }'
mistake-unknown-action = لا أمر اسمه '{ $name }'
mistake-unknown-action-near = لا أمر اسمه '{ $name }'، لعلك تريد '{ $near }'
mistake-hides-sequence = لا يمكن تمييزه من '{ $other }'، غيّر أحدهما
mistake-missing = ينقص '{ $what }'
mistake-twice = قاعدة أخرى اسمها '{ $name }'، اختر اسما آخر
mistake-no-tags = لا تضيف وسما ولا تزيله، اكتب add = ["TAG"]
cannot-read-settings = تعذرت قراءة '{ $path }': { $cause }، فبقيت الإعدادات الأصلية
no-library-folder = لا مجلد شخصيا تحفظ فيه المكتبة، حدد ملفا بالخيار --library
no-terminal = تحتاج القراءة إلى طرفية، أما للأنابيب فاستعمل 'khabar list' و'khabar show'
bad-day = '{ $value }' ليس يوما، اكتبه هكذا: 2025-05-19
query-error = عند الحرف { $at } من البحث: { $what }

## البحث: ما لا يفهم منه، وما تعنيه حقوله

query-unknown-field = لا حقل اسمه '{ $what }'، والحقول { $names }، أو ضع الكلمات بين علامتي تنصيص
query-missing-value = يلزم بعد '{ $what }:' قيمة
query-bad-date = ليس '{ $what }' تاريخا، اكتب 2025 أو 2025-05 أو 2025-05-19 أو 2025-W20 أو اليوم أو 7d
query-bad-state = ليست '{ $what }' حالة، والحالات { $names }
query-bad-language = لا تعرف اللغة '{ $what }'، والمعروفة { $names }
query-bad-has = لا يكون للخبر '{ $what }'، وقد يكون له { $names }
query-bad-id = ليس '{ $what }' رقم خبر
query-bad-tag = لا يصلح '{ $what }' وسما
query-unclosed-quote = علامة التنصيص هذه لم تغلق
query-unclosed-parenthesis = هذا القوس لم يغلق
query-unexpected-parenthesis = لم يفتح قوس قبل هذا
query-empty-parentheses = لا شيء بين القوسين
query-missing-operand = يلزم '{ $what }' شرط إلى جانبها
query-too-long = البحث أطول مما ينبغي

field-person = من ذكر فيه
field-place = المكان الذي ذكر فيه
field-org = الجهة التي ذكرت فيه
field-outlet = من نشره
field-title = كلمات العنوان
field-on = نشر في مدة
field-after = نشر منذ
field-before = نشر قبل
field-mentions = يوم يتحدث عنه النص
field-tag = وسومك
field-feed = الخلاصة التي جاء بها، أو مجلدها
field-is = مقروء أو جديد أو موسوم وما أشبه
field-unread = لم يقرأ بعد
field-has = ما لديه: ملاحظة أو رابط أو وسم وما أشبه
field-lang = لغة النص
field-note = كلمات ملاحظاتك
field-entity = هذا الشخص أو المكان أو الجهة بعينه
field-id = رقم الخبر

## عمليات البحث المحفوظة والملاحظات

pane-saved = عمليات البحث المحفوظة
empty-saved = لم تحفظ عملية بحث بعد
empty-saved-key = لم تحفظ عملية بحث بعد، ابحث عن شيء ثم { $key }
prompt-save-hint = اسم، و/ تفصل بين المجلدات
prompt-rename-search-hint = اسم آخر، و/ تفصل بين المجلدات
prompt-note = ملاحظة على الخبر
prompt-note-on = ملاحظة على «{ $quote }»
prompt-note-change = تغيير الملاحظة على الخبر
prompt-note-change-on = تغيير الملاحظة على «{ $quote }»
prompt-note-hint = ما تريد تذكره، و¶ تبدأ سطرا آخر
notice-note-written = كتبت الملاحظة
notice-note-changed = غيرت الملاحظة
notice-note-removed = حذفت الملاحظة
notice-long-note = الملاحظة أطول من أن تسعها سطر، غيرها بالأمر: khabar note { $article } --edit { $note }
notice-nothing-to-save = كل الأخبار معروضة، ابحث عن شيء أولا
notice-search-not-understood = حفظ البحث '{ $name }' في إصدار أحدث من خبر
notice-search-saved = حفظ البحث: { $name }
notice-search-removed = حذف البحث: { $name }
notice-search-renamed = تغير اسم البحث: { $before } ← { $name }
notice-search-more =
    { $count ->
        [one] وآخر
        [two] واثنان آخران
        [few] و{ $count } أخرى
       *[other] و{ $count } غيره
    }
library-no-note = لا ملاحظة رقمها { $id }، والملاحظات في 'khabar note'
library-long-note = في الملاحظة { $characters } حرفا، وأقصاها { $most }
library-no-search = لم يحفظ بحث باسم '{ $name }'، والمحفوظة في 'khabar searches'
library-search-exists = حفظ بحث باسم '{ $name }' من قبل، اختر اسما آخر أو احذفه أولا
library-bad-search-name = لا يحفظ بحث باسم '{ $name }'، فالاسم حروف لا تزيد على { $most }
cli-no-notes = لا ملاحظات
cli-no-searches = لم تحفظ عملية بحث بعد، احفظ واحدة: khabar searches add الاسم البحث
cli-no-such-words = لا ترد الكلمات '{ $what }' في الخبر
cli-note-removed-with = { $count ->
        [one] حذفت ملاحظة
        [two] حذفت ملاحظتان
        [few] حذفت { $count } ملاحظات
       *[other] حذفت { $count } ملاحظة
    }

## سطر الأوامر

cli-empty = المكتبة فارغة، أضف أخبارا بالأمر: khabar add FILE
cli-nothing-found = لم يوجد شيء
cli-no-such-name = لا اسم '{ $what }' في المكتبة؛ و'khabar search' يبحث عن الكلمات
cli-no-such-name-alike = لا اسم '{ $what }' في المكتبة، وهذه أسماء تشبهه
cli-which-name = '{ $what }' قد يكون أحد هذه؛ اسأل بما قبل النقطتين: khabar facts --name ID
cli-no-such-article = لا خبر '{ $what }' في المكتبة، والأرقام في 'khabar list'
cli-no-such-feed = لا متابعة لخلاصة '{ $what }'، والمتابعة في 'khabar feeds'
cli-no-feeds = لا خلاصة تتابع بعد، تابع واحدة: khabar feeds add URL
cli-feeds-waiting =
    { $count ->
        [one] سئلت خلاصة قبل قليل أو زالت، وتسأل بالخيار --force
        [two] سئلت خلاصتان قبل قليل أو زالتا، وتسألان بالخيار --force
        [few] سئلت { $count } خلاصات قبل قليل أو زالت، وتسأل بالخيار --force
       *[other] سئلت { $count } خلاصة قبل قليل أو زالت، وتسأل بالخيار --force
    }
cli-fetched = جلب نص الخبر { $id } كاملا
notice-syncing = سؤال الخلاصات: { $done } من { $total }
notice-sync-stopping = لن تسأل خلاصة أخرى
notice-looking-for-feed = بحث عن الخلاصة…
notice-fetching-text = جلب النص الكامل…
notice-whole-text = وصل النص الكامل
synced-changed =
    { $count ->
        [one] تغير خبر واحد
        [two] تغير خبران
        [few] تغيرت { $count } أخبار
        [many] تغير { $count } خبرا
       *[other] تغير { $count } خبر
    }
synced-same =
    { $count ->
        [one] خبر واحد كما كان
        [two] خبران كما كانا
        [few] { $count } أخبار كما كانت
        [many] { $count } خبرا كما كانت
       *[other] { $count } خبر كما كانت
    }
synced-failed =
    { $count ->
        [one] خلاصة واحدة لم تجب
        [two] خلاصتان لم تجيبا
        [few] { $count } خلاصات لم تجب
       *[other] { $count } خلاصة لم تجب
    }
synced-waiting =
    { $count ->
        [one] خلاصة لم تسأل لأنها سئلت قبل قليل أو زالت
        [two] خلاصتان لم تسألا لأنهما سئلتا قبل قليل أو زالتا
        [few] { $count } خلاصات لم تسأل لأنها سئلت قبل قليل أو زالت
       *[other] { $count } خلاصة لم تسأل لأنها سئلت قبل قليل أو زالت
    }
feed-never-asked = لم تسأل بعد
feed-asked-now = سئلت الآن
feed-asked = سئلت قبل { $span }
span-minutes =
    { $count ->
        [one] دقيقة
        [two] دقيقتين
        [few] { $count } دقائق
       *[other] { $count } دقيقة
    }
span-hours =
    { $count ->
        [one] ساعة
        [two] ساعتين
        [few] { $count } ساعات
       *[other] { $count } ساعة
    }
span-days =
    { $count ->
        [one] يوم
        [two] يومين
        [few] { $count } أيام
        [many] { $count } يوما
       *[other] { $count } يوم
    }
trouble-address = '{ $address }' ليس عنوانا على الشبكة، فالعنوان يبدأ بـ https:// أو http://
trouble-no-host = لا خادم باسم '{ $host }'، تحقق من العنوان ومن الاتصال
trouble-broken = انقطع الاتصال ({ $cause })، أعد المحاولة لاحقا
trouble-slow = تأخر الخادم في الجواب، أعد المحاولة لاحقا
trouble-too-large = الجواب أكبر من { $limit } م.ب، فليس خلاصة ولا خبرا
trouble-gone = لم يعد عند الخادم ({ $status })، ابحث عن عنوانه الجديد
trouble-busy = الخادم مشغول، أعد المحاولة لاحقا
trouble-busy-for = الخادم مشغول، أعد المحاولة بعد { $span }
trouble-status = أجاب الخادم بالخطأ { $status }، أعد المحاولة لاحقا
trouble-loop = العنوان يدور في حلقة، ابحث عن العنوان الجديد
trouble-no-feed = ليست هذه خلاصة تمكن قراءتها ({ $reason })، ابحث في الموقع عن خلاصته
trouble-binary = ليس هذا نصا، اكتب عنوان صفحة أو خلاصة
trouble-no-article = لا خبر في الصفحة، افتحها في المتصفح
trouble-no-address = لا عنوان لهذا الخبر على الشبكة، فنصه كامل فيما يعرف
trouble-nothing-more = ليس في الصفحة نص أكثر مما هنا
cli-not-fetched = { $id }: { $cause }
notice-followed =
    { $count ->
        [one] تتابع خلاصة واحدة
        [two] تتابع خلاصتان
        [few] تتابع { $count } خلاصات
       *[other] تتابع { $count } خلاصة
    }
notice-unfollowed =
    { $count ->
        [one] لم تعد خلاصة واحدة تتابع، وتبقى أخبارها
        [two] لم تعد خلاصتان تتابعان، وتبقى أخبارهما
        [few] لم تعد { $count } خلاصات تتابع، وتبقى أخبارها
       *[other] لم تعد { $count } خلاصة تتابع، وتبقى أخبارها
    }
cli-added =
    { $added ->
        [zero] لا جديد
        [one] أضيف خبر واحد
        [two] أضيف خبران
        [few] أضيفت { $added } أخبار
        [many] أضيف { $added } خبرا
       *[other] أضيف { $added } خبر
    }
cli-known =
    { $count ->
        [zero] لا مكرر
        [one] واحد موجود من قبل
        [two] اثنان موجودان من قبل
       *[other] { $count } موجودة من قبل
    }
cli-failed =
    { $count ->
        [zero] قرئت كل الملفات
        [one] تعذرت قراءة ملف واحد
        [two] تعذرت قراءة ملفين
        [few] تعذرت قراءة { $count } ملفات
        [many] تعذرت قراءة { $count } ملفا
       *[other] تعذرت قراءة { $count } ملف
    }
cli-stopped = توقف العمل، وما أنجز محفوظ
cli-rebuilt =
    { $count ->
        [zero] لا شيء يحتاج إلى إعادة بناء
        [one] أعيد بناء خبر واحد
        [two] أعيد بناء خبرين
        [few] أعيد بناء { $count } أخبار
        [many] أعيد بناء { $count } خبرا
       *[other] أعيد بناء { $count } خبر
    }
cli-tagged =
    { $count ->
        [zero] لم يتغير وسم
        [one] تغيرت وسوم خبر واحد
        [two] تغيرت وسوم خبرين
        [few] تغيرت وسوم { $count } أخبار
        [many] تغيرت وسوم { $count } خبرا
       *[other] تغيرت وسوم { $count } خبر
    }
cli-would-tag =
    { $count ->
        [zero] لن يتغير وسم
        [one] ستتغير وسوم خبر واحد
        [two] ستتغير وسوم خبرين
        [few] ستتغير وسوم { $count } أخبار
        [many] ستتغير وسوم { $count } خبرا
       *[other] ستتغير وسوم { $count } خبر
    }
cli-tag-other-change = آخر تغيير لا يخص الوسوم ({ $change })، والمفتاح 'u' في النافذة للتراجع عنه
cli-no-rules = لا قواعد، اكتبها في { $path } (انظر khabar rules --help)
cli-no-such-rule = لا قاعدة اسمها '{ $name }' في { $path }، والقواعد في 'khabar rules'
cli-no-such-rule-near = لا قاعدة اسمها '{ $name }' في { $path }، لعلك تقصد '{ $near }'
cli-rules-checked = القواعد السارية: { $rules }، الأخطاء: { $mistakes }
cli-rule-did = القاعدة '{ $rule }': ما وجدته { $found }، وما غيرته { $changed }
cli-rule-would = القاعدة '{ $rule }': ما تجده { $found }، وما ستغيره { $changed }
cli-more =
    { $count ->
        [zero] لا شيء غيرها
        [one] وخبر آخر
        [two] وخبران آخران
        [few] و{ $count } أخبار أخرى
        [many] و{ $count } خبرا آخر
       *[other] و{ $count } خبر آخر
    }
cli-exported =
    { $count ->
        [one] كتب خبر واحد في '‎{ $path }'
        [two] كتب خبران في '‎{ $path }'
        [few] كتبت { $count } أخبار في '‎{ $path }'
        [many] كتب { $count } خبرا في '‎{ $path }'
       *[other] كتب { $count } خبر في '‎{ $path }'
    }
export-nothing-named = حدد الأخبار بأرقامها أو استعمل ‎--query أو ‎--all
export-no-format = أي صيغة؟ سم ملفا ينتهي اسمه بـ ‎.md أو ‎.jsonl أو ‎.csv، أو استعمل ‎--to
export-exists = '‎{ $path }' موجود من قبل، اختر اسما آخر
export-exists-force = '‎{ $path }' موجود من قبل، اختر اسما آخر أو استبدله بالخيار ‎--force
export-onto-library = '‎{ $path }' هو المكتبة نفسها، اختر اسما آخر
export-stopped = أوقف، ولم يكتب شيء
cannot-write-file = تعذرت كتابة '‎{ $path }'‏: { $cause }
backup-onto-library = '‎{ $path }' هو المكتبة نفسها، اختر للنسخة اسما آخر
backup-not-removed = تعذر حذف النسخة القديمة '‎{ $path }'‏: { $cause }
cli-backed-up = نسخت إلى '‎{ $path }' وفحصت النسخة، { $size } ميبيبايت
cli-backups-removed =
    { $count ->
        [one] حذفت نسخة قديمة واحدة
        [two] حذفت نسختان قديمتان
        [few] حذفت { $count } نسخ قديمة
        [many] حذفت { $count } نسخة قديمة
       *[other] حذفت { $count } نسخة قديمة
    }
cli-restored = صارت '‎{ $path }' مثل '‎{ $from }'
cli-restored-aside = وما كان هناك من قبل هو '‎{ $path }'
salvage-articles =
    { $count ->
        [zero] ليس في '‎{ $path }' خبر
        [one] في '‎{ $path }' خبر واحد
        [two] في '‎{ $path }' خبران
        [few] في '‎{ $path }' ‏{ $count } أخبار
        [many] في '‎{ $path }' ‏{ $count } خبرا
       *[other] في '‎{ $path }' ‏{ $count } خبر
    }
salvage-lost =
    { $count ->
        [one] ضاع خبر واحد، رقمه { $ids }
        [two] ضاع خبران، رقماهما { $ids }
        [few] ضاعت { $count } أخبار، أرقامها { $ids }
        [many] ضاع { $count } خبرا، أرقامها { $ids }
       *[other] ضاع { $count } خبر، أرقامها { $ids }
    }
salvage-bare =
    { $count ->
        [one] بقي من خبر واحد نصه وحده، بلا تاريخه ومصدره ووسومه، رقمه { $ids }
        [two] بقي من خبرين نصهما وحده، بلا التاريخ والمصدر والوسوم، رقماهما { $ids }
        [few] بقي من { $count } أخبار نصها وحده، بلا التاريخ والمصدر والوسوم، أرقامها { $ids }
        [many] بقي من { $count } خبرا نصها وحده، بلا التاريخ والمصدر والوسوم، أرقامها { $ids }
       *[other] بقي من { $count } خبر نصها وحده، بلا التاريخ والمصدر والوسوم، أرقامها { $ids }
    }
salvage-dropped = صفوف لم تعد تتبع شيئا: { $list }
salvage-pages = صفحات تعذرت قراءتها: { $count } من { $pages }، وصفوف تعذرت في غيرها: { $cells }
salvage-whole = لم يضع شيء
salvage-next = انظر فيها بالخيار ‎--library، ولتمضي بها ضعها مكان المعطوبة بالأمر 'khabar restore'
cli-dated =
    { $count ->
        [zero] لم يتغير تاريخ
        [one] تغير تاريخ خبر واحد
        [two] تغير تاريخ خبرين
        [few] تغيرت تواريخ { $count } أخبار
        [many] تغيرت تواريخ { $count } خبرا
       *[other] تغيرت تواريخ { $count } خبر
    }
cli-no-single-day = '{ $value }' ليس يوما بعينه، اكتب 19/5/2025 أو '19 أيار 2025' أو أمس
cli-name-several = أكثر من اسم يناسب '{ $name }': { $list }، اذكر معرف أحدها
cli-name-other-change = آخر تغيير ليس في الأسماء ({ $change })، و'u' في النافذة للتراجع عنه
cli-nothing-to-do = لا شيء لعمله، اذكر وسما لإضافته أو -TAG لإزالته

timeline-published = يوم النشر

doctor-terminal = الطرفية
doctor-library = المكتبة
doctor-settings = الإعدادات
doctor-version = الإصدار
doctor-name = الاسم
doctor-colours = الألوان
doctor-colours-mono = بلا ألوان
doctor-colours-basic = 16 لونا
doctor-colours-indexed = 256 لونا
doctor-colours-true = 24 بت
doctor-size = الحجم
doctor-bidi = ترتيبها للعربية
doctor-bidi-none = لا ترتب شيئا
doctor-bidi-switched = ترتب، ويوقف ذلك أثناء القراءة
doctor-bidi-stuck = ترتب، ولا يمكن إيقاف ذلك
doctor-bidi-inside = ترتب، ولا يمكن إيقاف ذلك من هنا
doctor-bidi-reverses = تقلب الكلمات، ضع 'force_ltr yes' في kitty.conf
doctor-mode = الطريقة
doctor-mode-why = { $mode }، لأن { $why }
doctor-why-chosen = هذا اختيارك
doctor-why-plain = الطرفية لا ترتب العربية بنفسها
doctor-why-switched = ترتيب الطرفية موقوف
doctor-why-stuck = ترتيب الطرفية باق، وبهذه الطريقة يظهر النص سليما
doctor-asked = هل سئلت
doctor-asked-no = لا، ليست طرفية
doctor-asked-keys = لا، كانت هناك أزرار تنتظر
doctor-asked-waiting = نعم، والجواب منتظر
doctor-asked-answered = نعم، وأجابت
doctor-asked-silent = نعم، ولم تجب
doctor-told-by = الدليل
doctor-tashkeel = التشكيل
doctor-kept = ظاهر
doctor-stripped = مخفي
doctor-path = الملف
doctor-not-yet = { $path } (لم ينشأ بعد)
doctor-stale = المعلومات
doctor-stale-count =
    { $count ->
        [zero] كلها حديثة
        [one] خبر واحد تنبغي إعادة قراءته، يعيدها: khabar rebuild
        [two] خبران تنبغي إعادة قراءتهما، يعيدها: khabar rebuild
        [few] { $count } أخبار تنبغي إعادة قراءتها، يعيدها: khabar rebuild
        [many] { $count } خبرا تنبغي إعادة قراءتها، يعيدها: khabar rebuild
       *[other] { $count } خبر تنبغي إعادة قراءتها، يعيدها: khabar rebuild
    }
doctor-integrity = السلامة
doctor-integrity-ok = سليمة
doctor-integrity-quick = سليمة بنظرة سريعة، و‎--deep يدقق
doctor-log = السجل
doctor-names = الأسماء
doctor-by-hand = باليد
doctor-by-hand-counts = التواريخ: { $days }، قرارات الأسماء: { $names }، الخلاصات المتابعة: { $feeds }، ما يمكن التراجع عنه: { $changes }
doctor-cure = يعيد 'khabar doctor --repair' بناء ما يستخرج من الأخبار، وينقل 'khabar doctor --salvage NEW-FILE' ما أمكنت قراءته من مكتبة معطوبة إلى مكتبة جديدة
doctor-needs-salvage = لم يصلحها ذلك، ينقل 'khabar doctor --salvage NEW-FILE' ما أمكنت قراءته إلى مكتبة جديدة
doctor-articles = الأخبار
doctor-unread = غير المقروء
doctor-tags = الوسوم
doctor-bytes = { $size } ميبيبايت
doctor-folder = المجلد
doctor-config = config.toml
doctor-keymap = keymap.toml
doctor-theme = theme.toml
doctor-rules = rules.toml
doctor-file-default = الإعدادات الأصلية
doctor-file-ok = سليم
doctor-file-mistakes =
    { $count ->
        [zero] سليم
        [one] خطأ واحد
        [two] خطآن
        [few] { $count } أخطاء
       *[other] { $count } خطأ
    }
doctor-language = اللغة
doctor-now = المستعملة الآن
doctor-samples = الصحيح منها ما اتصلت حروفه وبدأ من اليمين:
doctor-sample-switched = بالترتيب المرئي (visual) كما في النافذة، وترتيب الطرفية موقوف (اضغط أي زر):
doctor-keep = لتثبيت طريقة أخرى
doctor-keep-how = اكتب rtl = "visual" أو "logical" أو "off" في { $path }

## التواريخ

why-written = كما كتب
why-name-listed = من قوائم الأسماء المعروفة
why-name-full = الاسم الكامل في الخبر
why-name-part = جزء من '{ $name }' الوارد في الخبر
why-name-sound = يشبه '{ $name }' في النطق
why-name-alike = قريب من '{ $name }'
why-name-alone = ورد هكذا في الخبر بلا اسم كامل
why-name-other = { $role } لا { $own }
why-name-merged = بيدك: كان '{ $name }'
why-name-given = بيدك: كانت هذه الصيغة من '{ $name }'
why-name-here = بيدك في هذا الخبر: كان '{ $name }'
why-figures = اليوم قبل الشهر
why-hijri = بتقويم أم القرى، وقد يزيد يوما أو ينقص
why-paired = بالتقويم الآخر المذكور معه
why-counted = محسوب من يوم النشر
why-quoted = داخل اقتباس، وقد يحسب من يوم آخر
why-weekday-wins = قدم اسم اليوم على الكلمة التي معه
why-weekday-differs = لا يوافقه اسم اليوم المذكور
why-recent = أقرب ما مضى
why-coming = أقرب ما سيأتي، فالجملة عن المستقبل
why-near = الأقرب، إذ لم تذكر السنة
why-sentence = بالسنة المذكورة في الجملة
why-known = اليوم المعروف بهذا الاسم
why-beside = محسوب من التاريخ المذكور قبله
why-feast = بتقويم الأعياد
why-open = يوم النشر غير معروف
date-or = أو { $other }
place-or = وقد يكون: { $others }
place-country = دولة
chosen-by-places = من الأماكن المذكورة في الخبر
chosen-by-people = من الشعوب المذكورة في الخبر
chosen-by-outlet = من بلد الوسيلة الناشرة
chosen-by-size = أكبر ما يسمى بهذا الاسم
date-now = الآن
date-past = في الماضي
date-future = في المستقبل
date-some-day = يوم غير معروف
date-some-week = أسبوع غير معروف
date-some-month = شهر غير معروف
date-some-year = سنة غير معروفة
date-range = { $from } – { $to }
date-quarter =
    { $number ->
        [one] الربع الأول من { $year }
        [two] الربع الثاني من { $year }
        [3] الربع الثالث من { $year }
       *[other] الربع الرابع من { $year }
    }
date-half =
    { $number ->
        [one] النصف الأول من { $year }
       *[other] النصف الثاني من { $year }
    }
date-season = { $season } { $year }
date-decade = عقد { $year }
date-century = القرن { $number }
date-weekend = عطلة الأسبوع { $date }
date-part = { $date }، { $part }
date-at = { $date }، { $time }
season-spring = ربيع
season-summer = صيف
season-autumn = خريف
season-winter = شتاء
part-morning = صباحا
part-midday = ظهرا
part-afternoon = بعد الظهر
part-evening = مساء
part-night = ليلا
part-day = نهارا
set-every = كل { $unit }
set-day = كل يوم
set-week = كل أسبوع
set-month = كل شهر
set-year = كل سنة
set-times-day = مرات في اليوم
set-weekday = كل { $weekday }
length-years =
    { $count ->
        [zero] أقل من سنة
        [one] سنة
        [two] سنتان
        [few] { $count } سنوات
       *[other] { $count } سنة
    }
length-months =
    { $count ->
        [zero] أقل من شهر
        [one] شهر
        [two] شهران
        [few] { $count } أشهر
        [many] { $count } شهرا
       *[other] { $count } شهر
    }
length-weeks =
    { $count ->
        [zero] أقل من أسبوع
        [one] أسبوع
        [two] أسبوعان
        [few] { $count } أسابيع
        [many] { $count } أسبوعا
       *[other] { $count } أسبوع
    }
length-days =
    { $count ->
        [zero] أقل من يوم
        [one] يوم
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يوما
       *[other] { $count } يوم
    }
length-hours =
    { $count ->
        [zero] أقل من ساعة
        [one] ساعة
        [two] ساعتان
        [few] { $count } ساعات
       *[other] { $count } ساعة
    }
length-minutes =
    { $count ->
        [zero] أقل من دقيقة
        [one] دقيقة
        [two] دقيقتان
        [few] { $count } دقائق
       *[other] { $count } دقيقة
    }
length-seconds =
    { $count ->
        [zero] أقل من ثانية
        [one] ثانية
        [two] ثانيتان
        [few] { $count } ثوان
       *[other] { $count } ثانية
    }
length-some-years = سنوات
length-some-months = أشهر
length-some-weeks = أسابيع
length-some-days = أيام
length-some-hours = ساعات
length-some-minutes = دقائق
list-and = { $first } و{ $last }

## ألوان الوسوم

colour-red = أحمر
colour-green = أخضر
colour-yellow = أصفر
colour-blue = أزرق
colour-magenta = أرجواني
colour-cyan = سماوي
colour-white = أبيض
colour-black = أسود
colour-bright-red = أحمر فاتح
colour-bright-green = أخضر فاتح
colour-bright-yellow = أصفر فاتح
colour-bright-blue = أزرق فاتح
colour-bright-magenta = أرجواني فاتح
colour-bright-cyan = سماوي فاتح
colour-bright-white = أبيض ناصع
colour-bright-black = رمادي

## الأوامر: شرحها في المساعدة

action-next = النزول سطرا
action-previous = الصعود سطرا
action-page-down = النزول صفحة
action-page-up = الصعود صفحة
action-half-page-down = النزول نصف صفحة
action-half-page-up = الصعود نصف صفحة
action-first = إلى الأعلى
action-last = إلى الأسفل
action-pane-next = إلى اللوحة التالية
action-pane-previous = إلى اللوحة السابقة
action-forward = إلى اللوحة المجاورة يسارا
action-back = إلى اللوحة المجاورة يمينا
action-open = فتح؛ وعلى تاريخ: إلى موضع ذكره التالي؛ وعلى اسم: إلى موضع ذكره، ثم إلى صفحته
action-name-page = صفحة الشخص أو المكان أو الجهة
action-close = إغلاق ما في الأعلى، أو عرض المكتبة كلها
action-next-article = الخبر التالي في القائمة
action-previous-article = الخبر السابق في القائمة
action-next-unread = الخبر التالي غير المقروء
action-next-hit = الموضع التالي في النص
action-previous-hit = الموضع السابق في النص
action-later = التطور التالي في هذه القصة
action-earlier = التطور السابق في هذه القصة
action-same-event = رواية أخرى للحدث نفسه
action-related = إظهار الأخبار ذات الصلة أو إخفاؤها
action-timeline = الخط الزمني للقصة: أحداثها بحسب أيامها
action-compare = إلى جانب رواية أخرى: المحددة في «ذات صلة» أو أقربها؛ ثانيةً: رجوع
action-feeds = إظهار الخلاصات أو إخفاؤها
action-sync-feeds = جلب جديد الخلاصات، أو إيقاف الجلب
action-sync-feed = جلب جديد الخلاصة المحددة فورا
action-add-feed = متابعة خلاصة بعنوانها أو بعنوان صفحة تذكرها
action-remove-feed = ترك متابعة الخلاصة المحددة، وتبقى أخبارها
action-whole-text = جلب نص الخبر المفتوح كاملا من صفحته
action-swap-sides = أثناء المقارنة: الرواية الثانية أولا
action-next-new = الجملة التالية الجديدة عليك
action-jump-back = العودة إلى ما قبل القفزة الأخيرة
action-same-story = هذا الخبر من قصة الخبر المفتوح
action-other-story = هذا الخبر ليس من قصة الخبر المفتوح
action-jump-forward = التقدم بعد العودة
action-select = بدء تحديد النص، أو الأخبار في القائمة، أو إنهاؤه
action-select-paragraph = تحديد فقرات كاملة، أو أخبار القائمة كلها
action-caret-left = أثناء التحديد: إلى اليسار
action-caret-right = أثناء التحديد: إلى اليمين
action-word-next = أثناء التحديد: إلى الكلمة التالية
action-word-previous = أثناء التحديد: إلى الكلمة السابقة
action-word-end = أثناء التحديد: إلى آخر الكلمة
action-row-start = أثناء التحديد: إلى أول السطر
action-row-end = أثناء التحديد: إلى آخر السطر
action-swap-ends = أثناء التحديد: إلى طرفه الآخر
action-copy = نسخ ما حدد من نص أو اسم أو عنوان
action-copy-article = نسخ الخبر بصيغة Markdown مع مصدره
action-export = كتابة الخبر أو ما وجده البحث في ملف
action-pipe = تشغيل أمر على الخبر
action-open-link = فتح الرابط الذي هنا، أو رابط الخبر، في المتصفح
action-search = البحث في المكتبة
action-delete-search = حذف البحث المحفوظ
action-rename-search = تغيير اسم البحث المحفوظ
action-saved-searches = إظهار عمليات البحث المحفوظة أو إخفاؤها
action-save-search = حفظ هذا البحث باسم
action-unfold = إظهار نسخ الخبر المحدد أو طيها
action-narrow = حصر القائمة في هذا الشخص أو المكان أو اليوم
action-widen = عرض المكتبة كلها
action-order = الترتيب بحسب التاريخ أو البحث
action-tag = إضافة وسوم أو إزالتها
action-tags = قائمة الوسوم كلها
action-rename-tag = في قائمة الوسوم: تسمية الوسم المختار باسم آخر أو جمعه مع وسم آخر
action-delete-tag = في قائمة الوسوم: إزالة الوسم المختار عن الأخبار كلها
action-colour-tag = في قائمة الوسوم: إعطاء الوسم المختار لونا
action-apply-rules = تطبيق قواعد rules.toml على المكتبة كلها
action-note = كتابة ملاحظة على الخبر أو المحدد منه، أو تغييرها
action-set-published = تحديد تاريخ النشر، أو العودة إلى ما يقوله الخبر
action-merge-name = الاسم المختار هو اسم آخر: جمعهما في اسم واحد
action-split-name = صيغة من الاسم المختار لغيره: فصلها عنه
action-name-here = تعيين من هو الاسم المختار في هذا الخبر
action-rename-name = تسمية الشخص أو المكان المختار باسم آخر
action-toggle-read = جعله مقروءا أو غير مقروء
action-undo = التراجع عن آخر تغيير
action-redo = إعادة ما تم التراجع عنه
action-toggle-facts = إظهار الأشخاص والأماكن والتواريخ أو إخفاؤها
action-toggle-organisations = بسط الجهات أو طيّها
action-grow-list = توسيع القائمة
action-shrink-list = تضييق القائمة
action-rtl-mode = تبديل طريقة إرسال النص العربي إلى الطرفية
action-tashkeel = إظهار التشكيل أو إخفاؤه
action-language = واجهة عربية أو إنجليزية
action-theme = المظهر الداكن أو الفاتح
action-notices = عرض التنبيهات السابقة
action-palette = تنفيذ أمر باسمه
action-help = عرض المفاتيح
action-doctor = ما يُعرف عن الطرفية، مع نماذج من النص
action-redraw = إعادة رسم النافذة
action-suspend = العودة إلى سطر الأوامر حتى 'fg'
action-quit = الخروج

## التلميحات: الأوامر في كلمة أو كلمتين

hint-next = نزول
hint-previous = صعود
hint-page-down = صفحة نزولا
hint-page-up = صفحة صعودا
hint-half-page-down = نصف صفحة نزولا
hint-half-page-up = نصف صفحة صعودا
hint-first = الأعلى
hint-last = الأسفل
hint-pane-next = اللوحة التالية
hint-pane-previous = اللوحة السابقة
hint-forward = اللوحة التالية
hint-back = اللوحة السابقة
hint-open = فتح
hint-name-page = الصفحة
hint-close = إغلاق
hint-next-article = الخبر التالي
hint-previous-article = الخبر السابق
hint-next-unread = غير مقروء
hint-next-hit = الموضع التالي
hint-previous-hit = الموضع السابق
hint-later = لاحقا
hint-earlier = سابقا
hint-same-event = الحدث نفسه
hint-related = ذات صلة
hint-timeline = الخط الزمني
hint-compare = مقارنة
hint-feeds = الخلاصات
hint-sync-feeds = جلب الجديد
hint-sync-feed = هذه وحدها
hint-add-feed = إضافة
hint-remove-feed = إزالة
hint-whole-text = النص الكامل
hint-swap-sides = تبديل
hint-next-difference = الفرق التالي
hint-next-new = الجديد التالي
hint-jump-back = رجوع
hint-same-story = القصة نفسها
hint-other-story = ليست القصة
hint-jump-forward = تقدم
hint-select = تحديد
hint-select-paragraph = فقرات
hint-select-all = الكل
hint-caret-left = يسارا
hint-caret-right = يمينا
hint-word-next = الكلمة التالية
hint-word-previous = الكلمة السابقة
hint-word-end = آخر الكلمة
hint-row-start = أول السطر
hint-row-end = آخر السطر
hint-swap-ends = الطرف الآخر
hint-copy = نسخ
hint-open-link = فتح الرابط
hint-copy-article = نسخ بصيغة Markdown
hint-export = تصدير
hint-pipe = أمر
hint-search = بحث
hint-delete-search = حذف
hint-rename-search = تسمية
hint-saved-searches = المحفوظة
hint-hide = إخفاء
hint-save-search = حفظ
hint-unfold = النسخ
hint-narrow = هذا فقط
hint-widen = الكل
hint-order = الترتيب
hint-tag = وسم
hint-tags = الوسوم
hint-rename-tag = تسمية أو جمع
hint-delete-tag = حذف
hint-colour-tag = لون
hint-apply-rules = تطبيق القواعد
hint-note = ملاحظة
hint-set-published = التاريخ
hint-merge-name = جمع
hint-split-name = فصل
hint-name-here = من هنا
hint-rename-name = تسمية
hint-toggle-read = مقروء أم لا
hint-undo = تراجع
hint-redo = إعادة
hint-toggle-facts = المعلومات
hint-toggle-organisations = الجهات
hint-grow-list = توسيع القائمة
hint-shrink-list = تضييق القائمة
hint-rtl-mode = الاتجاه
hint-tashkeel = التشكيل
hint-language = اللغة
hint-theme = المظهر
hint-notices = تنبيهات
hint-palette = أوامر
hint-help = مساعدة
hint-doctor = الطرفية
hint-redraw = إعادة رسم
hint-suspend = تعليق
hint-quit = خروج
hint-more = …
