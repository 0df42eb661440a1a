package dev.portmux.routes.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.RoutingTable;

/** Any bytes are a table that survives being written and read again, or are refused. */
class RoutingTableFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void parse(byte[] json) {
        RoutingTable table;
        try {
            table = RoutingTable.parse(json);
        } catch (InvalidTableException refused) {
            return;
        }

        assertThat(RoutingTable.parse(table.toJson())).isEqualTo(table);
    }
}
