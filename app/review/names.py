"""How answers of the private API name projects and organisations, in the asker's language."""

from app.codelists import Language
from app.models import Names, Organisation, Project, name_in
from app.review.submissions.schemas import OrganisationRef, ProjectRef


def project_ref(project: Project, language: Language) -> ProjectRef:
    titles: Names = {code.value: project.title.get(code) for code in Language}
    return ProjectRef(
        identifier=project.identifier,
        slug=project.slug,
        title=name_in(titles, language),
        titles=titles,
    )


def organisation_ref(organisation: Organisation, language: Language) -> OrganisationRef:
    return OrganisationRef(
        slug=organisation.slug, name=name_in(organisation.names, language), names=organisation.names
    )
