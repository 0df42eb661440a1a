package dev.portmux.detection.parse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the head of an HTTP/1 request (RFC 9112 sections 2 and 3) while it arrives. It keeps its place: no byte is searched
 * twice for the end of a word or a line, and a complete one is read once more if it is asked for.
 */
public final class HttpHead {
    private static final String HOST = "host";
    private static final String UPGRADE = "upgrade";

    /** What {@link #next} has read. */
    public enum Part {
        /** Nothing: more bytes must come. */
        MORE,
        METHOD,
        /** The request target, as it was sent. */
        TARGET,
        /** The rest of the request line, which is the version. */
        VERSION,
        /** The value of a Host field. */
        HOST,
        /** The value of an Upgrade field. */
        UPGRADE,
        /** The empty line. */
        END
    }

    private Part last = Part.MORE;
    private String text = "";

    /** Where the word or line begins that is being read. */
    private int start;

    /** The bytes before this do not end it. */
    private int searched;

    /**
     * Reads up to the next part that routes ask about. Not to be called again after {@link Part#END}.
     *
     * @param head all bytes so far, of which those that an earlier call was given are still the same
     */
    public Part next(ByteBuffer head) {
        Part part = switch (last) {
            case MORE -> method(head);
            case METHOD -> word(head, Part.TARGET);
            case TARGET -> version(head);
            default -> field(head);
        };
        last = part == Part.MORE ? last : part;
        return part;
    }

    /** The text of the part that was read last, one character a byte. */
    public String text() {
        return text;
    }

    private Part method(ByteBuffer head) {
        while (start == searched && start < head.limit() && (head.get(start) == '\r' || head.get(start) == '\n')) {
            searched = ++start;
        }
        return word(head, Part.METHOD);
    }

    /** Up to the next space, which is taken too; also up to the end of the line, which is not. */
    private Part word(ByteBuffer head, Part part) {
        while (searched < head.limit() && head.get(searched) != ' ' && head.get(searched) != '\n') {
            searched++;
        }
        if (searched == head.limit()) {
            return Part.MORE;
        }
        text = text(head, start, searched);
        searched += head.get(searched) == ' ' ? 1 : 0;
        start = searched;
        return part;
    }

    private Part version(ByteBuffer head) {
        if (!lineEnds(head)) {
            return Part.MORE;
        }
        text = text(head, start, endOfLine(head));
        start = ++searched;
        return Part.VERSION;
    }

    /** The next field that routes ask about; the lines of all others are passed over. */
    private Part field(ByteBuffer head) {
        while (lineEnds(head)) {
            int begin = start;
            int end = endOfLine(head);
            start = ++searched;
            if (begin == end) {
                return Part.END;
            }
            if (isCalled(HOST, head, begin, end)) {
                text = text(head, begin + HOST.length() + 1, end).strip();
                return Part.HOST;
            }
            if (isCalled(UPGRADE, head, begin, end)) {
                text = text(head, begin + UPGRADE.length() + 1, end).strip();
                return Part.UPGRADE;
            }
        }
        return Part.MORE;
    }

    private boolean lineEnds(ByteBuffer head) {
        while (searched < head.limit() && head.get(searched) != '\n') {
            searched++;
        }
        return searched < head.limit();
    }

    /** Where the text of a line ends whose line feed has been found. */
    private int endOfLine(ByteBuffer head) {
        return searched > start && head.get(searched - 1) == '\r' ? searched - 1 : searched;
    }

    private static boolean isCalled(String name, ByteBuffer head, int begin, int end) {
        int colon = begin + name.length();
        if (colon >= end || head.get(colon) != ':') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.toLowerCase(head.get(begin + i)) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String text(ByteBuffer head, int from, int to) {
        byte[] text = new byte[to - from];
        head.get(from, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
