package dev.portmux.cli.imports.source;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Notes for the user about an import, by kind and then by line. */
public final class ImportReport {
    /** Characters of a note: a broken configuration may have lines without end. */
    private static final int LONGEST = 400;

    public enum Kind {
        /** The configuration does not do what its author meant. */
        WRONG,
        /** Not in the result. */
        NOT_UNDERSTOOD,
        /** In the result, in another form. */
        CHANGED
    }

    public record Note(Kind kind, int line, String text) {}

    private final Set<Note> notes = new LinkedHashSet<>();

    public void wrong(int line, String text) {
        add(Kind.WRONG, line, text);
    }

    public void notUnderstood(int line, String text) {
        add(Kind.NOT_UNDERSTOOD, line, "not understood: " + text);
    }

    public void changed(int line, String text) {
        add(Kind.CHANGED, line, text);
    }

    private void add(Kind kind, int line, String text) {
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        notes.add(new Note(kind, line, shown));
    }

    public List<Note> notes() {
        return notes.stream()
                .sorted(Comparator.comparing(Note::kind).thenComparingInt(Note::line))
                .toList();
    }

    public long count(Kind kind) {
        return notes.stream().filter(note -> note.kind() == kind).count();
    }
}
