"""What an event of the audit log keeps besides, as a list of names and values. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from app.codelists import Language
from app.i18n.catalogue import N_, messages

NAMES: Mapping[str, str] = {
    "accepted": N_("Champs acceptés"),
    "acronym": N_("Sigle"),
    "after": N_("Après"),
    "aliases": N_("Autres noms"),
    "before": N_("Avant"),
    "country": N_("Pays"),
    "count": N_("Nombre"),
    "decision": N_("Décision"),
    "document": N_("Document"),
    "due_on": N_("Échéance"),
    "edited": N_("Corrigé par le relecteur"),
    "event": N_("Événement"),
    "expires_at": N_("Expire le"),
    "fields": N_("Champs"),
    "focal_point": N_("Point focal"),
    "from": N_("Avant"),
    "kind": N_("Sorte"),
    "links": N_("Liens"),
    "merged": N_("Organisme fusionné"),
    "name": N_("Nom"),
    "names": N_("Noms"),
    "number": N_("Proposition"),
    "organisation": N_("Organisme"),
    "organisation_type": N_("Type"),
    "organisations": N_("Organismes"),
    "outcome": N_("Réponse"),
    "path": N_("Champ"),
    "paths": N_("Champs"),
    "projects": N_("Projets"),
    "reason": N_("Raison"),
    "rejected": N_("Champs refusés"),
    "revision": N_("Révision"),
    "role": N_("Rôle"),
    "scope": N_("Portée"),
    "scopes": N_("Portées"),
    "sharing": N_("Partage"),
    "slug": N_("Adresse"),
    "steward": N_("Organisme référent"),
    "submission": N_("Proposition"),
    "thread": N_("Discussion"),
    "title": N_("Titre"),
    "to": N_("Après"),
    "url": N_("Adresse (URL)"),
    "user": N_("Compte"),
    "verdict": N_("Verdict"),
    "website": N_("Site web"),
}
_CHANGE = frozenset(("from", "to"))


@dataclass(frozen=True)
class Detail:
    """`before` is None unless the event says what was there."""

    name: str
    value: str
    before: str | None = None


def details(data: Mapping[str, JsonValue], language: Language) -> Sequence[Detail]:
    """A name that has no words is shown as it is written."""
    return list(_details(data, (), language))


def _details(
    data: Mapping[str, JsonValue], above: Sequence[str], language: Language
) -> Iterator[Detail]:
    for key, value in data.items():
        names = (*above, name_words(key, language))
        if not isinstance(value, dict) or not value:
            yield Detail(" › ".join(names), _text(value, language))
        elif value.keys() == _CHANGE:
            before, after = _text(value["from"], language), _text(value["to"], language)
            yield Detail(" › ".join(names), after, before)
        else:
            yield from _details(value, names, language)


def name_words(key: str, language: Language) -> str:
    words = NAMES.get(key)
    return messages(language).gettext(words) if words else key


def _text(value: JsonValue, language: Language) -> str:
    gettext = messages(language).gettext
    if value is None or value in ([], {}):
        return gettext("rien")
    if isinstance(value, bool):
        return gettext("oui") if value else gettext("non")
    if isinstance(value, list):
        return gettext(", ").join(_text(item, language) for item in value)
    if isinstance(value, dict):
        pair = gettext("%(field)s : %(item)s")
        return gettext(", ").join(
            pair % {"field": name_words(key, language), "item": _text(each, language)}
            for key, each in value.items()
        )
    return str(value)
