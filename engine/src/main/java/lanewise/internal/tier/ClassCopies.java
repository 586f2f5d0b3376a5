package lanewise.internal.tier;

import lanewise.internal.parallel.Team;
import lanewise.internal.pass.GradientStep;
import lanewise.internal.pass.StepState;
import lanewise.internal.recurrent.FixedPoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Copies the classes of a {@link GradientStep}. A copy is the class file under another name, such
 * as {@code GradientStepVector}, in the package of the original.
 */
final class ClassCopies {

    private static final String ROOT = "lanewise/internal/";

    /** All classes that call kernels, innermost first: a class is defined after its parts. */
    private static final String[] NAMES = {
        "pass/Dropout",
        "recurrent/FixedPoint$Phase",
        "recurrent/FixedPoint",
        "pass/ForwardPass$Keep",
        "pass/ForwardPass",
        "pass/RowBackpropagation",
        "pass/Backpropagation",
        "pass/GradientNorm",
        "pass/GradientRules",
        "pass/UpdateStep",
        "pass/UpdatePass",
        "pass/GradientStep"
    };

    private static final Pattern REFERENCE =
            Pattern.compile(
                    "("
                            + ROOT
                            + "(?:recurrent/FixedPoint|pass/(?:Dropout|ForwardPass"
                            + "|(?:Row)?Backpropagation|GradientNorm|GradientRules"
                            + "|UpdateStep|UpdatePass|GradientStep)))"
                            + "(?![A-Za-z0-9_])");

    private ClassCopies() {}

    /**
     * The constructor of a copy of {@link GradientStep}; empty if class files cannot be read or the
     * copies cannot be defined, in which case the originals are used.
     *
     * @param suffix suffix of the copies' names
     */
    static Optional<Constructor<?>> copy(String suffix) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandles.Lookup pass = MethodHandles.privateLookupIn(GradientStep.class, lookup);
            MethodHandles.Lookup recurrent =
                    MethodHandles.privateLookupIn(FixedPoint.class, lookup);
            Class<?> last = null;
            for (String name : NAMES) {
                byte[] renamed = renamed(classFile(name), suffix);
                last = (name.startsWith("pass/") ? pass : recurrent).defineClass(renamed);
            }
            return Optional.of(
                    last.getDeclaredConstructor(StepState.class, Integer.class, Team.class));
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static byte[] classFile(String name) throws IOException {
        String path = "/" + ROOT + name + ".class";
        try (InputStream file = ClassCopies.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IOException("no class file " + path);
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
                        out.writeUTF(REFERENCE.matcher(in.readUTF()).replaceAll("$1" + suffix));
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
}
