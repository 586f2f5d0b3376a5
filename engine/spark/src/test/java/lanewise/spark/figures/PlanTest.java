package lanewise.spark.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The planning model, with constants that are easy to calculate with. */
class PlanTest {
    private static final ResultsFile CONSTANTS =
            new ResultsFile(
                    new LinkedHashMap<>(),
                    Map.of(
                                    "job", 10.0,
                                    "task", 1.0,
                                    "result", 2.0,
                                    "fold", 1.0,
                                    "update", 5.0,
                                    "broadcast", 1.0,
                                    "transform.digits.lanewise", 1e6)
                            .entrySet()
                            .stream()
                            .map(PlanTest::figure)
                            .collect(PlanTest::gradients, List::add, List::addAll));

    private static Figure figure(Map.Entry<String, Double> entry) {
        return new Figure(entry.getKey(), "", List.of(entry.getValue()));
    }

    private static List<Figure> gradients() {
        List<Figure> gradients = new ArrayList<>();
        for (String parameters : List.of("1698", "2410", "101770")) {
            double one = parameters.equals("101770") ? 0.05 : 0.1;
            gradients.add(new Figure("gradient." + parameters, "", List.of(one)));
            gradients.add(new Figure("gradient." + parameters + ".both", "", List.of(1.2 * one)));
        }
        return gradients;
    }

    @Test
    void aStepHasItsParts() {
        Plan here = new Plan(CONSTANTS, 2, Double.POSITIVE_INFINITY);
        // 1e6 x 2410 x 0.1 ns, and 2410 x 5 ns
        assertEquals(0.241 + 12.05e-6, here.stepOfOneCore(1e6, 2410), 1e-12);
        // half of the rows on each of two busy cores; two gradients of 9640 bytes, 2 ms/MB and 1 ns
        double driver = 0.010 + 2 * (9640 * 2e-9 + 2410e-9) + 12.05e-6;
        assertEquals(0.241 * 1.2 / 2 + driver, here.step(1e6, 2410, 8), 1e-9);
        // 8 Gbit/s are 1 GB/s: two gradients come, the parameters go twice; ten tasks
        Plan cluster = new Plan(CONSTANTS, 10, 8);
        assertEquals(0.018, cluster.job(10), 1e-12);
        assertEquals(12 * 9640e-9, cluster.network(2410, 10), 1e-12);
    }

    @Test
    void manyModelsRunInRounds() {
        Plan plan = new Plan(CONSTANTS, 10, 8);
        // broadcast of 1 MB: 1 ms, and twice on the network; job with 25 tasks; 3 rounds
        assertEquals(0.001 + 0.002 + 0.033 + 3 * 60, plan.models(25, 60, 1e6), 1e-9);
    }

    @Test
    void moreCoresAreFasterUntilTheDriverIsTheBottleneck() {
        Plan plan = new Plan(CONSTANTS, 2, 10);
        assertTrue(plan.step(1e9, 2410, 2) > plan.withCores(100).step(1e9, 2410, 100));
        assertTrue(plan.step(100, 2410, 2) < plan.withCores(1000).step(100, 2410, 1000));
        double even = plan.breakEven(2410);
        assertEquals(plan.stepOfOneCore(even, 2410), plan.step(even, 2410, 2), 1e-9);
        assertTrue(plan.step(2 * even, 2410, 2) < plan.stepOfOneCore(2 * even, 2410));
    }

    @Test
    void countsTheGradientsThatTasksReturn() {
        Plan plan = new Plan(CONSTANTS, 4, 10);
        assertEquals(4 * 4, plan.returned(1, 4)); // one of 4 bytes from each of 4 tasks
        assertEquals(4 * 4, plan.returned(1, 64)); // 16 shards each, folded by the task
        assertEquals(4 * 3, plan.returned(1, 3));
        // Of 10 shards: 0-1; 2-3 and 4; 5 and 6; 7 and 8-9.
        assertEquals(4 * 7, plan.returned(1, 10));
        assertEquals(1 << 28, plan.withCores(1).mostParameters());
    }
}
