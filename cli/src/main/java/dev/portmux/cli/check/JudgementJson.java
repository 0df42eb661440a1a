package dev.portmux.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portmux.cli.output.Json;
import dev.portmux.detection.overlap.Finding.Severity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Judgements for programs: one object with a list of resources. */
record JudgementJson(PrintWriter out) {
    void print(List<Judgement> judgements) {
        var root = Json.MAPPER.createObjectNode();
        var resources = root.putArray("resources");
        judgements.forEach(judgement -> add(judgement, resources.addObject()));
        out.println(root.toPrettyString());
        out.flush();
    }

    private static void add(Judgement judgement, ObjectNode to) {
        to.put("file", judgement.file().map(Path::toString).orElse(null))
                .put("resource", judgement.name())
                .put("errors", judgement.count(Severity.ERROR))
                .put("warnings", judgement.count(Severity.WARN));
        strings(judgement.distinct(), to.putArray("distinct"));
        var findings = to.putArray("findings");
        judgement.remarks().forEach(remark -> add(remark, findings.addObject()));
    }

    private static void add(Remark remark, ObjectNode to) {
        to.put("severity", remark.severity().toString())
                .put("kind", remark.kind())
                .put("message", remark.message())
                .put("place", remark.place().isEmpty() ? null : remark.place())
                .put("route", remark.route().orElse(null));
        strings(remark.others(), to.putArray("others"));
        to.put("hex", remark.example().map(bytes -> bytes.hex()).orElse(null))
                .put("text", remark.example().map(bytes -> bytes.text()).orElse(null))
                .put("fix", remark.fix());
    }

    private static void strings(List<String> values, ArrayNode to) {
        values.forEach(to::add);
    }
}
