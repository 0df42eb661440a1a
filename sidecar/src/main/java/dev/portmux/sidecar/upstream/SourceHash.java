package dev.portmux.sidecar.upstream;

import dev.portmux.sidecar.net.Peer;
import java.net.InetSocketAddress;

/**
 * Rendezvous hashing: a source goes to the endpoint with the highest score. If one endpoint of N goes, only its own sources
 * move; if one comes, it takes 1/N of all. The order of the endpoints does not matter, and all replicas agree.
 *
 * @see <a href="https://www.microsoft.com/en-us/research/wp-content/uploads/2017/02/HRW98.pdf">Thaler, Ravishankar: Using
 *     name-based mappings to increase hit rates (1998)</a>
 */
final class SourceHash {
    private static final double UNIT = 0x1p-53;

    private SourceHash() {}

    static long of(Peer source) {
        return mix(Peer.network(source.address()));
    }

    static long of(InetSocketAddress endpoint) {
        byte[] address = endpoint.getAddress().getAddress();
        long hash = mix(endpoint.getPort());
        for (int from = 0; from < address.length; from += 4) {
            hash = mix(hash ^ bits(address, from, from + 4));
        }
        return hash;
    }

    private static long bits(byte[] bytes, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits = (bits << 8) | (bytes[i] & 0xff);
        }
        return bits;
    }

    /** Of an endpoint for a source; evenly spread over the numbers from 0 (exclusive) to 1. */
    static double score(long source, Endpoint endpoint) {
        return ((mix(source ^ endpoint.hash()) >>> 11) + 1) * UNIT;
    }

    /** The finalizer of SplitMix64: each bit of the input changes each bit of the output with probability 1/2. */
    static long mix(long value) {
        long bits = value + 0x9e3779b97f4a7c15L;
        bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }
}
