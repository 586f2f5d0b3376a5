package lanewise.benchmarks.report.comparison;

import lanewise.benchmarks.report.comparison.ForkRatio.Verdict;
import lanewise.benchmarks.report.result.Machine;
import lanewise.benchmarks.report.result.ResultFile;
import lanewise.benchmarks.report.result.ResultFile.Result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A comparison of two sessions.
 *
 * @param before the older session
 * @param after the newer session
 * @param pairs results measured in the same way in both, in the order of the newer session
 * @param others a line for each benchmark that cannot be compared
 */
public record Comparison(
        ResultFile before, ResultFile after, List<Pair> pairs, List<String> others) {

    /** Copies its arguments. */
    public Comparison {
        pairs = List.copyOf(pairs);
        others = List.copyOf(others);
    }

    /**
     * The same benchmark with the same parameters in both sessions.
     *
     * @param before the older result
     * @param after the newer result
     */
    public record Pair(Result before, Result after) {
        ForkRatio ratio() {
            return ForkRatio.of(before.measurement(), after.measurement());
        }
    }

    /**
     * Pairs the results of two sessions by class, method and parameters.
     *
     * @param before the older session
     * @param after the newer session
     * @param selected selects benchmarks by name, such as {@code IrisLoop.train}
     * @return the comparison, possibly without pairs
     */
    public static Comparison of(ResultFile before, ResultFile after, Predicate<String> selected) {
        SequencedMap<String, Result> old = byTitle(before, selected);
        SequencedMap<String, Result> recent = byTitle(after, selected);
        List<Pair> pairs = new ArrayList<>();
        List<String> others = new ArrayList<>();
        recent.forEach(
                (title, now) -> {
                    Result then = old.get(title);
                    if (then != null && then.mode().equals(now.mode())) {
                        pairs.add(new Pair(then, now));
                    } else if (then != null) {
                        others.add(
                                String.format(
                                        Locale.ROOT,
                                        "not comparable: %s (%s, now %s)",
                                        title,
                                        then.mode(),
                                        now.mode()));
                    }
                });
        old.keySet().stream()
                .filter(title -> !recent.containsKey(title))
                .forEach(title -> others.add("only in old: " + title));
        recent.keySet().stream()
                .filter(title -> !old.containsKey(title))
                .forEach(title -> others.add("only in new: " + title));
        return new Comparison(before, after, pairs, others);
    }

    private static SequencedMap<String, Result> byTitle(
            ResultFile file, Predicate<String> selected) {
        SequencedMap<String, Result> results = new LinkedHashMap<>();
        file.results().stream()
                .filter(result -> selected.test(result.measurement().benchmark()))
                .forEach(result -> results.put(result.title(), result));
        return results;
    }

    /**
     * The differences between the machines.
     *
     * @return such as {@code kernels vector-512 and vector-256}; empty if there are none
     */
    public List<String> machineDifferences() {
        return Stream.of(
                        difference("cpu", Machine::cpu),
                        difference("cores", Machine::cores),
                        difference("kernels", Machine::kernels))
                .flatMap(List::stream)
                .toList();
    }

    private <T> List<String> difference(String name, Function<Machine, T> part) {
        T then = part.apply(before.machine());
        T now = part.apply(after.machine());
        return then.equals(now) ? List.of() : List.of(name + " " + then + " and " + now);
    }

    /** Other differences that may influence times. */
    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        machineDifferences().forEach(difference -> warnings.add("other machine: " + difference));
        difference("jdk", Machine::jdk).forEach(warnings::add);
        difference("flags", Comparison::tuning).forEach(warnings::add);
        List<Pair> unlike =
                pairs.stream()
                        .filter(pair -> !pair.before.effort().equals(pair.after.effort()))
                        .toList();
        if (!unlike.isEmpty()) {
            Pair first = unlike.getFirst();
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "%d measured for different times, such as %s: %s and %s",
                            unlike.size(),
                            first.after.title(),
                            first.before.effort(),
                            first.after.effort()));
        }
        return warnings;
    }

    /**
     * The options that change the JVM's behaviour, without those of the scripts, which contain
     * directories.
     */
    private static String tuning(Machine machine) {
        String flags =
                machine.flags().stream()
                        .filter(flag -> flag.startsWith("-X"))
                        .collect(Collectors.joining(" "));
        return flags.isEmpty() ? "none" : flags;
    }

    /**
     * Formats the comparison.
     *
     * @return sessions, warnings, table, summary, and the results that cannot be compared
     */
    @Override
    public String toString() {
        List<ForkRatio> ratios = pairs.stream().map(Pair::ratio).toList();
        List<String> head = new ArrayList<>();
        head.add("old      " + before.name() + ", commit " + before.machine().commit());
        head.add("new      " + after.name() + ", commit " + after.machine().commit());
        head.add("machine  " + machine());
        warnings().forEach(warning -> head.add("warning  " + warning));
        String comparison =
                String.join(
                        "\n",
                        lines(head),
                        ComparisonTable.of(pairs).toString(),
                        summary(ratios) + ComparisonTable.EXPLANATION);
        return others.isEmpty() ? comparison : comparison + "\n" + lines(others);
    }

    /** The machine of the newer session; differences are warnings. */
    private String machine() {
        Machine machine = after.machine();
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %s, %s",
                machine.cpu(),
                machine.cores(),
                machine.kernels(),
                machine.jdk());
    }

    private static String summary(List<ForkRatio> ratios) {
        Map<Verdict, Long> counts =
                ratios.stream()
                        .collect(Collectors.groupingBy(ForkRatio::verdict, Collectors.counting()));
        String verdicts =
                Stream.of(Verdict.values())
                        .map(verdict -> counts.getOrDefault(verdict, 0L) + " " + verdict)
                        .collect(Collectors.joining(", "));
        double byChance = ratios.stream().mapToDouble(ForkRatio::risk).sum();
        String expected =
                byChance == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "If nothing had changed, about %.1f would be called faster or"
                                        + " slower by chance.\n",
                                byChance);
        return ratios.size() + " compared: " + verdicts + ".\n" + expected;
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
