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
 * A class that implements {@link Stage}, made at run time: its {@code run} calls static methods,
 * each of them one loop over the block's samples. The class is hidden, so that it goes when nobody
 * has the stage any more.
 */
final class StageClass {

    private static final ClassDesc BLOCK = VectorCode.desc(Block.class);
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_void, BLOCK);

    private final ClassDesc name;
    private final Map<String, Consumer<VectorCode>> methods = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Listing> listings = new LinkedHashMap<>();

    /**
     * How often each method goes round a loop that does nothing, at first. HotSpot hands a method
     * to C2 after 5000 calls, or from 600 calls on if these and what loops go round come to 15,000
     * (the flags {@code Tier4InvocationThreshold} and so on). Until then vectors are objects, and a
     * call takes a thousand times as long: the idle rounds save most of these calls. C2 drops the
     * loop.
     */
    static final int SPINS = 40;

    /** Enough for the calls that C2 wants, and those until it is done. */
    static final int SPINNING_RUNS = 2000;

    /** As many stages as a dozen networks have. Compiled code should not be lost with its class. */
    private static final int KEPT = 128;

    /** The stages that were used last. Guarded by itself. */
    private static final Map<List<Object>, Stage> STAGES =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<List<Object>, Stage> eldest) {
                    return size() > KEPT;
                }
            };

    /**
     * A stage, made now or before. Thread-safe.
     *
     * @param description what it does
     * @return the stage
     */
    static Stage of(StageCode description) {
        synchronized (STAGES) {
            return STAGES.computeIfAbsent(description.key(), _ -> description.write().define());
        }
    }

    /**
     * What a stage does, for people to read.
     *
     * @param description the stage
     * @return its methods, each as often as it is called
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
     * Lets the stage call a method next.
     *
     * @param method its name, which stands for what it does
     * @param body writes it, if the class has none of this name yet; parameters are the {@link
     *     Block} and the numbers
     * @param arguments numbers
     */
    void call(String method, Consumer<VectorCode> body, int... arguments) {
        methods.putIfAbsent(method, body);
        calls.add(new Call(method, arguments));
    }

    /** Makes the class and its only instance. */
    private Stage define() {
        byte[] bytes = bytes();
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (Stage) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a stage could not be made", e);
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
                            Map<String, Consumer<VectorCode>> unwritten =
                                    new LinkedHashMap<>(methods);
                            for (Call call : calls) {
                                Consumer<VectorCode> body = unwritten.remove(call.method);
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
        Listing listing = new Listing();
        listings.put(method, listing);
        VectorCode code = new VectorCode(builder, listing);
        code.spin();
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
