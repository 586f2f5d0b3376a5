package lanewise.benchmarks.report.html;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/** A page as parsed by a strict XML parser. */
public final class Markup {
    private final Document document;

    public Markup(String page) throws IOException, ParserConfigurationException, SAXException {
        document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(page)));
    }

    public List<Element> all(String name) {
        return all(document.getElementsByTagName(name));
    }

    public static List<Element> in(Element element, String name) {
        return all(element.getElementsByTagName(name));
    }

    /** The element with this id. */
    public Element withId(String id) {
        return all("*").stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing has the id " + id));
    }

    /** The text of each cell in each row of a table, the header first. */
    public static List<List<String>> cells(Element table) {
        return in(table, "tr").stream()
                .map(row -> all(row.getChildNodes()).stream().map(Element::getTextContent).toList())
                .toList();
    }

    private static List<Element> all(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int k = 0; k < nodes.getLength(); k++) {
            if (nodes.item(k) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
