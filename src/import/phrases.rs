//! The phrases that open a line which is not text: data of `cues`.
//!
//! Folded, separated by bars. One phrase may begin another; the longest that fits wins.

use std::sync::LazyLock;

/// Phrases of one kind.
pub(super) type Phrases = LazyLock<Vec<&'static str>>;

fn list(phrases: &'static str) -> Vec<&'static str> {
    phrases.split('|').map(str::trim).filter(|phrase| !phrase.is_empty()).collect()
}

/// Headings of other stories. They also stand before a title on the same line, with or without colon.
pub(super) static READ_ALSO: Phrases = LazyLock::new(|| {
    list(
        "
اقرا ايضا|اقراوا ايضا|اقرووا ايضا|اقروا ايضا|واقرا ايضا|اقرا المزيد|اقرا كذلك|اقرا ايضا عن
|اقرا ايضا حول|طالع ايضا|طالعوا ايضا|شاهد ايضا|شاهدوا ايضا|تابع ايضا|قد يهمك ايضا|قد يهمك|قد يهمكم
|قد يهمكم ايضا|ربما يهمك|ربما يهمك ايضا|قد يعجبك ايضا|قد يعجبك|ربما يعجبك|وقد يهمك ايضا
|كما يمكنك قراءه|يمكنك ايضا قراءه|اقرا من المصدر|read also|also read|read more|see also
|you may also like|you might also like|more on this story|lire aussi|a lire aussi|à lire aussi
|بيشتر بخوانيد|همچنين بخوانيد|همجنين بخوانيد",
    )
});

/// Words that announce another story only with a colon or bar after them, and a title.
pub(super) static READ_ALSO_WITH_SIGN: Phrases = LazyLock::new(|| {
    list(
        "
اقرا|اقراوا|شاهد|شاهدوا|طالع|للمزيد|للمزيد اقرا|تابع المزيد|اقرا في|خبر ذو صله|خبر ذي صله",
    )
});

/// Headings of lists of titles; they fill their line.
pub(super) static RELATED: Phrases = LazyLock::new(|| {
    list(
        "
مقالات مشابهه|مقالات ذات صله|مقالات متعلقه|مقالات مرتبطه|المقالات المرتبطه|اخبار ذات صله
|الاخبار ذات الصله|اخبار متعلقه|اخبار مشابهه|اخبار مرتبطه|مواضيع ذات صله|المواضيع ذات الصله
|موضوعات ذات صله|مواضيع متعلقه|موضوعات متعلقه|مواضيع مشابهه|مواضيع مرتبطه|موضوعات مرتبطه
|مواضيع قد تهمك|مواضيع اخري قد تهمك|مواد ذات صله|روابط ذات صله|قصص ذات صله|تقارير ذات صله
|محتوي ذو صله|ذات صله|ذو صله|قصص مقترحه|اخبار مقترحه|مقترحات|مقالات مقترحه|الاكثر قراءه
|الاكثر مشاهده|الاكثر تداولا|الاكثر قراءه ومشاهده|المزيد من الاخبار|مزيد من الاخبار
|المزيد حول هذه القصه|المزيد عن هذه القصه|المزيد في هذا القسم|اخترنا لك|اخترنا لكم|من نفس القسم
|من نفس الكاتب|للكاتب نفسه|اخبار اخري|اخبار ذات علاقه|مواضيع ذات علاقه|اخر الاخبار|احدث الاخبار
|اهم الاخبار|related|related articles|related stories|related news|related topics|related content
|more stories|most read|most popular|recommended|recommended stories|trending|مطالب مرتبط
|اخبار مرتبط|articles similaires",
    )
});

/// Labels of the source; a colon, bar or dash follows.
pub(super) static SOURCE: Phrases = LazyLock::new(|| {
    list(
        "
المصدر|مصدر|مصدر الخبر|المصادر|المصدر الاصلي|نقلا عن|منقول عن|منقول|المصدر وكالات|source|sources
|منبع",
    )
});

/// Labels of the keywords.
pub(super) static KEYWORDS: Phrases = LazyLock::new(|| {
    list(
        "
كلمات دلاليه|الكلمات الدلاليه|كلمات مفتاحيه|الكلمات المفتاحيه|كلمات البحث|الكلمات الداله|كلمات داله
|وسوم|الوسوم|وسوم الخبر|تاغات|تاجات|التاجات|علامات|العلامات|العلامات الدلاليه|هاشتاغ|هاشتاج|سمات|وسم
|مواضيع|موضوعات|tags|tag|keywords|topics|mots cles|mots clés|برچسب ها|برچسبها|كليدواژه ها|كليدواژه",
    )
});

/// Labels of the keywords that say so even without a colon.
pub(super) static KEYWORDS_FOR_SURE: Phrases = LazyLock::new(|| {
    list(
        "
كلمات دلاليه|الكلمات الدلاليه|كلمات مفتاحيه|الكلمات المفتاحيه|keywords",
    )
});

/// Labels of the day of publication.
pub(super) static PUBLISHED: Phrases = LazyLock::new(|| {
    list(
        "
تاريخ النشر|تاريخ نشر الخبر|تاريخ الخبر|تاريخ المقال|تاريخ الاضافه|تاريخ الاصدار|تاريخ|التاريخ
|نشر في|نشرت في|نشر بتاريخ|نشر يوم|نشر|تم النشر|تم النشر في|تم النشر بتاريخ|تم نشره في|تم نشره
|اضيف بتاريخ|اضيف في|حرر في|كتب في|صدر في|published|published on|published at|posted|posted on|date
|publie le|publié le|first published|تاريخ انتشار|منتشر شده در",
    )
});

/// Labels of the last change.
pub(super) static UPDATED: Phrases = LazyLock::new(|| {
    list(
        "
اخر تحديث|اخر تحديث في|تم التحديث|تم التحديث في|تحديث|تاريخ التحديث|حدث في|اخر تعديل|updated
|last updated|last modified|mis a jour le|mis à jour le",
    )
});

/// Labels of the writer; a colon, bar, slash or dash follows.
pub(super) static BYLINE: Phrases = LazyLock::new(|| {
    list(
        "
كتب|كتبت|كتبه|كتبها|بقلم|اعداد|اعداد وتحرير|تحرير|ترجمه|ترجمه وتحرير|تقرير|تصوير|حوار|اجري الحوار
|حاوره|حاورته|متابعه|مراسل|الكاتب|المحرر|المولف|الكاتبه|كتب وحرر|شارك في التغطيه|by|written by
|author|reporting by|editing by|par|نويسنده",
    )
});

/// Lines that are advertising or calls from end to end.
pub(super) static BOILERPLATE_LINES: Phrases = LazyLock::new(|| {
    list(
        "
اعلان|اعلانات|اعلان ممول|مساحه اعلانيه|advertisement|ad|ads|sponsored|publicite|publicité|اگهي
|تبليغات|advertisement scroll to continue|advertisement continue reading the main story|شارك|شاركها
|شاركنا|شارك الخبر|شارك المقال|شارك هذا الخبر|شارك هذا المقال|شارك الموضوع|شارك هذا الموضوع
|شارك القصه|مشاركه|مشاركه الخبر|مشاركه المقال|شارك برايك|شارك علي|شارك عبر|طباعه|طباعه الخبر|ارسال
|ارسل لصديق|ارسال لصديق|نسخ الرابط|انسخ الرابط|تم نسخ الرابط|رابط مختصر|حفظ|حفظ المقال|احفظ المقال
|التعليقات|تعليق|تعليقات|اضف تعليق|اضف تعليقا|اضافه تعليق|اترك تعليقا|اترك تعليقك|اترك ردا
|لا توجد تعليقات|لا يوجد تعليقات|استمع|استمع الي المقال|استمع الي الخبر|استمع للمقال|الاستماع للمقال
|تكبير الخط|تصغير الخط|حجم الخط|فيسبوك|فيس بوك|تويتر|واتساب|تلغرام|تيليجرام|تليجرام|لينكد ان|لينكدان|ماسنجر
|بينتيريست|ريديت|سكايب|ضع تعليقك|ضع تعليقا|كن اول من يعلق
|انستغرام|يوتيوب|facebook|twitter|x|whatsapp|telegram|linkedin|instagram|youtube|email|print|share
|share this|share this article|copy link|save|comments|listen|الرييسيه|home|القايمه|menu|بحث|search
|التالي|السابق|الخبر التالي|الخبر السابق|المقال التالي|المقال السابق|تحميل المزيد|عرض المزيد|المزيد
|load more|انتهي|النهايه|تم|اتبعنا|تابعنا|تابعونا|تابعنا علي|تابعونا علي|للتواصل|اتصل بنا|من نحن
|سياسه الخصوصيه|شروط الاستخدام|الشروط والاحكام|privacy policy|terms of use|contact us|about us|اشترك
|اشترك الان|اشتركوا الان|سجل الان|subscribe|sign up|sign in|log in|تسجيل الدخول|skip to content
|تخطي الي المحتوي|انتقل الي المحتوي|article information|تمرير للمتابعه|عاجل|خبر عاجل
|breaking news",
    )
});

/// How calls and notices begin; the line is short and no sentence of news begins so.
pub(super) static BOILERPLATE_STARTS: Phrases = LazyLock::new(|| {
    list(
        "
تابعنا علي|تابعونا علي|تابعونا عبر|تابعنا عبر|تابع اخبارنا|تابعوا اخبارنا|تابعوا اخر
|تابع اخر الاخبار|تابع صفحتنا|تابعوا صفحتنا|تابعوا حسابنا|تابع قناتنا|تابعوا قناتنا|تابعوا قناه
|تابعوا صفحه|لمتابعه اخر|لمتابعه اخبارنا|لمتابعه المزيد|لمزيد من الاخبار|للمزيد من الاخبار
|للمزيد من التفاصيل|للاشتراك في|للانضمام الي قنا|للانضمام الي مجموع|اشترك في نشرتنا|اشترك في النشره
|اشترك في قناتنا|اشترك في قناه|اشترك في القناه|اشترك في خدمه|اشترك في تنبيهات|اشترك معنا
|اشتركوا في نشرتنا|اشتركوا في النشره|اشتركوا في قناتنا|اشتركوا في القناه|اشتركوا في قناه
|انضم الي قناتنا|انضم الي قناه|انضم الي مجموع|انضموا الي قنا|انضموا الينا|انضم الينا|حمل تطبيق
|حملوا تطبيق|حمل التطبيق|نزل تطبيق|جميع الحقوق محفوظه|كل الحقوق محفوظه|كافه الحقوق محفوظه
|اضغط هنا|انقر هنا|اضغطوا هنا
|شارك الخبر|شارك المقال|شاركها علي|شاركنا رايك|اكتب تعليق|اضف تعليق
|اترك تعليق|الاراء الوارده في|الاراء المنشوره|المقالات المنشوره تعبر|المقال يعبر عن راي
|هذا المقال لا يعبر|هذا المقال يعبر عن|ما ورد في هذا المقال|الاراء الوارده لا تعبر|يمكنكم متابعه
|يمكنكم الاشتراك|تخطي قصص|تخطي الاكثر|تخطي البودكاست|صدر الصوره|مصدر الصوره|حقوق الصوره|subscribe to
|follow us|sign up for|sign up to|download the app|click here|get the latest|share this|مده القراءه
|وقت القراءه|زمن القراءه|تم حفظ المقال",
    )
});

/// Ways to say where to follow an outlet; with a call before it the line is a call.
pub(super) static PLATFORMS: Phrases = LazyLock::new(|| {
    list(
        "
فيسبوك|فيس بوك|تويتر|تلغرام|تيليجرام|تليجرام|واتساب|واتس اب|انستغرام|يوتيوب|غوغل نيوز|جوجل نيوز
|google news|نبض|telegram|whatsapp|facebook|youtube",
    )
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arabic::letters::fold_str;

    #[test]
    fn phrases_are_folded_so_that_they_can_be_met() {
        let lists = [
            &READ_ALSO,
            &READ_ALSO_WITH_SIGN,
            &RELATED,
            &SOURCE,
            &KEYWORDS,
            &KEYWORDS_FOR_SURE,
            &PUBLISHED,
            &UPDATED,
            &BYLINE,
            &BOILERPLATE_LINES,
            &BOILERPLATE_STARTS,
            &PLATFORMS,
        ];
        for phrase in lists.iter().flat_map(|list| list.iter()) {
            assert_eq!(*phrase, fold_str(phrase));
        }
    }
}
