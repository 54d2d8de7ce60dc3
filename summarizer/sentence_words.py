"""The words that tell ``stops`` whether a sign ends a sentence, in the spelling that ``normalize`` gives them.

Collected by hand, then completed by reading what stands around full stops in the articles of the summary training data.
Names in capitals that end in S and hold one string are alternatives of a regular expression.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs that report speech. With و they begin a sentence wherever they stand; bare, after quoted speech that nothing has
# introduced yet, they belong to it: «لن نتراجع!» قال الوزير.
REPORTING = _words(
    """
    قال قالت قالوا يقول تقول أضاف أضافت أضافوا يضيف تابع تابعت يتابع أكد أكدت أكدوا يؤكد أوضح أوضحت يوضح أشار أشارت
    يشير ذكر ذكرت أعلن أعلنت شدد شددت لفت لفتت صرح صرحت رأى رأت يرى اعتبر اعتبرت كشف كشفت نقل نقلت أفاد أفادت بين بينت
    دعا دعت طالب طالبت حذر حذرت أردف أردفت استطرد استطردت ختم ختمت اختتم اختتمت واصل واصلت سأل سألت تساءل تساءلت أجاب
    أجابت رد ردت هتف هتفت صرخ صرخت علق علقت كتب كتبت نفى نفت اتهم اتهمت
    """
)

# Words that begin a sentence wherever they stand, even after three dots or an abbreviation.
OPENERS = _words(
    """
    هل لماذا ماذا متى أين لقد وقد وكان وكانت ويذكر يذكر يشار نعم كلا بدوره بدورها وبدوره وبدورها وأما وفي ومن وبحسب
    ووفقا The He She It They We But This That There These Those However Then
    """
)
OPENING_PHRASES = (
    r"(?:و?من (?:جهته|جهتها|جهتهم|جانبه|جانبها|ناحيته|ناحيتها|المقرر|المتوقع)"
    r"|(?:و?في|على) (?:المقابل|سياق|السياق|غضون|صعيد|الأثناء)|في هذا السياق|إلى ذلك)(?!\w)"
)

# They begin a sentence after an abbreviation, but after three dots they go on with the thought.
LINKS = _words("لكن ولكن ثم كما لذلك كذلك حيث فيما بينما غير وهو وهي وهذا وهذه ولم ولن ولا وإن وأن")

# They begin a sentence after three dots, but after "قال السيد." they go on with the clause.
ASSERTIONS = _words("إن إنه إنها إنهم إننا إنني إني أنا نحن")

CONJUNCTIONS = _words("ثم لكن ولكن كما حيث فيما بينما إذ إذا بعدما قبلما لأن وذلك وقد وأن وإن مما ما")

# They go on with a sentence, unless a comma soon follows: «متى تنتهي الحرب؟» في بيروت | «...؟» في بيروت، قال
CONTINUERS = _words(
    """
    في من إلى على عن مع منذ حتى بعد قبل خلال بين عند لدى ضد ضمن دون أو أم بل إلا الذي التي الذين اللذين اللتين الموافق
    الموافقة وغيرها وغيره وغيرهم وحتى بحسب حسب وفق وفقا بتوقيت تقريبا أي and or of in on at to for
    """
)

# Words of address that take a full stop: abbreviated, or in full as in machine-translated Arabic (السيد. for Mr.).
TITLES = (
    r"(?:[وفبك]?ال|[وف]?لل)(?:سيد|سيدة|آنسة|دكتور|دكتورة|بروفيسور|بروفسور)"
    r"|و?(?:[دم]|أ\. ?م\. ?د|[أادم]\. ?د|[مد]\. ?م|م\. ?د)"
)
LATIN_TITLES = "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Rev|Hon|St|Pres|vs"
LATIN_BEFORE_NUMBERS = "[Nn]os?|[Vv]ol|pp?|[Ff]ig|[Ss]ec|[Cc]h|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
LATIN_AFTER_NAMES = "Inc|Ltd|Co|Corp|Bros|Jr|Sr|al|etc"

# Names of Latin letters, dotted in acronyms (بي. بي. سي) and initials (جون إف. كينيدي).
LETTER_NAMES = (
    "إيه|ايه|أيه|سي|دي|إي|اي|إف|اف|أف|جي|جيه|إتش|اتش|أتش|آي|كيه|إل|ال|إم|ام|إن|ان|أن|أو|او|كيو|آر|ار|إس|اس|أس|تي|يو"
    "|دبليو"
)
LETTER_NAMES_THAT_ARE_WORDS = (
    "بي|في|أم|آن|أي|واي|كي|إكس|اكس|زد"  # these may end a sentence; they are letters beside other letters
)

# A lone letter after one of these is a name of its own, not an initial: "فيتامين د. ويساعد".
LABELS = (
    "فيتامين|الفيتامين|النوع|نوع|الفئة|فئة|المجموعة|مجموعة|الحرف|حرف|الخيار|الفقرة|البند|المستوى|القسم|الخطة|الفصيلة"
    "|فصيلة|الكبد|الدرجة|الصنف|المرحلة|القائمة|الجدول|الملحق|الشعبة|النقطة"
)

# Last parts of Internet names that are written in Arabic: الجزيرة.نت
ARABIC_DOMAINS = "نت|كوم|أورغ|اورغ|أورج|اورج|مصر|السعودية|امارات|قطر|المغرب|تونس|شبكة|موقع"
