package lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.JavaProcess;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in the README compiles, and prints what the README says that it prints. */
class ReadmeTest {

    private static final Pattern PROGRAM_AND_OUTPUT =
            Pattern.compile("```java\\n(.*?)```.*?```\\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path folder;

    @Test
    void programPrintsWhatTheReadmeSays() throws Exception {
        Path root =
                ReferenceFiles.path("iris.csv")
                        .toAbsolutePath()
                        .normalize()
                        .getParent()
                        .getParent();
        Matcher readme = PROGRAM_AND_OUTPUT.matcher(Files.readString(root.resolve("README.md")));
        assertTrue(readme.find(), "README.md has a block of Java, then one of its output");
        Path source = Files.writeString(folder.resolve("Embedded.java"), readme.group(1));
        Path engine =
                Path.of(Network.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String output = JavaProcess.run(root, "-cp", engine.toString(), source.toString());
        assertEquals(readme.group(2), output);
    }
}
