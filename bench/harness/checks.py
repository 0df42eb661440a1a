"""What a contestant must do right before its speed counts."""

from .contestant import Contestant, Running
from .load import Load
from .process import Failed

HTTP, SSH, SILENT = "HTTP", "SSH", "silent client"
INTACT, CUT = "bytes intact", "bytes intact, the first cut into single ones"
ALL = (HTTP, SSH, SILENT, INTACT, CUT)
_CLIENTS = {HTTP: ("http", "web"), SSH: ("ssh", "ssh"), SILENT: ("silent", "mysql")}


def check(load: Load, contestant: Contestant, integrity_connections: int) -> dict[str, str]:
    """Each check's fault; the empty text where it is good."""
    try:
        with contestant.start() as running:
            return {
                what: "not made for it"
                if what in contestant.leaves_out
                else _fault(load, running, what, integrity_connections)
                for what in ALL
            }
    except Failed as failure:
        return dict.fromkeys(ALL, str(failure))


def _fault(load: Load, running: Running, what: str, integrity_connections: int) -> str:
    try:
        if what in (INTACT, CUT):
            load.checked(
                "integrity",
                "-target",
                running.target,
                "-count",
                integrity_connections,
                f"-cut={str(what == CUT).lower()}",
            )
            return ""
        client, expected = _CLIENTS[what]
        seen = load.run("identify", "-target", running.target, "-as", client, "-wait", "12s")
        if seen["by"] != expected:
            answer = seen["by"] or seen.get("error") or "nobody"
            return f"{answer} answered after {seen['seconds']:.1f} s (expected: {expected})"
        return ""
    except Failed as failure:
        return str(failure)
