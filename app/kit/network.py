"""Where a request comes from, to count requests by their senders. Pure."""

import ipaddress

# What one subscriber commonly holds of the IPv6 address space.
IPV6_PREFIX = 64


def network_of(address: str) -> str:
    """The IPv4 address itself, or the network of the IPv6 address."""
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
