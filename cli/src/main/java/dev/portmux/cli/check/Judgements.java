package dev.portmux.cli.check;

import dev.portmux.cli.output.Commands;
import dev.portmux.cli.output.OutputFormat;
import java.io.PrintWriter;
import java.util.List;

/** Judgements as the user wants to see them. */
public final class Judgements {
    private Judgements() {}

    /** Prints them, and says what to exit with. */
    public static int print(List<Judgement> judgements, OutputFormat format, PrintWriter out) {
        switch (format) {
            case text -> new JudgementText(out).print(judgements);
            case json -> new JudgementJson(out).print(judgements);
        }
        return judgements.stream().allMatch(Judgement::good) ? 0 : Commands.NO;
    }
}
