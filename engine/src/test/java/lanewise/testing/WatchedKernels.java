package lanewise.testing;

import lanewise.internal.kernel.DenseKernels;
import lanewise.internal.kernel.FewRowKernels;
import lanewise.internal.kernel.Kernels;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;

/** Kernels that report the calls of one family before they compute. */
public final class WatchedKernels {

    private WatchedKernels() {}

    /** Reports the method and the arguments of calls of the dense kernels. */
    public static Kernels dense(Kernels kernels, BiConsumer<Method, Object[]> watcher) {
        DenseKernels dense = watched(DenseKernels.class, kernels.dense(), watcher);
        return with(kernels, dense, kernels.fewRows());
    }

    /** Reports the method and the arguments of calls of the kernels for few rows. */
    public static Kernels fewRows(Kernels kernels, BiConsumer<Method, Object[]> watcher) {
        FewRowKernels fewRows = watched(FewRowKernels.class, kernels.fewRows(), watcher);
        return with(kernels, kernels.dense(), fewRows);
    }

    private static Kernels with(Kernels kernels, DenseKernels dense, FewRowKernels fewRows) {
        return new Kernels(
                kernels.name(),
                dense,
                kernels.activations(),
                kernels.losses(),
                kernels.updates(),
                kernels.dropout(),
                kernels.relaxation(),
                kernels.gemm(),
                kernels.rows(),
                fewRows,
                kernels.iteration());
    }

    private static <T> T watched(Class<T> type, T kernels, BiConsumer<Method, Object[]> watcher) {
        Object proxy =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            watcher.accept(method, arguments);
                            try {
                                return method.invoke(kernels, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
        return type.cast(proxy);
    }
}
