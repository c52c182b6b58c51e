"""Who sends, without knowing who: a keyed hash of the network address, forgotten after a day."""

import hashlib
import hmac
import ipaddress

# What one subscriber commonly holds of the IPv6 address space.
IPV6_PREFIX = 64


def hash_sender(key: bytes, address: str | None) -> bytes:
    return hmac.new(key, f"sender\0{_network(address or '')}".encode(), hashlib.sha256).digest()


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    prefix = int(parsed) >> (128 - IPV6_PREFIX)
    return f"{prefix:x}/{IPV6_PREFIX}"
