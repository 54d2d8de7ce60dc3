"""What Arabic news counts: nouns with their English, money, measures. All Arabic is folded (``arabic_words``).

The nouns are those that follow numbers most often in 12,000 sentences of the news training data, completed by hand.
"""

from __future__ import annotations

from typing import NamedTuple

from summarizer.fact_types import FigureKind


class Noun(NamedTuple):
    """A noun that is counted: ``unit`` its English name or code, ``plural`` in English, ``lemma`` its folded singular.

    ``family`` groups what may stand side by side (men and people), ``people`` says who among people.
    """

    unit: str
    plural: str
    lemma: str
    kind: FigureKind = "count"
    family: str = ""
    people: str = ""
    duals: frozenset[str] = frozenset()


# English singular, plural, Arabic singular, Arabic broken plurals. Sound plurals, duals and case endings are made.
_PERSONS = """
person people شخص اشخاص|person people انسان اناس|person people نسمه|person people فرد افراد|man men رجل رجال
woman women امراه نساء نسوه|woman women سيده|child children طفل اطفال|girl girls فتاه فتيات|boy boys فتي فتيان
young_person young_people شاب شبان شباب|citizen citizens مواطن|inhabitant inhabitants ساكن سكان
soldier soldiers جندي جنود|soldier soldiers عسكري|officer officers ضابط ضباط|police_officer police_officers شرطي
fighter fighters مقاتل|militant militants مسلح|terrorist terrorists ارهابي|conscript conscripts مجند
civilian civilians مدني|refugee refugees لاجئ|displaced_person displaced_people نازح|migrant migrants مهاجر
settler settlers مستوطن|prisoner prisoners اسير اسري|prisoner prisoners سجين سجناء|detainee detainees معتقل
detainee detainees موقوف|hostage hostages رهينه رهائن|suspect suspects مشتبه_به مشتبه_بهم|protester protesters متظاهر
demonstrator demonstrators محتج|voter voters ناخب|candidate candidates مرشح|candidate candidates مترشح
member members عضو اعضاء|deputy deputies نائب نواب|minister ministers وزير وزراء|official officials مسؤول
engineer engineers مهندس|employee employees موظف|worker workers عامل عمال|journalist journalists صحافي
journalist journalists صحفي
doctor doctors طبيب اطباء|student students طالب طلاب طلبه|pupil pupils تلميذ تلاميذ|teacher teachers معلم
patient patients مريض مرضي|passenger passengers راكب ركاب|tourist tourists سائح سياح|pilgrim pilgrims حاج حجاج
worshipper worshippers مصل مصلين|player players لاعب|spectator spectators متفرج|witness witnesses شاهد شهود
farmer farmers مزارع|subscriber subscribers مشترك|user users مستخدم|victim victims ضحيه ضحايا
killed killed قتيل قتلي|dead dead ميت موتي|wounded wounded جريح جرحي|injured injured مصاب|martyr martyrs شهيد شهداء
missing_person missing_people مفقود|survivor survivors ناج ناجين|body bodies جثه جثث|sailor sailors بحار بحاره
family_member family_members قريب اقارب|volunteer volunteers متطوع|expert experts خبير خبراء
reservist reservists احتياطي
"""
_THINGS = """
vehicle vehicles مركبه|vehicle vehicles اليه|car cars سياره|truck trucks شاحنه|bus buses حافله|tank tanks دبابه
plane planes طائره|drone drones مسيره|helicopter helicopters مروحيه|missile missiles صاروخ صواريخ|ship ships سفينه سفن
boat boats قارب قوارب|boat boats زورق زوارق|shell shells قذيفه قذائف|bomb bombs قنبله قنابل|rifle rifles بندقيه بنادق
country countries دوله دول|country countries بلد بلدان بلاد|state states ولايه ولايات|city cities مدينه مدن
village villages قريه قري|region regions منطقه مناطق|province provinces محافظه|company companies شركه
bank banks بنك بنوك|bank banks مصرف مصارف|organization organizations منظمه|party parties حزب احزاب
school schools مدرسه مدارس
university universities جامعه|hospital hospitals مستشفي مستشفيات|house houses منزل منازل|house houses بيت بيوت
housing_unit housing_units وحده_سكنيه وحدات_سكنيه|building buildings مبني مبان مباني|mosque mosques مسجد مساجد
church churches كنيسه كنائس|family families اسره اسر|family families عائله عائلات|household households رب_اسره
attack attacks هجوم هجمات|attack attacks هجمه|strike strikes غاره|strike strikes ضربه|operation operations عمليه
violation violations انتهاك|offence offences مخالفه|case cases حاله|death deaths وفاه وفيات|injury injuries اصابه
seat seats مقعد مقاعد|vote votes صوت اصوات|goal goals هدف اهداف|match matches مباراه مباريات|point points نقطه نقاط
medal medals ميداليه|agreement agreements اتفاقيه|project projects مشروع مشاريع|job jobs وظيفه وظائف
job jobs فرصه_عمل فرص_عمل|dose doses جرعه|test tests اختبار|sample samples عينه|tree trees شجره اشجار
book books كتاب كتب|film films فيلم افلام|flight flights رحله رحلات|centre centres مركز مراكز|site sites موقع مواقع
target targets استهداف|fire fires حريق حرائق|earthquake earthquakes زلزال زلازل|accident accidents حادث حوادث
share shares سهم اسهم|tent tents خيمه خيام|aid_truck aid_trucks شاحنه_مساعدات|animal animals حيوان|sheep sheep راس_غنم
time times مره|tablet tablets قرص اقراص|weapon weapons سلاح اسلحه|battalion battalions كتيبه كتائب|room rooms غرفه غرف
"""
_MONEY = """
USD US_dollars دولار|EUR euros يورو|EUR euros اورو|GBP pounds_sterling جنيه_استرليني|EGP Egyptian_pounds جنيه_مصري
SAR Saudi_riyals ريال_سعودي|QAR Qatari_riyals ريال_قطري|AED UAE_dirhams درهم_اماراتي|MAD Moroccan_dirhams درهم_مغربي
TND Tunisian_dinars دينار_تونسي|KWD Kuwaiti_dinars دينار_كويتي|IQD Iraqi_dinars دينار_عراقي
JOD Jordanian_dinars دينار_اردني
DZD Algerian_dinars دينار_جزائري|LYD Libyan_dinars دينار_ليبي|RUB roubles روبل|CNY yuan يوان|JPY yen ين
ILS shekels شيكل شواكل
TRY Turkish_lira ليره_تركيه|LBP Lebanese_pounds ليره_لبنانيه|SYP Syrian_pounds ليره_سوريه|dinar dinars دينار دنانير
riyal riyals ريال|dirham dirhams درهم دراهم|pound pounds جنيه|lira lira ليره|franc francs فرنك|rupee rupees روبيه
millime millimes مليم|CAD Canadian_dollars دولار_كندي|AUD Australian_dollars دولار_استرالي
"""
_MEASURES = """
km kilometres كيلومتر|km kilometres كلم|km kilometres كم|m metres متر امتار|cm centimetres سنتيمتر|mm millimetres ملم
mm millimetres مليمتر|mile miles ميل اميال|km2 square_kilometres كيلومتر_مربع|m2 square_metres متر_مربع
ha hectares هكتار
dunam dunams دونم|kg kilograms كيلوغرام|kg kilograms كيلوجرام|kg kilograms كيلو|kg kilograms كلغ|kg kilograms كغ
g grams غرام|g grams جرام|tonne tonnes طن اطنان|barrel barrels برميل براميل|litre litres لتر|m3 cubic_metres متر_مكعب
MW megawatts ميغاواط|degree degrees درجه|second seconds ثانيه ثواني ثوان|minute minutes دقيقه دقائق
hour hours ساعه ساعات
day days يوم ايام|week weeks اسبوع اسابيع|month months شهر اشهر شهور|year years سنه سنوات سنين|year years عام اعوام
decade decades عقد عقود|century centuries قرن قرون|knot knots عقده عقد_بحريه|magnitude magnitude درجه_علي_مقياس
"""
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_PEOPLE = {
    "man": "men",
    "woman": "women",
    "girl": "women",
    "child": "children",
    "boy": "children",
    "soldier": "soldiers",
    "officer": "soldiers",
    "conscript": "soldiers",
    "reservist": "soldiers",
    "civilian": "civilians",
    "police_officer": "police",
    "militant": "militants",
    "terrorist": "militants",
    "fighter": "militants",
}
_VEHICLES = frozenset({"vehicle", "car", "truck", "bus"})
CASUALTIES = {  # the noun says what happened
    "killed": "kill",
    "dead": "kill",
    "martyr": "kill",
    "victim": "kill",
    "death": "kill",
    "wounded": "injure",
    "injured": "injure",
    "injury": "injure",
    "missing_person": "miss",
}


