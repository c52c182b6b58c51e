"""How well the catalogue is kept, in the order in which it asks for attention. Pure."""

from collections.abc import Sequence

from app.review.freshness.schemas import ScoreView


def by_need(scores: Sequence[ScoreView]) -> Sequence[ScoreView]:
    """First those who missed most; then those with the smallest share in time; then by name."""
    return sorted(
        scores,
        key=lambda score: (
            -score.missed,
            1.0 if score.share_in_time is None else score.share_in_time,
            score.organisation.name,
        ),
    )
