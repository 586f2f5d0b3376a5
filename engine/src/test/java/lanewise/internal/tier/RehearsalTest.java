package lanewise.internal.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import lanewise.Layer;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.plan.NetworkPlan;
import lanewise.testing.JavaProcess;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A few iterations are enough for C2 to compile what was generated for a network. */
class RehearsalTest {
    private static final Network NETWORK =
            Network.of(13, Layer.sigmoid(16), Layer.sigmoid(8), Layer.sigmoid(3));

    /** Columns of {@code -XX:+PrintCompilation}: attributes, level, class, method. */
    private static final Pattern COMPILED =
            Pattern.compile(
                    "^ *\\d+ +\\d+ ([ %sbn!]{4,7}) +([1-4]) +"
                            + "lanewise\\.internal\\.kernel\\.specialised\\.(\\w+)/\\w+::(\\w+) ",
                    Pattern.MULTILINE);

    @BeforeEach
    void requireVectors() {
        assumeTrue(KernelProvider.obstacle().isEmpty(), KernelProvider.obstacle());
    }

    /**
     * In the larger network, a tile of the first gradient is called 40 to 80 times an iteration.
     */
    @ParameterizedTest
    @ValueSource(strings = {"13-16-8-3", "40-15-3"})
    void c2CompilesEachMethodOnceAndAsAWhole(String network, @TempDir Path folder)
            throws Exception {
        String output =
                JavaProcess.run(
                        folder,
                        "--add-modules=jdk.incubator.vector",
                        "-Xbatch", // a call waits for the compiler, however busy this machine is
                        "-XX:+PrintCompilation",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        network);
        assertTrue(output.contains("rehearsed"), output);
        List<MatchResult> compiled =
                COMPILED.matcher(output.split("rehearsed")[0]).results().toList();
        List<String> byC2 =
                compiled.stream()
                        .filter(m -> m.group(2).equals("4") && !m.group(4).equals("run"))
                        .map(m -> m.group(1).strip() + m.group(3) + "." + m.group(4))
                        .map(name -> name.replaceFirst("^b", ""))
                        .toList();
        Set<String> all =
                compiled.stream()
                        .filter(m -> !m.group(4).equals("run"))
                        .map(m -> m.group(3) + "." + m.group(4))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(all.size() > 6, all.toString());
        assertEquals(List.copyOf(all), byC2.stream().sorted().toList());
    }

    /** Rehearses a network. */
    static final class Program {
        public static void main(String[] arguments) {
            int[] sizes = Stream.of(arguments[0].split("-")).mapToInt(Integer::parseInt).toArray();
            Layer[] layers =
                    IntStream.of(sizes).skip(1).mapToObj(Layer::sigmoid).toArray(Layer[]::new);
            NetworkPlan plan = NetworkAccess.plan(Network.of(sizes[0], layers));
            rehearse(plan, KernelSelection.specialised(plan), 150, () -> false);
            System.out.println("rehearsed");
        }
    }

    private static void rehearse(
            NetworkPlan plan, Kernels kernels, int rows, BooleanSupplier over) {
        Rehearsal.perform(plan, kernels, rows, true, over);
    }

    @Test
    void endsEarly() {
        Network notCompiled = Network.of(11, Layer.sigmoid(7), Layer.sigmoid(5));
        NetworkPlan plan = NetworkAccess.plan(notCompiled);
        AtomicInteger looks = new AtomicInteger();
        BooleanSupplier over = () -> looks.incrementAndGet() > 0;
        rehearse(plan, KernelSelection.specialised(plan), 150, over);
        assertTrue(looks.get() > 0 && looks.get() < 5, looks + " looks");
    }

    @Test
    void ignoresKernelsAndBatchesWithoutGeneratedCode() {
        NetworkPlan plan = NetworkAccess.plan(NETWORK);
        BooleanSupplier unused = () -> fail("it rehearses");
        rehearse(plan, KernelProvider.scalar(), 150, unused);
        rehearse(plan, KernelSelection.specialised(plan), 4, unused);
        NetworkPlan products = NetworkAccess.plan(Network.of(30, Layer.softmax(20)));
        rehearse(products, KernelSelection.specialised(products), 150, unused);
    }
}
