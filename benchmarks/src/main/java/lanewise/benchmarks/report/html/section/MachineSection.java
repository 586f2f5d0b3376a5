package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.result.Machine;
import lanewise.benchmarks.report.result.ResultFile;

import java.util.ArrayList;
import java.util.List;

/** Sections on the machine and on reproducing the measurements. */
public final class MachineSection {
    private MachineSection() {}

    /**
     * Describes the machine.
     *
     * @param results the session
     * @return the section
     */
    public static Section machine(ResultFile results) {
        Machine machine = results.machine();
        List<Node> facts = new ArrayList<>();
        fact(
                "processor",
                machine.cpu() + ", " + Numbers.count(machine.cores(), "core", "cores"),
                facts);
        fact("shared", machine.virtualisation(), facts);
        fact("system", machine.os(), facts);
        fact("Java", machine.jdk(), facts);
        machine.conditions().forEach(condition -> fact("note", condition, facts));
        fact("JVM options", String.join(" ", machine.flags()), facts);
        fact("vector tier", machine.kernels(), facts);
        fact("measured by", "JMH " + results.jmh(), facts);
        if (!results.time().isEmpty()) {
            fact("measured on", results.time(), facts);
        }
        fact("commit", machine.commit(), facts);
        fact("results", results.name(), facts);
        return new Section("machine", "The machine", List.of(Element.of("dl", facts)));
    }

    private static void fact(String name, String value, List<Node> facts) {
        facts.add(Element.of("div", Element.of("dt", name), Element.of("dd", value)));
    }

    /**
     * Lists the commands that reproduce the measurements.
     *
     * @param results the session
     * @return the section
     */
    public static Section reproduction(ResultFile results) {
        String commit = results.machine().commit().replaceFirst("-dirty$", "");
        String checkout = commit.equals("none") ? "" : "git checkout " + commit + "\n";
        return new Section(
                "reproduce",
                "Measure it yourself",
                List.of(
                        Section.paragraph(
                                "On an idle machine with a JDK 25 and Maven; gcc and OpenBLAS are"
                                        + " measured if installed. Machines differ: trust the"
                                        + " ratios."),
                        Element.of(
                                "pre",
                                checkout
                                        + "scripts/bench"
                                        + (results.quick() ? " --quick" : "")
                                        + "\n"),
                        Section.paragraph(
                                "To create this page again, and print the same tables"
                                        + " on the terminal:"),
                        Element.of("pre", "scripts/report …/" + results.name() + "\n")));
    }
}
