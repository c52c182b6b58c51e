"""The private API answers as its description says, to people of each role."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.cookies import COOKIE
from app.auth.sessions.service import open_session
from app.codelists import SubmissionState, UserRole
from app.db.cluster import Cluster
from app.models import FieldChange, Organisation, Project
from app.permissions.roles import scopes_of
from tests.fixtures.database import clone, engine_of, fill_catalogue, make_template
from tests.fixtures.openapi import PUBLIC
from tests.fixtures.server import Server, run_server
from tests.fixtures.submissions import make_submission
from tests.fixtures.users import make_user, token_for

# The first two would call our rules faults (see test_openapi.py). The third sends requests without
# or with made-up credentials, which the table of permissions tries; the others follow a deletion,
# which a version that is not the present one refuses.
NOT_CHECKED = (
    "positive_data_acceptance", "negative_data_rejection", "ignored_auth", "use_after_free",
    "ensure_resource_availability",
)  # fmt: skip
# Who ends their own session or account has nothing to say afterwards.
ENDS = r"^/api/v1/(session|me/(sessions|password|anonymisation|account))"


@dataclass(frozen=True)
class SignedIn:
    token: str
    cookie: str
    submission_id: str
    change_id: str


@dataclass(frozen=True)
class Place:
    server: Server
    people: dict[UserRole, SignedIn]


@pytest.fixture(scope="module")
def place(cluster: Cluster, run_dir: Path, worker_name: str) -> Iterator[Place]:
    """A catalogue that may be spoiled, with someone of each role who has a submission."""
    template = make_template(cluster, run_dir, "template_catalogue", fill_catalogue)
    url = clone(cluster, template, f"signed_in_{worker_name}")
    with engine_of(url) as engine, Session(engine) as session, session.begin():
        people = {role: _sign_in(session, role) for role in UserRole}
    with run_server(url, run_dir / f"signed-in-{worker_name}.log") as server:
        yield Place(server, people)


def _sign_in(session: Session, role: UserRole) -> SignedIn:
    agency = session.scalars(select(Organisation).order_by(Organisation.id).limit(1)).one()
    project = session.scalars(select(Project).order_by(Project.id).limit(1)).one()
    user = make_user(session, role=role, organisations=[agency])
    author = make_user(session, organisations=[agency])
    own = role is UserRole.CONTRIBUTOR
    submission = make_submission(
        session,
        user if own else author,
        project=project,
        organisation=agency,
        state=SubmissionState.DRAFT if own else SubmissionState.SUBMITTED,
        values={"acronym": "X", "title.en": "Y"},
    )
    changes = select(FieldChange.id).where(FieldChange.submission_id == submission.id).limit(1)
    return SignedIn(
        token_for(session, user, *sorted(scopes_of(role))),
        open_session(session, user),
        str(submission.id),
        str(session.scalars(changes).one()),
    )


def fuzz(place: Place, role: UserRole, directory: Path, *options: str) -> None:
    person = place.people[role]
    config = directory / "schemathesis.toml"
    config.write_text(
        f"""
[parameters]
"path.submission_id" = "{person.submission_id}"
"path.change_id" = "{person.change_id}"
"path.identifier" = "MA-MD-0001"
"header.If-Match" = '"1"'
"""
    )
    done = subprocess.run(  # noqa: S603
        [str(Path(sys.executable).with_name("schemathesis")), "--no-color", "--config-file",
         str(config), "run", f"{place.server.address}/api/v1/openapi.json", "--checks=all",
         f"--exclude-checks={','.join(NOT_CHECKED)}", "--generation-database=none",
         "--suppress-health-check=all", "--warnings=off", f"--exclude-path-regex={PUBLIC}",
         *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested" in done.stdout


@pytest.mark.parametrize("role", [UserRole.CONTRIBUTOR, UserRole.ADMINISTRATOR])
def test_no_question_with_a_token_breaks_the_api(
    place: Place, role: UserRole, tmp_path: Path
) -> None:
    header = f"Authorization: Bearer {place.people[role].token}"
    fuzz(place, role, tmp_path, "-H", header, "--phases=fuzzing", "--max-examples=1")


@pytest.mark.full
@pytest.mark.parametrize("role", UserRole)
def test_no_question_with_a_session_breaks_the_api_at_length(
    place: Place, role: UserRole, tmp_path: Path
) -> None:
    headers = (
        "-H", f"Cookie: {COOKIE}={place.people[role].cookie}", "-H", "Sec-Fetch-Site: same-origin"
    )  # fmt: skip
    phases = "--phases=examples,coverage,fuzzing,stateful"
    fuzz(place, role, tmp_path, *headers, phases, "--max-examples=30",
         f"--exclude-path-regex={ENDS}|{PUBLIC}")  # fmt: skip
