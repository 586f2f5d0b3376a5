package lanewise.benchmarks.cli.jar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.lang.classfile.ClassFile;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

class ClassUpgradeTest {
    @TempDir private Path folder;

    @Test
    void classesOfPicocliGetStackMaps() throws Exception {
        URI place = CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path jar = folder.resolve("picocli.jar");
        Files.copy(Path.of(place), jar);
        ClassUpgrade.main(new String[] {jar.toString(), "picocli"});
        int classes = 0;
        try (ZipFile old = new ZipFile(Path.of(place).toFile());
                ZipFile upgraded = new ZipFile(jar.toFile());
                URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertTrue(entries(old).equals(entries(upgraded)), "names and times");
            for (ZipEntry entry : Collections.list(upgraded.entries())) {
                String name = entry.getName();
                if (name.startsWith("picocli/") && name.endsWith(".class")) {
                    byte[] bytes = upgraded.getInputStream(entry).readAllBytes();
                    int version = ClassFile.of().parse(bytes).majorVersion();
                    assertTrue(version >= ClassFile.JAVA_7_VERSION, name);
                    // Without a fallback to the verifier of older classes.
                    Class.forName(className(name), true, loader);
                    classes++;
                }
            }
        }
        assertTrue(classes > 200, classes + " classes");
    }

    private static String className(String entry) {
        return entry.replace(".class", "").replace('/', '.');
    }

    private static List<String> entries(ZipFile jar) {
        return jar.stream().map(entry -> entry.getName() + entry.getTimeLocal()).sorted().toList();
    }
}
