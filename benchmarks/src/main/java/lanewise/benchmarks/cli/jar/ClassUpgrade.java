package lanewise.benchmarks.cli.jar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;

/**
 * Gives old classes in a jar the stack maps of Java 7. Java archives no classes without them (JEP
 * 483) and takes longer to verify them: a quarter of the time of a short command was that of
 * picocli, which is compiled for Java 5. The build runs this on {@code benchmarks.jar}.
 */
final class ClassUpgrade {
    private static final int WITH_STACK_MAPS = ClassFile.JAVA_7_VERSION;

    private ClassUpgrade() {}

    /**
     * Rewrites classes of a jar; their times and order stay.
     *
     * @param args the jar, and the folder in it, such as {@code picocli}
     * @throws IOException if the jar cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(args[0]));
                Stream<Path> files = Files.walk(jar.getPath(args[1]))) {
            ClassHierarchyResolver hierarchy =
                    ClassHierarchyResolver.ofResourceParsing(type -> open(jar, type))
                            .orElse(ClassHierarchyResolver.defaultResolver());
            ClassFile format =
                    ClassFile.of(
                            ClassFile.ClassHierarchyResolverOption.of(hierarchy),
                            ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                ClassModel old = format.parse(Files.readAllBytes(file));
                if (old.majorVersion() < WITH_STACK_MAPS) {
                    FileTime time = Files.getLastModifiedTime(file);
                    Files.write(file, upgraded(format, old));
                    Files.setLastModifiedTime(file, time);
                }
            }
        }
    }

    /** Opens a class of the jar; returns null, as the resolver requires, if it is another's. */
    private static InputStream open(FileSystem jar, ClassDesc type) {
        String name = type.descriptorString();
        Path file = jar.getPath(name.substring(1, name.length() - 1) + ".class");
        try {
            return Files.exists(file) ? Files.newInputStream(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] upgraded(ClassFile format, ClassModel old) {
        return format.transformClass(
                old,
                (builder, element) -> {
                    switch (element) {
                        case ClassFileVersion _ -> builder.withVersion(WITH_STACK_MAPS, 0);
                        case MethodModel method ->
                                builder.transformMethod(
                                        method,
                                        MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
                        default -> builder.with(element);
                    }
                });
    }
}
