"""Labels of the codelists that the researched input leaves without any."""

EXTRA_CODELISTS: dict[str, list[dict[str, object]]] = {
    "exactness": [
        {
            "code": "1",
            "labels": {"fr": "Lieu exact", "ar": "موقع دقيق", "en": "Exact place"},
            "iati": "1",
        },
        {
            "code": "2",
            "labels": {
                "fr": "Lieu approché",
                "ar": "موقع تقريبي",
                "en": "Approximate place",
            },
            "iati": "2",
        },
    ],
    "organisation_scope": [
        {
            "code": "international",
            "labels": {"fr": "International", "ar": "دولي", "en": "International"},
        },
        {
            "code": "eu",
            "labels": {
                "fr": "Union européenne",
                "ar": "الاتحاد الأوروبي",
                "en": "European Union",
            },
        },
    ],
    "text_state": [
        {
            "code": "original",
            "labels": {"fr": "Texte original", "ar": "النص الأصلي", "en": "Original text"},
        },
        {
            "code": "draft",
            "labels": {
                "fr": "Traduction à confirmer",
                "ar": "ترجمة في انتظار التأكيد",
                "en": "Translation to be confirmed",
            },
        },
        {
            "code": "confirmed",
            "labels": {"fr": "Texte confirmé", "ar": "نص مؤكد", "en": "Confirmed text"},
        },
        {
            "code": "stale",
            "labels": {
                "fr": "Texte à mettre à jour",
                "ar": "نص في حاجة إلى تحيين",
                "en": "Text to be updated",
            },
        },
    ],
    "confidence": [
        {"code": "high", "labels": {"fr": "Élevée", "ar": "عالية", "en": "High"}},
        {"code": "medium", "labels": {"fr": "Moyenne", "ar": "متوسطة", "en": "Medium"}},
        {"code": "low", "labels": {"fr": "Faible", "ar": "ضعيفة", "en": "Low"}},
    ],
}