def _family(unit: str, kind: FigureKind, *, is_person: bool) -> str:
    if is_person:
        return "person"
    return "vehicle" if unit in _VEHICLES else "money" if kind == "money" else unit


def _read_nouns() -> dict[str, Noun]:
    """Every form of every noun of the tables; names of two words are joined with _."""
    nouns: dict[str, Noun] = {}
    tables: tuple[tuple[str, FigureKind], ...] = (
        (_MEASURES, "measure"),
        (_MONEY, "money"),
        (_THINGS, "count"),
        (_PERSONS, "count"),
    )
    for table, kind in tables:
        for row in table.strip().replace("\n", "|").split("|"):
            unit, plural, singular, *broken = row.split()
            duals = _duals(singular, broken)
            noun = Noun(
                unit=unit.replace("_", " "),
                plural=plural.replace("_", " "),
                lemma=singular.replace("_", " "),
                kind=kind,
                family=_family(unit, kind, is_person=table is _PERSONS),
                people=_PEOPLE.get(unit, ""),
                duals=duals,
            )
            nouns |= {form: noun for form in _forms(singular, broken) | duals if form not in nouns or not broken}
            nouns |= dict.fromkeys((singular, *broken), noun)
    return nouns


def _forms(singular: str, broken: list[str]) -> set[str]:
    first, _, rest = singular.partition("_")
    stem = first[:-1] if first.endswith("ه") else first
    endings = ("ه", "ات") if first.endswith("ه") else ("", "ا", "ون", "ين", "ات", "ه")
    forms = {stem + ending for ending in endings} | {form + ending for form in broken for ending in ("", "ا")}
    return {f"{form}_{rest}" if rest and form not in broken else form for form in forms}


