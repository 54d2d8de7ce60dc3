"""The words by which Arabic news says who says something: verbs with their gender, phrases, and what ends a name.

Everything is folded (``arabic_words``). Collected by hand from news of several countries.
"""

from __future__ import annotations

from typing import NamedTuple

from summarizer.arabic_words import word_set

# perfect, imperfect; the feminine and the plural are made from them
_VERBS = """
قال يقول|اضاف يضيف|تابع يتابع|اكد يؤكد|اوضح يوضح|اشار يشير|ذكر يذكر|اعلن يعلن|شدد يشدد|لفت يلفت|صرح يصرح|اعتبر يعتبر
كشف يكشف|افاد يفيد|حذر يحذر|نفي ينفي|زعم يزعم|توقع يتوقع|راي يري|اردف يردف|اقر يقر|اعترف يعترف|ابلغ يبلغ|اورد يورد
رجح يرجح|كتب يكتب|علق يعلق|نوه ينوه|استطرد يستطرد|واصل يواصل|ختم يختم|اختتم يختتم|تحدث يتحدث|ادعي يدعي|تعهد يتعهد
نقل ينقل|رد يرد
"""
_NOT_VERBS = word_set("يذكر تذكر")  # "it should be noted", "remember"


class SpeechVerb(NamedTuple):
    """A verb of speaking as it stands in a text."""

    lemma: str
    gender: str  # m, f or p, for a plural


def _conjugate() -> dict[str, SpeechVerb]:
    verbs: dict[str, SpeechVerb] = {}
    for pair in _VERBS.replace("\n", "|").strip("|").split("|"):
        perfect, imperfect = pair.split()
        stem = perfect[:-1] if perfect.endswith("ي") else perfect
        forms = {
            perfect: "m",
            imperfect: "m",
            f"{stem}ت": "f",
            f"ت{imperfect[1:]}": "f",
            f"{stem}وا": "p",
            f"{imperfect}ون": "p",
            f"{stem}تا": "p",
        }
        verbs |= {form: SpeechVerb(perfect, gender) for form, gender in forms.items()}
    return {form: verb for form, verb in verbs.items() if form not in _NOT_VERBS}


SPEECH_VERBS = _conjugate()
NAMED_ONLY = frozenset({"رد"})  # "X answered that"; without a name it is "it is reported", or a noun
# What is reported ("news arrived that"), not who answers.
NEWS = dict.fromkeys(word_set("انباء معلومات تقارير تقرير اخبار خبر نبا فعل"), True)
RELAYS = frozenset({"نقل"})  # "X reports from Y"
TAKE_ABOUT = frozenset({"اعلن", "كشف", "تحدث"})  # what is said may follow عن
TAKE_NOUNS = frozenset({"اعلن", "اكد", "نفي", "توقع", "كشف"})  # what is said may be one of these
SAID_NOUNS = word_set(
    """
    مقتل اصابه وصول اعتقال انشاء ارتفاع انخفاض تسجيل بدء انتهاء وجود اطلاق ارسال توقيف سقوط تدمير استهداف وفاه اغتيال
    ضبط
    توقيع فتح اغلاق نشر الاعتراف انسحاب تعليق تاجيل اسقاط انقاذ تعيين تشكيل استعداد رفض حصول دخول خروج احباط تفكيك
    الغاء تمديد
    """
)
ONLY_ABOUT = frozenset({"تحدث"})
CLAUSE_BREAKS = word_set("محذرا محذره مشيرا مشيره مؤكدا مؤكده موضحا موضحه مضيفا مضيفه مشددا مشدده معتبرا معتبره")
NO_COMPLEMENT_AFTER = word_set("قبل بعد منذ دون بدون يجب يمكن ينبغي يريد تريد مدي شرط رغم مع غير الا")
NEGATIONS = word_set("لم لا لن دون بدون عدم")
RELATIVES = word_set("الذي التي الذين اللذان اللذين مما ممن ما من")

