"""Who sends, without knowing who: a keyed hash of the network address, forgotten after a day."""

import hashlib
import hmac

from app.kit.network import network_of


def hash_sender(key: bytes, address: str | None) -> bytes:
    return hmac.new(key, f"sender\0{network_of(address or '')}".encode(), hashlib.sha256).digest()
