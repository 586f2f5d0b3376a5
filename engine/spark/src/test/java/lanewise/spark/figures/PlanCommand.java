package lanewise.spark.figures;

import java.io.IOException;
import java.util.List;

/** The expected times for numbers that a user gives. */
final class PlanCommand {
    private static final int NUMBERS = 5;

    private PlanCommand() {}

    /**
     * Plans by the newest published results.
     *
     * @param arguments {@code --plan}, then numbers of rows, features, parameters and cores, and
     *     the network's speed in Gbit/s
     * @return lines of text
     * @throws IllegalArgumentException if there are other arguments
     */
    static String of(List<String> arguments) throws IOException {
        if (arguments.size() != NUMBERS + 1) {
            throw new IllegalArgumentException(
                    "expected --plan ROWS FEATURES PARAMETERS CORES GBIT, such as --plan 1e9 64"
                            + " 2410 1000 10");
        }
        double rows = Double.parseDouble(arguments.get(1));
        double features = Double.parseDouble(arguments.get(2));
        double parameters = Double.parseDouble(arguments.get(3));
        int cores = (int) Double.parseDouble(arguments.get(4));
        double gigabits = Double.parseDouble(arguments.get(5));
        Plan plan = new Plan(ResultsFile.read(ResultsFile.newest()), cores, gigabits);
        double oneCore = plan.stepOfOneCore(rows, parameters);
        return """
                one pass over the rows on one core    %s
                one pass, data-parallel, full batch   %s, of which the step itself takes %s
                data-parallel pays from               %s rows per step
                gradients to the driver per step      %s in %s (Spark's limit: %s)
                rows in memory, per core              %s
                prediction of all rows                %s
                """
                .formatted(
                        Quantity.time(oneCore),
                        Quantity.time(plan.step(rows, parameters, cores)),
                        Quantity.time(plan.overhead(parameters, cores)),
                        Quantity.count(plan.breakEven(parameters)),
                        Quantity.bytes(plan.returned(parameters, cores)),
                        Quantity.time(plan.network(parameters, cores)),
                        Quantity.bytes(Plan.MAX_RESULT),
                        Quantity.bytes(plan.bytesPerCore(rows, features)),
                        Quantity.time(plan.predict(rows, features, 2)));
    }
}
