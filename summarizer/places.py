"""Countries and a few cities that news counts people in: Arabic and English names, and what their people are called."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.arabic_words import Reading, bare_forms

# English name | adjective | plural of the people, if not adjective + s | Arabic names | Arabic adjectives
_COUNTRIES = """
Afghanistan|Afghan||افغانستان|افغاني افغان
Algeria|Algerian||الجزائر|جزائري جزائريين
Armenia|Armenian||ارمينيا|ارميني ارمن
Australia|Australian||استراليا|استرالي
Azerbaijan|Azerbaijani||اذربيجان|اذربيجاني
Bahrain|Bahraini||البحرين|بحريني
Bangladesh|Bangladeshi||بنغلاديش|بنغلاديشي
Belarus|Belarusian||بيلاروسيا بيلاروس|بيلاروسي
Belgium|Belgian||بلجيكا|بلجيكي
Brazil|Brazilian||البرازيل|برازيلي
Britain|British|Britons|بريطانيا المملكه_المتحده|بريطاني
Canada|Canadian||كندا|كندي
Chad|Chadian||تشاد|تشادي
China|Chinese|Chinese|الصين|صيني
Egypt|Egyptian||مصر|مصري
Estonia|Estonian||استونيا|استوني
Ethiopia|Ethiopian||اثيوبيا|اثيوبي
European Union|European||الاتحاد_الاوروبي|اوروبي
Finland|Finnish|Finns|فنلندا|فنلندي
France|French|French|فرنسا|فرنسي
Georgia|Georgian||جورجيا|جورجي
Germany|German||المانيا|الماني المان
Greece|Greek||اليونان|يوناني
Hungary|Hungarian||المجر هنغاريا|مجري هنغاري
India|Indian||الهند|هندي هنود
Indonesia|Indonesian||اندونيسيا|اندونيسي
Iran|Iranian||ايران|ايراني
Iraq|Iraqi||العراق|عراقي
Israel|Israeli||اسرائيل|اسرائيلي
Italy|Italian||ايطاليا|ايطالي
Japan|Japanese|Japanese|اليابان|ياباني
Jordan|Jordanian||الاردن|اردني
Kazakhstan|Kazakh||كازاخستان كازخستان|كازاخستاني كازاخي كازاخ
Kuwait|Kuwaiti||الكويت|كويتي
Kyrgyzstan|Kyrgyz|Kyrgyz|قيرغيزستان قرغيزستان|قيرغيزي قرغيزي
Latvia|Latvian||لاتفيا|لاتفي
Lebanon|Lebanese|Lebanese|لبنان|لبناني
Libya|Libyan||ليبيا|ليبي
Lithuania|Lithuanian||ليتوانيا|ليتواني
Mali|Malian||مالي|
Mauritania|Mauritanian||موريتانيا|موريتاني
Mexico|Mexican||المكسيك|مكسيكي
Mongolia|Mongolian||منغوليا|منغولي
Morocco|Moroccan||المغرب|مغربي مغاربه
Myanmar|Burmese|Burmese|ميانمار|بورمي
Nigeria|Nigerian||نيجيريا|نيجيري
North Korea|North Korean||كوريا_الشماليه|كوري_شمالي
Norway|Norwegian||النرويج|نرويجي
Oman|Omani||سلطنه_عمان|عماني
Pakistan|Pakistani||باكستان|باكستاني
Palestine|Palestinian||فلسطين|فلسطيني
Philippines|Philippine|Filipinos|الفلبين الفيليبين|فلبيني فيليبيني
Poland|Polish|Poles|بولندا بولونيا|بولندي بولوني
Qatar|Qatari||قطر|قطري
Romania|Romanian||رومانيا|روماني
Russia|Russian||روسيا روسيا_الاتحاديه|روسي روس
Saudi Arabia|Saudi||السعوديه|سعودي
Serbia|Serbian|Serbs|صربيا|صربي
Somalia|Somali||الصومال|صومالي
South Africa|South African||جنوب_افريقيا|جنوب_افريقي
South Korea|South Korean||كوريا_الجنوبيه|كوري_جنوبي
Spain|Spanish|Spaniards|اسبانيا|اسباني اسبان
Sudan|Sudanese|Sudanese|السودان|سوداني
Sweden|Swedish|Swedes|السويد|سويدي
Switzerland|Swiss|Swiss|سويسرا|سويسري
Syria|Syrian||سوريا سوريه|سوري
Tajikistan|Tajik||طاجيكستان|طاجيكي طاجيك
Tunisia|Tunisian||تونس|تونسي توانسه
Turkey|Turkish|Turks|تركيا|تركي اتراك
Ukraine|Ukrainian||اوكرانيا|اوكراني
United Arab Emirates|Emirati||الامارات|اماراتي
United States|American||الولايات_المتحده امريكا اميركا|امريكي اميركي
Uzbekistan|Uzbek||اوزبكستان|اوزبكي اوزبك
Venezuela|Venezuelan||فنزويلا|فنزويلي
Yemen|Yemeni||اليمن|يمني
"""
_CITIES = """
Aleppo|حلب
Almaty|الماتي الما_اتا
Baghdad|بغداد
Beirut|بيروت
Benghazi|بنغازي
Cairo|القاهره
Damascus|دمشق
Gaza|غزه قطاع_غزه
Idlib|ادلب
Jenin|جنين
Jerusalem|القدس
Khartoum|الخرطوم
Kyiv|كييف
Moscow|موسكو
Mosul|الموصل
Rafah|رفح
Riyadh|الرياض
Tehran|طهران
Tripoli|طرابلس
West Bank|الضفه_الغربيه الضفه
"""


class Nation(NamedTuple):
    """What a country's people are called: ``arabic`` is folded, ``adjective`` precedes a noun, ``people`` alone."""

    country: str
    arabic: str
    adjective: str
    people: str


