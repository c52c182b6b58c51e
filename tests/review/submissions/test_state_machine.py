"""Random acts of random people against a model of the workflow, written apart from the table."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app.models import Organisation
from tests.fixtures.factories import Content, make_organisation, make_project
from tests.fixtures.submissions import API, Api, change, proposed
from tests.review.submissions.conftest import Cast

PROJECTS: list[Content] = [make_project(1)]
AUTHORS, REVIEWERS, STRANGER = ("amal", "brahim"), ("driss", "elif_"), "chama"
ANYONE = st.sampled_from([*AUTHORS, *REVIEWERS, STRANGER])
YEARS = st.sampled_from(["2014", "2015", "2016"])
OPEN, EDITABLE = ("submitted", "in_review"), ("draft", "changes_requested")


def organisations() -> list[Organisation]:
    return [make_organisation("agence-a"), make_organisation("agence-b")]


@dataclass
class Model:
    """What we believe of one submission: `acronym` is its only field."""

    id: str
    state: str = "draft"
    version: int = 1
    value: str | None = None
    decision: str | None = None
    was_submitted: bool = False
    gone: bool = False
    history: list[str] = field(default_factory=list)


class Workflow(RuleBasedStateMachine):
    cast: ClassVar[Cast]
    submissions = Bundle("submissions")

    def __init__(self) -> None:
        super().__init__()
        self.models: list[Model] = []

    def api(self, who: str) -> Api:
        api: Api = getattr(self.cast, who)
        return api

    def seen(self, model: Model) -> dict[str, Any]:
        return {"id": model.id, "version": model.version}

    def expect(
        self, who: str, model: Model, *, by: tuple[str, ...], states: tuple[str, ...]
    ) -> int:
        """The status of an act that is for some people and some states."""
        if who == STRANGER:
            return 403 if by == REVIEWERS else 404
        if who in AUTHORS and by == REVIEWERS:
            return 403
        if model.gone or (who in REVIEWERS and model.state == "draft"):
            return 404
        if who not in by:
            return 403
        return 200 if model.state in states else 409

    def done(self, model: Model, state: str, act: str) -> None:
        model.state = state
        model.version += 1
        model.history.append(act)

    @rule(target=submissions, who=st.sampled_from(AUTHORS))
    def start(self, who: str) -> Model:
        model = Model(self.api(who).start("MA-MD-0001")["id"])
        self.models.append(model)
        return model

    @rule(model=submissions, who=ANYONE, value=st.sampled_from(["A", "B", "C"]))
    def edit(self, model: Model, who: str, value: str) -> None:
        response = self.api(who).send("PATCH", self.seen(model), patch={"acronym": value})
        assert response.status_code == self.expect(who, model, by=AUTHORS, states=EDITABLE)
        if response.status_code == 200:
            live = response.json()["changes"][0]["live"] if response.json()["changes"] else value
            wanted = None if live == value else value
            if model.value != wanted:
                model.decision = None
            model.value = wanted
            self.done(model, model.state, "edit")

    @rule(model=submissions, who=ANYONE)
    def edit_what_was_seen_long_ago(self, model: Model, who: str) -> None:
        old = {"id": model.id, "version": model.version - 1}
        expected = self.expect(who, model, by=AUTHORS, states=EDITABLE)
        response = self.api(who).send("PATCH", old, note="x")
        assert response.status_code == (412 if expected == 200 else expected)

    @rule(model=submissions, who=ANYONE)
    def submit(self, model: Model, who: str) -> None:
        expected = self.expect(who, model, by=AUTHORS, states=EDITABLE)
        if expected == 200 and model.value is None:
            expected = 422
        response = self.api(who).send("POST", self.seen(model), "/submit")
        assert response.status_code == expected, response.text
        if expected == 200:
            model.was_submitted = True
            self.done(model, "submitted", "submit")

    @rule(model=submissions, who=ANYONE)
    def withdraw(self, model: Model, who: str) -> None:
        expected = self.expect(who, model, by=AUTHORS, states=(*OPEN, "changes_requested"))
        assert self.api(who).send("POST", self.seen(model), "/withdraw").status_code == expected
        if expected == 200:
            self.done(model, "withdrawn", "withdraw")

    @rule(model=submissions, who=ANYONE)
    def reopen(self, model: Model, who: str) -> None:
        expected = self.expect(who, model, by=AUTHORS, states=("withdrawn", "rejected"))
        assert self.api(who).send("POST", self.seen(model), "/reopen").status_code == expected
        if expected == 200:
            model.decision = None
            self.done(model, "draft", "reopen")

    @rule(model=submissions, who=ANYONE)
    def delete(self, model: Model, who: str) -> None:
        expected = self.expect(who, model, by=AUTHORS, states=("draft",))
        response = self.api(who).send("DELETE", self.seen(model))
        assert response.status_code == (204 if expected == 200 else expected)
        if expected == 200:
            self.done(model, "withdrawn", "delete")
            model.gone = not model.was_submitted

    @rule(model=submissions, who=ANYONE)
    def take(self, model: Model, who: str) -> None:
        expected = self.expect(who, model, by=REVIEWERS, states=OPEN)
        assert self.api(who).send("POST", self.seen(model), "/take").status_code == expected
        if expected == 200:
            self.done(model, "in_review", "take")

    @rule(model=submissions, who=ANYONE)
    def release(self, model: Model, who: str) -> None:
        expected = self.expect(who, model, by=REVIEWERS, states=("in_review",))
        assert self.api(who).send("POST", self.seen(model), "/release").status_code == expected
        if expected == 200:
            self.done(model, "submitted", "release")

    @rule(model=submissions, who=st.sampled_from(REVIEWERS),
          decision=st.sampled_from(["accepted", "rejected"]))  # fmt: skip
    def decide(self, model: Model, who: str, decision: str) -> None:
        if self.expect(who, model, by=REVIEWERS, states=OPEN) != 200:
            return
        seen = self.api(who).get(self.seen(model))
        made = {"decision": decision, "reason": "Non", "live": change(seen, "acronym")["live"]}
        response = self.api(who).decide(seen, "acronym", **made)
        assert response.status_code == 200, response.text
        model.decision = decision
        self.done(model, "in_review", f"decide {decision}")

    @rule(model=submissions, who=ANYONE, act=st.sampled_from(["reject", "request-changes"]))
    def answer(self, model: Model, who: str, act: str) -> None:
        expected = self.expect(who, model, by=REVIEWERS, states=OPEN)
        response = self.api(who).send("POST", self.seen(model), f"/{act}", message="Parce que")
        assert response.status_code == expected
        if expected == 200:
            self.done(model, "rejected" if act == "reject" else "changes_requested", act)

    @rule(model=submissions, who=ANYONE, accept_all=st.booleans())
    def approve(self, model: Model, who: str, accept_all: bool) -> None:
        expected = self.expect(who, model, by=REVIEWERS, states=OPEN)
        before = self.live()
        response = self.api(who).send("POST", self.seen(model), "/approve", accept_all=accept_all)
        if expected != 200:
            assert response.status_code == expected
            return
        if model.decision == "rejected" or (model.decision is None and not accept_all):
            assert response.status_code == 409
        elif response.status_code == 409:
            assert response.json()["conflicts"][0]["live"] == before["acronym"]
        else:
            assert response.status_code == 200, response.text
            assert self.live()["acronym"] == model.value
            moved = before["acronym"] != model.value
            assert self.live()["revision"] == before["revision"] + moved
            self.done(model, "approved", "approve")
            return
        assert self.live() == before

    def live(self) -> dict[str, Any]:
        found = self.cast.live("projet-1")
        return {name: found[name] for name in ("acronym", "revision")}

    @invariant()
    def all_is_as_believed(self) -> None:
        for model in self.models[-3:]:
            response = self.cast.amal.client.get(f"{API}/{model.id}")
            if model.gone:
                assert response.status_code == 404
                continue
            seen = response.json()
            assert (seen["state"], seen["version"]) == (model.state, model.version), model.history
            assert proposed(seen).get("acronym") == model.value, model.history
            if seen["changes"]:
                assert seen["changes"][0]["decision"] == (
                    model.decision or ("accepted" if model.state == "approved" else None)
                )


def run(cast: Cast, examples: int, steps: int) -> None:
    Workflow.cast = cast
    run_state_machine_as_test(
        Workflow,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_workflow_is_the_model(cast: Cast) -> None:
    run(cast, 4, 25)


@pytest.mark.full
def test_the_workflow_is_the_model_at_length(cast: Cast) -> None:
    run(cast, 100, 60)
