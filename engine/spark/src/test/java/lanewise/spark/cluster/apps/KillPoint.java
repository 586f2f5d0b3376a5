package lanewise.spark.cluster.apps;

import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes executors wait in the middle of an application, so that a test can kill one of them there.
 * A Spark plugin: the application itself knows nothing of it. Each task reports to the test over a
 * socket before its work begins, and from the kill point on it waits for the test's answer.
 */
public final class KillPoint implements SparkPlugin {
    /** Configuration key: the port on the loopback address where the test listens. */
    public static final String PORT = "spark.lanewise.killPoint.port";

    /** Configuration key: number of tasks that each executor completes before it waits. */
    public static final String AFTER_TASKS = "spark.lanewise.killPoint.afterTasks";

    /** Configuration key: number of the first stage, counted by Spark from 0, that waits. */
    public static final String FROM_STAGE = "spark.lanewise.killPoint.fromStage";

    @Override
    public DriverPlugin driverPlugin() {
        return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new Tasks();
    }

    private static final class Tasks implements ExecutorPlugin {
        private final AtomicInteger begun = new AtomicInteger();
        private int port;
        private int afterTasks;
        private int fromStage;

        /** True once the test has answered: the worker is dead, nobody needs to wait any more. */
        private volatile boolean passed;

        @Override
        public void init(PluginContext context, Map<String, String> extra) {
            SparkConf conf = context.conf();
            port = Integer.parseInt(conf.get(PORT));
            afterTasks = Integer.parseInt(conf.get(AFTER_TASKS));
            fromStage = Integer.parseInt(conf.get(FROM_STAGE));
        }

        /** Called by Spark on the thread of the task. */
        @Override
        public void onTaskStart() {
            if (passed) {
                return;
            }
            boolean waits =
                    begun.getAndIncrement() >= afterTasks
                            && TaskContext.get().stageId() >= fromStage;
            try (Socket test = new Socket(InetAddress.getLoopbackAddress(), port)) {
                DataOutputStream out = new DataOutputStream(test.getOutputStream());
                out.writeLong(ProcessHandle.current().pid());
                out.writeBoolean(waits);
                out.flush();
                if (waits) {
                    new DataInputStream(test.getInputStream()).readByte();
                    passed = true;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The test that kills workers is gone", e);
            }
        }
    }
}
