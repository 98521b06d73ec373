"""The files of a practice model."""

from __future__ import annotations

FILES = (
    "practice.toml",
    "kinds.toml",
    "prompts.toml",
    "outline.toml",
    "roles.toml",
    "permissions.toml",
    "ratings.toml",
    "statuses.toml",
    "people.toml",
    "relations.toml",
    "couples.toml",
    "orders.toml",
    "sessions.toml",
    "meetings.toml",
    "supervision.toml",
    "consents.toml",
    "attachments.toml",
    "summaries.toml",
    "case_summaries.toml",
    "records.toml",
    "audiences.toml",
    "closing.toml",
    "direct_work.toml",
    "expunging.toml",
    "timescales.toml",
    "contradictions.toml",
    "calendar.toml",
)
"""What every model must have, beside at least one file in `modules/`. Files named `council….toml` may be left out."""
