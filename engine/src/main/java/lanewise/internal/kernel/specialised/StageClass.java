package lanewise.internal.kernel.specialised;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import lanewise.internal.kernel.Block;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Builds a class that implements {@link Stage} at run time. Its {@code run} calls static methods,
 * each of which is one loop over the block's samples. The class is hidden, so that it can be
 * unloaded when the stage is no longer reachable.
 */
final class StageClass {

    private static final ClassDesc BLOCK = VectorCode.desc(Block.class);
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_void, BLOCK);

    private final ClassDesc name;
    private final Map<String, Consumer<VectorCode>> methods = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Listing> listings = new LinkedHashMap<>();

    /**
     * Capacity of the cache, in stages: enough for a dozen networks to keep their compiled code.
     */
    private static final int CACHE_CAPACITY = 128;

    /** The most recently used stages. Guarded by itself. */
    private static final Map<List<Object>, Stage> CACHE =
            new LinkedHashMap<>(CACHE_CAPACITY, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<List<Object>, Stage> eldest) {
                    return size() > CACHE_CAPACITY;
                }
            };

    /**
     * Returns a stage, generated now or cached. Thread-safe.
     *
     * @param description the stage's code
     * @return the stage
     */
    static Stage of(StageCode description) {
        synchronized (CACHE) {
            return CACHE.computeIfAbsent(description.key(), _ -> description.write().define());
        }
    }

    /**
     * Returns human-readable listings of a stage.
     *
     * @param description the stage's code
     * @return one listing per method call
     */
    static List<Listing> list(StageCode description) {
        StageClass stage = description.write();
        stage.bytes();
        return stage.calls.stream().map(call -> stage.listings.get(call.method)).toList();
    }

    private record Call(String method, int[] arguments) {}

    StageClass(String name) {
        this.name = ClassDesc.of(Stage.class.getPackageName(), name);
    }

    /**
     * Appends a method call to the stage.
     *
     * @param method name of the method; equal names must have equal bodies
     * @param body emits the method if the class has none of this name yet; its parameters are the
     *     {@link Block} and the arguments
     * @param arguments int arguments of the call
     */
    void call(String method, Consumer<VectorCode> body, int... arguments) {
        methods.putIfAbsent(method, body);
        calls.add(new Call(method, arguments));
    }

    /** Defines the class and creates its only instance. */
    private Stage define() {
        byte[] bytes = bytes();
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (Stage) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define a stage class", e);
        }
    }

    private byte[] bytes() {
        return ClassFile.of()
                .build(
                        name,
                        type -> {
                            type.withFlags(ClassFile.ACC_FINAL);
                            type.withInterfaceSymbols(VectorCode.desc(Stage.class));
                            type.withMethodBody(
                                    INIT_NAME,
                                    MTD_void,
                                    0,
                                    code ->
                                            code.aload(0)
                                                    .invokespecial(CD_Object, INIT_NAME, MTD_void)
                                                    .return_());
                            type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, this::run);
                            Map<String, Consumer<VectorCode>> missing =
                                    new LinkedHashMap<>(methods);
                            for (Call call : calls) {
                                Consumer<VectorCode> body = missing.remove(call.method);
                                if (body != null) {
                                    type.withMethodBody(
                                            call.method,
                                            type(call),
                                            ClassFile.ACC_STATIC,
                                            code -> write(code, call.method, body));
                                }
                            }
                        });
    }

    private void write(CodeBuilder builder, String method, Consumer<VectorCode> body) {
        Listing listing = new Listing(name.displayName() + "::" + method);
        listings.put(method, listing);
        VectorCode code = new VectorCode(builder, listing);
        code.returnWithoutSamples();
        body.accept(code);
    }

    private void run(CodeBuilder code) {
        for (Call call : calls) {
            code.aload(1);
            for (int argument : call.arguments) {
                code.loadConstant(argument);
            }
            code.invokestatic(name, call.method, type(call));
        }
        code.return_();
    }

    private static MethodTypeDesc type(Call call) {
        ClassDesc[] parameters = new ClassDesc[1 + call.arguments.length];
        Arrays.fill(parameters, CD_int);
        parameters[0] = BLOCK;
        return MethodTypeDesc.of(CD_void, parameters);
    }
}
