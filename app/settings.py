"""Settings of the server and of the `kharita` command, read from the environment."""

import os
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


def default_data_dir() -> Path:
    """Where the embedded database lives: PostgreSQL refuses to run as root, so root keeps the
    data where the `postgres` user can reach it."""
    if os.geteuid() == 0:
        return Path("/var/lib/kharita")
    return Path(platformdirs.user_data_dir("kharita"))


class Settings(BaseSettings):
    """Every field is an environment variable `KHARITA_<NAME>`; README.md documents each."""

    model_config = SettingsConfigDict(env_prefix="KHARITA_", extra="ignore")

    environment: Literal["development", "demonstration", "production"] = "development"
    database_url: str | None = None
    data_dir: Path = Field(default_factory=default_data_dir)
    base_url: str | None = None
    contact: str | None = None
    smtp_url: SecretStr | None = None
    mail_from: str | None = None
    cache_bytes: int = Field(default=64 * 1024 * 1024, ge=0)
    pool_size: int = Field(default=20, ge=1)
    threads: int = Field(default=20, ge=1)
    allow_self_review: bool = False
    metrics_token: SecretStr | None = Field(default=None, min_length=16)
    tile_url: str | None = None
    tile_attribution: str | None = None
    iati_organisation: str | None = None