class Country(NamedTuple):
    """A row of the table above. ``arabic`` and ``arabic_adjectives`` are folded, with _ for a space."""

    name: str
    adjective: str
    people: str
    arabic: tuple[str, ...]
    arabic_adjectives: tuple[str, ...]


def _read_countries() -> tuple[Country, ...]:
    rows = [row.split("|") for row in _COUNTRIES.strip().split("\n")]
    return tuple(
        Country(name, adjective, people or adjective + "s", tuple(arabic.split()), tuple(adjectives.split()))
        for name, adjective, people, arabic, adjectives in rows
    )


COUNTRIES = _read_countries()


def expand_adjective(form: str) -> tuple[str, ...]:
    """The folded forms of an Arabic adjective in its masculine singular; of a broken plural, itself."""
    endings = ("", "ا", "ه", "ون", "ين", "ان", "ات", "يه", "تان", "تين")
    return tuple(form + ending for ending in endings) if form.endswith("ي") else (form,)


def _read_places() -> dict[str, str]:
    cities = [row.split("|") for row in _CITIES.strip().split("\n")]
    places = {form: country.name for country in COUNTRIES for form in country.arabic}
    return places | {form: name for name, arabic in cities for form in arabic.split()}


def _read_nations() -> dict[str, Nation]:
    nations: dict[str, Nation] = {}
    for country in COUNTRIES:
        for adjective in country.arabic_adjectives:
            nation = Nation(country.name, country.arabic_adjectives[0], country.adjective, country.people)
            nations |= dict.fromkeys(expand_adjective(adjective), nation)
    return nations


_PLACES = _read_places()
_NATIONS = _read_nations()


def find_nation(form: str) -> Nation | None:
    """Whose people or things a folded adjective means: "روسي", "الروس", "روسيه". "روسيا" is the country."""
    for bare in (form, form.removeprefix("ال"), form.removeprefix("لل"), form.removeprefix("بال")):
        if bare in _NATIONS and form not in _PLACES:
            return _NATIONS[bare]
    return None


def find_english_nation(word: str) -> Nation | None:
    """The people that an English word names: "russians"."""
    return next((nation for nation in _NATIONS.values() if nation.people.lower() == word.lower()), None)


def find_place(reading: Reading, index: int) -> str:
    """The English name of the place whose name begins at word ``index``, "" if none does."""
    for bare in bare_forms(reading.form(index)):
        for name in (f"{bare}_{reading.form(index + 1)}", bare):
            if name in _PLACES:
                return _PLACES[name]
    return ""
