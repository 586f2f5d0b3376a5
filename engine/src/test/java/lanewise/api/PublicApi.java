package lanewise.api;

import lanewise.Network;
import lanewise.testing.ReferenceFiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The public API of the engine, read from its compiled module. */
final class PublicApi {
    private static final ModuleReference ENGINE =
            ModuleFinder.of(folderOf(Network.class)).find("lanewise.engine").orElseThrow();

    private PublicApi() {}

    /**
     * Returns the directory from which a class was loaded. The engine's has its module descriptor.
     */
    static Path folderOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the engine's source directory, which contains {@code module-info.java}. */
    static Path sources() {
        return ReferenceFiles.repository().resolve("engine/src/main/java");
    }

    /** Returns the source files of all public types and the package-info of exported packages. */
    static List<Path> documented() {
        List<Path> files = new ArrayList<>();
        for (String name : packages()) {
            files.add(sources().resolve(name.replace('.', '/') + "/package-info.java"));
        }
        for (Class<?> type : types()) {
            if (type.getEnclosingClass() == null) {
                files.add(sources().resolve(type.getName().replace('.', '/') + ".java"));
            }
        }
        return files;
    }

    /** Returns the compiled module descriptor. */
    static ModuleDescriptor module() {
        return ENGINE.descriptor();
    }

    /** Returns the sorted names of the packages exported to all modules. */
    static List<String> packages() {
        return module().exports().stream()
                .filter(exported -> !exported.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .sorted()
                .toList();
    }

    /**
     * Returns the public types of exported packages, including nested ones, by package and name.
     */
    static List<Class<?>> types() {
        List<Class<?>> types = new ArrayList<>();
        try (ModuleReader reader = ENGINE.open()) {
            for (String file : reader.list().filter(name -> name.endsWith(".class")).toList()) {
                String name = file.substring(0, file.length() - ".class".length());
                if (packages().contains(packageOf(name.replace('/', '.')))) {
                    Class<?> type = load(name.replace('/', '.'));
                    if (isPublic(type)) {
                        types.add(type);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (types.isEmpty()) {
            throw new IllegalStateException("no public types in " + folderOf(Network.class));
        }
        types.sort(
                Comparator.<Class<?>, String>comparing(Class::getPackageName)
                        .thenComparing(Class::getName));
        return types;
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Network.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
            if (!Modifier.isPublic(c.getModifiers())) {
                return false;
            }
        }
        return true;
    }
}
