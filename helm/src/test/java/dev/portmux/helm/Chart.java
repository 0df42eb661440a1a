package dev.portmux.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;

/** The chart as its tests see it; Maven runs them in the module's folder. */
final class Chart {
    static final Path FOLDER = Path.of("portmux");

    private Chart() {}

    static TemplateCommand template() {
        return new Helm(FOLDER)
                .template()
                .withName("edge")
                .withNamespace("portmux-system")
                .withKubeVersion("1.34.0");
    }
}
