"""What happens to the sidecar meanwhile, in the order of the seed. Every kind comes once before any comes again."""

import random
import time
from collections.abc import Callable, Iterator

from .clients import World

IN_FORCE = 60  # seconds; after an outage the sidecar waits up to 30 before it asks again
NOT_A_TABLE = '{"version": 1, "routes": [{"name": "web", "match": {"protocol": "telepathy"}}]}'


class Events:
    def __init__(self, world: World):
        self._world = world
        self._random = random.Random(f"{world.seed} events")
        self._bastion_weight = 1
        self._web = "web"
        self.refused_tables = 0

    def in_order(self) -> Iterator[tuple[str, Callable[[], None]]]:
        kinds: list[tuple[str, Callable[[], None]]] = [
            ("route change", self.change_route),
            ("route change", self.change_route),
            ("change of weights", self.change_weights),
            ("table that is refused", self.refuse_table),
            ("API outage", self.outage),
            ("API outage with a change", lambda: self.outage(self._next_web())),
        ]
        kinds += [(f"restart of {name}", lambda name=name: self.restart(name)) for name in self._world.servers.all]
        while True:
            self._random.shuffle(kinds)
            yield from kinds

    def change_route(self) -> None:
        self._change(self._next_web(), self._bastion_weight)

    def change_weights(self) -> None:
        """Open connections and other routes must not notice."""
        self._change(self._web, 4 - self._bastion_weight)

    def refuse_table(self) -> None:
        """A table that the sidecar cannot use leaves the one before in force."""
        sidecar, before = self._world.sidecar, self._world.sidecar.metric("portmux_tables_refused_total")
        sidecar.change(NOT_A_TABLE)
        self._await(lambda: sidecar.metric("portmux_tables_refused_total") > before, "a table that is wrong is refused")
        self.refused_tables += 1
        self._world.checks.that(
            "the table before stays", sidecar.has_in_force(self._table()), f"in force: {sidecar.routes()[:300]}"
        )
        sidecar.change(self._table())

    def outage(self, web: str = "") -> None:
        sidecar = self._world.sidecar
        sidecar.api.close()
        if web:
            self._begin(web, self._bastion_weight)
        self._world.over.wait(self._random.uniform(2, 12))
        fault = sidecar.fault("/readyz")
        self._world.checks.that("ready without the API", not fault, fault)
        sidecar.api.open()
        if web:
            self._end()

    def restart(self, name: str) -> None:
        world, server = self._world, self._world.servers.all[name]
        hard = self._random.random() < 0.5
        world.down.begin(name)
        server.stop(hard)
        if name.startswith("bastion"):
            world.down.end(name)  # the other one must serve all who come now
        world.over.wait(self._random.uniform(0.5, 3))
        server.start()
        world.down.end(name)

    def _next_web(self) -> str:
        return "web2" if self._web == "web" else "web"

    def _table(self) -> str:
        return self._world.sidecar.table(self._web, self._bastion_weight)

    def _change(self, web: str, bastion_weight: int) -> None:
        self._begin(web, bastion_weight)
        self._end()

    def _begin(self, web: str, bastion_weight: int) -> None:
        if web != self._web:
            self._world.web.begin(web)
        self._web, self._bastion_weight = web, bastion_weight
        self._world.sidecar.change(self._table())

    def _end(self) -> None:
        self._await(lambda: self._world.sidecar.has_in_force(self._table()), "a change is in force")
        self._world.web.end("web" if self._web == "web2" else "web2")

    def _await(self, holds: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + IN_FORCE
        while not (held := holds()) and time.monotonic() < end:
            time.sleep(0.02)
        self._world.checks.that(what, held, f"not within {IN_FORCE} s")
