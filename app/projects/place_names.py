"""Places whose name is another one in Arabic or in English. Records name places in French."""

from collections.abc import Mapping

from app.codelists import Language
from app.models import Names

_ARABIC: Mapping[str, str] = {
    "Agadir": "أكادير",
    "Al Hoceïma": "الحسيمة",
    "Ammelne": "أملن",
    "Anvers": "أنتويرب",
    "Arbâa Sahel": "أربعاء الساحل",
    "Arekmane": "أركمان",
    "Argana": "أركانة",
    "Asni": "أسني",
    "Azrou": "أزرو",
    "Aït Adel": "آيت عادل",
    "Aït Amira": "آيت عميرة",
    "Aït Ourir": "آيت أورير",
    "Belfaa": "بلفاع",
    "Berkane": "بركان",
    "Biougra": "بيوكرى",
    "Bouarfa": "بوعرفة",
    "Bouizakarne": "بويزكارن",
    "Bruxelles": "بروكسيل",
    "Béni Mellal": "بني ملال",
    "Cartaya (Espagne)": "كارتايا (إسبانيا)",
    "Casablanca": "الدار البيضاء",
    "Chefchaouen": "شفشاون",
    "Corse": "كورسيكا",
    "Dakhla": "الداخلة",
    "El Menzel": "المنزل",
    "Errachidia": "الرشيدية",
    "Figuig": "فجيج",
    "Flandre": "الفلاندر",
    "Fnideq": "الفنيدق",
    "Foum El Hisn": "فم الحصن",
    "Fquih Ben Salah": "الفقيه بن صالح",
    "Francfort": "فرانكفورت",
    "Fès": "فاس",
    "Guelmim": "كلميم",
    "Huelva (Espagne)": "هويلفا (إسبانيا)",
    "Ifrane": "إفران",
    "Imilchil": "إملشيل",
    "Kayes (Mali)": "كايس (مالي)",
    "Khouribga": "خريبكة",
    "Ksar El Kébir": "القصر الكبير",
    "Kénitra": "القنيطرة",
    "Languedoc-Roussillon": "لانغدوك-روسيون",
    "Larache": "العرائش",
    "Laâyoune": "العيون",
    "Lepe (Espagne)": "ليبي (إسبانيا)",
    "Liège": "لييج",
    "M'diq": "المضيق",
    "Madrid (Espagne)": "مدريد (إسبانيا)",
    "Marrakech": "مراكش",
    "Martil": "مرتيل",
    "Melloussa": "ملوسة",
    "Milan (Italie)": "ميلانو (إيطاليا)",
    "Mokrisset": "مقريصات",
    "Munich": "ميونيخ",
    "Murcie (Espagne)": "مورسيا (إسبانيا)",
    "Nador": "الناظور",
    "Oued Laou": "واد لاو",
    "Oujda": "وجدة",
    "Oulad Daoud Zkhanine": "أولاد داود الزخانين",
    "Paris": "باريس",
    "Piémont (Italie)": "بييمونتي (إيطاليا)",
    "Provence-Alpes-Côte d'Azur": "بروفانس-ألب-كوت دازور",
    "Rabat": "الرباط",
    "Salé": "سلا",
    "Saïdia": "السعيدية",
    "Seine-Saint-Denis": "سين-سان-دوني",
    "Selouane": "سلوان",
    "Sidi Bibi": "سيدي بيبي",
    "Sidi Kacem": "سيدي قاسم",
    "Tafingoult": "تافنكولت",
    "Taghramt": "تغرامت",
    "Tahanaout": "تحناوت",
    "Taliouine": "تالوين",
    "Tamassint": "تماسينت",
    "Tanger": "طنجة",
    "Taroudannt": "تارودانت",
    "Tata": "طاطا",
    "Taznakht": "تازناخت",
    "Tissint": "تيسينت",
    "Tiznit": "تيزنيت",
    "Tétouan": "تطوان",
    "Zerkten": "زرقطن",
}
_ENGLISH: Mapping[str, str] = {
    "Anvers": "Antwerp",
    "Bruxelles": "Brussels",
    "Cartaya (Espagne)": "Cartaya (Spain)",
    "Corse": "Corsica",
    "Flandre": "Flanders",
    "Francfort": "Frankfurt",
    "Fès": "Fez",
    "Huelva (Espagne)": "Huelva (Spain)",
    "Lepe (Espagne)": "Lepe (Spain)",
    "Madrid (Espagne)": "Madrid (Spain)",
    "Marrakech": "Marrakesh",
    "Milan (Italie)": "Milan (Italy)",
    "Murcie (Espagne)": "Murcia (Spain)",
    "Piémont (Italie)": "Piedmont (Italy)",
    "Tanger": "Tangier",
}
# Spellings that readers use too.
OTHER_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "Figuig": ("فكيك",),
    "Taliouine": ("تاليوين",),
}


def place_names(name: str) -> Names:
    """In the languages in which the place that records call `name` has a name that is known. A
    place known in Arabic that is not named otherwise in English is named there as in French."""
    names: Names = {Language.FR: name}
    if name in _ARABIC:
        names[Language.AR] = _ARABIC[name]
        names[Language.EN] = _ENGLISH.get(name, name)
    return names
