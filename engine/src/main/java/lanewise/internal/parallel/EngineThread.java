package lanewise.internal.parallel;

/**
 * Makes the engine's own threads. They are daemons and have nothing of whoever is first to want
 * them, as they may outlive it: not its class loader, thread-locals, thread group or priority.
 */
public final class EngineThread {

    private EngineThread() {}

    /**
     * A thread, not started.
     *
     * @param name its name
     * @param work what it does
     */
    public static Thread daemon(String name, Runnable work) {
        Thread thread =
                Thread.ofPlatform()
                        .group(topGroup())
                        .name(name)
                        .daemon()
                        .priority(Thread.NORM_PRIORITY)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(work);
        thread.setContextClassLoader(null);
        return thread;
    }

    private static ThreadGroup topGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
