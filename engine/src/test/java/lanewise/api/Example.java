package lanewise.api;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A {@code <pre>{@code …}</pre>} in a Javadoc comment of the engine's sources.
 *
 * @param owner the documented element: a package, a type such as {@code TestSize.Count}, or a
 *     member such as {@code TestSize#count}
 * @param code the example
 */
record Example(String owner, String code) {

    /** Returns all examples of the exported packages, in file order. */
    static List<Example> all() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(PublicApi.documented()));
            List<Example> examples = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                new Finder(DocTrees.instance(task)).scan(unit, examples);
            }
            return examples;
        }
    }

    private static final class Finder extends TreePathScanner<Void, List<Example>> {
        private final DocTrees docs;
        private String type = "";

        Finder(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitPackage(PackageTree tree, List<Example> examples) {
            find(tree.getPackageName().toString(), examples);
            return null;
        }

        @Override
        public Void visitClass(ClassTree tree, List<Example> examples) {
            String outer = type;
            type = outer.isEmpty() ? "" + tree.getSimpleName() : outer + "." + tree.getSimpleName();
            find(type, examples);
            super.visitClass(tree, examples);
            type = outer;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree tree, List<Example> examples) {
            find(type + "#" + tree.getName(), examples);
            return null;
        }

        @Override
        public Void visitVariable(VariableTree tree, List<Example> examples) {
            find(type + "#" + tree.getName(), examples);
            return null;
        }

        private void find(String owner, List<Example> examples) {
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            List<? extends DocTree> body = comment == null ? List.of() : comment.getFullBody();
            for (int k = 0; k + 1 < body.size(); k++) {
                if (body.get(k) instanceof StartElementTree start
                        && start.getName().contentEquals("pre")
                        && body.get(k + 1) instanceof LiteralTree literal) {
                    String code = literal.getBody().getBody().stripTrailing();
                    examples.add(new Example(owner, code.strip().indent(0)));
                }
            }
        }
    }
}
