package lanewise.internal.parallel;

/**
 * Creates the engine's own threads. They are daemons, and inherit no context class loader,
 * thread-locals, thread group or priority from the caller, which they may outlive.
 */
public final class EngineThread {

    private EngineThread() {}

    /**
     * Creates a thread without starting it.
     *
     * @param name its name
     * @param work its task
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
