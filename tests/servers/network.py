"""Machines that share a network and nothing else, on one Linux machine: each is a network namespace of its own, wired
to one bridge.

The bridge lies in a namespace too, which the test's thread enters for as long as the network stands. So nothing is ever
changed on the machine itself. A namespace is held by a small process that ends with the test's, be it by kill -9; then
the kernel takes the namespace, its wire and the bridge away.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import step_aside

CLONE_NEWNS, CLONE_NEWNET = 0x00020000, 0x40000000
MS_REC, MS_PRIVATE = 0x4000, 1 << 18
HUB = "10.77.0.1"
# Says when it has left for a namespace of its own, and stays until its standard input ends.
_HOLD = """
import ctypes, sys
if ctypes.CDLL(None, use_errno=True).unshare(0x40000000):
    sys.exit(1)
print("here", flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class Machine:
    """One machine: its address on the network, and the process that holds it."""

    address: str
    holder: int

    def enter(self) -> None:
        """Move this thread onto the machine's network; what it starts from now on is there too."""
        enter(Path(f"/proc/{self.holder}/ns/net"))


def enter(namespace: Path) -> None:
    """Move this thread into a network namespace. Raises OSError."""
    with namespace.open("rb") as held:
        _system("setns", held.fileno(), CLONE_NEWNET)


def lose_sight_of(directories: Sequence[Path]) -> None:
    """Let this process, alone in its own view of the disk, find these directories empty. Raises OSError."""
    _system("unshare", CLONE_NEWNS)
    _system("mount", None, b"/", None, MS_REC | MS_PRIVATE, None)
    for directory in directories:
        _system("mount", b"tmpfs", os.fsencode(directory), b"tmpfs", 0, None)


def network_of(pid: int) -> int:
    """The number of a process's network namespace."""
    return os.stat(f"/proc/{pid}/ns/net").st_ino


def way_back() -> Callable[[], None]:
    """What moves a thread onto the network where this one is now."""
    here = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    return lambda: _system("setns", here, CLONE_NEWNET)


@contextmanager
def network(count: int) -> Iterator[list[Machine]]:
    """So many machines, for the block; this thread is at the hub meanwhile, at address `HUB`."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        step_aside("needs Linux and root for network namespaces")
    with ExitStack() as stack:
        hub = Machine(HUB, stack.enter_context(_holder()))
        machines = [Machine(f"10.77.0.{n}", stack.enter_context(_holder())) for n in range(2, count + 2)]
        stack.callback(way_back())
        hub.enter()
        _wire(hub, machines)
        yield machines


@contextmanager
def _holder() -> Iterator[int]:
    holder = subprocess.Popen(
        [sys.executable, "-S", "-c", _HOLD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    with holder:
        assert holder.stdout is not None
        if not holder.stdout.readline():
            step_aside("needs the right to make network namespaces (CAP_SYS_ADMIN)")
        try:
            yield holder.pid
        finally:
            holder.kill()


def _wire(hub: Machine, machines: Sequence[Machine]) -> None:
    """A bridge at the hub, and from there a wire to each machine. This thread is at the hub, and is again after."""
    from pyroute2 import IPRoute

    with IPRoute() as links:
        _up(links, "lo")
        links.link("add", ifname="bridge", kind="bridge")
        _up(links, "bridge", hub.address)
        (bridge,) = links.link_lookup(ifname="bridge")
        for n, machine in enumerate(machines):
            peer = {"ifname": "wire", "net_ns_pid": machine.holder}
            links.link("add", ifname=f"wire{n}", kind="veth", peer=peer)
            (wire,) = links.link_lookup(ifname=f"wire{n}")
            links.link("set", index=wire, master=bridge, state="up")
    for machine in machines:
        machine.enter()
        with IPRoute() as links:
            _up(links, "lo")
            _up(links, "wire", machine.address)
    hub.enter()


def _up(links: object, name: str, address: str = "") -> None:
    (index,) = links.link_lookup(ifname=name)  # type: ignore[attr-defined]
    if address:
        links.addr("add", index=index, address=address, prefixlen=24)  # type: ignore[attr-defined]
    links.link("set", index=index, state="up")  # type: ignore[attr-defined]


def _system(name: str, *arguments: object) -> None:
    call = getattr(ctypes.CDLL(None, use_errno=True), name)
    if call(*arguments):
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
