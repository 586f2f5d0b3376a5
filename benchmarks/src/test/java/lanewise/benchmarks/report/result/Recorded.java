package lanewise.benchmarks.report.result;

import java.util.List;

/** A session with round figures, in the relevant members of JMH's JSON. */
public final class Recorded {
    private Recorded() {}

    public static final Machine MACHINE =
            new Machine(
                    "Abacus 9000",
                    2,
                    "no hypervisor seen",
                    "Linux 6 amd64",
                    "Temurin 25",
                    List.of("--add-modules=jdk.incubator.vector"),
                    "vector-512",
                    "abc1234",
                    List.of());

    static final String JSON =
            """
            [
              {"benchmark": "lanewise.benchmarks.jmh.IrisLoop.train", "mode": "avgt",
               "params": {"history": "true", "implementation": "textbook"},
               "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[30000.0, 31000.0, 29000.0], [33000.0]]}},
              {"benchmark": "lanewise.benchmarks.jmh.IrisLoop.train", "mode": "avgt",
               "params": {"history": "true", "implementation": "vector"},
               "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[600.0, 500.0, 500.0], [550.0]]}},
              {"benchmark": "lanewise.benchmarks.jmh.IrisLoop.train", "mode": "avgt",
               "params": {"history": "false", "implementation": "textbook"},
               "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[26250.0]]}},
              {"benchmark": "lanewise.benchmarks.jmh.IrisLoop.train", "mode": "avgt",
               "params": {"history": "false", "implementation": "vector"},
               "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[5000.0]]}},
              {"benchmark": "lanewise.benchmarks.jmh.ForwardKernel.forward", "mode": "avgt",
               "params": {"shape": "64-32 x 128", "tier": "scalar"},
               "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[524288.0]]}},
              {"benchmark": "lanewise.benchmarks.jmh.ForwardKernel.forward", "mode": "avgt",
               "params": {"shape": "64-32 x 128", "tier": "vector"},
               "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[8192.0], [16384.0], [4096.0]]}}
            ]
            """;

    public static List<Measurement> measurements() {
        return JmhJson.measurements(JSON);
    }
}
