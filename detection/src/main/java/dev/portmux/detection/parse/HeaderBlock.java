package dev.portmux.detection.parse;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Looks for gRPC's content type in a header block (RFC 7541). Nothing is decoded: the Huffman code is static, and
 * "application/grpc" is a whole number of bytes in it, so the beginning of a value is compared as it is.
 */
final class HeaderBlock {
    private static final int CONTENT_TYPE = 31;
    private static final byte[] NAME = "content-type".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAME_IN_HUFFMAN = HexFormat.of().parseHex("21ea496a4ac9f5597f");
    private static final byte[] VALUE = "application/grpc".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUE_IN_HUFFMAN = HexFormat.of().parseHex("1d75d0620d263d4c4d6564");

    private final ByteBuffer bytes;

    private HeaderBlock(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Whether a content type that begins with application/grpc is in it; not if it is malformed. */
    static boolean isGrpc(ByteBuffer block) {
        try {
            return new HeaderBlock(block).search();
        } catch (BufferUnderflowException e) {
            return false;
        }
    }

    private boolean search() {
        while (bytes.hasRemaining()) {
            int first = peek();
            if (first >= 0x80) {
                integer(7); // a field of the table, none of which is this content type
            } else if (first >= 0x20 && first < 0x40) {
                integer(5); // a new size of the table
            } else {
                boolean contentType = isContentType(integer(first >= 0x40 ? 6 : 4));
                boolean grpc = stringBeginsWith(VALUE, VALUE_IN_HUFFMAN);
                if (contentType && grpc) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isContentType(int index) {
        return index == 0 ? stringIs(NAME, NAME_IN_HUFFMAN) : index == CONTENT_TYPE;
    }

    private boolean stringIs(byte[] plain, byte[] inHuffman) {
        boolean huffman = peek() >= 0x80;
        return Arrays.equals(string(), huffman ? inHuffman : plain);
    }

    private boolean stringBeginsWith(byte[] plain, byte[] inHuffman) {
        boolean huffman = peek() >= 0x80;
        byte[] wanted = huffman ? inHuffman : plain;
        byte[] string = string();
        return string.length >= wanted.length && Arrays.equals(string, 0, wanted.length, wanted, 0, wanted.length);
    }

    private int peek() {
        if (!bytes.hasRemaining()) {
            throw new BufferUnderflowException();
        }
        return bytes.get(bytes.position()) & 0xff;
    }

    private byte[] string() {
        int length = integer(7);
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] string = new byte[length];
        bytes.get(string);
        return string;
    }

    /** An integer whose first byte gives it so many bits (section 5.1). */
    private int integer(int bits) {
        int most = (1 << bits) - 1;
        int value = bytes.get() & most;
        if (value < most) {
            return value;
        }
        for (int shift = 0; shift <= 21; shift += 7) {
            int next = bytes.get();
            value += (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new BufferUnderflowException();
    }
}
