package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityTest {
    private static final long MIB = 1 << 20;
    private static final long HEAP = 48 * MIB;
    private static final String LIMITS = """
            Limit                     Soft Limit           Hard Limit           Units
            Max processes             unlimited            unlimited            processes
            Max open files            %s                %s                files
            Max locked memory         8388608              8388608              bytes
            """;

    private static Capacity capacity(int wanted, Map<String, String> files) {
        return Capacity.of(wanted, new Capacity.Machine(HEAP, file -> Optional.ofNullable(files.get(file))));
    }

    private static Map<String, String> descriptors(String most) {
        return Map.of(Capacity.LIMITS_FILE, LIMITS.formatted(most, most));
    }

    @Test
    void isWhatWasWantedWhereNothingIsLimited() {
        Capacity capacity = capacity(20_000, Map.of(Capacity.MEMORY_FILE, "max\n"));
        assertThat(capacity.connections()).isEqualTo(20_000);
        assertThat(capacity.reason()).isEqualTo("PORTMUX_MAX_CONNECTIONS");
        assertThat(capacity.slowReaderBytes()).isEqualTo(48 * MIB);
        assertThat(capacity.undecidedBytes()).isEqualTo(8 * MIB);
    }

    @ParameterizedTest
    @CsvSource({"1048576,20000", "20000,9904", "1024,448", "256,88", "64,1", "unlimited,20000"})
    void keepsDescriptorsForItselfAndTwoForEachConnection(String most, int connections) {
        Capacity capacity = capacity(20_000, descriptors(most));
        assertThat(capacity.connections()).isEqualTo(connections);
        assertThat(capacity.reason())
                .isEqualTo(
                        connections == 20_000
                                ? "PORTMUX_MAX_CONNECTIONS"
                                : "the limit of " + most + " file descriptors (two for each)");
        assertThat(capacity.adminConnections()).isBetween(16, 128);
    }

    @ParameterizedTest
    @ValueSource(strings = {Capacity.MEMORY_FILE, Capacity.MEMORY_FILE_V1})
    void fitsIntoTheContainersMemory(String file) {
        for (long mib : new long[] {96, 128, 192, 256, 1024, 65536}) {
            Capacity capacity = capacity(1_000_000, Map.of(file, mib * MIB + "\n"));
            long needed =
                    64 * MIB + capacity.connections() * 8192L + capacity.slowReaderBytes() + capacity.undecidedBytes();
            assertThat(needed).isLessThanOrEqualTo(mib * MIB);
        }
        Capacity edge = capacity(20_000, Map.of(file, "134217728\n"));
        assertThat(edge.connections()).isEqualTo(5632);
        assertThat(edge.reason()).isEqualTo("the memory limit of 128 MiB");
    }

    @Test
    void fitsIntoTheHeap() {
        Capacity capacity = capacity(1_000_000, Map.of());
        assertThat(capacity.connections() * 1024L + capacity.undecidedBytes()).isLessThanOrEqualTo(HEAP * 3 / 4);
        assertThat(capacity.reason()).isEqualTo("the heap of 48 MiB");
    }

    @Test
    void servesSomebodyHoweverLittleThereIs() {
        assertThat(capacity(20_000, Map.of(Capacity.MEMORY_FILE, "1048576")).connections())
                .isEqualTo(1);
    }

    @Test
    void aLimitOfVersionOneThatStandsForNoneIsNone() {
        assertThat(capacity(20_000, Map.of(Capacity.MEMORY_FILE_V1, "9223372036854771712\n"))
                        .connections())
                .isEqualTo(20_000);
    }

    @Test
    void theSmallestLimitCounts() {
        Map<String, String> files =
                Map.of(Capacity.LIMITS_FILE, LIMITS.formatted("20000", "20000"), Capacity.MEMORY_FILE, "134217728");
        assertThat(capacity(20_000, files).reason()).isEqualTo("the memory limit of 128 MiB");
        assertThat(capacity(100, files).reason()).isEqualTo("PORTMUX_MAX_CONNECTIONS");
    }
}
