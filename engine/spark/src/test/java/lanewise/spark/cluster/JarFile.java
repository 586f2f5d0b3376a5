package lanewise.spark.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Packs compiled classes into jars. */
final class JarFile {
    private JarFile() {}

    /**
     * Packs the files in a part of a folder.
     *
     * @param jar the file to create
     * @param classes the folder that names of entries are relative to
     * @param part the folder within {@code classes} to pack; {@code classes} itself for all
     */
    static void pack(Path jar, Path classes, Path part) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            add(out, classes, part);
        }
    }

    /**
     * Packs a Java agent of one class.
     *
     * @param jar the file to create
     * @param classes the folder of its class file's package root
     * @param agent the class
     */
    static void packAgent(Path jar, Path classes, Class<?> agent) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", agent.getName());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            add(out, classes, classes.resolve(agent.getName().replace('.', '/') + ".class"));
        }
    }

    private static void add(JarOutputStream out, Path classes, Path part) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(part)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path each : files) {
            String name = classes.relativize(each).toString().replace('\\', '/');
            out.putNextEntry(new ZipEntry(name));
            Files.copy(each, out);
            out.closeEntry();
        }
    }
}
