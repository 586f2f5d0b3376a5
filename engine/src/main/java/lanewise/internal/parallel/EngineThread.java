package lanewise.internal.parallel;

/**
 * Creates the engine's own threads: daemon threads that may outlive the caller, and inherit no
 * context class loader, thread-locals, thread group or priority from it.
 */
public final class EngineThread {

    private EngineThread() {}

    /**
     * Creates a thread, not started.
     *
     * @param name name of the thread
     * @param work the thread's task
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
