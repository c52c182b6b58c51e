"""The listening socket, taken before anything slow starts: a port in use is told at once."""

import errno
import socket

from app.errors import AppError

BACKLOG = 2048


class ListenError(AppError):
    """The server cannot listen on the address that was asked."""


def resolve(host: str, port: int) -> tuple[socket.AddressFamily, tuple[str, int]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError) as error:
        raise ListenError(
            f"'{host}' is not an address of this machine ({error}). "
            "Use --host 127.0.0.1 (this machine only) or --host 0.0.0.0 (any)."
        ) from None
    family, _, _, _, address = found[0]
    return family, (str(address[0]), int(address[1]))


def listen(family: socket.AddressFamily, address: tuple[str, int]) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise ListenError(_reason(error, *address)) from None
    return listener


def _reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"Port {port} of {host} is in use by another program. Choose another: --port {other}"
    if error.errno == errno.EACCES:
        return f"Port {port} needs administrator rights. Choose one above 1023, as --port 8000"
    if error.errno == errno.EADDRNOTAVAIL:
        return (
            f"{host} is not an address of this machine. "
            "Use --host 127.0.0.1 (this machine only) or --host 0.0.0.0 (any)."
        )
    return f"Cannot listen on {host} port {port}: {error.strerror}"
