package lanewise;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The classes of a {@link GradientStep}, once for each tier. HotSpot keeps one profile of a method,
 * whoever calls it. Were the tiers to share these classes, C2 would find two or three receivers at
 * each call of a kernel and try to inline the kernels of all tiers into one method, which exceeds
 * its budgets: an iris iteration by vector kernels took 1.3 to 2.2 µs so, and takes 0.7 in classes
 * of its own. Moreover a run that moves to another tier then finds code that the warm-up has had
 * compiled, instead of making HotSpot throw away what both use.
 *
 * <p>A copy is the class file with other names: {@code GradientStepVector} and so on.
 */
final class StepClasses {

    /** All classes with calls of kernels, innermost first: a class is defined after its parts. */
    private static final String[] NAMES = {
        "Dropout",
        "ForwardPass$Keep",
        "ForwardPass",
        "Backpropagation",
        "GradientNorm",
        "GradientRules",
        "UpdateStep",
        "UpdateShares",
        "GradientStep"
    };

    private static final String PACKAGE = "lanewise/";
    private static final Pattern REFERENCE =
            Pattern.compile(
                    PACKAGE
                            + "(Dropout|ForwardPass|Backpropagation|GradientNorm|GradientRules"
                            + "|UpdateStep|UpdateShares|GradientStep)(?![A-Za-z0-9_])");

    private StepClasses() {}

    /**
     * A step in the classes of a tier.
     *
     * @param tier which
     * @param start where it starts from
     * @param largest the samples of the largest batch, with padding
     * @param team who shares the work
     */
    static Step step(Tier tier, StepState start, int largest, Team team) {
        Optional<Constructor<?>> copied =
                switch (tier) {
                    case AUTO, SCALAR -> Optional.empty();
                    case VECTOR -> Vector.CONSTRUCTOR;
                    case SPECIALISED -> Specialised.CONSTRUCTOR;
                };
        if (copied.isEmpty()) {
            return new GradientStep(start, largest, team);
        }
        try {
            return (Step) copied.get().newInstance(start, largest, team);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new AssertionError("the constructor declares no exception", e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the constructor is of this package", e);
        }
    }

    /** Empty where class files cannot be read: all tiers then share the original. */
    private static Optional<Constructor<?>> copy(String suffix) {
        try {
            Class<?> last = null;
            for (String name : NAMES) {
                byte[] renamed = renamed(classFile(name), suffix);
                last = MethodHandles.lookup().defineClass(renamed);
            }
            return Optional.of(
                    last.getDeclaredConstructor(StepState.class, Integer.class, Team.class));
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static byte[] classFile(String name) throws IOException {
        try (InputStream file = StepClasses.class.getResourceAsStream(name + ".class")) {
            if (file == null) {
                throw new IOException("no class file of " + name);
            }
            return file.readAllBytes();
        }
    }

    /** Classes are referred to by UTF-8 constants (The Java Virtual Machine Specification, 4.4). */
    private static byte[] renamed(byte[] classFile, String suffix) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(in.readLong()); // magic number and version
        int count = in.readUnsignedShort();
        out.writeShort(count);
        for (int index = 1; index < count; index++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            switch (tag) {
                case 1 -> // UTF-8
                        out.writeUTF(
                                REFERENCE
                                        .matcher(in.readUTF())
                                        .replaceAll(PACKAGE + "$1" + suffix));
                case 5, 6 -> { // long and double, which count twice
                    out.write(in.readNBytes(8));
                    index++;
                }
                case 7, 8, 16, 19, 20 -> out.write(in.readNBytes(2)); // one index
                case 15 -> out.write(in.readNBytes(3)); // method handle
                default -> out.write(in.readNBytes(4)); // int, float, or two indices
            }
        }
        in.transferTo(out);
        return bytes.toByteArray();
    }

    /** Made at first use. */
    private static final class Vector {
        static final Optional<Constructor<?>> CONSTRUCTOR = copy("Vector");
    }

    /** Made at first use. */
    private static final class Specialised {
        static final Optional<Constructor<?>> CONSTRUCTOR = copy("Specialised");
    }
}
