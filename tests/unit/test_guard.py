"""The guard that keeps the tests from the network must itself be seen to work."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_another_machine_cannot_be_reached(kind: socket.SocketKind, no_network: list[object]) -> None:
    with socket.socket(socket.AF_INET, kind) as sender, pytest.raises(OSError, match="tried to reach"):
        sender.connect(("192.0.2.1", 80))  # an address kept for documentation: nothing is there
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, pytest.raises(OSError, match="tried to reach"):
        sender.sendto(b"x", ("192.0.2.1", 80))
    assert len(no_network) == 2
    no_network.clear()
