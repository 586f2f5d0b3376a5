package lanewise.benchmarks.report.html.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An element of HTML or SVG.
 *
 * @param name its name
 * @param attributes in output order
 * @param content child nodes
 */
public record Element(String name, List<Attribute> attributes, List<Node> content) implements Node {

    /** Elements without an end tag in HTML. */
    private static final Set<String> VOID = Set.of("meta");

    /**
     * A name and a value.
     *
     * @param name its name
     * @param value any characters
     */
    record Attribute(String name, String value) {}

    /** Copies its arguments. */
    public Element {
        attributes = List.copyOf(attributes);
        content = List.copyOf(content);
    }

    /**
     * Creates an element without attributes.
     *
     * @param name its name
     * @param content child nodes
     * @return the element
     */
    public static Element of(String name, List<? extends Node> content) {
        return new Element(name, List.of(), List.copyOf(content));
    }

    /**
     * Creates an element without attributes.
     *
     * @param name its name
     * @param content child nodes
     * @return the element
     */
    public static Element of(String name, Node... content) {
        return of(name, List.of(content));
    }

    /**
     * Creates an element without attributes.
     *
     * @param name its name
     * @param text its text
     * @return the element
     */
    public static Element of(String name, String text) {
        return of(name, new Text(text));
    }

    /**
     * Returns this element with another attribute.
     *
     * @param attribute its name
     * @param value its value
     * @return the new element
     */
    public Element with(String attribute, String value) {
        List<Attribute> more = new ArrayList<>(attributes);
        more.add(new Attribute(attribute, value));
        return new Element(name, more, content);
    }

    @Override
    public void write(StringBuilder out) {
        out.append('<').append(name);
        for (Attribute attribute : attributes) {
            out.append(' ').append(attribute.name()).append("=\"");
            Text.escape(attribute.value(), true, out);
            out.append('"');
        }
        if (VOID.contains(name)) {
            out.append("/>");
            return;
        }
        out.append('>');
        content.forEach(node -> node.write(out));
        out.append("</").append(name).append('>');
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }
}
