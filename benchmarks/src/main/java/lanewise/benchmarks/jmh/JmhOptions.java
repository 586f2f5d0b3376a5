package lanewise.benchmarks.jmh;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.ProfilerConfig;
import org.openjdk.jmh.util.Optional;

import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Options of JMH's own command line that override a session's choices, such as {@code -wi 10 -p
 * history=true -prof stack -jvmArgsAppend -XX:-UseSuperWord}.
 */
public final class JmhOptions {
    /** No options. */
    public static final JmhOptions NONE = new JmhOptions(List.of());

    private final CommandLineOptions options;

    private JmhOptions(List<String> args) {
        try {
            options = new CommandLineOptions(args.toArray(String[]::new));
        } catch (CommandLineOptionException e) {
            throw new IllegalArgumentException(
                    "JMH rejects " + String.join(" ", args) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Parses options.
     *
     * @param args in the syntax of JMH's command line
     * @return the options
     * @throws IllegalArgumentException if JMH rejects them, or the session must decide them
     */
    public static JmhOptions parse(List<String> args) {
        JmhOptions jmh = new JmhOptions(args);
        CommandLineOptions options = jmh.options;
        if (!options.getIncludes().isEmpty()) {
            throw new IllegalArgumentException(
                    "JMH options contain the filter "
                            + options.getIncludes().getFirst()
                            + ": put filters before the --");
        }
        boolean elsewhere =
                !options.getExcludes().isEmpty()
                        || options.getOutput().hasValue()
                        || options.getResult().hasValue()
                        || options.getResultFormat().hasValue()
                        || options.verbosity().hasValue();
        boolean asks =
                options.shouldHelp()
                        || options.shouldList()
                        || options.shouldListWithParams()
                        || options.shouldListProfilers()
                        || options.shouldListResultFormats();
        if (elsewhere || asks) {
            throw new IllegalArgumentException(
                    String.join(" ", args)
                            + ": listing, help, excludes and result files are available with java"
                            + " -jar benchmarks/target/benchmarks.jar");
        }
        return jmh;
    }

    /**
     * The requested number of forks.
     *
     * @return the value of {@code -f}, if present
     */
    public OptionalInt forks() {
        Optional<Integer> forks = options.getForkCount();
        return forks.hasValue() ? OptionalInt.of(forks.get()) : OptionalInt.empty();
    }

    /**
     * Returns whether profilers are requested.
     *
     * @return true if there is a {@code -prof}
     */
    public boolean profiles() {
        return !options.getProfilers().isEmpty();
    }

    /**
     * Overrides other options with these.
     *
     * @param below the options that apply otherwise
     * @param params the names of the benchmark's parameters
     */
    ChainedOptionsBuilder over(Options below, Collection<String> params) {
        ChainedOptionsBuilder builder = new OptionsBuilder().parent(below);
        set(options.getWarmupIterations(), builder::warmupIterations);
        set(options.getWarmupTime(), builder::warmupTime);
        set(options.getWarmupBatchSize(), builder::warmupBatchSize);
        set(options.getMeasurementIterations(), builder::measurementIterations);
        set(options.getMeasurementTime(), builder::measurementTime);
        set(options.getMeasurementBatchSize(), builder::measurementBatchSize);
        set(options.getThreads(), builder::threads);
        set(options.getTimeUnit(), builder::timeUnit);
        set(options.getTimeout(), builder::timeout);
        set(options.shouldDoGC(), builder::shouldDoGC);
        set(options.getJvm(), builder::jvm);
        set(options.getJvmArgs(), args -> builder.jvmArgs(args.toArray(String[]::new)));
        set(
                options.getJvmArgsPrepend(),
                args -> builder.jvmArgsPrepend(args.toArray(String[]::new)));
        set(options.getJvmArgsAppend(), args -> builder.jvmArgsAppend(args.toArray(String[]::new)));
        for (ProfilerConfig profiler : options.getProfilers()) {
            builder.addProfiler(profiler.getKlass(), profiler.getOpts());
        }
        for (String param : params) {
            set(
                    options.getParameter(param),
                    values -> builder.param(param, values.toArray(String[]::new)));
        }
        return builder;
    }

    private static <T> void set(Optional<T> value, Consumer<T> setter) {
        if (value.hasValue()) {
            setter.accept(value.get());
        }
    }
}