# That which introduces what is said.
COMPLEMENTIZERS = frozenset(
    prefix + particle + pronoun
    for prefix in ("", "ب")
    for particle in ("ان",)
    for pronoun in ("", "ه", "ها", "هم", "هما", "نا", "ني", "ك", "كم")
) | word_set("اننا انني بانني باننا قائلا قائله قائلين قوله قولها قولهم تاكيده تاكيدها")
SAYINGS = word_set("قوله قولها قولهم قائلا قائله قائلين تاكيده تاكيدها")  # an أن may follow them

# Sources that stand beside what is said. "ل" at the end: the next word begins with it.
SOURCE_MARKERS = {
    ("وفقا",): "ل",
    ("طبقا",): "ل",
    ("استنادا", "الي"): "",
    ("نقلا", "عن"): "",
    ("علي", "لسان"): "",
    ("علي", "حد", "قول"): "",
    ("جاء", "في", "بيان"): "ل",
    ("جاء", "في", "تقرير"): "ل",
    ("وفق", "تعبير"): "",
    ("علي", "حد", "تعبير"): "",
    ("وفق",): "",
    ("بحسب",): "",
    ("حسب",): "",
    ("حسبما",): "verb",
    ("وفق", "ما"): "verb",
    ("بحسب", "ما"): "verb",
    ("حسب", "ما"): "verb",
    ("وفقا", "لما"): "verb",
    ("طبقا", "لما"): "verb",
}
LONGEST_MARKER = 3
_NOT_SOURCES = word_set(
    """
    المرجعيات المواصفات موازين السيناريو التصور تعبيره تعبيرها تعبيرهم قوله قولها قولهم رايه رايها القانون قانون الدستور
    دستور الخطه خطه الاتفاق اتفاق الاتفاقيه اتفاقيه القواعد قواعد المعايير معايير النظام نظام
    العقد عقد
    رغبه نوع النوع حجم الحاجه حاجه العرض الطلب المناطق الشريعه الجدول جدول البروتوكول بروتوكول الشروط شروط ماده الماده
    هذا
    هذه ذلك تلك نسبه سعر الظروف الاحتياجات القدره توقيت التوقيت الاهميه الاولويه درجه مستوي مبدا المبدا رؤيه
    اسس الاسس
    """
)
NOT_SOURCES = dict.fromkeys(_NOT_SOURCES, True)
PUBLISHED = word_set(
    "قدمها قدمه قدمتها قدمته نشرها نشره نشرتها نشرته اصدرها اصدرته اصدرتها اصدره اعلنتها اعلنها اعلنه اعلنته"
)

TIMES_WITH_TURN = word_set("الاسبوع الشهر العام")  # they end a name before one of these
TURN_WORDS = word_set("الماضي الجاري الحالي المقبل")

# Where the name of a speaker ends.
NAME_ENDS = word_set(
    """
    ان بان الي علي من عن مع منذ خلال بعد قبل عبر امام لدي حول ضد بشان عقب اثناء بخصوص فيه فيها له لها لهم امس اليوم
    غدا يوم مساء
    صباح فجر ظهر
    ليل الليله وهو
    وهي وهم الذي التي الذين حيث فيما بينما مؤخرا سابقا ايضا لاحقا حينها انذاك ردا تعليقا مشيرا مؤكدا موضحا مضيفا قائلا
    بالقول
    قائله مشيره مؤكده موضحه مضيفه اثر بدوره بدورها بدورهم قوله قولها قد كان كانت لم لن لا عندما حين حينما اذا اذ لكن
    لكنه ثم او
    الماضي الماضيه الحالي الجاري تقريبا فقط الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد
    البالغ البالغه
    للصحفيين للصحافيين لوكاله لقناه لصحيفه لموقع لاذاعه لشبكه لتلفزيون لبرنامج لفرانس لرويترز لسبوتنيك لسكاي للاناضول
    للعربيه للجزيره للتلفزيون
    قتل قتلت اصيب اصيبت دخل دخلت غادر غادرت بلغ بلغت ارتفع ارتفعت تم
    """
)

# What follows a verb that has no subject beside it.
NO_SUBJECTS = NAME_ENDS | word_set("مره مجددا")
