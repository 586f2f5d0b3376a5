package lanewise;

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
 * Copies the classes of {@link GradientStep}: a copy is the class file with other names, {@code
 * GradientStepVector} and so on.
 */
final class ClassCopies {

    /** All classes with calls of kernels, innermost first: a class is defined after its parts. */
    private static final String[] NAMES = {
        "Dropout",
        "FixedPoint$Phase",
        "FixedPoint",
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
                            + "(Dropout|FixedPoint|ForwardPass|Backpropagation|GradientNorm"
                            + "|GradientRules|UpdateStep|UpdateShares|GradientStep)(?![A-Za-z0-9_])");

    private ClassCopies() {}

    /**
     * The constructor of a copy of {@link GradientStep}; empty where class files cannot be read:
     * then the original has to do.
     */
    static Optional<Constructor<?>> copy(String suffix) {
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
        try (InputStream file = ClassCopies.class.getResourceAsStream(name + ".class")) {
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
}