_NOT_DUALS = frozenset({"طالبان", "موقعين"})  # the Taliban; "signing", "dropping"


def _duals(singular: str, broken: list[str]) -> frozenset[str]:
    """The forms that say "two": those in ين only where the plural cannot be the same."""
    if "_" in singular:
        return frozenset()
    stem = singular[:-1] + "ت" if singular.endswith("ه") else singular
    forms = {f"{stem}ان"} | ({f"{stem}ين"} if broken or singular.endswith("ه") else set())
    return frozenset(forms - set(broken) - _NOT_DUALS)


NOUNS = _read_nouns()
DUALS = {form: noun for noun in NOUNS.values() for form in noun.duals}
FAMILIES = {noun.unit: noun.family for noun in NOUNS.values()}
ADJECTIVES = {
    form: english
    for english, forms in {
        "military": "عسكري عسكريه عسكريين",
        "civilian": "مدني مدنيه مدنيين",
        "war": "حربي حربيه",
        "residential": "سكني سكنيه",
        "new": "جديد جديده جدد",
        "foreign": "اجنبي اجنبيه اجانب",
        "armed": "مسلح مسلحه مسلحين",
    }.items()
    for form in forms.split()
}
SIGNS = {"$": NOUNS["دولار"], "€": NOUNS["يورو"], "£": NOUNS["جنيه_استرليني"]}
