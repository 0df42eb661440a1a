package dev.portmux.planning.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portmux.crds.PortMux;
import dev.portmux.planning.Plan;
import dev.portmux.planning.Planner;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.routes.Backend;
import dev.portmux.routes.RoutingTable;
import java.io.IOException;
import java.util.List;

/** Any PortMux has a table or a problem, and never an exception. The table is one that the sidecars can read. */
class PlannerFuzzTest {
    private static final ObjectReader JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(PortMux.class);

    @FuzzTest(maxDuration = "20s")
    void plan(byte[] json) {
        PortMux resource;
        try {
            resource = JSON.readValue(json);
        } catch (IOException refused) {
            return;
        }
        if (resource == null || resource.getMetadata() == null) {
            return;
        }

        Plan plan = Planner.plan(resource, (_, _) -> new Resolved(List.of(new Backend("10.0.0.1", 80))));

        assertThat(plan.table().isEmpty()).isEqualTo(!plan.refusals().isEmpty());
        plan.table()
                .ifPresent(table ->
                        assertThat(RoutingTable.parse(table.toJson()).hash()).isEqualTo(table.hash()));
    }
}
