package dev.portmux.cli.imports.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the user must know beside the result: by severity, then by line. */
public final class Report {
    public enum Kind {
        /** The source does not do what it was written for. */
        WRONG,
        /** Nothing of it is in the result. */
        NOT_UNDERSTOOD,
        /** It is in the result in another form. */
        CHANGED
    }

    public record Note(Kind kind, int line, String text) {}

    private final List<Note> notes = new ArrayList<>();

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
        Note note = new Note(kind, line, text);
        if (!notes.contains(note)) {
            notes.add(note);
        }
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
