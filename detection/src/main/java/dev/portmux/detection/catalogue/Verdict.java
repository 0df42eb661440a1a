package dev.portmux.detection.catalogue;

/** What the bytes so far say about one match. YES and NO are final: more bytes never change them. */
public enum Verdict {
    /** No continuation of these bytes can match. */
    NO,
    /** Some continuation may still match. */
    MORE,
    /** These bytes match, whatever follows. */
    YES
}
