package lanewise.spark.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
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
        List<Path> files;
        try (Stream<Path> all = Files.walk(part)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Path each : files) {
                out.putNextEntry(
                        new ZipEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }
}
